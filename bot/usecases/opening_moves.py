"""HR opens, closes and fills openings; none closes over an application that nobody considered (promises 2 and 3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.posting import NoSuchPosting
from career.openings import MOVES, Opening, OpeningStatus, OpeningVerb
from storage.audit import note
from storage.considerations import Candidate, accepted, how_many_applications, unconsidered
from storage.database import Database
from storage.openings import opening_by_id
from storage.postings import move_opening, place


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
    """Nothing moved: these applications wait for a person first (promise 2)."""

    opening: Opening
    verb: OpeningVerb
    waiting: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class NobodyAccepted:
    """Nothing moved: nobody's application has been accepted (promise 3)."""

    opening: Opening


@dataclass(frozen=True, slots=True)
class WhichOne:
    """Nothing moved yet: several were accepted, and HR says who fills the opening."""

    opening: Opening
    accepted: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class CannotMove:
    """Nothing moved: from where the opening stands there is no such move."""

    opening: Opening
    verb: OpeningVerb


MoveAnswer = Moved | Filled | Unconsidered | NobodyAccepted | WhichOne | CannotMove | NoSuchPosting


def open_opening(database: Database, by: str, opening_id: int, now: datetime) -> MoveAnswer:
    """Let an opening take applications."""
    return _move(database, by, opening_id, OpeningVerb.OPEN, now)


def close_opening(database: Database, by: str, opening_id: int, now: datetime) -> MoveAnswer:
    """Let an opening take no more applications; refused while one is unconsidered."""
    return _move(database, by, opening_id, OpeningVerb.CLOSE, now)


def fill_opening(
    database: Database, by: str, opening_id: int, now: datetime, application_id: int | None = None
) -> MoveAnswer:
    """Fill an opening with an accepted application of its own; without `application_id`, with the only one there is."""
    with database.begin() as session:
        opening = _movable(session, opening_id, OpeningVerb.FILL)
        if not isinstance(opening, Opening):
            return opening
        candidates = accepted(session, opening_id)
        chosen = [each for each in candidates if application_id in {None, each.application_id}]
        match chosen:
            case []:
                return NobodyAccepted(opening) if not candidates else WhichOne(opening, candidates)
            case [only]:
                place(session, opening_id, only.application_id, only.employee_id, by, now)
                move_opening(session, opening_id, OpeningStatus.FILLED, now)
                subject = f"opening:{opening_id}"
                note(session, by, "opening.filled", subject, now, application=only.application_id)
                return Filled(opening, only, _still_in_process(session, opening_id))
            case _:
                return WhichOne(opening, candidates)


def _move(database: Database, by: str, opening_id: int, verb: OpeningVerb, now: datetime) -> MoveAnswer:
    with database.begin() as session:
        opening = _movable(session, opening_id, verb)
        if not isinstance(opening, Opening):
            return opening
        status = MOVES[opening.status, verb]
        move_opening(session, opening_id, status, now)
        note(session, by, f"opening.{status}", f"opening:{opening_id}", now, was=opening.status)
        return Moved(opening, verb, _still_in_process(session, opening_id))


def _movable(
    session: Session, opening_id: int, verb: OpeningVerb
) -> Opening | NoSuchPosting | CannotMove | Unconsidered:
    """Return the opening, held so that no application comes in while it moves, or why it cannot move."""
    opening = opening_by_id(session, opening_id, hold=True)
    if opening is None:
        return NoSuchPosting(opening_id)
    if (opening.status, verb) not in MOVES:
        return CannotMove(opening, verb)
    if verb is not OpeningVerb.OPEN:
        waiting = unconsidered(session, opening_id)
        if waiting:
            return Unconsidered(opening, verb, waiting)
    return opening


def _still_in_process(session: Session, opening_id: int) -> int:
    return how_many_applications(session, opening_id).in_process
