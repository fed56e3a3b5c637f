"""When a nudge is due: an hour on a day, or on weekdays, by the clock of whoever receives it.

An occasion is one such hour as a clock on the wall shows it. It has one name everywhere ("2026-11-24T10:00") and one
moment per time zone, so a change of zone or of the rules of daylight saving never makes a second occasion of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import assert_never

from career.localtime import FALLBACK_ZONE, Weekday, clock_of, first_instant, first_instants, local_time
from career.stored import stored_record

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2199, 12, 31)
"""No cadence begins before the one or goes on after the other, so that no sum of days leaves the calendar."""

_VERSION = 1
_WIDEST_OFFSET = timedelta(days=1)  # no offset from UTC is wider: the limit that datetime.tzinfo.utcoffset documents

_WESTERNMOST, _EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)
"""The widest offsets that clocks have had since `FIRST_DAY`."""


@dataclass(frozen=True, slots=True)
class Once:
    """Due once, at `hour` (whole minutes) of the recipient's clock on `day`."""

    day: date
    hour: time

    def __post_init__(self) -> None:
        _check_hour(self.hour)
        _check_day(self.day)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Due at `hour` (whole minutes) of the recipient's clock on each of the `weekdays`.

    From `starts_on` to `ends_on`, both included; with None it goes on.
    """

    weekdays: frozenset[Weekday]
    hour: time
    starts_on: date
    ends_on: date | None = None

    def __post_init__(self) -> None:
        _check_hour(self.hour)
        _check_day(self.starts_on)
        if not self.weekdays:
            raise ValueError("Choose at least one weekday.")
        if self.ends_on is None:
            return
        _check_day(self.ends_on)
        if self.ends_on < self.starts_on:
            raise ValueError("The last day is before the first; choose a later last day.")
        if next(_days(self, self.starts_on), None) is None:
            raise ValueError(
                "None of the chosen weekdays lies between the first and the last day; choose a later last day."
            )


Cadence = Once | Weekly
"""When a nudge is due."""


@dataclass(frozen=True, slots=True, order=True)
class Occasion:
    """One due hour of a nudge; `local` is naive: what the recipient's clock shows, in whole minutes."""

    local: datetime

    def __post_init__(self) -> None:
        if self.local.tzinfo is not None:
            raise ValueError("An occasion is what a clock on the wall shows; it has no time zone.")
        _check_hour(self.local.time())
        _check_day(self.local.date())

    @property
    def key(self) -> str:
        """The occasion's name in the ledger, such as "2026-11-24T10:00"; names sort as occasions do."""
        return self.local.isoformat(timespec="minutes")


def moment(occasion: Occasion, zone: str | None, fallback: str = FALLBACK_ZONE) -> datetime:
    """Return, in UTC, the instant at which `occasion` is due in an IANA `zone`.

    Where the clocks there jump over the hour it is the first instant after the gap; where they show it twice, the
    first of the two. So the moments of two occasions never change places, but they fall together where a whole day
    is left out (midnight of 2011-12-30 and 2011-12-31 in Apia). A zone that is None or unknown counts as `fallback`.
    """
    return first_instant(occasion.local, clock_of(zone, fallback))


def occasions(
    cadence: Cadence,
    since: datetime,
    until: datetime,
    zones: Iterable[str | None],
    fallback: str = FALLBACK_ZONE,
    planned: datetime | None = None,
) -> list[Occasion]:
    """Return the occasions with a moment in (since, until] in at least one of the `zones`, earliest first.

    With `planned`, a moment of that span, also those that may have been planned for it and have come in some zone: the
    only one for whom it was planned may have moved since, to where the hour had passed. Both bounds are aware. No zones at all count as `fallback` alone, here and below, so that a nudge whose audience
    is empty today is not taken for one that is over.
    """
    clocks = _clocks(zones, fallback)
    latest = local_time(until, UTC) + _WIDEST_OFFSET
    found = []
    for occasion in _occasions_from(cadence, since):
        if occasion.local > latest:
            break
        instants = list(first_instants(occasion.local, clocks))
        was_planned = planned is not None and _may_be_at(occasion, planned) and min(instants) <= until
        if was_planned or any(since < instant <= until for instant in instants):
            found.append(occasion)
    return found


def next_moment(
    cadence: Cadence, after: datetime, zones: Iterable[str | None], fallback: str = FALLBACK_ZONE
) -> datetime | None:
    """Return, in UTC, the first instant after `after` at which an occasion falls due in one of the `zones`.

    None when there is none any more. A zone that joins later can fall due earlier than this says: whoever stores the
    answer asks again when the set of zones grows.
    """
    clocks = _clocks(zones, fallback)
    soonest: datetime | None = None
    for occasion in _occasions_from(cadence, after):
        if soonest is not None and occasion.local > local_time(soonest, UTC) + _WIDEST_OFFSET:
            break
        ahead = [instant for instant in first_instants(occasion.local, clocks) if instant > after]
        if ahead:
            soonest = min(ahead) if soonest is None else min(soonest, *ahead)
    return soonest


def zones_due(
    occasion: Occasion, now: datetime, zones: Iterable[str | None], fallback: str = FALLBACK_ZONE
) -> dict[str | None, datetime]:
    """Return those of the `zones` in which the moment of `occasion` has come, each with that moment."""
    asked = list(zones)
    moments = first_instants(occasion.local, (clock_of(zone, fallback) for zone in asked))
    return {zone: instant for zone, instant in zip(asked, moments, strict=True) if instant <= now}


def has_ended(cadence: Cadence, now: datetime, zones: Iterable[str | None], fallback: str = FALLBACK_ZONE) -> bool:
    """Whether no occasion falls due after `now` in any of the `zones`."""
    return next_moment(cadence, now, zones, fallback) is None


def cadence_to_json(cadence: Cadence) -> dict[str, object]:
    """Return the cadence as it is stored."""
    match cadence:
        case Once(day, hour):
            return {"version": _VERSION, "kind": "once", "day": day.isoformat(), "hour": _written(hour)}
        case Weekly(weekdays, hour, starts_on, ends_on):
            return {
                "version": _VERSION,
                "kind": "weekly",
                "weekdays": [weekday.name.lower() for weekday in sorted(weekdays)],
                "hour": _written(hour),
                "starts_on": starts_on.isoformat(),
                "ends_on": None if ends_on is None else ends_on.isoformat(),
            }
        case _:
            assert_never(cadence)


def cadence_from_json(data: object) -> Cadence:
    """Return the cadence that `cadence_to_json` stored; ValueError with a sentence if `data` is none."""
    record = stored_record(data, "A cadence", _VERSION)
    match record.text("kind"):
        case "once":
            record.has_only("version", "kind", "day", "hour")
            return Once(record.day("day"), record.hour("hour"))
        case "weekly":
            record.has_only("version", "kind", "weekdays", "hour", "starts_on", "ends_on")
            weekdays = frozenset(_weekday(name) for name in record.texts("weekdays"))
            return Weekly(weekdays, record.hour("hour"), record.day("starts_on"), record.day_or_none("ends_on"))
        case kind:
            raise ValueError(f"A cadence is once or weekly, not {kind!r}.")


def _occasions_from(cadence: Cadence, since: datetime) -> Iterator[Occasion]:
    """Yield, in order, every occasion that may have a moment after `since` in some zone, and perhaps some before."""
    earliest = local_time(since, UTC) - _WIDEST_OFFSET
    return (Occasion(datetime.combine(day, cadence.hour)) for day in _days(cadence, earliest.date()))


def _may_be_at(occasion: Occasion, instant: datetime) -> bool:
    """Whether there may be a zone in which the occasion falls due at that instant."""
    return _WESTERNMOST <= occasion.local - local_time(instant, UTC) <= _EASTERNMOST


def _days(cadence: Cadence, first: date) -> Iterator[date]:
    """Yield, in order, the days of the cadence that are not before `first`."""
    match cadence:
        case Once(day):
            if day >= first:
                yield day
        case Weekly(weekdays, _, starts_on, ends_on):
            start = max(starts_on, first)
            length = ((ends_on or LAST_DAY) - start).days + 1
            for day in (start + timedelta(days=passed) for passed in range(length)):
                if day.weekday() in weekdays:
                    yield day
        case _:
            assert_never(cadence)


def _clocks(zones: Iterable[str | None], fallback: str) -> frozenset[tzinfo]:
    return frozenset(clock_of(zone, fallback) for zone in zones) or frozenset({clock_of(fallback)})


def _weekday(name: str) -> Weekday:
    for weekday in Weekday:
        if weekday.name.lower() == name:
            return weekday
    raise ValueError(f"{name!r} is not a weekday such as monday.")


def _written(hour: time) -> str:
    return hour.strftime("%H:%M")


def _check_hour(hour: time) -> None:
    if hour.tzinfo is not None or hour.second or hour.microsecond:
        raise ValueError("An hour is written as hours and minutes, such as 09:30, without a time zone.")


def _check_day(day: date) -> None:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(f"The day {day.isoformat()} is not between {FIRST_DAY.year} and {LAST_DAY.year}.")
