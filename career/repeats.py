"""How far apart one person's copies of one nudge are: counted in days of the calendar, as a person would."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from career.localtime import FALLBACK_ZONE, clock_of, first_instant, local_time


@dataclass(frozen=True, slots=True)
class TooRecent:
    """A copy of an occasion on `day` or later is too recent for another, and so is one sent at `instant` or later."""

    day: date
    instant: datetime


def too_recent(on: date, days_between: int, zone: str | None, fallback: str = FALLBACK_ZONE) -> TooRecent:
    """Return what is too recent for another copy `on` a day of the clock in `zone`, `days_between` days apart.

    Days and not hours, so that a weekly nudge whose copy went out a little late, or across a change of the clocks, is
    not held back for a week.
    """
    first = first_day_too_recent(on, days_between)
    return TooRecent(first, first_instant(datetime.combine(first, time.min), clock_of(zone, fallback)))


def first_day_too_recent(on: date, days_between: int) -> date:
    """Return the first day of which a copy is too recent for another `on` a day, `days_between` days apart."""
    return on - timedelta(days=days_between - 1)


def today_in(zone: str | None, now: datetime, fallback: str = FALLBACK_ZONE) -> date:
    """Return which day it is at `now` for somebody in `zone`."""
    return local_time(now, clock_of(zone, fallback)).date()
