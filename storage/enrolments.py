"""Queries about seats in workshops and the waitlists for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from career.employees import EmploymentStatus
from career.training import EnrolmentState, Workshop
from storage.tables import EmployeeRow, EnrolmentRow, ProgrammeRow, WorkshopRow
from storage.training import counted_workshops


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One employee's standing with one workshop; `place` counts from 1 on the waitlist and is 0 elsewhere."""

    workshop: Workshop
    title: str
    """The programme's."""
    state: EnrolmentState
    place: int


def workshop_to_change(session: Session, workshop_id: int) -> tuple[str, Workshop] | None:
    """Return a workshop and its programme's title; nobody else can change its seats before this transaction ends."""
    held = select(WorkshopRow.id).where(WorkshopRow.id == workshop_id).with_for_update()
    if session.scalar(held) is None:
        return None
    # Counted in a statement of its own: on PostgreSQL only that one sees what others did before the lock was had.
    workshop = Workshop(*session.execute(counted_workshops().where(WorkshopRow.id == workshop_id)).one())
    title = session.scalars(select(ProgrammeRow.title).where(ProgrammeRow.id == workshop.programme_id)).one()
    return title, workshop


def queue_up(session: Session, workshop_id: int, employee_id: int, now: datetime) -> None:
    """Put an employee, who neither has a seat nor waits, at the end of the waitlist of a workshop that is held."""
    waiting = {"state": EnrolmentState.WAITLIST, "asked_at": now}
    again = update(EnrolmentRow).where(*_of(workshop_id, employee_id)).values(waiting).returning(EnrolmentRow.id)
    if session.scalar(again) is None:
        session.execute(insert(EnrolmentRow).values(workshop_id=workshop_id, employee_id=employee_id, **waiting))


def give_up(session: Session, workshop_id: int, employee_id: int) -> None:
    """Take an employee out of a workshop that is held, from the seat or from the waitlist."""
    session.execute(update(EnrolmentRow).where(*_of(workshop_id, employee_id)).values(state=EnrolmentState.LEFT))


def give_free_seats(session: Session, workshop_id: int) -> tuple[int, ...]:
    """Give every free seat of a workshop that is held to whoever has waited longest; return these employees' ids.

    Whoever has left the company is passed over.
    """
    workshop = Workshop(*session.execute(counted_workshops().where(WorkshopRow.id == workshop_id)).one())
    free = workshop.seats - workshop.taken
    if free <= 0 or not workshop.waiting:
        return ()
    first = (
        select(EnrolmentRow.id)
        .join(EmployeeRow, EmployeeRow.id == EnrolmentRow.employee_id)
        .where(
            EnrolmentRow.workshop_id == workshop_id,
            EnrolmentRow.state == EnrolmentState.WAITLIST,
            EmployeeRow.status != EmploymentStatus.LEFT,
        )
        .order_by(EnrolmentRow.asked_at, EnrolmentRow.id)
        .limit(free)
    )
    lucky = session.execute(select(EnrolmentRow.id, EnrolmentRow.employee_id).where(EnrolmentRow.id.in_(first))).all()
    seated = update(EnrolmentRow).where(EnrolmentRow.id.in_([row.id for row in lucky]))
    session.execute(seated.values(state=EnrolmentState.SEAT))
    return tuple(row.employee_id for row in lucky)


def enrolment_of(session: Session, workshop_id: int, employee_id: int) -> Enrolment | None:
    """Return an employee's seat or waitlist place in one workshop; None where they have neither."""
    found = _enrolments(session, employee_id, WorkshopRow.id == workshop_id)
    return found[0] if found else None


def enrolments_of(session: Session, employee_id: int, now: datetime) -> tuple[Enrolment, ...]:
    """Return an employee's seats and waitlist places in workshops that have not ended at `now`, soonest first."""
    return _enrolments(session, employee_id, WorkshopRow.ends_at > now)


def _enrolments(session: Session, employee_id: int, which: ColumnElement[bool]) -> tuple[Enrolment, ...]:
    mine = aliased(EnrolmentRow)
    query = (
        counted_workshops()
        .join(mine, mine.workshop_id == WorkshopRow.id)
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(mine.employee_id == employee_id, mine.state.in_([EnrolmentState.SEAT, EnrolmentState.WAITLIST]), which)
        .group_by(mine.id, ProgrammeRow.id)
        .add_columns(ProgrammeRow.title, mine.state, _place(mine))
        .order_by(WorkshopRow.starts_at, WorkshopRow.id)
    )
    return tuple(
        Enrolment(Workshop(*workshop), title, state, place if state is EnrolmentState.WAITLIST else 0)
        for *workshop, title, state, place in session.execute(query)
    )


def _of(workshop_id: int, employee_id: int) -> Sequence[ColumnElement[bool]]:
    return EnrolmentRow.workshop_id == workshop_id, EnrolmentRow.employee_id == employee_id


def _place(mine: type[EnrolmentRow]) -> ColumnElement[int]:
    """Return which place on its waitlist an enrolment has: itself, and those who asked before."""
    other = aliased(EnrolmentRow)
    asked_before = or_(other.asked_at < mine.asked_at, and_(other.asked_at == mine.asked_at, other.id <= mine.id))
    return (
        select(func.count())
        .select_from(other)
        .where(other.workshop_id == mine.workshop_id, other.state == EnrolmentState.WAITLIST, asked_before)
        .correlate(mine)
        .scalar_subquery()
    )
