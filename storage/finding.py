"""Looking for people: those of whom a rule holds and whose names hold some words, in pages or as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from career.codes import code_of
from career.criteria import Criterion, FactName
from career.employees import EmploymentStatus
from storage.audiences import holds_of
from storage.exports import Export, employees
from storage.known_texts import known_codes
from storage.tables import EmployeeRow

WITH_THE_COMPANY = (EmploymentStatus.ACTIVE, EmploymentStatus.LEAVE)


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


def find_people(
    session: Session, sought: Sought, today: date, skip: int, most: int
) -> tuple[tuple[FoundPerson, ...], int]:
    """Return a page of those sought, by name, and how many there are; the count is 0 beyond the last page."""
    query = (
        select(
            EmployeeRow.id,
            EmployeeRow.number,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            EmployeeRow.job_title,
            EmployeeRow.department,
            EmployeeRow.location,
            EmployeeRow.status,
            func.count().over(),
        )
        .where(EmployeeRow.id.in_(_ids(session, sought, today)))
        .order_by(EmployeeRow.family_name, EmployeeRow.given_name, EmployeeRow.id)
    )
    rows = session.execute(query.offset(skip).limit(most)).all()
    people = tuple(
        FoundPerson(
            row.id,
            row.number,
            f"{row.given_name} {row.family_name}".strip(),
            row.job_title,
            row.department,
            row.location,
            row.status is EmploymentStatus.LEAVE,
        )
        for row in rows
    )
    return people, rows[0][-1] if rows else 0


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


def _is_called(word: NameWord) -> ColumnElement[bool]:
    """Whether a word of the name begins so, or it is the employee number; the words of the key stand apart by a space."""
    key = EmployeeRow.full_name_key
    number = EmployeeRow.number == word.typed
    if not word.folded:
        return number
    begins = key.startswith(word.folded, autoescape=True)
    return or_(begins, key.contains(f" {word.folded}", autoescape=True), number)
