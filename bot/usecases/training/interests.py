"""An employee says what they would like to learn: a programme, or what nobody offers yet (promise 1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.people.speaker import NoEmployee, employee_of
from bot.usecases.shelves import Shelf, shelf
from bot.usecases.training.looking import NoSuchProgramme
from career.codes import code_of
from career.employees import Employee
from career.outcomes import Response
from career.training import Programme
from career.wishes import NoWords, WishTooLong, names, wish
from storage.database import Database
from storage.nudges.deliveries import record_response
from storage.training.interests import Interest, interest_in, interests_held, log_programme, log_wish, remove_interest
from storage.training.offers import is_offered, programme_by_id, programmes_titled


@dataclass(frozen=True, slots=True)
class Interested:
    """An interest in a programme stands; `is_new` unless it did before. `words` led to it, where words did."""

    programme_id: int
    title: str
    is_offered: bool
    is_new: bool
    interest_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Wished:
    """An interest in one's own words stands; `is_new` unless it did before."""

    words: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class WhichProgramme:
    """The words name several programmes; nothing is logged yet."""

    words: str
    programmes: tuple[Programme, ...]


@dataclass(frozen=True, slots=True)
class MyInterests:
    """A page of what one person would like to learn, newest first; `zone` is theirs, None where it is unknown."""

    page: Shelf[Interest]
    zone: str | None


@dataclass(frozen=True, slots=True)
class Removed:
    """The interest is gone; `was_there` unless it had been before."""

    was_there: bool


InterestAnswer = Interested | Wished | WhichProgramme | NoSuchProgramme | WishTooLong | NoWords | NoEmployee


def ask(database: Database, slack_id: str, words: str, now: datetime) -> InterestAnswer:
    """Log an interest in the one programme that `words` name, or in the words themselves where they name none."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        meant = wish(words)
        if isinstance(meant, WishTooLong | NoWords):
            return meant
        match _named(session, meant.words):
            case ():
                return Wished(meant.words, log_wish(session, employee.id, meant, now))
            case (programme,):
                return _want(session, employee, programme, now, meant.words)
            case several:
                return WhichProgramme(meant.words, several)


def want_programme(
    database: Database, slack_id: str, programme_id: int, now: datetime, delivery: str = ""
) -> InterestAnswer:
    """Log an interest in one programme, offered or not; twice is harmless.

    `delivery` is the token of the nudge that led here, or empty: then that nudge is answered in the same transaction.
    """
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        programme = programme_by_id(session, programme_id)
        if programme is None:
            return NoSuchProgramme(programme_id)
        wanted = _want(session, employee, programme, now, "")
        if delivery:  # after what holds the person, as everywhere
            record_response(session, delivery, employee.id, Response.INTERESTED, now)
        return wanted


def want_words(database: Database, slack_id: str, words: str, now: datetime, instead_of: int = 0) -> InterestAnswer:
    """Log an interest in the words themselves, whatever they may name; twice is harmless.

    `instead_of` is the id of an interest that they replace, or 0.
    """
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        meant = wish(words)
        if isinstance(meant, WishTooLong | NoWords):
            return meant
        remove_interest(session, employee.id, instead_of)
        return Wished(meant.words, log_wish(session, employee.id, meant, now))


def my_interests(database: Database, slack_id: str, skip: int, size: int) -> MyInterests | NoEmployee:
    """Return a page of what this person said they would like to learn: up to `size` after the first `skip`."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        return MyInterests(shelf(interests_held, session, employee.id, skip, size), employee.zone)


def remove(database: Database, slack_id: str, interest_id: int) -> Removed | NoEmployee:
    """Remove one of this person's own interests; twice is harmless."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        return Removed(remove_interest(session, employee.id, interest_id))


def _named(session: Session, words: str) -> tuple[Programme, ...]:
    """Return the programmes that `words` name: one alone where they are its whole title."""
    found = tuple(each for each in programmes_titled(session, words) if names(words, each.title))
    whole = tuple(each for each in found if code_of(each.title) == code_of(words))
    return whole or found


def _want(session: Session, employee: Employee, programme: Programme, now: datetime, words: str) -> Interested:
    is_new = log_programme(session, employee.id, programme.id, now)
    interest_id = interest_in(session, employee.id, programme.id)
    return Interested(programme.id, programme.title, is_offered(session, programme.id), is_new, interest_id, words)
