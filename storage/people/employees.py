"""Queries about employees."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from career.employees import Employee, EmploymentStatus
from storage.prepared import Prepared
from storage.tables import EmployeeRow

_EMPLOYEES = EmployeeRow.__table__
_SELECT = select(
    *_EMPLOYEES.c[
        "id",
        "number",
        "given_name",
        "family_name",
        "status",
        "job_title",
        "department",
        "location",
        "slack_id",
        "zone",
    ]
)
# Asked before every command is acknowledged.
_BY_SLACK_ID = Prepared(_SELECT.where(_EMPLOYEES.c.slack_id == bindparam("key")))
_STANDING = Prepared(
    select(*_EMPLOYEES.c["id", "status"]).where(_EMPLOYEES.c.slack_id == bindparam("key")),
)
_BY_ID = Prepared(_SELECT.where(_EMPLOYEES.c.id == bindparam("key")))


def employee_by_slack_id(session: Session, slack_id: str) -> Employee | None:
    """Return the employee linked to this Slack account."""
    row = _BY_SLACK_ID.first(session, key=slack_id)
    return None if row is None else Employee(*row)


def employee_by_id(session: Session, employee_id: int) -> Employee | None:
    """Return the employee with this id."""
    row = _BY_ID.first(session, key=employee_id)
    return None if row is None else Employee(*row)


def standing_by_slack_id(session: Session, slack_id: str) -> tuple[int, EmploymentStatus] | None:
    """Return id and status of the employee linked to this Slack account."""
    row = _STANDING.first(session, key=slack_id)
    return None if row is None else (row[0], row[1])
