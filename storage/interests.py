"""Queries about what people would like to learn."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from career.wishes import Wish
from storage.quiets import hold_person
from storage.statements import insert_or_leave
from storage.tables import InterestRow, ProgrammeRow


@dataclass(frozen=True, slots=True)
class Interest:
    """One employee's wish: `programme_id` is None where `title` is in their own words."""

    id: int
    programme_id: int | None
    title: str
    logged_at: datetime


def log_programme(session: Session, employee_id: int, programme_id: int, now: datetime) -> bool:
    """Log an interest in a programme; return whether it is new."""
    return _log(session, employee_id, programme_id, "", _about_programme(programme_id), now)


def log_wish(session: Session, employee_id: int, wish: Wish, now: datetime) -> bool:
    """Log an interest in what nobody may offer yet; return whether it is new."""
    return _log(session, employee_id, None, wish.words, f"words:{wish.code}", now)


def interest_in(session: Session, employee_id: int, programme_id: int) -> int:
    """Return the id of an employee's interest in a programme, which stands."""
    mine = select(InterestRow.id).where(
        InterestRow.employee_id == employee_id, InterestRow.about == _about_programme(programme_id)
    )
    return session.scalars(mine).one()


def interests_of(session: Session, employee_id: int) -> tuple[Interest, ...]:
    """Return what one employee would like to learn, newest first."""
    query = (
        select(InterestRow.id, InterestRow.programme_id, InterestRow.words, ProgrammeRow.title, InterestRow.logged_at)
        .join(ProgrammeRow, ProgrammeRow.id == InterestRow.programme_id, isouter=True)
        .where(InterestRow.employee_id == employee_id)
        .order_by(InterestRow.logged_at.desc(), InterestRow.id.desc())
    )
    return tuple(
        Interest(id_, programme_id, title or words, logged_at)
        for id_, programme_id, words, title, logged_at in session.execute(query)
    )


def remove_interest(session: Session, employee_id: int, interest_id: int) -> bool:
    """Remove one of this employee's interests; return whether it was there.

    A message to this person that has not begun waits for this transaction, and is then judged anew.
    """
    hold_person(session, employee_id)
    query = delete(InterestRow).where(InterestRow.id == interest_id, InterestRow.employee_id == employee_id)
    return session.execute(query.returning(InterestRow.id)).scalar_one_or_none() is not None


def _about_programme(programme_id: int) -> str:
    return f"programme:{programme_id}"


def _log(session: Session, employee_id: int, programme_id: int | None, words: str, about: str, now: datetime) -> bool:
    statement = insert_or_leave(session, InterestRow).values(
        employee_id=employee_id, programme_id=programme_id, words=words, about=about, logged_at=now
    )
    return session.execute(statement.returning(InterestRow.id)).scalar_one_or_none() is not None
