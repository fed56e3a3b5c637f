"""Queries about what people would like to learn, all of them together, as HR sees it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from career.training import EnrolmentState
from storage.batches import batches
from storage.statements import insert_or_leave
from storage.tables import EmployeeRow, EnrolmentRow, InterestRow, ProgrammeRow, WorkshopRow

_SERVED = (EnrolmentState.SEAT, EnrolmentState.OFFERED, EnrolmentState.ATTENDED, EnrolmentState.COMPLETED)


@dataclass(frozen=True, slots=True)
class LoggedWish:
    """Somebody's wish in their own words."""

    interest_id: int
    employee_id: int
    words: str
    logged_at: datetime


@dataclass(frozen=True, slots=True)
class ProgrammeDemand:
    """How many are interested in one programme; `served` of them have a seat in a workshop of it, or had one."""

    programme_id: int
    title: str
    is_offered: bool
    count: int
    served: int


def wishes(session: Session) -> Sequence[LoggedWish]:
    """Return every wish in free words of those who work here."""
    query = (
        select(InterestRow.id, InterestRow.employee_id, InterestRow.words, InterestRow.logged_at)
        .join(EmployeeRow, EmployeeRow.id == InterestRow.employee_id)
        .where(InterestRow.programme_id.is_(None), EmployeeRow.status != EmploymentStatus.LEFT)
    )
    return [LoggedWish(*row) for row in session.execute(query)]


def still_wished(session: Session, seen: Sequence[LoggedWish]) -> Sequence[LoggedWish]:
    """Return those of `seen` that stand as they did; the id of one that was taken back may be another one's by now."""
    found: list[LoggedWish] = []
    for batch in batches(seen):
        query = select(InterestRow.id, InterestRow.employee_id, InterestRow.words, InterestRow.logged_at).where(
            InterestRow.id.in_([wish.interest_id for wish in batch]), InterestRow.programme_id.is_(None)
        )
        standing = {LoggedWish(*row) for row in session.execute(query)}
        found.extend(wish for wish in batch if wish in standing)
    return found


def programme_demand(session: Session) -> Sequence[ProgrammeDemand]:
    """Return how many of those who work here are interested in each programme, leaving out those nobody wants."""
    count = func.count(InterestRow.id)
    has_a_seat = (
        exists()
        .where(
            EnrolmentRow.employee_id == InterestRow.employee_id,
            EnrolmentRow.state.in_(_SERVED),
            EnrolmentRow.workshop_id == WorkshopRow.id,
            WorkshopRow.programme_id == InterestRow.programme_id,
        )
        .correlate(InterestRow)
    )
    query = (
        select(ProgrammeRow.id, ProgrammeRow.title, ProgrammeRow.is_offered, count, count.filter(has_a_seat))
        .join(InterestRow, InterestRow.programme_id == ProgrammeRow.id)
        .join(EmployeeRow, EmployeeRow.id == InterestRow.employee_id)
        .where(EmployeeRow.status != EmploymentStatus.LEFT)
        .group_by(ProgrammeRow.id)
        .order_by(count.desc(), ProgrammeRow.title_code)
    )
    return [ProgrammeDemand(*row) for row in session.execute(query)]


def interested_ids(session: Session, programme_id: int) -> Sequence[int]:
    """Return the ids of those who work here and are interested in a programme."""
    query = (
        select(InterestRow.employee_id)
        .join(EmployeeRow, EmployeeRow.id == InterestRow.employee_id)
        .where(InterestRow.programme_id == programme_id, EmployeeRow.status != EmploymentStatus.LEFT)
    )
    return session.scalars(query.order_by(InterestRow.logged_at, InterestRow.id)).all()


def grant_wishes(session: Session, programme_id: int, granted: Sequence[LoggedWish]) -> Sequence[int]:
    """Turn wishes in free words into interest in one programme, of which each person has one, with their own words.

    Return who is interested now and was not before. Who has taken a wish back meanwhile is left out.
    """
    before = set(interested_ids(session, programme_id))
    first = sorted(granted, key=lambda wish: (wish.logged_at, wish.interest_id))
    interest = insert_or_leave(session, InterestRow)
    for batch in batches(first):
        gone = delete(InterestRow).where(InterestRow.id.in_([wish.interest_id for wish in batch]))
        still_wished = set(session.scalars(gone.returning(InterestRow.id)))
        rows = [
            {
                "employee_id": wish.employee_id,
                "programme_id": programme_id,
                "words": wish.words,
                "about": f"programme:{programme_id}",
                "logged_at": wish.logged_at,
            }
            for wish in batch
            if wish.interest_id in still_wished
        ]
        if rows:
            session.connection().execute(interest, rows)
    return [each for each in interested_ids(session, programme_id) if each not in before]


def names_of(session: Session, employee_ids: Sequence[int]) -> dict[int, str]:
    """Return the names of these employees by id."""
    found: dict[int, str] = {}
    for batch in batches(sorted(employee_ids)):
        query = select(EmployeeRow.id, EmployeeRow.given_name, EmployeeRow.family_name).where(EmployeeRow.id.in_(batch))
        found.update((id_, f"{given} {family}".strip()) for id_, given, family in session.execute(query))
    return found


def words_asked_with(session: Session, programme_id: int, employee_id: int) -> str | None:
    """Return the words with which somebody asked for what became a programme, empty where it was by its title.

    None where they are not interested (any more).
    """
    query = select(InterestRow.words).where(
        InterestRow.programme_id == programme_id, InterestRow.employee_id == employee_id
    )
    return session.scalar(query)
