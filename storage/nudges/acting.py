"""What counts as having acted on what a nudge is about, and whom it is in question for: one answer per kind of target."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import assert_never

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select
from sqlalchemy.orm import Session

from career.applications import Stage
from career.criteria import Criterion
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    UnmetInterest,
    WorkshopTarget,
)
from career.training import EnrolmentState, WorkshopStatus
from storage.openings.suiting import some_opening_suits
from storage.rules.audiences import qualified
from storage.tables import (
    ApplicationRow,
    AuditRow,
    CompletionRow,
    DeliveryRow,
    EmployeeRow,
    EnrolmentRow,
    FeedbackRow,
    InterestRow,
    ProgrammeRow,
    QuietRow,
    RecognitionRow,
    TuitionRequestRow,
    WorkshopRow,
)


def members(session: Session, target: Target, rule: Criterion, now: datetime) -> Select[int]:
    """Return the query for the ids of all active employees whom a nudge about `target` with this `rule` is for.

    For most kinds that is whoever the rule holds of. Where somebody is only in question as long as there is something
    to say to them, those with nothing are no part of the audience, and the ledger holds no row to say so.
    """
    query = qualified(session, rule, now.date())
    match target:
        case OpeningTarget() | ProgrammeTarget() | WorkshopTarget():
            return query
        case SuitingOpenings():
            return query.where(some_opening_suits(session, now))
        case UnmetInterest():
            return query.where(_has_unmet_interest(now))
        case NoActivity(days):
            since = _start_of(now.date() - timedelta(days=days))
            known = (EmployeeRow.created_at < since, func.coalesce(EmployeeRow.hired_on, since.date()) <= since.date())
            return query.where(*known, ~_was_active(since))
        case _:
            assert_never(target)


def count_members(session: Session, target: Target, rule: Criterion, now: datetime) -> int:
    """Return how many they are."""
    found = members(session, target, rule, now).subquery()
    return session.execute(select(func.count()).select_from(found)).scalar_one()


def has_acted(
    target: Target, now: datetime | ColumnElement[datetime], today: date, *, left_counts: bool = True
) -> ColumnElement[bool]:
    """Return whether an employee has done what a nudge about `target` asks for, or can no longer be asked.

    Whoever gave up a place in training chose so, and is not asked again; but with `left_counts` false, for what they asked
    for themselves since, that is as if they had never had it.
    """
    given_up = () if left_counts else (EnrolmentState.LEFT,)
    match target:
        case OpeningTarget(opening_id):
            applied = exists().where(
                ApplicationRow.opening_id == opening_id,
                ApplicationRow.employee_id == EmployeeRow.id,
                ApplicationRow.stage != Stage.WITHDRAWN,
            )
            return applied.correlate(EmployeeRow)
        case ProgrammeTarget(programme_id):
            return or_(_wants(programme_id), _was_enrolled(programme_id, given_up), _has_completed(programme_id))
        case WorkshopTarget(workshop_id):
            return _has_answered(workshop_id, given_up)
        case SuitingOpenings():
            return false()  # each opening for itself: what they applied for is not among their picks
        case UnmetInterest():
            return ~_has_unmet_interest(now, left_counts=left_counts)
        case NoActivity(days):
            return _was_active(_start_of(today - timedelta(days=days)))
        case _:
            assert_never(target)


def unmet(now: datetime | ColumnElement[datetime], *, left_counts: bool = True) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an interest (over `interests`, `programmes`, `workshops`) has not become a place.

    There is a workshop to enrol in, and the person was in none of that programme's, nor completed it. Whoever left one
    chose so, and is not asked again; for `left_counts` see `has_acted`.
    """
    no_place = [EnrolmentState.CANCELLED, *(() if left_counts else (EnrolmentState.LEFT,))]
    enrolled, other = EnrolmentRow.__table__.alias(), WorkshopRow.__table__.alias()
    was_in = exists().where(
        enrolled.c.employee_id == InterestRow.employee_id,
        enrolled.c.workshop_id == other.c.id,
        other.c.programme_id == InterestRow.programme_id,
        enrolled.c.state.not_in(no_place),
    )
    completed = exists().where(
        CompletionRow.employee_id == InterestRow.employee_id, CompletionRow.programme_id == InterestRow.programme_id
    )
    return (
        ProgrammeRow.id == InterestRow.programme_id,
        ProgrammeRow.is_offered.is_(True),
        WorkshopRow.programme_id == ProgrammeRow.id,
        WorkshopRow.starts_at > now,
        WorkshopRow.status == WorkshopStatus.PLANNED,
        ~was_in.correlate(InterestRow),
        ~completed.correlate(InterestRow),
    )


def _has_unmet_interest(now: datetime | ColumnElement[datetime], *, left_counts: bool = True) -> ColumnElement[bool]:
    wants = exists().where(InterestRow.employee_id == EmployeeRow.id, *unmet(now, left_counts=left_counts))
    return wants.correlate(EmployeeRow)


def _wants(programme_id: int) -> ColumnElement[bool]:
    wants = exists().where(InterestRow.programme_id == programme_id, InterestRow.employee_id == EmployeeRow.id)
    return wants.correlate(EmployeeRow)


def _was_enrolled(programme_id: int, given_up: Sequence[EnrolmentState]) -> ColumnElement[bool]:
    enrolled = exists().where(
        EnrolmentRow.employee_id == EmployeeRow.id,
        EnrolmentRow.workshop_id == WorkshopRow.id,
        WorkshopRow.programme_id == programme_id,
        # Whoever's workshop HR called off may hear of the next one.
        EnrolmentRow.state.not_in([EnrolmentState.CANCELLED, *given_up]),
    )
    return enrolled.correlate(EmployeeRow)


def _has_completed(programme_id: int) -> ColumnElement[bool]:
    completed = exists().where(CompletionRow.programme_id == programme_id, CompletionRow.employee_id == EmployeeRow.id)
    return completed.correlate(EmployeeRow)


def _has_answered(workshop_id: int, given_up: Sequence[EnrolmentState]) -> ColumnElement[bool]:
    """Whether they were in this workshop, are in another one of the same programme, or have completed that."""
    this = WorkshopRow.__table__.alias()
    own = exists().where(
        EnrolmentRow.workshop_id == workshop_id,
        EnrolmentRow.employee_id == EmployeeRow.id,
        *([EnrolmentRow.state.not_in(given_up)] if given_up else []),
    )
    elsewhere = exists().where(
        this.c.id == workshop_id,
        WorkshopRow.programme_id == this.c.programme_id,
        EnrolmentRow.workshop_id == WorkshopRow.id,
        EnrolmentRow.employee_id == EmployeeRow.id,
        EnrolmentRow.state.not_in([EnrolmentState.LEFT, EnrolmentState.ABSENT, EnrolmentState.CANCELLED]),
    )
    completed = exists().where(
        this.c.id == workshop_id,
        CompletionRow.programme_id == this.c.programme_id,
        CompletionRow.employee_id == EmployeeRow.id,
    )
    return or_(*(each.correlate(EmployeeRow) for each in (own, elsewhere, completed)))


def _was_active(since: datetime) -> ColumnElement[bool]:
    """Whether an employee has done anything here since then.

    Anything is: an application, an interest, a place in a workshop or funding asked for, a button under a nudge, quiet asked for,
    kudos or feedback given, and whatever else the audit has under their Slack account, such as a skill declared. Looking at lists
    writes nothing and so counts for nothing.
    """
    acts = (
        (ApplicationRow.employee_id == EmployeeRow.id, ApplicationRow.submitted_at >= since),
        (InterestRow.employee_id == EmployeeRow.id, InterestRow.logged_at >= since),
        (EnrolmentRow.employee_id == EmployeeRow.id, EnrolmentRow.asked_at >= since),
        (DeliveryRow.employee_id == EmployeeRow.id, DeliveryRow.responded_at >= since),
        (TuitionRequestRow.employee_id == EmployeeRow.id, TuitionRequestRow.asked_at >= since),
        (FeedbackRow.employee_id == EmployeeRow.id, FeedbackRow.given_at >= since),
        (QuietRow.employee_id == EmployeeRow.id, QuietRow.created_at >= since),
        (RecognitionRow.by_slack_id == EmployeeRow.slack_id, RecognitionRow.given_on >= since.date()),
        (AuditRow.by == EmployeeRow.slack_id, AuditRow.at >= since),
    )
    return or_(*(exists().where(*act).correlate(EmployeeRow) for act in acts))


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
