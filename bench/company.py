"""Employees and openings to measure with, in a database made by the real migrations."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

from sqlalchemy import insert

from career.codes import code_of
from career.criteria import EVERYONE
from career.employees import EmploymentStatus, SlackMatch
from career.openings import OpeningStatus
from career.rule_json import rule_to_json
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
        session.execute(insert(EmployeeRow), [_employee(number, now) for number in range(1, EMPLOYEES + 1)])
        session.execute(insert(OpeningRow), [_opening(number, now) for number in range(1, OPENINGS + 1)])
    database.close()


def slack_id(number: int) -> str:
    """Return the Slack account of the employee with this number."""
    return f"U{number:09}"


def everybody_for_everything() -> Iterator[tuple[str, int]]:
    """Return each employee with each opening, once: a Slack account and an opening's number."""
    return ((slack_id(person), opening) for opening, person in product(range(1, OPENINGS + 1), range(1, EMPLOYEES + 1)))


def _employee(number: int, now: datetime) -> dict[str, object]:
    return {
        "number": f"{number:06}",
        "given_name": "Ada",
        "family_name": f"Rower{number}",
        "full_name_key": f"ada rower{number}",
        "status": EmploymentStatus.ACTIVE,
        "lot": number,
        "slack_id": slack_id(number),
        "slack_match": SlackMatch.EMAIL,
        "zone": "Europe/Berlin",
        "is_slack_active": True,
        "created_at": now,
        "updated_at": now,
    }


def _opening(number: int, now: datetime) -> dict[str, object]:
    title = f"Opening {number}"
    return {
        "title": title,
        "title_code": code_of(title),
        "description": "Help us see what the numbers say.",
        "status": OpeningStatus.OPEN,
        "requirements": rule_to_json(EVERYONE),
        "created_by": "U0BENCHHR1",
        "created_at": now,
        "updated_at": now,
    }
