"""What an import of employees reads and writes, many rows to a statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from career.codes import code_of
from career.employees import EmploymentStatus
from storage.batches import batches, insert_or_update
from storage.tables import EmployeeRow, ImportRow, ReviewRow

_CODED = ("job_title", "department", "location", "job_family")


@dataclass(frozen=True, slots=True)
class PersonValues:
    """Everything about an employee that the HR system decides, but the manager."""

    number: str
    given_name: str
    family_name: str
    full_name_key: str
    email: str | None
    status: EmploymentStatus
    left_on: date | None
    job_title: str | None
    department: str | None
    location: str | None
    job_family: str | None
    level: int | None
    hired_on: date | None
    in_role_since: date | None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """The little of each employee that an import keeps at hand for all of them."""

    id: int
    number: str
    email: str | None
    status: EmploymentStatus
    full_name_key: str
    manager_id: int | None
    is_missing: bool


@dataclass(frozen=True, slots=True)
class PersonReview:
    """One review of one employee; `rating` is on the HR system's own scale."""

    employee_id: int
    reviewed_on: date | None
    rating: int | None
    rating_label: str | None


@dataclass(frozen=True, slots=True)
class AppliedFile:
    """What is kept of a file that was applied; `counts` are JSON numbers by name, nothing about any person."""

    filename: str
    sha256: str
    kind: str
    counts: Mapping[str, int]


def known_people(session: Session) -> Mapping[str, KnownPerson]:
    """Return every employee by number, the number's case folded."""
    query = select(
        EmployeeRow.id,
        EmployeeRow.number,
        EmployeeRow.email,
        EmployeeRow.status,
        EmployeeRow.full_name_key,
        EmployeeRow.manager_id,
        EmployeeRow.missing_since.is_not(None),
    )
    return {row.number.casefold(): KnownPerson(*row) for row in session.execute(query)}


def values_of(session: Session, employee_ids: Sequence[int]) -> Mapping[int, PersonValues]:
    """Return what is stored about these employees, by id."""
    columns = [getattr(EmployeeRow, name) for name in PersonValues.__dataclass_fields__]
    query = select(EmployeeRow.id, *columns).where(EmployeeRow.id.in_(employee_ids))
    return {row[0]: PersonValues(*row[1:]) for row in session.execute(query)}


def reviews_of(session: Session, employee_ids: Sequence[int]) -> Collection[PersonReview]:
    """Return every review of these employees."""
    query = select(ReviewRow.employee_id, ReviewRow.reviewed_on, ReviewRow.rating, ReviewRow.rating_label)
    rows = session.execute(query.where(ReviewRow.employee_id.in_(employee_ids)))
    return {PersonReview(*row) for row in rows}


def longest_texts() -> Mapping[str, int]:
    """Return how many characters each text of an employee may have, codes and a review's `rating_label` included."""
    columns = [*EmployeeRow.__table__.columns, ReviewRow.__table__.columns["rating_label"]]
    return {
        column.name: column.type.length
        for column in columns
        if isinstance(column.type, String) and column.type.length is not None
    }


def ids_by_number(session: Session) -> Mapping[str, int]:
    """Return every employee's id by number, the number's case folded."""
    rows = session.execute(select(EmployeeRow.number, EmployeeRow.id))
    return {number.casefold(): employee_id for number, employee_id in rows}


def add_people(session: Session, people: Sequence[tuple[PersonValues, int]], now: datetime) -> None:
    """Add employees, each with the lot drawn for them."""
    others = {"is_slack_active": True, "created_at": now, "updated_at": now}
    for batch in batches(people):
        rows = [columns_of(values) | others | {"lot": lot} for values, lot in batch]
        session.connection().execute(insert(EmployeeRow), rows)


def change_people(session: Session, people: Sequence[tuple[int, PersonValues]], now: datetime) -> None:
    """Give employees, by id, these values."""
    names = [*PersonValues.__dataclass_fields__, *(f"{name}_code" for name in _CODED)]
    statement = (
        update(EmployeeRow)
        .where(EmployeeRow.id == bindparam("of_id"))
        .values({name: bindparam(f"to_{name}") for name in names} | {"updated_at": now})
    )
    for batch in batches(people):
        rows = [
            {"of_id": employee_id} | {f"to_{name}": value for name, value in columns_of(values).items()}
            for employee_id, values in batch
        ]
        session.connection().execute(statement, rows)


def set_managers(session: Session, managers: Sequence[tuple[int, int | None]], now: datetime) -> None:
    """Give employees, by id, these managers."""
    statement = (
        update(EmployeeRow)
        .where(EmployeeRow.id == bindparam("of_id"))
        .values(manager_id=bindparam("to_manager_id"), updated_at=now)
    )
    for batch in batches(managers):
        rows = [{"of_id": employee_id, "to_manager_id": manager_id} for employee_id, manager_id in batch]
        session.connection().execute(statement, rows)


def put_reviews(session: Session, reviews: Sequence[PersonReview]) -> None:
    """Add reviews, or replace those of the same person and day; a person has at most one without a day."""
    dated = [review for review in reviews if review.reviewed_on is not None]
    undated = [review for review in reviews if review.reviewed_on is None]
    for batch in batches(undated):
        theirs = ReviewRow.employee_id.in_([review.employee_id for review in batch])
        session.connection().execute(delete(ReviewRow).where(theirs, ReviewRow.reviewed_on.is_(None)))
    statement = insert_or_update(session, ReviewRow, ("employee_id", "reviewed_on"), ("rating", "rating_label"))
    for batch in batches([*dated, *undated]):
        session.connection().execute(
            statement,
            [
                {
                    "employee_id": review.employee_id,
                    "reviewed_on": review.reviewed_on,
                    "rating": review.rating,
                    "rating_label": review.rating_label,
                }
                for review in batch
            ],
        )


def flag_missing(session: Session, employee_ids: Sequence[int], since: datetime | None) -> None:
    """Note since when these employees are missing from the imports of everybody; None: they are not."""
    for batch in batches(employee_ids):
        flagged = update(EmployeeRow).where(EmployeeRow.id.in_(batch)).values(missing_since=since)
        session.connection().execute(flagged)


def end_employments(session: Session, today: date, now: datetime) -> int:
    """Let everybody whose last day here has come have left; return how many."""
    ended = (
        update(EmployeeRow)
        .where(EmployeeRow.status != EmploymentStatus.LEFT, EmployeeRow.left_on <= today)
        .values(status=EmploymentStatus.LEFT, updated_at=now)
    )
    return session.connection().execute(ended).rowcount


def add_import(session: Session, file: AppliedFile, by: str, now: datetime) -> int:
    """Keep that a file was applied, by whom, and what it came to; return the import's id."""
    statement = insert(ImportRow).values(
        filename=file.filename[-255:], sha256=file.sha256, kind=file.kind, by=by, at=now, counts=dict(file.counts)
    )
    return session.execute(statement.returning(ImportRow.id)).scalar_one()


def columns_of(values: PersonValues) -> dict[str, Any]:
    """Return what is stored of these values, by column: each text that rules compare also as its code."""
    columns: dict[str, Any] = {name: getattr(values, name) for name in PersonValues.__dataclass_fields__}
    for name in _CODED:
        columns[f"{name}_code"] = None if columns[name] is None else code_of(columns[name])
    return columns
