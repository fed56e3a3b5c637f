"""What HR may take out as a table: facts from the HR system, applications, interest. No rating, and nobody's own wishes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, aliased

from storage.tables import (
    ApplicationRow,
    ConsiderationRow,
    EmployeeRow,
    InterestRow,
    OpeningRow,
    ProgrammeRow,
)

Cell = str | int | float | None
WriteTable = Callable[[Sequence[str], Iterable[Sequence[Cell]]], int]
"""Writes a table, its columns and then its rows one by one, wherever it goes, and returns how many rows there were: a large
company's does not fit into memory beside everything else."""


@dataclass(frozen=True, slots=True)
class Export:
    """A table to be: its columns, and the query whose columns these are."""

    head: Sequence[str]
    query: Select[*tuple[object, ...]]


def rows_of(session: Session, export: Export) -> Iterator[Sequence[Cell]]:
    """Return the rows of a table, dates as ISO 8601."""
    for row in session.execute(export.query.execution_options(yield_per=1_000)):
        yield [_cell(value) for value in row]


def employees() -> Export:
    """Everybody, by number, with what the HR system says of them."""
    boss = aliased(EmployeeRow)
    query = (
        select(
            EmployeeRow.number, EmployeeRow.given_name, EmployeeRow.family_name, EmployeeRow.email, EmployeeRow.status,
            EmployeeRow.left_on, EmployeeRow.job_title, EmployeeRow.department, EmployeeRow.location,
            EmployeeRow.job_family, EmployeeRow.level, EmployeeRow.hired_on, EmployeeRow.in_role_since, boss.number,
            EmployeeRow.slack_id,
        )
        .outerjoin(boss, boss.id == EmployeeRow.manager_id)
        .order_by(EmployeeRow.number)
    )  # fmt: skip
    head = ("Employee Number", "First Name", "Last Name", "Email", "Status", "Last Day", "Job Title", "Department", "Location",
            "Job Family", "Level", "Hire Date", "In Role Since", "Manager Number", "Slack ID")  # fmt: skip
    return Export(head, query)


def applications() -> Export:
    """Every application, with who considered it last."""
    newest = (
        select(ConsiderationRow.id)
        .where(ConsiderationRow.application_id == ApplicationRow.id)
        .order_by(ConsiderationRow.id.desc())
        .limit(1)
        .correlate(ApplicationRow)
        .scalar_subquery()
    )
    query = (
        select(
            ApplicationRow.id, OpeningRow.id, OpeningRow.title, EmployeeRow.number, EmployeeRow.given_name,
            EmployeeRow.family_name, ApplicationRow.stage, ApplicationRow.submitted_at, ApplicationRow.considered_at,
            ConsiderationRow.by_name, ConsiderationRow.decision,
        )
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .join(EmployeeRow, EmployeeRow.id == ApplicationRow.employee_id)
        .outerjoin(ConsiderationRow, ConsiderationRow.id == newest)
        .order_by(ApplicationRow.id)
    )  # fmt: skip
    head = ("Application", "Opening", "Title", "Employee Number", "First Name", "Last Name", "Stage", "Submitted", "Considered",
            "Considered By", "Decision")  # fmt: skip
    return Export(head, query)


def interests() -> Export:
    """Every wish for a training."""
    query = (
        select(
            EmployeeRow.number, EmployeeRow.given_name, EmployeeRow.family_name, ProgrammeRow.title, InterestRow.words,
            InterestRow.logged_at,
        )
        .join(EmployeeRow, EmployeeRow.id == InterestRow.employee_id)
        .outerjoin(ProgrammeRow, ProgrammeRow.id == InterestRow.programme_id)
        .order_by(InterestRow.id)
    )  # fmt: skip
    return Export(("Employee Number", "First Name", "Last Name", "Programme", "In Their Words", "Logged"), query)


def _cell(value: object) -> Cell:
    match value:
        case None | int() | float():
            return value
        case str():
            return str(value)
        case _ if hasattr(value, "isoformat"):
            return str(value.isoformat())
        case _:
            return str(value)
