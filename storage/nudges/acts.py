"""What people did about the target of a nudge, and when: read from what they did, never from a tap on a message."""

from collections.abc import Iterator
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Select, Subquery, select, true, union_all

from career.applications import Stage
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    UnmetInterest,
    WorkshopTarget,
)
from storage.tables import ApplicationEventRow, ApplicationRow, EnrolmentRow, InterestRow, WorkshopRow

_APPLYING = (Stage.SUBMITTED, Stage.WITHDRAWN)
"""Events that show that somebody had applied by then: taking an application back shows it too."""

_Acts = Select[*tuple[Any, ...]]


def acts_on(target: Target) -> Subquery:
    """Return who acted on `target` and when, as a table with `employee_id` and `at`; several acts are several rows."""
    return union_all(*_acts(target)).subquery("acts")


def _acts(target: Target) -> Iterator[_Acts]:
    match target:
        case OpeningTarget(opening_id):
            yield from _applications(ApplicationRow.opening_id == opening_id)
        case ProgrammeTarget(programme_id):
            yield _interests(InterestRow.programme_id == programme_id)
            yield _enrolments(WorkshopRow.programme_id == programme_id)
        case WorkshopTarget(workshop_id):
            # A place in another workshop of the same programme is what the nudge was for, too.
            programme = select(WorkshopRow.programme_id).where(WorkshopRow.id == workshop_id).scalar_subquery()
            yield _interests(InterestRow.programme_id == programme)
            yield _enrolments(WorkshopRow.programme_id == programme)
        case SuitingOpenings():
            yield from _applications(true())
        case UnmetInterest():
            yield _enrolments(true())
        case NoActivity():
            yield from _applications(true())
            yield _interests(true())
            yield _enrolments(true())
        case _:
            assert_never(target)


def _applications(which: ColumnElement[bool]) -> Iterator[_Acts]:
    yield select(ApplicationRow.employee_id, ApplicationRow.submitted_at.label("at")).where(which)
    yield (
        select(ApplicationRow.employee_id, ApplicationEventRow.at.label("at"))
        .join(ApplicationRow, ApplicationRow.id == ApplicationEventRow.application_id)
        .where(which, ApplicationEventRow.stage.in_(_APPLYING))
    )


def _interests(which: ColumnElement[bool]) -> _Acts:
    return select(InterestRow.employee_id, InterestRow.logged_at.label("at")).where(which)


def _enrolments(which: ColumnElement[bool]) -> _Acts:
    return (
        select(EnrolmentRow.employee_id, EnrolmentRow.asked_at.label("at"))
        .join(WorkshopRow, WorkshopRow.id == EnrolmentRow.workshop_id)
        .where(which)
    )
