"""HR opens, closes and fills openings; none closes over an application that nobody considered (promises 2 and 3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from bot.usecases.house.latest import Latest, latest
from bot.usecases.openings.posting import NoSuchPosting
from career.openings import MOVES, Opening, OpeningStatus, OpeningVerb
from career.targets import OpeningTarget
from storage.database import Database
from storage.house.audit import note
from storage.nudges.records import running_about
from storage.openings.considerations import (
    Candidate,
    Standing,
    accepted,
    accepted_for,
    how_many_applications,
    unconsidered,
)
from storage.openings.postings import move_opening, place
from storage.openings.records import opening_by_id

AsksFirst = Literal[OpeningVerb.CLOSE, OpeningVerb.FILL, OpeningVerb.CANCEL]
"""What asks in a form before it is done."""

MOST_NAMED = 30
"""Applicants named in a refusal; a longer list is behind `/hr applications`."""


@dataclass(frozen=True, slots=True)
class ToMove:
    """What HR is shown before an opening moves: what stands on it, and for filling it who was accepted.

    So many running `nudges` are about it, and send nothing once it is not open.
    """

    opening: Opening
    verb: OpeningVerb
    applications: Standing
    accepted: tuple[Candidate, ...]
    nudges: int


@dataclass(frozen=True, slots=True)
class Moved:
    """The opening moved; so many of its applications are still on their way."""

    opening: Opening
    verb: OpeningVerb
    still_in_process: int


@dataclass(frozen=True, slots=True)
class Filled:
    """The opening is filled by this applicant; so many other applications are still on their way."""

    opening: Opening
    by: Candidate
    still_in_process: int


@dataclass(frozen=True, slots=True)
class Unconsidered:
    """Nothing moved: so many applications wait for a person first (promise 2); `first` wait longest."""

    opening: Opening
    verb: OpeningVerb
    first: tuple[Candidate, ...]
    count: int


@dataclass(frozen=True, slots=True)
class NobodyAccepted:
    """Nothing moved: nobody's application has been accepted (promise 3)."""

    opening: Opening


@dataclass(frozen=True, slots=True)
class NotAccepted:
    """Nothing moved: the application that was named is not an accepted one for this opening (promise 3)."""

    opening: Opening


@dataclass(frozen=True, slots=True)
class CannotMove:
    """Nothing moved: from where the opening stands there is no such move; `latest` is how it came to stand there."""

    opening: Opening
    verb: OpeningVerb
    latest: Latest | None = None


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Nothing happened: the opening was changed since whoever acts saw it."""

    opening: Opening
    latest: Latest | None


CloseAnswer = Moved | Unconsidered | CannotMove | Overtaken | NoSuchPosting
FillAnswer = Filled | NotAccepted | Unconsidered | CannotMove | Overtaken | NoSuchPosting
StartAnswer = ToMove | Unconsidered | NobodyAccepted | CannotMove | NoSuchPosting
MoveAnswer = Moved | Filled | Unconsidered | NobodyAccepted | NotAccepted | CannotMove | Overtaken | NoSuchPosting


def start_move(database: Database, opening_id: int, verb: AsksFirst) -> StartAnswer:
    """Return what HR is shown before an opening is closed, filled or cancelled, or why it cannot be."""
    with database.read() as session:
        opening = movable(session, opening_by_id(session, opening_id), opening_id, verb)
        if not isinstance(opening, Opening):
            return opening
        candidates = accepted(session, opening_id) if verb is OpeningVerb.FILL else ()
        if verb is OpeningVerb.FILL and not candidates:
            return NobodyAccepted(opening)
        nudges = len(running_about(session, OpeningTarget(opening_id)))
        return ToMove(opening, verb, how_many_applications(session, opening_id), candidates, nudges)


def who_may_fill(database: Database, opening_id: int, words: str, most: int) -> tuple[Candidate, ...]:
    """Return the first `most` accepted applications for an opening of people whose names hold every one of `words`."""
    with database.read() as session:
        found = accepted(session, opening_id)
    wanted = words.casefold().split()
    return tuple(each for each in found if all(word in each.name.casefold() for word in wanted))[:most]


def open_opening(database: Database, by: str, opening_id: int, now: datetime) -> CloseAnswer:
    """Let an opening take applications; `by` is a Slack id."""
    return _move(database, by, opening_id, None, OpeningVerb.OPEN, now)


def close_opening(database: Database, by: str, opening_id: int, seen: int, now: datetime) -> CloseAnswer:
    """Let an opening take no more applications; refused while one is unconsidered.

    `seen` is the revision that HR saw: of two who act at once the first one wins.
    """
    return _move(database, by, opening_id, seen, OpeningVerb.CLOSE, now)


def fill_opening(
    database: Database, by: str, opening_id: int, seen: int, application_id: int, now: datetime
) -> FillAnswer:
    """Fill an opening with that accepted application of its own; `seen` is the revision that HR saw."""
    with database.begin() as session:
        opening = movable_as_seen(session, opening_id, OpeningVerb.FILL, seen)
        if not isinstance(opening, Opening):
            return opening
        chosen = accepted_for(session, opening_id, application_id)
        if chosen is None:
            return NotAccepted(opening)
        place(session, opening_id, application_id, chosen.employee_id, by, now)
        move_opening(session, opening_id, OpeningStatus.FILLED, now)
        note(session, by, "opening.filled", f"opening:{opening_id}", now, application=application_id)
        return Filled(opening, chosen, how_many_applications(session, opening_id).in_process)


def movable(
    session: Session, opening: Opening | None, opening_id: int, verb: OpeningVerb
) -> Opening | NoSuchPosting | CannotMove | Unconsidered:
    """Return the opening, or why it cannot move.

    A cancelled opening ends every application by itself, so that none has to be considered first.
    """
    if opening is None:
        return NoSuchPosting(opening_id)
    if (opening.status, verb) not in MOVES:
        return CannotMove(opening, verb, latest(session, f"opening:{opening_id}"))
    if verb in {OpeningVerb.CLOSE, OpeningVerb.FILL}:
        first = unconsidered(session, opening_id, MOST_NAMED)
        if first:
            return Unconsidered(opening, verb, first, how_many_applications(session, opening_id).unconsidered)
    return opening


def movable_as_seen(
    session: Session, opening_id: int, verb: OpeningVerb, seen: int
) -> Opening | NoSuchPosting | CannotMove | Unconsidered | Overtaken:
    """Return the opening, held so that no application comes in while it moves, or why it cannot move.

    `seen` is the revision that HR saw: of two who act at once the first one wins.
    """
    opening = opening_by_id(session, opening_id, hold=True)
    found = movable(session, opening, opening_id, verb)
    if opening is None or isinstance(found, CannotMove) or opening.revision == seen:
        return found
    return Overtaken(opening, latest(session, f"opening:{opening_id}"))


def _move(
    database: Database, by: str, opening_id: int, seen: int | None, verb: OpeningVerb, now: datetime
) -> CloseAnswer:
    with database.begin() as session:
        opening = (
            movable(session, opening_by_id(session, opening_id, hold=True), opening_id, verb)
            if seen is None
            else movable_as_seen(session, opening_id, verb, seen)
        )
        if not isinstance(opening, Opening):
            return opening
        status = MOVES[opening.status, verb]
        move_opening(session, opening_id, status, now)
        note(session, by, f"opening.{status}", f"opening:{opening_id}", now, was=opening.status)
        return Moved(opening, verb, how_many_applications(session, opening_id).in_process)
