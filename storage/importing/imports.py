"""What an import of employees reads and writes, many rows to a statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Dialect, Executable, String, Table, delete, func, insert, literal, select, update
from sqlalchemy.orm import Session

from career.codes import Codes
from career.employees import EmploymentStatus
from storage.apart import aside
from storage.batches import put_from
from storage.importing.bulk import Bulk
from storage.tables import EmployeeRow, ImportRow, ReviewRow


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


@dataclass(frozen=True, slots=True)
class NewPerson:
    """An employee to be added, with the id and the lot they will have; `manager_id` may be that of somebody new."""

    id: int
    values: PersonValues
    manager_id: int | None
    lot: int


def added_people(dialect: Dialect, people: Collection[NewPerson], now: datetime) -> Bulk:
    """Prepare adding employees under ids of which nobody else is given one: whoever adds people takes turns at it."""
    table = _NEW_PEOPLE
    same = {"is_slack_active": True, "created_at": now, "updated_at": now}
    constants = [literal(value, getattr(EmployeeRow, name).type) for name, value in same.items()]
    add = insert(EmployeeRow).from_select([*table.columns.keys(), *same], select(*table.columns, *constants))
    statements: list[Executable] = [add]
    if dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(EmployeeRow.__tablename__, "id")
        statements.append(select(func.setval(sequence, select(func.max(EmployeeRow.id)).scalar_subquery())))
    codes = Codes()

    def row(person: NewPerson) -> Sequence[Any]:
        return (person.id, *_columns(person.values, codes), person.manager_id, person.lot)

    return Bulk(table, people, row, statements)


def changed_people(people: Collection[tuple[int, PersonValues]], now: datetime) -> Bulk:
    """Prepare giving employees, by id, these values."""
    table = _CHANGED_PEOPLE
    values = {name: table.columns[name] for name in _COLUMNS}
    statement = update(EmployeeRow).where(EmployeeRow.id == table.c.id).values(**values, updated_at=now)
    codes = Codes()
    return Bulk(table, people, lambda person: (person[0], *_columns(person[1], codes)), [statement])


def changed_managers(managers: Collection[tuple[int, int | None]], now: datetime) -> Bulk:
    """Prepare giving employees these managers, both by id."""
    table = _MANAGERS
    statement = (
        update(EmployeeRow).where(EmployeeRow.id == table.c.id).values(manager_id=table.c.manager_id, updated_at=now)
    )
    return Bulk(table, managers, tuple, [statement])


def put_reviews(dialect: Dialect, reviews: Collection[tuple[int, Review]]) -> Bulk:
    """Prepare adding reviews by employee, or replacing those of the same day; one at most is without a day."""
    table = _REVIEWS
    undated = select(table.c.employee_id).where(table.c.reviewed_on.is_(None))
    old = delete(ReviewRow).where(ReviewRow.reviewed_on.is_(None), ReviewRow.employee_id.in_(undated))
    put = put_from(
        dialect,
        ReviewRow,
        table.columns.keys(),
        select(table),
        key=("employee_id", "reviewed_on"),
        change=("rating", "rating_label"),
    )
    row = attrgetter("reviewed_on", "rating", "rating_label")
    return Bulk(table, reviews, lambda review: (review[0], *row(review[1])), [old, put])


def flag_missing(employee_ids: Collection[int], since: datetime) -> Bulk:
    """Prepare noting since when these employees are missing from the imports of everybody."""
    return _missing_since(_MISSING, employee_ids, since)


def flag_back(employee_ids: Collection[int]) -> Bulk:
    """Prepare noting that these employees are missing no more."""
    return _missing_since(_BACK, employee_ids, None)


def _missing_since(table: Table, employee_ids: Collection[int], since: datetime | None) -> Bulk:
    flagged = update(EmployeeRow).where(EmployeeRow.id == table.c.id).values(missing_since=since)
    return Bulk(table, employee_ids, lambda employee_id: (employee_id,), [flagged])


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


def columns_of(values: PersonValues, codes: Codes) -> dict[str, Any]:
    """Return what is stored of these values, by column: each text that rules compare also as its code."""
    return dict(zip(_COLUMNS, _columns(values, codes), strict=True))


def _columns(values: PersonValues, codes: Codes) -> tuple[Any, ...]:
    return (*_fields(values), *[None if text is None else codes[text] for text in _coded(values)])


_CODED = ("job_title", "department", "location", "job_family")
_coded = attrgetter(*_CODED)
_fields = attrgetter(*PersonValues.__dataclass_fields__)
_COLUMNS = (*PersonValues.__dataclass_fields__, *(f"{name}_code" for name in _CODED))


def _people_aside(name: str, *columns: str) -> Table:
    return aside(name, *(getattr(EmployeeRow, each) for each in columns))


_NEW_PEOPLE = _people_aside("new_people", "id", *_COLUMNS, "manager_id", "lot")
_CHANGED_PEOPLE = _people_aside("changed_people", "id", *_COLUMNS)
_MANAGERS = _people_aside("managers", "id", "manager_id")
_MISSING = _people_aside("missing", "id")
_BACK = _people_aside("back", "id")
_REVIEWS = aside("reviews", ReviewRow.employee_id, ReviewRow.reviewed_on, ReviewRow.rating, ReviewRow.rating_label)
