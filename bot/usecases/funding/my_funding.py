"""What an employee sees of funding: what is left, what they asked for, and what qualifies."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.usecases.openings.browsing import local_day
from bot.usecases.people.speaker import NoEmployee, employee_of
from career.employees import Employee
from career.tuition import Balance, year_of
from storage.database import Database
from storage.funding.tuition import Request, balance_of, how_many_requests_of, requests_of
from storage.funding.tuition_policy import Titled, how_many_qualify, qualifying


@dataclass(frozen=True, slots=True)
class Funding:
    """What is one person's own: the balance of this year, and a page of their requests, newest first."""

    balance: Balance
    requests: tuple[Request, ...]
    skip: int
    total: int
    qualifying: int
    today: date
    zone: str | None


@dataclass(frozen=True, slots=True)
class Qualifying:
    """A page of what qualifies."""

    programmes: tuple[Titled, ...]
    skip: int
    total: int


def my_funding(database: Database, slack_id: str, skip: int, most: int, now: datetime) -> Funding | NoEmployee:
    """Return what this person asked for and may still be granted."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        total = how_many_requests_of(session, employee.id)
        start = skip if 0 <= skip < total else 0
        today = local_day(employee.zone, now)
        return Funding(
            balance=balance_of(session, employee.id, year_of(today)),
            requests=requests_of(session, employee.id, start, most),
            skip=start,
            total=total,
            qualifying=how_many_qualify(session),
            today=today,
            zone=employee.zone,
        )


def what_qualifies(database: Database, skip: int, most: int) -> Qualifying:
    """Return a page of the programmes that HR says qualify; anybody may look."""
    with database.read() as session:
        total = how_many_qualify(session)
        start = skip if 0 <= skip < total else 0
        return Qualifying(qualifying(session, start, most), start, total)
