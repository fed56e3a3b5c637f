"""One employee's portfolio: for HR, and for the person in question, who may say that something in it is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from bot.usecases.openings.browsing import local_day
from bot.usecases.people.disputing import HrTold, NoteToHr, NothingSaid, send_note
from bot.usecases.people.speaker import NoEmployee, employee_id_of, employee_of
from bot.usecases.shelves import Read, Shelf, Turned, shelf
from career.employees import Employee
from career.tuition import Balance, year_of
from storage.database import Database
from storage.funding.tuition import Request, balance_of, how_many_requests_of, requests_of
from storage.pages import Held
from storage.people.employees import employee_by_slack_id
from storage.people.portfolios import (
    HeldApplication,
    HeldCompletion,
    HeldEnrolment,
    HeldLeave,
    HeldPerson,
    HeldReview,
    HeldSkill,
    applications_held,
    completions_held,
    enrolments_held,
    held_person,
    id_of_number,
    leaves_held,
    reviews_held,
    skills_held,
)
from storage.people.recognition import Recognition, recognition_page
from storage.people.zones import zone_of_account
from storage.training.interests import Interest, interests_held


class Part(StrEnum):
    """A part of a portfolio that has pages."""

    SKILLS = "skills"
    COMPLETIONS = "completions"
    WORKSHOPS = "workshops"
    INTERESTS = "interests"
    APPLICATIONS = "applications"
    RECOGNITION = "recognition"
    REVIEWS = "reviews"
    FUNDING = "funding"
    LEAVES = "leaves"


Entry = (
    HeldSkill
    | HeldCompletion
    | HeldEnrolment
    | Interest
    | HeldApplication
    | Recognition
    | HeldReview
    | Request
    | HeldLeave
)
"""What stands on a page of one part or another."""


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What is held about one employee at `now`, each part a page; `zone` is the reader's."""

    person: HeldPerson
    shelves: Mapping[Part, Shelf[Entry]]
    balance: Balance
    zone: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class NoSuchPerson:
    """There is no such employee."""


def portfolio_of(
    database: Database, by: str, employee_id: int, turned: Turned, sizes: Mapping[Part, int], now: datetime
) -> Portfolio | NoSuchPerson:
    """Return an employee's portfolio for HR (`by` is a Slack id), so many entries of each part on a page."""
    with database.read() as session:
        return _portfolio(session, employee_id, zone_of_account(session, by), turned, sizes, now)


def employee_named(database: Database, slack_id: str | None, number: str) -> int | None:
    """Return the id of the employee behind an account, or with HR's number where no account was named."""
    with database.read() as session:
        if slack_id is None:
            return id_of_number(session, number)
        found = employee_by_slack_id(session, slack_id)
        return None if found is None else found.id


def own_portfolio(
    database: Database, slack_id: str, turned: Turned, sizes: Mapping[Part, int], now: datetime
) -> Portfolio | NoSuchPerson | NoEmployee:
    """Return this person's own portfolio: everything that HR holds, their rating included."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        return _portfolio(session, employee.id, employee.zone, turned, sizes, now)


def say_it_is_wrong(
    database: Database, slack_id: str, written: NoteToHr, now: datetime
) -> HrTold | NothingSaid | NoEmployee:
    """Send HR the person's own words about what is wrong in their portfolio."""
    with database.begin() as session:
        employee_id = employee_id_of(session, slack_id)
        if not isinstance(employee_id, int):
            return employee_id
        return send_note(session, slack_id, employee_id, written, now)


def _portfolio(
    session: Session, employee_id: int, zone: str | None, turned: Turned, sizes: Mapping[Part, int], now: datetime
) -> Portfolio | NoSuchPerson:
    person = held_person(session, employee_id)
    if person is None:
        return NoSuchPerson()
    shelves = {
        part: shelf(read, session, employee_id, turned.before(part), sizes[part]) for part, read in _READ.items()
    }
    balance = balance_of(session, employee_id, year_of(local_day(zone, now)))
    return Portfolio(person, shelves, balance, zone, now)


def _requests(session: Session, employee_id: int, skip: int, most: int) -> Held[Request]:
    return requests_of(session, employee_id, skip, most), how_many_requests_of(session, employee_id)


_READ: Mapping[Part, Read[Any]] = {
    Part.SKILLS: skills_held,
    Part.COMPLETIONS: completions_held,
    Part.WORKSHOPS: enrolments_held,
    Part.INTERESTS: interests_held,
    Part.APPLICATIONS: applications_held,
    Part.RECOGNITION: recognition_page,
    Part.REVIEWS: reviews_held,
    Part.FUNDING: _requests,
    Part.LEAVES: leaves_held,
}
