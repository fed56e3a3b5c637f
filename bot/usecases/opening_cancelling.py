"""HR cancels a job: every applicant is told why, and no application ends as declined because of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.considering import NoName, ReasonTooLong, ReasonTooShort
from bot.usecases.opening_moves import CannotMove, Overtaken, Unconsidered, movable_as_seen
from bot.usecases.posting import NoSuchPosting
from career.applications import LONGEST_TEXT, SHORTEST_FEEDBACK
from career.notices import NoticeKind
from career.openings import Cancellation, Opening, OpeningStatus, OpeningVerb
from storage.audit import note
from storage.cancellations import add_cancellation, applicants_of, end_applications
from storage.considerations import name_behind
from storage.database import Database
from storage.notices import Notice, ToEmployee, owe_all
from storage.postings import move_opening


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The job is cancelled: so many applications ended with it, and so many people are told, once each."""

    opening: Opening
    ended: int
    told: int


CancelAnswer = Cancelled | CannotMove | Overtaken | NoSuchPosting | NoName | ReasonTooShort | ReasonTooLong


def cancel_opening(database: Database, by: str, opening_id: int, seen: int, reason: str, now: datetime) -> CancelAnswer:
    """Cancel a job for good, with the reason that its applicants read; all in one transaction.

    `by` is a Slack id; `seen` is the revision that HR saw: of two who act at once the first one wins.
    """
    written = reason.strip()
    if len(written) < SHORTEST_FEEDBACK:
        return ReasonTooShort(SHORTEST_FEEDBACK)
    if len(written) > LONGEST_TEXT:
        return ReasonTooLong(len(written) - LONGEST_TEXT)
    with database.begin() as session:
        name = name_behind(session, by)
        if name is None:
            return NoName()
        opening = movable_as_seen(session, opening_id, OpeningVerb.CANCEL, seen)
        if isinstance(opening, Unconsidered):
            raise TypeError("A job is cancelled whoever waits.")
        if not isinstance(opening, Opening):
            return opening
        add_cancellation(session, opening_id, by, Cancellation(name, written, now))
        move_opening(session, opening_id, OpeningStatus.CANCELLED, now)
        ended = end_applications(session, opening_id, by, now)
        applicants = applicants_of(session, opening_id)
        owe_all(session, [_news(*each, now) for each in applicants], now)
        note(session, by, "opening.cancelled", f"opening:{opening_id}", now, was=opening.status, ended=ended)
        return Cancelled(opening, ended, len(applicants))


def _news(application_id: int, employee_id: int, now: datetime) -> Notice:
    return Notice(
        kind=NoticeKind.OPENING_CANCELLED,
        key=f"opening.cancelled:{application_id}",
        to=ToEmployee(employee_id),
        details={"application": application_id},
        due_at=now,
    )
