"""Queries about seats in workshops and the waitlists for them.

Whoever changes any of them holds the workshop first (`storage.training.workshops.workshop_to_change`).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from career.employees import EmploymentStatus
from career.training import STANDS, EnrolmentState, Workshop, WorkshopStatus
from storage.batches import batches
from storage.house.audit import AUTOMATIC
from storage.pages import Held, page
from storage.tables import EmployeeRow, EnrolmentEventRow, EnrolmentRow, NoticeRow, ProgrammeRow, WorkshopRow
from storage.training.offers import counted_workshops


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One employee's standing with one workshop; `place` counts from 1 on the waitlist and is 0 elsewhere."""

    workshop: Workshop
    title: str
    """The programme's."""
    state: EnrolmentState
    place: int


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody in a workshop, with what telling them needs; `stint` counts the seats they have had here."""

    enrolment_id: int
    employee_id: int
    name: str
    slack_id: str | None
    zone: str | None
    state: EnrolmentState
    stint: int


def queue_up(session: Session, workshop_id: int, employee_id: int, by: str, now: datetime) -> None:
    """Put an employee, who neither has a seat nor waits, at the end of the waitlist of a workshop that is held."""
    _begin(session, workshop_id, employee_id, EnrolmentState.WAITLIST, by, now)


def keep_a_seat(session: Session, workshop_id: int, employee_id: int, by: str, now: datetime) -> int:
    """Keep a free seat of a workshop that is held for an employee whom HR nominates; return the enrolment's id."""
    return _begin(session, workshop_id, employee_id, EnrolmentState.OFFERED, by, now)


def move(session: Session, enrolment_ids: Sequence[int], state: EnrolmentState, by: str, now: datetime) -> None:
    """Move enrolments in a workshop that is held, with a line in the history of each."""
    stint = {"stint": EnrolmentRow.stint + 1} if state is EnrolmentState.SEAT else {}
    event = {"state": state, "by": by, "at": now}
    for some in batches(enrolment_ids):
        session.execute(update(EnrolmentRow).where(EnrolmentRow.id.in_(some)).values(state=state, **stint))
        session.execute(insert(EnrolmentEventRow), [{"enrolment_id": each, **event} for each in some])


def give_free_seats(session: Session, workshop_id: int, now: datetime) -> tuple[Participant, ...]:
    """Give every free seat of a workshop that is held to whoever has waited longest; return whom.

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
    lucky = session.scalars(first).all()
    if not lucky:
        return ()
    move(session, lucky, EnrolmentState.SEAT, AUTOMATIC, now)
    return _participants(session, EnrolmentRow.id.in_(lucky))


def participants(session: Session, workshop_id: int, *states: EnrolmentState) -> tuple[Participant, ...]:
    """Return everybody in these states in a workshop, whoever asked first before the others."""
    return _participants(session, EnrolmentRow.workshop_id == workshop_id, EnrolmentRow.state.in_(states))


def participant(session: Session, enrolment_id: int) -> Participant | None:
    """Return one enrolment's person."""
    found = _participants(session, EnrolmentRow.id == enrolment_id)
    return found[0] if found else None


def participant_of(session: Session, workshop_id: int, employee_id: int) -> Participant | None:
    """Return one employee's standing in one workshop, whatever has become of it."""
    found = _participants(session, EnrolmentRow.workshop_id == workshop_id, EnrolmentRow.employee_id == employee_id)
    return found[0] if found else None


def held_by_leavers(session: Session, now: datetime) -> Sequence[tuple[int, int]]:
    """Return (workshop id, enrolment id) of what people who left still have in workshops not begun at `now`."""
    query = (
        select(EnrolmentRow.workshop_id, EnrolmentRow.id)
        .join(WorkshopRow, WorkshopRow.id == EnrolmentRow.workshop_id)
        .join(EmployeeRow, EmployeeRow.id == EnrolmentRow.employee_id)
        .where(
            WorkshopRow.starts_at > now,
            WorkshopRow.status == WorkshopStatus.PLANNED,
            EnrolmentRow.state.in_(STANDS),
            EmployeeRow.status == EmploymentStatus.LEFT,
        )
        .order_by(EnrolmentRow.workshop_id, EnrolmentRow.id)
    )
    return [(workshop_id, enrolment_id) for workshop_id, enrolment_id in session.execute(query)]


def waited_in_vain(
    session: Session, since: datetime, now: datetime, what: str, workshop_id: int | None = None
) -> Sequence[tuple[Workshop, Participant]]:
    """Return who still waits for a seat in a workshop that began after `since` and by `now`, and is not told of `what` yet.

    With a `workshop_id`, of that workshop only.
    """
    begun = counted_workshops().where(
        WorkshopRow.starts_at > since, WorkshopRow.starts_at <= now, WorkshopRow.status != WorkshopStatus.CANCELLED
    )
    if workshop_id is not None:
        begun = begun.where(WorkshopRow.id == workshop_id)
    found: list[tuple[Workshop, Participant]] = []
    for row in session.execute(begun.order_by(WorkshopRow.id)).all():
        workshop = Workshop(*row)
        waits = (EnrolmentRow.workshop_id == workshop.id, EnrolmentRow.state == EnrolmentState.WAITLIST)
        key = literal(f"workshop:{workshop.id}:") + cast(EnrolmentRow.employee_id, String) + literal(f":{what}")
        is_told = select(NoticeRow.id).where(NoticeRow.key == key).exists()
        found += [(workshop, person) for person in _participants(session, *waits, ~is_told)]
    return found


def workshop_of(session: Session, enrolment_id: int) -> int | None:
    """Return the id of the workshop that an enrolment is for."""
    return session.scalar(select(EnrolmentRow.workshop_id).where(EnrolmentRow.id == enrolment_id))


def enrolment_of(session: Session, workshop_id: int, employee_id: int) -> Enrolment | None:
    """Return an employee's seat, offer or waitlist place in one workshop; None where they have none of these."""
    found = _enrolments(session, employee_id, WorkshopRow.id == workshop_id)
    return found[0] if found else None


def enrolment_page(session: Session, employee_id: int, now: datetime, skip: int, most: int) -> Held[Enrolment]:
    """Return a page of an employee's seats, offers and waitlist places in workshops not ended at `now`, soonest first.

    Only the waitlists of those workshops that it shows are looked at.
    """
    ids, total = page(session, _soonest(employee_id, STANDS, now), skip, most, int)
    return enrolments_in(session, employee_id, ids), total


def soonest_enrolments(
    session: Session, employee_id: int, state: EnrolmentState, now: datetime, most: int
) -> tuple[Enrolment, ...]:
    """Return up to `most` enrolments of an employee in this state, in workshops not ended at `now`, soonest first."""
    return enrolments_in(session, employee_id, session.scalars(_soonest(employee_id, [state], now).limit(most)).all())


def enrolments_in(session: Session, employee_id: int, workshop_ids: Collection[int]) -> tuple[Enrolment, ...]:
    """Return an employee's seats, offers and waitlist places in these workshops, soonest first."""
    return _enrolments(session, employee_id, WorkshopRow.id.in_(workshop_ids)) if workshop_ids else ()


def _soonest(employee_id: int, states: Collection[EnrolmentState], now: datetime) -> Select[int]:
    """Return the query for the ids of an employee's workshops not ended at `now`, the soonest first."""
    return (
        select(WorkshopRow.id)
        .join(EnrolmentRow, EnrolmentRow.workshop_id == WorkshopRow.id)
        .where(EnrolmentRow.employee_id == employee_id, EnrolmentRow.state.in_(states), WorkshopRow.ends_at > now)
        .order_by(WorkshopRow.starts_at, WorkshopRow.id)
    )


def _begin(session: Session, workshop_id: int, employee_id: int, state: EnrolmentState, by: str, now: datetime) -> int:
    where = EnrolmentRow.workshop_id == workshop_id, EnrolmentRow.employee_id == employee_id
    again = update(EnrolmentRow).where(*where).values(state=state, asked_at=now).returning(EnrolmentRow.id)
    enrolment_id = session.scalar(again)
    if enrolment_id is None:
        new = insert(EnrolmentRow).values(
            workshop_id=workshop_id, employee_id=employee_id, state=state, asked_at=now, stint=0
        )
        enrolment_id = session.scalars(new.returning(EnrolmentRow.id)).one()
    session.execute(insert(EnrolmentEventRow).values(enrolment_id=enrolment_id, state=state, by=by, at=now))
    return enrolment_id


def _participants(session: Session, *which: ColumnElement[bool]) -> tuple[Participant, ...]:
    query = (
        select(
            EnrolmentRow.id,
            EnrolmentRow.employee_id,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            EmployeeRow.slack_id,
            EmployeeRow.zone,
            EnrolmentRow.state,
            EnrolmentRow.stint,
        )
        .join(EmployeeRow, EmployeeRow.id == EnrolmentRow.employee_id)
        .where(*which)
        .order_by(EnrolmentRow.asked_at, EnrolmentRow.id)
    )
    return tuple(
        Participant(id_, employee_id, f"{given} {family}".strip(), slack_id, zone, state, stint)
        for id_, employee_id, given, family, slack_id, zone, state, stint in session.execute(query)
    )


def _enrolments(session: Session, employee_id: int, which: ColumnElement[bool]) -> tuple[Enrolment, ...]:
    mine = aliased(EnrolmentRow)
    query = (
        counted_workshops()
        .join(mine, mine.workshop_id == WorkshopRow.id)
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(mine.employee_id == employee_id, mine.state.in_(STANDS), which)
        .group_by(mine.id, ProgrammeRow.id)
        .add_columns(ProgrammeRow.title, mine.state, _place(mine))
        .order_by(WorkshopRow.starts_at, WorkshopRow.id)
    )
    return tuple(
        Enrolment(Workshop(*workshop), title, state, place if state is EnrolmentState.WAITLIST else 0)
        for *workshop, title, state, place in session.execute(query)
    )


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
