"""Looking at training: what is offered, when, and where this person stands with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from bot.usecases.people.speaker import NoEmployee, employee_of
from bot.usecases.shelves import Shelf
from bot.usecases.training.likeness import saying
from career.employees import Employee
from career.training import Programme, Workshop
from storage.database import Database
from storage.training.enrolments import Enrolment, enrolments_in
from storage.training.interests import wanted_among
from storage.training.offers import (
    among,
    mentioning,
    offered_page,
    offered_programmes,
    programme_by_id,
    workshops_ahead,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One programme in the eyes of one person; `workshops` have not started, the soonest first."""

    programme: Programme
    workshops: tuple[Workshop, ...]
    enrolments: Mapping[int, Enrolment]
    """This person's own, by the id of the workshop."""
    is_wanted: bool
    """Whether this person logged interest in it."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What somebody gets to see, a page of it, the soonest workshop first; `zone` is theirs, None where it is unknown."""

    words: str
    page: Shelf[Offer]
    zone: str | None


@dataclass(frozen=True, slots=True)
class NoSuchProgramme:
    """No programme has this number."""

    number: int


def offers(database: Database, slack_id: str, words: str, skip: int, size: int, now: datetime) -> Offers:
    """Return a page, up to `size` after the first `skip`, of the programmes offered that have `words` in title or skills.

    Where none does, it is those that have words like them; where so many are not there any more, the first page. Whoever is
    not an employee yet sees the same list: nobody is turned away from looking.
    """
    with database.read() as session:
        which = mentioning(words)
        programmes, total = offered_page(session, which, now, skip, size)
        if which and not total:
            which = _said_like(session, words)
            programmes, total = offered_page(session, which, now, skip, size)
        if not programmes and skip:
            skip, (programmes, total) = 0, offered_page(session, which, now, 0, size)
        viewer = employee_of(session, slack_id)
        page = Shelf(_in_the_eyes_of(session, viewer, programmes, now), skip, total)
    return Offers(words, page, _zone_of(viewer))


def offer(database: Database, slack_id: str, programme_id: int, now: datetime) -> Offers | NoSuchProgramme:
    """Return one programme, offered or not, as a list of its own."""
    with database.read() as session:
        programme = programme_by_id(session, programme_id)
        if programme is None:
            return NoSuchProgramme(programme_id)
        viewer = employee_of(session, slack_id)
        page = Shelf(_in_the_eyes_of(session, viewer, (programme,), now), 0, 1)
        return Offers("", page, _zone_of(viewer))


def _zone_of(viewer: Employee | NoEmployee) -> str | None:
    return viewer.zone if isinstance(viewer, Employee) else None


def _in_the_eyes_of(
    session: Session, viewer: Employee | NoEmployee, programmes: Sequence[Programme], now: datetime
) -> tuple[Offer, ...]:
    """Return what each programme is for this person, and its workshops to come."""
    ahead = workshops_ahead(session, [each.id for each in programmes], now)
    wanted: frozenset[int] = frozenset()
    mine: Mapping[int, Enrolment] = {}
    if isinstance(viewer, Employee):
        wanted = wanted_among(session, viewer.id, [each.id for each in programmes])
        shown = [workshop.id for workshops in ahead.values() for workshop in workshops]
        mine = {each.workshop.id: each for each in enrolments_in(session, viewer.id, shown)}

    def sees(programme: Programme) -> Offer:
        workshops = tuple(ahead.get(programme.id, ()))
        own = {each.id: mine[each.id] for each in workshops if each.id in mine}
        return Offer(programme, workshops, own, programme.id in wanted)

    return tuple(sees(each) for each in programmes)


def _said_like(session: Session, words: str) -> tuple[ColumnElement[bool], ...]:
    """Return which programmes say words like `words`; to find that out, every title and skill is read."""
    return among(
        saying(words, {each.id: " ".join((each.title, *each.skills)) for each in offered_programmes(session, "")})
    )
