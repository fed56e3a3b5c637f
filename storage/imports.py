"""What an import of employees reads and writes, many rows to a statement."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Dialect, String, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from career.codes import code_of
from career.employees import EmploymentStatus
from storage.batches import put_rows
from storage.bulk import Bulk, bulk
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
class Review:
    """One review; `rating` is on the HR system's own scale."""

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


def standing(session: Session) -> object:
    """Return what is another thing once anybody has imported a file, or added or changed an employee."""
    people = select(func.count(), func.max(EmployeeRow.id), func.max(EmployeeRow.updated_at))
    files = select(func.max(ImportRow.id))
    return tuple(session.execute(people).one()), session.execute(files).scalar_one()


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


def reviews_of(session: Session, employee_ids: Sequence[int]) -> Collection[tuple[int, Review]]:
    """Return every review of these employees, each with the employee's id."""
    query = select(ReviewRow.employee_id, ReviewRow.reviewed_on, ReviewRow.rating, ReviewRow.rating_label)
    rows = session.execute(query.where(ReviewRow.employee_id.in_(employee_ids)))
    return {(row[0], Review(*row[1:])) for row in rows}


def longest_texts() -> Mapping[str, int]:
    """Return how many characters each text of an employee may have, codes and a review's `rating_label` included."""
    columns = [*EmployeeRow.__table__.columns, ReviewRow.__table__.columns["rating_label"]]
    return {
        column.name: column.type.length
        for column in columns
        if isinstance(column.type, String) and column.type.length is not None
    }


def added_people(dialect: Dialect, people: Iterable[tuple[PersonValues, int, str | None]], now: datetime) -> Bulk:
    """Prepare adding employees, each with the lot drawn for them and the number of a manager who is there by then."""
    others = {"is_slack_active": True, "created_at": now, "updated_at": now}
    boss = aliased(EmployeeRow)
    found = select(boss.id).where(boss.number == bindparam("of_boss")).scalar_subquery()
    rows = (columns_of(values) | others | {"lot": lot, "of_boss": number} for values, lot, number in people)
    return bulk(dialect, insert(EmployeeRow).values(manager_id=found), rows)


def changed_people(dialect: Dialect, people: Sequence[tuple[int, PersonValues]], now: datetime) -> Bulk:
    """Prepare giving employees, by id, these values."""
    names = [*PersonValues.__dataclass_fields__, *(f"{name}_code" for name in _CODED)]
    statement = (
        update(EmployeeRow)
        .where(EmployeeRow.id == bindparam("of_id"))
        .values({name: bindparam(f"to_{name}") for name in names} | {"updated_at": now})
    )
    rows = (
        {"of_id": employee_id} | {f"to_{name}": value for name, value in columns_of(values).items()}
        for employee_id, values in people
    )
    return bulk(dialect, statement, rows)


def changed_managers(dialect: Dialect, managers: Sequence[tuple[str, str | None]], now: datetime) -> Bulk:
    """Prepare giving employees, by number, these managers; the numbers are those they have once people are written."""
    boss = aliased(EmployeeRow)
    found = select(boss.id).where(boss.number == bindparam("to_number")).scalar_subquery()
    statement = (
        update(EmployeeRow).where(EmployeeRow.number == bindparam("of_number")).values(manager_id=found, updated_at=now)
    )
    return bulk(dialect, statement, ({"of_number": number, "to_number": boss_} for number, boss_ in managers))


def put_reviews(dialect: Dialect, reviews: Sequence[tuple[str, Review]]) -> tuple[Bulk, ...]:
    """Prepare adding reviews of people by number, or replacing those of the same day; one at most is without a day."""
    whose = select(EmployeeRow.id).where(EmployeeRow.number == bindparam("of_number")).scalar_subquery()
    undated = [number for number, review in reviews if review.reviewed_on is None]
    old = delete(ReviewRow).where(ReviewRow.employee_id == whose, ReviewRow.reviewed_on.is_(None))
    put = put_rows(
        dialect,
        ReviewRow,
        {"employee_id": whose, **{name: bindparam(name) for name in ("reviewed_on", "rating", "rating_label")}},
        key=("employee_id", "reviewed_on"),
        change=("rating", "rating_label"),
    )
    rows = (
        {
            "of_number": number,
            "reviewed_on": review.reviewed_on,
            "rating": review.rating,
            "rating_label": review.rating_label,
        }
        for number, review in reviews
    )
    return bulk(dialect, old, ({"of_number": number} for number in undated)), bulk(dialect, put, rows)


def flag_missing(dialect: Dialect, employee_ids: Sequence[int], since: datetime | None) -> Bulk:
    """Prepare noting since when these employees are missing from the imports of everybody; None: they are not."""
    flagged = update(EmployeeRow).where(EmployeeRow.id == bindparam("of_id")).values(missing_since=since)
    return bulk(dialect, flagged, ({"of_id": employee_id} for employee_id in employee_ids))


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
