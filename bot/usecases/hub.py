"""Everything that is one employee's own, read at once: for `/career` and for the Home tab."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.applying import NoSuchApplication
from bot.usecases.browsing import Prospect, local_day, openings
from bot.usecases.people import NoEmployee, employee_of
from bot.usecases.portfolios import Shelf, shelf
from career.employees import Employee
from career.quiet import Quiet
from career.tuition import Balance, year_of
from storage.database import Database
from storage.enrolments import Enrolment, enrolments_of
from storage.histories import History, histories_of, history_of
from storage.interests import Interest, interests_of
from storage.quiets import quiets_of
from storage.recognition import recognition_page
from storage.tuition import balance_of


@dataclass(frozen=True, slots=True)
class Hub:
    """What is one employee's own at `now`, however much there is; the views show it in pages."""

    given_name: str
    zone: str | None
    now: datetime
    suiting: tuple[Prospect, ...]
    """Openings that suit this person, who has neither applied for them nor declined them."""
    applications: tuple[History, ...]
    """Those under way first, then the newest."""
    enrolments: tuple[Enrolment, ...]
    """Seats and waitlist places in workshops to come, the soonest first."""
    interests: tuple[Interest, ...]
    quiets: tuple[Quiet, ...]
    recognition: Shelf
    """A page of what this person was thanked for, newest first: everybody may add to it, so it is never read whole."""
    funding: Balance
    """What HR may still pay for trainings that start this year."""


@dataclass(frozen=True, slots=True)
class OneApplication:
    """One application of this person's own; `zone` is theirs, None where it is unknown."""

    history: History
    zone: str | None


@dataclass(frozen=True, slots=True)
class ThanksPage:
    """Which page of recognition to read: how many entries come before it, and how many it holds."""

    skip: int = 0
    most: int = 5


def hub_of(database: Database, slack_id: str, now: datetime, thanks: ThanksPage = ThanksPage()) -> Hub | NoEmployee:
    """Return what is this person's own, with one page of their recognition."""
    found = openings(database, slack_id, "", now)
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        return Hub(
            given_name=employee.given_name,
            zone=employee.zone,
            now=now,
            suiting=tuple(each for each in found.prospects if _is_worth_a_look(each)),
            applications=histories_of(session, employee.id),
            enrolments=enrolments_of(session, employee.id, now),
            interests=interests_of(session, employee.id),
            quiets=quiets_of(session, employee.id, now),
            recognition=shelf(recognition_page, session, employee.id, thanks.skip, thanks.most),
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


def _is_worth_a_look(prospect: Prospect) -> bool:
    return prospect.suits and not prospect.is_declined and prospect.application is None
