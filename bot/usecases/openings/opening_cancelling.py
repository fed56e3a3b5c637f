"""HR cancels an opening: every applicant is told why, and no application ends as declined because of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.deciding import NoName, NoReason, reason_in
from bot.usecases.openings.opening_moves import CannotMove, Overtaken, Unconsidered, movable_as_seen
from bot.usecases.openings.posting import NoSuchPosting
from career.applications import LONGEST_TEXT, SHORTEST_FEEDBACK
from career.openings import Cancellation, Opening, OpeningStatus, OpeningVerb
from storage.database import Database
from storage.house.audit import note
from storage.openings.cancellations import add_cancellation, end_applications, owe_news_to_applicants
from storage.openings.considerations import name_behind
from storage.openings.postings import move_opening


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The opening is cancelled: so many applications ended with it, and so many people are told, once each."""

    opening: Opening
    ended: int
    told: int


CancelAnswer = Cancelled | CannotMove | Overtaken | NoSuchPosting | NoName | NoReason


def cancel_opening(database: Database, by: str, opening_id: int, seen: int, reason: str, now: datetime) -> CancelAnswer:
    """Cancel an opening for good, with the reason that its applicants read; all in one transaction.

    How many statements that takes does not depend on how many applied. `by` is a Slack id; `seen` is the revision that HR saw: of two who act at once the first one wins.
    """
    written = reason_in(reason, SHORTEST_FEEDBACK, LONGEST_TEXT)
    if not isinstance(written, str):
        return written
    with database.begin() as session:
        name = name_behind(session, by)
        if name is None:
            return NoName()
        opening = movable_as_seen(session, opening_id, OpeningVerb.CANCEL, seen)
        if isinstance(opening, Unconsidered):
            raise TypeError("An opening is cancelled whoever waits.")
        if not isinstance(opening, Opening):
            return opening
        add_cancellation(session, opening_id, by, Cancellation(name, written, now))
        move_opening(session, opening_id, OpeningStatus.CANCELLED, now)
        ended = end_applications(session, opening_id, by, now)
        told = owe_news_to_applicants(session, opening_id, now)
        note(session, by, "opening.cancelled", f"opening:{opening_id}", now, was=opening.status, ended=ended)
        return Cancelled(opening, ended, told)
