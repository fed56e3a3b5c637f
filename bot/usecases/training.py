"""Looking at training: what is offered, when, and where this person stands with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from bot.usecases.likeness import saying
from bot.usecases.people import employee_of
from career.employees import Employee
from career.training import Programme, Workshop
from storage.database import Database
from storage.enrolments import Enrolment, enrolments_of
from storage.interests import programmes_wanted
from storage.training import offered_programmes, programme_by_id, workshops_ahead

_FOREVER = datetime.max.replace(tzinfo=UTC)


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
    """What somebody gets to see, the soonest workshop first; `zone` is theirs, None where it is unknown."""

    words: str
    offers: tuple[Offer, ...]
    zone: str | None


@dataclass(frozen=True, slots=True)
class NoSuchProgramme:
    """No programme has this number."""

    number: int


def offers(database: Database, slack_id: str, words: str, now: datetime) -> Offers:
    """Return the programmes offered that have `words`, or words like them, in their title or in the skills they teach.

    Whoever is not an employee yet sees the same list: nobody is turned away from looking.
    """
    with database.read() as session:
        viewer = _viewer(session, slack_id, now)
        ahead = workshops_ahead(session, now)
        found = [viewer.sees(programme, tuple(ahead.get(programme.id, ()))) for programme in _found(session, words)]
    return Offers(words, tuple(sorted(found, key=_starts)), viewer.zone)


def offer(database: Database, slack_id: str, programme_id: int, now: datetime) -> Offers | NoSuchProgramme:
    """Return one programme, offered or not, as a list of its own."""
    with database.read() as session:
        programme = programme_by_id(session, programme_id)
        if programme is None:
            return NoSuchProgramme(programme_id)
        viewer = _viewer(session, slack_id, now)
        ahead = workshops_ahead(session, now, programme_id)
        return Offers("", (viewer.sees(programme, tuple(ahead.get(programme_id, ()))),), viewer.zone)


@dataclass(frozen=True, slots=True)
class _Viewer:
    zone: str | None = None
    wanted: frozenset[int] = frozenset()
    enrolments: Mapping[int, Enrolment] = field(default_factory=dict)

    def sees(self, programme: Programme, workshops: tuple[Workshop, ...]) -> Offer:
        mine = {each.id: self.enrolments[each.id] for each in workshops if each.id in self.enrolments}
        return Offer(programme, workshops, mine, programme.id in self.wanted)


def _viewer(session: Session, slack_id: str, now: datetime) -> _Viewer:
    employee = employee_of(session, slack_id)
    if not isinstance(employee, Employee):
        return _Viewer()
    enrolments = {each.workshop.id: each for each in enrolments_of(session, employee.id, now)}
    return _Viewer(employee.zone, programmes_wanted(session, employee.id), enrolments)


def _found(session: Session, words: str) -> tuple[Programme, ...]:
    """Return the programmes offered that hold `words`; where none does, those that hold words like them."""
    exactly = offered_programmes(session, words)
    if exactly or not words:
        return exactly
    all_offered = offered_programmes(session, "")
    alike = saying(words, {each.id: " ".join((each.title, *each.skills)) for each in all_offered})
    return tuple(each for each in all_offered if each.id in alike)


def _starts(seen: Offer) -> datetime:
    """Order by the soonest workshop; sorting keeps the newest first among those without one."""
    return seen.workshops[0].starts_at if seen.workshops else _FOREVER
