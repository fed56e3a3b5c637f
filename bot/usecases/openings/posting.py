"""HR posts openings and looks through them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from bot.usecases.openings.browsing import local_day
from bot.usecases.people.speaker import employee_of
from career.employees import Employee
from career.openings import Opening, OpeningStatus
from career.requirements import Requirements
from career.spans import MOST_RECOGNITIONS
from storage.database import Database
from storage.house.audit import note
from storage.openings.considerations import Standing, how_many_applications
from storage.openings.postings import (
    OpeningText,
    Posting,
    add_opening,
    how_many_openings,
    postings,
)
from storage.openings.records import opening_by_id
from storage.requests import made_by, note_made
from storage.rules.audiences import count_qualified

LONGEST_TITLE = 150
LONGEST_DESCRIPTION = 2_500
LONGEST_PLACE = 200
MOST_MONTHS = 600
MOST_LEVEL = 100


class Wrong(Enum):
    """What keeps an opening from being posted."""

    NO_TITLE = auto()
    TITLE_TOO_LONG = auto()
    NO_DESCRIPTION = auto()
    DESCRIPTION_TOO_LONG = auto()
    DEPARTMENT_TOO_LONG = auto()
    LOCATION_TOO_LONG = auto()
    LAST_DAY_HAS_PASSED = auto()
    MORE_THAN_CHOSEN = auto()
    LEVEL_OUT_OF_RANGE = auto()
    MONTHS_IN_ROLE_OUT_OF_RANGE = auto()
    MONTHS_OF_SERVICE_OUT_OF_RANGE = auto()
    RATING_OUT_OF_RANGE = auto()
    RECOGNITIONS_OUT_OF_RANGE = auto()


@dataclass(frozen=True, slots=True)
class Posted:
    """The opening is there; so many active employees qualify for it now."""

    opening_id: int
    title: str
    status: OpeningStatus
    qualified: int


@dataclass(frozen=True, slots=True)
class PostedBefore:
    """The same form was sent before and made this opening."""

    opening_id: int


@dataclass(frozen=True, slots=True)
class NotPosted:
    """The form needs another look."""

    wrong: frozenset[Wrong]


PostAnswer = Posted | PostedBefore | NotPosted


@dataclass(frozen=True, slots=True)
class NoSuchPosting:
    """No opening has this number."""

    number: int


@dataclass(frozen=True, slots=True)
class PostingPage:
    """A page of HR's list of openings."""

    postings: tuple[Posting, ...]
    skip: int
    total: int
    today: date


@dataclass(frozen=True, slots=True)
class PostingInFull:
    """One opening as HR sees it."""

    opening: Opening
    qualified: int
    applications: Standing
    today: date


def post_opening(
    database: Database,
    by: str,
    text: OpeningText,
    requirements: Requirements,
    status: OpeningStatus,
    request: str,
    now: datetime,
) -> PostAnswer:
    """Add an opening, as a draft or open; `request` is Slack's id of the form, which makes one opening at the most."""
    with database.begin() as session:
        wrong = wrong_posting(text, requirements, today_of(session, by, now))
        if wrong:
            return NotPosted(wrong)
        key = f"opening.new:{request}"
        made = made_by(session, key, now)
        if made is not None:
            return PostedBefore(int(made.removeprefix("opening:")))
        rule = requirements.rule()
        opening_id = add_opening(session, text, rule, status, by, now)
        note_made(session, key, f"opening:{opening_id}")
        note(session, by, "opening.posted", f"opening:{opening_id}", now, status=status)
    return Posted(opening_id, text.title, status, how_many_qualify(database, by, requirements, now))


def how_many_qualify(database: Database, by: str, requirements: Requirements, now: datetime) -> int:
    """Return how many active employees meet the requirements as they stand in the form."""
    with database.read() as session:
        return count_qualified(session, requirements.rule(), today_of(session, by, now))


def posting_page(database: Database, by: str, skip: int, most: int, now: datetime) -> PostingPage:
    """Return a page of every opening there is, what waits for HR first; the first page where `skip` is past the end."""
    with database.read() as session:
        total = how_many_openings(session)
        start = skip if 0 <= skip < total else 0
        return PostingPage(postings(session, start, most), start, total, today_of(session, by, now))


def posting_in_full(database: Database, by: str, opening_id: int, now: datetime) -> PostingInFull | NoSuchPosting:
    """Return one opening with its requirements and how many people meet them."""
    with database.read() as session:
        opening = opening_by_id(session, opening_id)
        if opening is None:
            return NoSuchPosting(opening_id)
        today = today_of(session, by, now)
        qualified = count_qualified(session, opening.requirements, today)
        return PostingInFull(opening, qualified, how_many_applications(session, opening_id), today)


def today_of(session: Session, slack_id: str, now: datetime) -> date:
    """Return the day it is for this member of HR."""
    employee = employee_of(session, slack_id)
    return local_day(employee.zone if isinstance(employee, Employee) else None, now)


def wrong_requirements(requirements: Requirements) -> frozenset[Wrong]:
    """Return what keeps requirements from being asked for."""
    checks = {
        Wrong.MORE_THAN_CHOSEN: bool(requirements.skills_some)
        and not 1 <= requirements.some_count <= len(requirements.skills_some),
        Wrong.LEVEL_OUT_OF_RANGE: not _is_within(requirements.level_at_least, MOST_LEVEL),
        Wrong.MONTHS_IN_ROLE_OUT_OF_RANGE: not _is_within(requirements.months_in_role, MOST_MONTHS),
        Wrong.MONTHS_OF_SERVICE_OUT_OF_RANGE: not _is_within(requirements.months_of_service, MOST_MONTHS),
        Wrong.RATING_OUT_OF_RANGE: not _is_within(requirements.last_rating_at_least, MOST_LEVEL),
        Wrong.RECOGNITIONS_OUT_OF_RANGE: not 1 <= (requirements.recognised_at_least or 1) <= MOST_RECOGNITIONS
        or requirements.recognised_at_least == 0,
    }
    return frozenset(wrong for wrong, is_so in checks.items() if is_so)


def wrong_posting(
    text: OpeningText, requirements: Requirements, today: date, last_day_was: date | None = None
) -> frozenset[Wrong]:
    """Return what keeps an opening from being posted, or changed; a last day that stays as it was may have passed."""
    checks = {
        Wrong.NO_TITLE: not text.title,
        Wrong.TITLE_TOO_LONG: len(text.title) > LONGEST_TITLE,
        Wrong.NO_DESCRIPTION: not text.description,
        Wrong.DESCRIPTION_TOO_LONG: len(text.description) > LONGEST_DESCRIPTION,
        Wrong.DEPARTMENT_TOO_LONG: len(text.department or "") > LONGEST_PLACE,
        Wrong.LOCATION_TOO_LONG: len(text.location or "") > LONGEST_PLACE,
        Wrong.LAST_DAY_HAS_PASSED: text.closes_on is not None
        and text.closes_on != last_day_was
        and text.closes_on < today,
    }
    return wrong_requirements(requirements) | {wrong for wrong, is_so in checks.items() if is_so}


def _is_within(number: int | None, most: int) -> bool:
    return number is None or 0 <= number <= most
