"""Employees and openings to measure with, in a database made by the real migrations."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

from sqlalchemy import insert

from bench.rows import an_employee, an_opening
from storage.database import Database
from storage.schema import migrate
from storage.tables import EmployeeRow, OpeningRow

EMPLOYEES = 5_000
OPENINGS = 40


def fill(database_url: str) -> None:
    """Make the database and fill it."""
    database = Database(database_url)
    now = datetime.now(UTC)
    migrate(database)
    with database.begin() as session:
        session.execute(
            insert(EmployeeRow), [an_employee(each, slack_id(each), now) for each in range(1, EMPLOYEES + 1)]
        )
        session.execute(insert(OpeningRow), [an_opening(f"Opening {each}", now) for each in range(1, OPENINGS + 1)])
    database.close()


def slack_id(number: int) -> str:
    """Return the Slack account of the employee with this number."""
    return f"U{number:09}"


def everybody_for_everything() -> Iterator[tuple[str, int]]:
    """Return each employee with each opening, once: a Slack account and an opening's number."""
    return ((slack_id(person), opening) for opening, person in product(range(1, OPENINGS + 1), range(1, EMPLOYEES + 1)))
