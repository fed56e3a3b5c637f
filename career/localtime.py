"""What the clock on somebody's wall says, and when it first says so: the only arithmetic on time zones."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from enum import IntEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

FALLBACK_ZONE = "UTC"
"""The zone of a person whose own is unknown, unless the company names another."""


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday()` numbers it."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


def is_zone(name: str) -> bool:
    """Whether `name` is a zone of the IANA time zone database that this machine knows."""
    return _known_zone(name) is not None


def clock_of(zone: str | None, fallback: str = FALLBACK_ZONE) -> tzinfo:
    """Return the clock of an IANA `zone`; of `fallback` where the zone is None or unknown; of UTC where both are.

    A settings reader refuses an unknown fallback with `is_zone`; here no name is an error, because Slack leaves the
    zone of some users out and may know a zone before this machine does.
    """
    return (zone and _known_zone(zone)) or _known_zone(fallback) or UTC


def local_time(instant: datetime, clock: tzinfo) -> datetime:
    """Return what `clock` shows at an aware `instant`, as a naive datetime; ValueError if the instant is naive."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs its time zone: pass an aware datetime.")
    return instant.astimezone(clock).replace(tzinfo=None, fold=0)


def first_instant(local: datetime, clock: tzinfo) -> datetime:
    """Return, in UTC, the first instant at which `clock` has reached the naive time `local`.

    Where the clock jumps over `local` that is the first instant after the gap, and where it shows `local` twice the
    first of the two. It never decreases as `local` grows. How gaps and folds show in the offsets: PEP 495.
    """
    return next(first_instants(local, (clock,)))


def first_instants(local: datetime, clocks: Iterable[tzinfo]) -> Iterator[datetime]:
    """Yield the first instant of `local` for each of the `clocks`, in their order: `first_instant` for many at once."""
    in_utc = local.replace(tzinfo=UTC, fold=0)
    for clock, (before, after) in _offsets(local, clocks):
        yield in_utc - before if before >= after else _end_of_gap(local, clock, before, after)


def last_instant(local: datetime, clock: tzinfo) -> datetime:
    """Return, in UTC, the instant from which `clock` never again shows a time before the naive `local`.

    It differs from `first_instant` only where the clock shows `local` twice: there it is the second of the two.
    """
    _, (before, after) = next(_offsets(local, (clock,)))
    return local.replace(tzinfo=UTC, fold=0) - after if before > after else first_instant(local, clock)


def _offsets(local: datetime, clocks: Iterable[tzinfo]) -> Iterator[tuple[tzinfo, tuple[timedelta, timedelta]]]:
    """Yield the two offsets that PEP 495 gives `local` on each clock: growing in a gap, shrinking in a fold, else same.

    `local` stays naive, which `utcoffset` of these classes allows: to replace its zone costs twenty times the lookup.
    """
    first, second = local.replace(fold=0), local.replace(fold=1)
    nothing = timedelta(0)
    for clock in clocks:
        yield clock, (clock.utcoffset(first) or nothing, clock.utcoffset(second) or nothing)


def _end_of_gap(local: datetime, clock: tzinfo, before: timedelta, after: timedelta) -> datetime:
    """Return the instant at which `clock` jumps over `local`, found among the seconds that the gap is long."""
    start = local.replace(tzinfo=UTC) - after
    seconds = bisect_left(
        range(int((after - before).total_seconds())),
        True,
        key=lambda second: local_time(start + timedelta(seconds=second), clock) >= local,
    )
    return start + timedelta(seconds=seconds)


@lru_cache(maxsize=2048)
def _known_zone(name: str) -> ZoneInfo | None:
    """Return the zone of that name, or None; remembered, since `ZoneInfo` itself keeps only eight alive."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone; no possible key; a folder such as "America"
        return None
