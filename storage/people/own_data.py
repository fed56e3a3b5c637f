"""Everything that is stored about one employee: every row that leads to them, from every table.

Which tables those are is read off the schema itself: a table added later is in it by being there. A row is about somebody
if one of its foreign keys leads to their row among the employees, or to another row about them, as a decision leads to an
application; or if it carries their Slack account, as what they gave to others does, or the record of who did what.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, cast, or_, select
from sqlalchemy import Text as AsText
from sqlalchemy.orm import Session

from storage.tables import (
    AuditRow,
    EmployeeRow,
    HrMemberRow,
    NoticeRow,
    ProgrammeRow,
    RecognitionRow,
    Row,
    SlackPersonRow,
    WorkshopRow,
)

_NAMED_BY = {"employees": "number", "openings": "title", "programmes": "title", "nudges": "title", "skills": "name"}
"""By which column a row is named that others point to, instead of its id."""

_SUBJECTS = {"applications": "application", "tuition_requests": "funding", "deliveries": "delivery"}
"""Tables whose rows are subjects of the record of who did what, and what those subjects begin with."""


@dataclass(frozen=True, slots=True)
class StoredTable:
    """The rows of one table that are about a person: by the column's name, a thing that they point to by its name."""

    name: str
    rows: tuple[Mapping[str, Any], ...]


def tables_about_people() -> frozenset[str]:
    """Return the names of all tables of which some foreign key leads, over however many others, to an employee."""
    return frozenset(table.name for table in _about_people())


def stored_about(session: Session, employee_id: int) -> Iterator[StoredTable]:
    """Yield what every table holds about one employee, the employee's own row first; empty tables too."""
    employees = _table(EmployeeRow)
    me = session.execute(select(employees).where(employees.c.id == employee_id)).mappings().one()
    yield StoredTable(employees.name, (_shown(session, employees, me),))
    for table in _about_people():
        yield _stored(session, table, _leads_to(table, employee_id))
    slack_id = me["slack_id"]
    by_account: Sequence[tuple[str, Table, ColumnElement[bool]]] = (
        ("recognition you gave", _table(RecognitionRow), RecognitionRow.by_slack_id == slack_id),
        ("your account in Slack", _table(SlackPersonRow), SlackPersonRow.slack_id == slack_id),
        ("your place in the HR channel", _table(HrMemberRow), HrMemberRow.slack_id == slack_id),
        ("what HR was told about you", _table(NoticeRow), _told_about(employee_id)),
        ("who did what", _table(AuditRow), _recorded(employee_id, slack_id)),
    )
    for name, table, which in by_account:
        found = _stored(session, table, which)
        yield StoredTable(name, found.rows)


def _table(row: type[Row]) -> Table:
    return Row.metadata.tables[row.__tablename__]


def _about_people() -> list[Table]:
    """Return the tables that lead to employees, in the order in which they depend on each other."""
    found = {EmployeeRow.__tablename__}
    tables = []
    for table in Row.metadata.sorted_tables:
        if table.name not in found and any(key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
            tables.append(table)
    return tables


def _leads_to(table: Table, employee_id: int) -> ColumnElement[bool]:
    """Return which rows of a table are about the employee, following foreign keys as far as they lead."""
    ways: list[ColumnElement[bool]] = []
    about = {EmployeeRow.__tablename__, *tables_about_people()}
    for constraint in table.foreign_key_constraints:
        other = constraint.referred_table
        if other.name not in about or other is table:
            continue
        (first, *_) = constraint.elements
        if other.name == EmployeeRow.__tablename__:
            ways.append(first.parent == employee_id)
        else:
            ways.append(first.parent.in_(select(first.column).where(_leads_to(other, employee_id))))
    return or_(*ways)


def _told_about(employee_id: int) -> ColumnElement[bool]:
    return and_(NoticeRow.channel_id.is_not(None), NoticeRow.details["employee_id"].as_integer() == employee_id)


def _recorded(employee_id: int, slack_id: str | None) -> ColumnElement[bool]:
    """Return which lines of the record are the person's own doing, or about them or something of theirs."""
    about: list[ColumnElement[bool]] = [AuditRow.subject == f"employee:{employee_id}"]
    if slack_id is not None:
        about.append(AuditRow.by == slack_id)
    for name, begins in _SUBJECTS.items():
        table = Row.metadata.tables[name]
        subject = f"{begins}:" + cast(table.c.id, AsText)
        about.append(AuditRow.subject.in_(select(subject).where(table.c.employee_id == employee_id)))
    return or_(*about)


def _stored(session: Session, table: Table, which: ColumnElement[bool]) -> StoredTable:
    query: Select[*tuple[Any, ...]] = select(table).where(which).order_by(*table.primary_key.columns)
    return StoredTable(table.name, tuple(_shown(session, table, row) for row in session.execute(query).mappings()))


def _shown(session: Session, table: Table, row: Mapping[Any, Any]) -> Mapping[str, Any]:
    return {column.name: _value(session, column, row[column.name]) for column in table.columns}


def _value(session: Session, column: Column[Any], value: object) -> object:
    """Return a value as it is stored, but the name of what it points to, where that has one."""
    for key in column.foreign_keys:
        pointed_to = key.column.table
        name = _NAMED_BY.get(pointed_to.name)
        if value is None:
            return None
        if name is not None:
            return session.scalar(select(pointed_to.c[name]).where(key.column == value))
        if pointed_to is _table(WorkshopRow):
            return _workshop(session, value)
    return value


def _workshop(session: Session, workshop_id: object) -> str:
    """Return what a workshop is of, and from when."""
    query = select(ProgrammeRow.title, WorkshopRow.starts_at).join(
        WorkshopRow, WorkshopRow.programme_id == ProgrammeRow.id
    )
    title, starts_at = session.execute(query.where(WorkshopRow.id == workshop_id)).one()
    return f"{title}, {starts_at.isoformat()}"
