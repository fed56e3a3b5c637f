"""Looking for people: those of whom a rule holds and whose names hold some words, in pages or as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.orm import Session

from career.codes import code_of
from career.criteria import Criterion, FactName
from career.employees import EmploymentStatus
from storage.house.exports import Export, employees
from storage.rules.audiences import condition, holds_of
from storage.rules.known_texts import known_codes
from storage.tables import EmployeeRow

WITH_THE_COMPANY = (EmploymentStatus.ACTIVE, EmploymentStatus.LEAVE)

MOST_COUNTED = 2_500
"""People counted, and paged through: more than anybody reads. A table of them has all."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word of a name, folded as `EmployeeRow.full_name_key` is, and as it was typed, for it may be an employee number."""

    folded: str
    typed: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom to look for: those with the company of whom `rule` holds and whose names hold a word that begins with each."""

    rule: Criterion
    names: tuple[NameWord, ...]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody found, in the few words by which one knows them again."""

    id: int
    number: str
    full_name: str
    job_title: str | None
    department: str | None
    location: str | None
    is_on_leave: bool


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of those found, and how many there are; `has_more`: there are more than `total`, which were not counted."""

    people: tuple[FoundPerson, ...]
    total: int
    has_more: bool


def find_people(
    session: Session, sought: Sought, today: date, skip: int, most: int, *, most_counted: int = MOST_COUNTED
) -> FoundPage:
    """Return a page of those sought, by name; an empty one beyond the last.

    To count many thousands takes longer than anything else about them. So they are counted up to `most_counted`; where there
    are more, so many of all that the page is soon full if everybody is looked at in the order of the names.
    """
    counted = _ids(session, sought, today).limit(most_counted + 1).cte("counted")
    total = select(func.count()).select_from(counted).scalar_subquery()
    page = _by_name(skip, most)
    rows = session.execute(page.add_columns(total).where(EmployeeRow.id.in_(select(counted.c.id)))).all()
    found = rows[0][-1] if rows else 0
    if found <= most_counted:
        return FoundPage(tuple(_person(row) for row in rows), found, has_more=False)
    such = page.where(
        EmployeeRow.status.in_(WITH_THE_COMPANY),
        condition(sought.rule, today),
        *map(_is_called, sought.names),
    )
    return FoundPage(tuple(_person(row) for row in session.execute(such)), most_counted, has_more=True)


def table_of(session: Session, sought: Sought, today: date) -> Export:
    """Return those sought as the table of employees has them."""
    everybody = employees()
    return replace(everybody, query=everybody.query.where(EmployeeRow.id.in_(_ids(session, sought, today))))


def unknown_among(session: Session, name: FactName, values: Iterable[str]) -> tuple[str, Sequence[str]] | None:
    """Return the first of `values` that the company's own data does not know, with all that it knows of that sort."""
    wanted = list(values)
    known = known_codes(session, name)
    return next(((value, list(known.values())) for value in wanted if code_of(value) not in known), None)


def _ids(session: Session, sought: Sought, today: date) -> Select[int]:
    return holds_of(session, sought.rule, today, WITH_THE_COMPANY).where(*map(_is_called, sought.names))


def _by_name(skip: int, most: int) -> Select[*tuple[Any, ...]]:
    """Return the query for a page of employees in the order of their names, along an index."""
    query = select(
        EmployeeRow.id,
        EmployeeRow.number,
        EmployeeRow.given_name,
        EmployeeRow.family_name,
        EmployeeRow.job_title,
        EmployeeRow.department,
        EmployeeRow.location,
        EmployeeRow.status,
    )
    by_name = query.order_by(EmployeeRow.family_name, EmployeeRow.given_name, EmployeeRow.id)
    return by_name.offset(skip).limit(most)


def _person(row: Row[*tuple[Any, ...]]) -> FoundPerson:
    return FoundPerson(
        row.id,
        row.number,
        f"{row.given_name} {row.family_name}".strip(),
        row.job_title,
        row.department,
        row.location,
        row.status is EmploymentStatus.LEAVE,
    )


def _is_called(word: NameWord) -> ColumnElement[bool]:
    """Whether a word of the name begins so, or it is the employee number; the words of the key stand apart by a space."""
    key = EmployeeRow.full_name_key
    number = EmployeeRow.number == word.typed
    if not word.folded:
        return number
    begins = key.startswith(word.folded, autoescape=True)
    return or_(begins, key.contains(f" {word.folded}", autoescape=True), number)
