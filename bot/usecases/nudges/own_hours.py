"""An employee says in which hours of their own week nudges may come, narrower than the usual ones or others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.usecases.people.speaker import NoEmployee, employee_of
from career.employees import Employee
from career.localtime import Weekday
from career.quiet import DeliveryHours, Scope
from storage.database import Database
from storage.house.settings import house_settings
from storage.nudges.own_hours import end_own_hours, own_hours, set_own_hours
from storage.nudges.quiets import wide_quiets
from storage.turns import hold_person

SHORTEST = timedelta(hours=1)
"""A shorter window would keep most nudges away by chance; whoever wants that stops them."""


@dataclass(frozen=True, slots=True)
class Hours:
    """In which hours nudges come to somebody in `zone` (None: unknown); `are_own` unless they are the `usual` ones."""

    hours: DeliveryHours
    usual: DeliveryHours
    are_own: bool
    zone: str | None


@dataclass(frozen=True, slots=True)
class HoursSet:
    """From now on nudges come within `hours`; `is_quiet` tells that for another reason none comes just now."""

    hours: Hours
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class NoWeekday:
    """No weekday was chosen."""


@dataclass(frozen=True, slots=True)
class TooShort:
    """The hours end before they begin, or less than `SHORTEST` later."""


HoursAnswer = HoursSet | NoWeekday | TooShort | NoEmployee


def hours_of(database: Database, slack_id: str) -> Hours | NoEmployee:
    """Return the hours that hold for this person."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        own, usual = own_hours(session, employee.id), house_settings(session).sending.hours
        return Hours(own or usual, usual, own is not None, employee.zone)


def choose(
    database: Database, slack_id: str, weekdays: Collection[Weekday], opens: time, closes: time, now: datetime
) -> HoursAnswer:
    """Let nudges come on these weekdays from `opens` up to `closes` by this person's clock, in place of the usual hours."""
    if not weekdays:
        return NoWeekday()
    some_day = date.min
    if datetime.combine(some_day, closes) - datetime.combine(some_day, opens) < SHORTEST:
        return TooShort()
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        hold_person(session, employee.id)
        hours, usual = DeliveryHours(frozenset(weekdays), opens, closes), house_settings(session).sending.hours
        if hours != own_hours(session, employee.id):
            set_own_hours(session, employee.id, hours, now)
        return HoursSet(Hours(hours, usual, are_own=True, zone=employee.zone), _is_quiet(session, employee.id, now))


def choose_usual(database: Database, slack_id: str, now: datetime) -> HoursSet | NoEmployee:
    """Let nudges come in the usual hours again."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        hold_person(session, employee.id)
        end_own_hours(session, employee.id, now)
        usual = house_settings(session).sending.hours
        return HoursSet(Hours(usual, usual, are_own=False, zone=employee.zone), _is_quiet(session, employee.id, now))


def _is_quiet(session: Session, employee_id: int, now: datetime) -> bool:
    return any(quiet.scope is Scope.ALL for quiet in wide_quiets(session, employee_id, now))
