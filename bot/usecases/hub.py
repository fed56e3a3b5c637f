"""Everything that is one employee's own, read at once: for `/career` and for the Home tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.usecases.openings.applying import NoSuchApplication
from bot.usecases.openings.browsing import Prospect, local_day
from bot.usecases.people.speaker import NoEmployee, employee_of
from bot.usecases.shelves import Read, Shelf, Turned, shelf
from career.employees import Employee
from career.reasons import why_you
from career.training import EnrolmentState
from career.tuition import Balance, year_of
from storage.database import Database
from storage.funding.tuition import balance_of
from storage.nudges.quiets import QuietWishes, quiet_wishes
from storage.openings.histories import History, Pressing, history_of, history_page, pressing_applications
from storage.openings.records import openings_by_ids
from storage.openings.suiting import Suits, closing_openings
from storage.pages import Held
from storage.people.recognition import Recognition, recognition_page
from storage.training.enrolments import Enrolment, enrolment_page, soonest_enrolments
from storage.training.interests import Interest, interests_held

T = TypeVar("T")

MOST_PRESSING = 2
"""Things of one sort that are named as coming next."""


class Part(StrEnum):
    """A part of the hub that has pages."""

    OPENINGS = "openings"
    APPLICATIONS = "applications"
    WORKSHOPS = "workshops"
    INTERESTS = "interests"
    RECOGNITION = "recognition"


@dataclass(frozen=True, slots=True)
class Next:
    """The few things that come next, whatever pages are shown; each sort with the most pressing first."""

    decided: tuple[Pressing, ...]
    offered: tuple[Enrolment, ...]
    """Seats that HR keeps until this person answers."""
    seats: tuple[Enrolment, ...]
    closing: tuple[Suits, ...]
    """Openings that suit this person, and have a last day."""


@dataclass(frozen=True, slots=True)
class Hub:
    """What is one employee's own at `now`: of each part a page."""

    zone: str | None
    now: datetime
    next: Next
    suiting: Shelf[Prospect]
    """Openings that suit this person, who has neither applied for them nor declined them; uncounted."""
    applications: Shelf[History]
    """Those under way first, then the newest."""
    enrolments: Shelf[Enrolment]
    """Seats, offers and waitlist places in workshops to come, the soonest first."""
    interests: Shelf[Interest]
    """The newest first."""
    recognition: Shelf[Recognition]
    """The newest first."""
    quiet: QuietWishes
    funding: Balance
    """What HR may still pay for training that starts this year."""


@dataclass(frozen=True, slots=True)
class OneApplication:
    """One application of this person's own; `zone` is theirs, None where it is unknown."""

    history: History
    zone: str | None


def hub_of(
    database: Database, slack_id: str, turned: Turned, sizes: Mapping[Part, int], now: datetime
) -> Hub | NoEmployee:
    """Return what is this person's own, so many entries of each part on a page.

    However much there is of anything, the database is asked the same questions and hands over no more than is shown.
    """
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee

        def page(part: Part, read: Read[T]) -> Shelf[T]:
            return shelf(read, session, employee.id, turned.before(part), sizes[part])

        def enrolments(session: Session, employee_id: int, skip: int, most: int) -> Held[Enrolment]:
            return enrolment_page(session, employee_id, now, skip, most)

        return Hub(
            zone=employee.zone,
            now=now,
            next=_next(session, employee, now),
            suiting=_suiting(session, employee, turned.before(Part.OPENINGS), sizes[Part.OPENINGS], now),
            applications=page(Part.APPLICATIONS, history_page),
            enrolments=page(Part.WORKSHOPS, enrolments),
            interests=page(Part.INTERESTS, interests_held),
            recognition=page(Part.RECOGNITION, recognition_page),
            quiet=quiet_wishes(session, employee.id, now),
            funding=balance_of(session, employee.id, year_of(local_day(employee.zone, now))),
        )


def one_application(
    database: Database, slack_id: str, application_id: int
) -> OneApplication | NoSuchApplication | NoEmployee:
    """Return one application with everything that people decided on it, to the applicant alone."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        history = history_of(session, application_id, employee.id)
        return NoSuchApplication() if history is None else OneApplication(history, employee.zone)


def _suiting(session: Session, employee: Employee, skip: int, size: int, now: datetime) -> Shelf[Prospect]:
    """Return a page of the openings that suit this person; the first one where so many do not any more."""
    today = local_day(employee.zone, now)
    found, is_more = closing_openings(session, employee.id, today, now, skip, size)
    if not found and skip:
        return _suiting(session, employee, 0, size, now)
    openings = openings_by_ids(session, [each.opening_id for each in found])
    prospects = [
        Prospect(openings[each.opening_id], True, why_you(each.verdict), application=None, is_declined=False)
        for each in found
    ]
    return Shelf(tuple(prospects), skip, skip + len(found) + is_more, is_counted=False)


def _next(session: Session, employee: Employee, now: datetime) -> Next:
    today = local_day(employee.zone, now)
    closing, _ = closing_openings(session, employee.id, today, now, 0, MOST_PRESSING)
    return Next(
        decided=pressing_applications(session, employee.id, MOST_PRESSING),
        offered=soonest_enrolments(session, employee.id, EnrolmentState.OFFERED, now, MOST_PRESSING),
        seats=soonest_enrolments(session, employee.id, EnrolmentState.SEAT, now, MOST_PRESSING),
        closing=tuple(each for each in closing if each.closes_on is not None),
    )
