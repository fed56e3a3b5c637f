"""When and where a workshop is to be, as HR fills it in by the clock of the venue, and what may be wrong with it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum, auto

from career.localtime import clock_of, first_instant, is_zone, local_time
from career.training import LONGEST_VENUE, MOST_SEATS, Workshop
from storage.training.workshops import Plan


class Wrong(Enum):
    """What keeps a workshop from being planned so."""

    NO_DAY = auto()
    NO_HOURS = auto()
    ENDS_BEFORE_IT_STARTS = auto()
    HAS_PASSED = auto()
    NO_ZONE = auto()
    NO_VENUE = auto()
    VENUE_TOO_LONG = auto()
    SEATS_OUT_OF_RANGE = auto()
    FEWER_SEATS_THAN_TAKEN = auto()


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """A plan as HR fills it in: day and hours by the clock of the venue in `zone`."""

    day: date | None
    begins: time | None
    ends: time | None
    zone: str
    venue: str
    seats: int


def as_written(workshop: Workshop) -> WrittenPlan:
    """Return a workshop as HR would fill it in."""
    clock = clock_of(workshop.zone)
    begins, ends = local_time(workshop.starts_at, clock), local_time(workshop.ends_at, clock)
    return WrittenPlan(begins.date(), begins.time(), ends.time(), workshop.zone, workshop.venue, workshop.seats)


def checked(written: WrittenPlan, now: datetime) -> Plan | frozenset[Wrong]:
    """Return what is planned in instants, or what is wrong with it at `now`."""
    wrong = {
        Wrong.NO_DAY: written.day is None,
        Wrong.NO_HOURS: written.begins is None or written.ends is None,
        Wrong.NO_ZONE: not is_zone(written.zone),
        Wrong.NO_VENUE: not written.venue,
        Wrong.VENUE_TOO_LONG: len(written.venue) > LONGEST_VENUE,
        Wrong.SEATS_OUT_OF_RANGE: not 1 <= written.seats <= MOST_SEATS,
    }
    found = frozenset(each for each, is_so in wrong.items() if is_so)
    if found or written.day is None or written.begins is None or written.ends is None:
        return found
    clock = clock_of(written.zone)
    starts_at = first_instant(datetime.combine(written.day, written.begins), clock).astimezone(UTC)
    ends_at = first_instant(datetime.combine(written.day, written.ends), clock).astimezone(UTC)
    if ends_at <= starts_at:
        return frozenset({Wrong.ENDS_BEFORE_IT_STARTS})
    if starts_at <= now:
        return frozenset({Wrong.HAS_PASSED})
    return Plan(starts_at, ends_at, written.zone, written.venue, written.seats)
