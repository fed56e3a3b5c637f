"""Who is speaking: the employee behind a Slack account, or why there is none."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from career.employees import Employee, EmploymentStatus
from storage.database import Database
from storage.people.employees import employee_by_slack_id, standing_by_slack_id
from storage.people.zones import zone_of_account


@dataclass(frozen=True, slots=True)
class NotLinked:
    """No employee is linked to this Slack account yet."""


@dataclass(frozen=True, slots=True)
class HasLeft:
    """The HR system says that this person has left the company."""


NoEmployee = NotLinked | HasLeft
"""Why somebody cannot act as an employee."""


def zone_of(database: Database, slack_id: str) -> str | None:
    """Return the IANA zone that Slack has for an account, of an employee or not; None where it has none."""
    with database.read() as session:
        return zone_of_account(session, slack_id)


def employee_of(session: Session, slack_id: str) -> Employee | NoEmployee:
    """Return the employee behind a Slack account; somebody on leave may do everything."""
    employee = employee_by_slack_id(session, slack_id)
    if employee is None:
        return NotLinked()
    return HasLeft() if employee.status is EmploymentStatus.LEFT else employee


def employee_id_of(session: Session, slack_id: str) -> int | NoEmployee:
    """Return the id of the employee behind a Slack account: less to read than `employee_of`."""
    match standing_by_slack_id(session, slack_id):
        case None:
            return NotLinked()
        case _, EmploymentStatus.LEFT:
            return HasLeft()
        case employee_id, _:
            return employee_id
