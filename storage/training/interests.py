"""Queries about what people would like to learn."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from career.wishes import Wish
from storage.conditions import any_is
from storage.pages import Held, page
from storage.statements import insert_or_leave
from storage.tables import InterestRow, ProgrammeRow
from storage.turns import hold_person


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


def interests_held(session: Session, employee_id: int, skip: int, most: int) -> Held[Interest]:
    """Return a page of what one employee would like to learn, the newest first."""
    return page(session, _interests(employee_id), skip, most, Interest)


def interested_by(session: Session, employee_id: int, programme_id: int | None, at: datetime | None) -> Interest | None:
    """Return an employee's interest: in that programme, or logged at that instant; of several the newest."""
    which = any_is((InterestRow.programme_id, programme_id), (InterestRow.logged_at, at))
    row = session.execute(_interests(employee_id).where(which).limit(1)).one_or_none()
    return None if row is None else Interest(*row)


def wanted_among(session: Session, employee_id: int, programme_ids: Collection[int]) -> frozenset[int]:
    """Return the ids of those of these programmes that one employee is interested in."""
    query = select(InterestRow.programme_id).where(InterestRow.employee_id == employee_id)
    found = session.scalars(query.where(InterestRow.programme_id.in_(programme_ids)))
    return frozenset(each for each in found if each is not None)


def remove_interest(session: Session, employee_id: int, interest_id: int) -> bool:
    """Remove one of this employee's interests; return whether it was there.

    A message to this person that has not begun waits for this transaction, and is then judged anew.
    """
    hold_person(session, employee_id)
    query = delete(InterestRow).where(InterestRow.id == interest_id, InterestRow.employee_id == employee_id)
    return session.execute(query.returning(InterestRow.id)).scalar_one_or_none() is not None


def _interests(employee_id: int) -> Select[*tuple[Any, ...]]:
    """Return the query for one employee's `Interest`s, the newest first."""
    title = func.coalesce(ProgrammeRow.title, InterestRow.words)
    return (
        select(InterestRow.id, InterestRow.programme_id, title, InterestRow.logged_at)
        .join(ProgrammeRow, ProgrammeRow.id == InterestRow.programme_id, isouter=True)
        .where(InterestRow.employee_id == employee_id)
        .order_by(InterestRow.logged_at.desc(), InterestRow.id.desc())
    )


def _about_programme(programme_id: int) -> str:
    return f"programme:{programme_id}"


def _log(session: Session, employee_id: int, programme_id: int | None, words: str, about: str, now: datetime) -> bool:
    statement = insert_or_leave(session, InterestRow).values(
        employee_id=employee_id, programme_id=programme_id, words=words, about=about, logged_at=now
    )
    return session.execute(statement.returning(InterestRow.id)).scalar_one_or_none() is not None
