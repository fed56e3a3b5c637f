"""Queries about what became of applications: each with its opening and everything that people decided on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from career.applications import Application, Consideration, Stage
from career.openings import Cancellation, OpeningStatus
from storage.openings.cancellations import cancellations
from storage.pages import Held, page
from storage.tables import ApplicationRow, ConsiderationRow, OpeningRow


@dataclass(frozen=True, slots=True)
class History:
    """One application for the opening called `title`; `considerations` are the latest first.

    `cancellation` says why the job was cancelled, where it was.
    """

    application: Application
    title: str
    considerations: tuple[Consideration, ...]
    cancellation: Cancellation | None = None

    @property
    def latest(self) -> Consideration | None:
        """The last decision on the application as it was last sent; None while nobody has considered that."""
        is_considered = self.considerations and self.application.stage is not Stage.SUBMITTED
        return self.considerations[0] if is_considered else None


@dataclass(frozen=True, slots=True)
class Pressing:
    """An application for the opening called `title` that asks something of its applicant."""

    title: str
    stage: Stage


def history_page(session: Session, employee_id: int, skip: int, most: int) -> Held[History]:
    """Return a page of one employee's applications, those still under way first, then the newest; in few statements."""
    has_ended = ApplicationRow.stage.in_([stage for stage in Stage if stage.has_ended])
    mine = select(ApplicationRow.id).where(ApplicationRow.employee_id == employee_id)
    newest = mine.order_by(has_ended, ApplicationRow.submitted_at.desc(), ApplicationRow.id.desc())
    ids, total = page(session, newest, skip, most, int)
    found = {each.application.id: each for each in _histories(session, ApplicationRow.id.in_(ids))} if ids else {}
    return tuple(found[application_id] for application_id in ids), total


def pressing_applications(session: Session, employee_id: int, most: int) -> tuple[Pressing, ...]:
    """Return up to `most` applications that were offered or led to an interview, the former first, then the newest."""
    query = (
        select(OpeningRow.title, ApplicationRow.stage)
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .where(ApplicationRow.employee_id == employee_id, ApplicationRow.stage.in_([Stage.OFFERED, Stage.INTERVIEW]))
        .order_by(ApplicationRow.stage == Stage.INTERVIEW, ApplicationRow.submitted_at.desc(), ApplicationRow.id.desc())
    )
    return tuple(Pressing(*row) for row in session.execute(query.limit(most)))


def history_of(session: Session, application_id: int, employee_id: int) -> History | None:
    """Return one application, if it is this employee's own."""
    found = _histories(session, ApplicationRow.id == application_id, ApplicationRow.employee_id == employee_id)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on an application for the opening called `title`; `application` is as it stands by now."""

    application: Application
    title: str
    consideration: Consideration


def decided(session: Session, consideration_id: int) -> Decided | None:
    """Return one decision with its application; None where it is not there any more."""
    query = select(
        ConsiderationRow.application_id,
        ConsiderationRow.by_name,
        ConsiderationRow.decision,
        ConsiderationRow.reason,
        ConsiderationRow.at,
    ).where(ConsiderationRow.id == consideration_id)
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    (history,) = _histories(session, ApplicationRow.id == row.application_id)
    return Decided(history.application, history.title, Consideration(row.by_name, row.decision, row.reason, row.at))


def _histories(session: Session, *conditions: ColumnElement[bool]) -> tuple[History, ...]:
    applications = (
        select(
            ApplicationRow.id,
            ApplicationRow.opening_id,
            ApplicationRow.employee_id,
            ApplicationRow.note,
            ApplicationRow.stage,
            ApplicationRow.submitted_at,
            ApplicationRow.considered_at,
            OpeningRow.title,
            OpeningRow.status,
        )
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .where(*conditions)
        .order_by(ApplicationRow.submitted_at.desc(), ApplicationRow.id.desc())
    )
    considerations = (
        select(
            ConsiderationRow.application_id,
            ConsiderationRow.by_name,
            ConsiderationRow.decision,
            ConsiderationRow.reason,
            ConsiderationRow.at,
        )
        .join(ApplicationRow, ApplicationRow.id == ConsiderationRow.application_id)
        .where(*conditions)
        .order_by(ConsiderationRow.at.desc(), ConsiderationRow.id.desc())
    )
    decided: dict[int, list[Consideration]] = {}
    for application_id, by_name, decision, reason, at in session.execute(considerations):
        decided.setdefault(application_id, []).append(Consideration(by_name, decision, reason, at))
    rows = session.execute(applications).all()
    cancelled = cancellations(session, [row.opening_id for row in rows if row.status is OpeningStatus.CANCELLED])
    return tuple(_history(row, decided.get(row.id, []), cancelled.get(row.opening_id)) for row in rows)


def _history(
    row: Row[*tuple[Any, ...]], considerations: Sequence[Consideration], cancellation: Cancellation | None
) -> History:
    application = Application(
        id=row.id,
        opening_id=row.opening_id,
        employee_id=row.employee_id,
        note=row.note,
        stage=row.stage,
        submitted_at=row.submitted_at,
        considered_at=row.considered_at,
    )
    return History(application, row.title, tuple(considerations), cancellation)
