"""What a participant thought of a workshop: said once, and never shown with a name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.people.speaker import NoEmployee, employee_of
from career.employees import Employee
from career.training import BEST_RATING, LONGEST_COMMENT, EnrolmentState, WorkshopStatus
from storage.database import Database
from storage.training.enrolments import participant_of
from storage.training.feedback import add_feedback, has_answered
from storage.training.workshops import TitledWorkshop, workshop_by_id

TOOK_PART = frozenset({EnrolmentState.SEAT, EnrolmentState.ATTENDED, EnrolmentState.COMPLETED})
"""Who is asked; SEAT, because HR may not have written down yet who came."""


@dataclass(frozen=True, slots=True)
class Thanked:
    """The answer is kept."""

    title: str


@dataclass(frozen=True, slots=True)
class AnsweredBefore:
    """This person has answered before; that answer stands."""

    title: str


@dataclass(frozen=True, slots=True)
class NotAsked:
    """This person did not take part in a workshop that has ended, so there is nothing to rate."""


@dataclass(frozen=True, slots=True)
class CommentTooLong:
    """The comment holds so many characters too many."""

    excess: int


@dataclass(frozen=True, slots=True)
class Askable:
    """This person may say what they thought of this workshop."""

    found: TitledWorkshop


RateAnswer = Thanked | AnsweredBefore | NotAsked | CommentTooLong | NoEmployee
AskAnswer = Askable | AnsweredBefore | NotAsked | NoEmployee


def may_rate(database: Database, slack_id: str, workshop_id: int, now: datetime) -> AskAnswer:
    """Return whether this person may say what they thought of a workshop."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        return _asked(session, workshop_id, employee.id, now)


def rate(database: Database, slack_id: str, workshop_id: int, rating: int, comment: str, now: datetime) -> RateAnswer:
    """Keep what this person thought of a workshop: a rating from 1 to 5 and, if they like, a comment. The first counts.

    Raises:
        ValueError: `rating` is not from 1 to 5.
    """
    if not 1 <= rating <= BEST_RATING:
        raise ValueError("A rating goes from 1 to 5.")
    if len(comment) > LONGEST_COMMENT:
        return CommentTooLong(len(comment) - LONGEST_COMMENT)
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        asked = _asked(session, workshop_id, employee.id, now)
        if not isinstance(asked, Askable):
            return asked
        is_first = add_feedback(session, workshop_id, employee.id, rating, comment, now)
        return Thanked(asked.found.title) if is_first else AnsweredBefore(asked.found.title)


def _asked(session: Session, workshop_id: int, employee_id: int, now: datetime) -> Askable | AnsweredBefore | NotAsked:
    found = workshop_by_id(session, workshop_id)
    person = participant_of(session, workshop_id, employee_id)
    if found is None or person is None or person.state not in TOOK_PART:
        return NotAsked()
    if found.workshop.status is WorkshopStatus.CANCELLED or found.workshop.ends_at > now:
        return NotAsked()
    return AnsweredBefore(found.title) if has_answered(session, workshop_id, employee_id) else Askable(found)
