"""When something of a nudge goes out: its cadence, in every zone where people are, within delivery hours."""

from collections.abc import Collection
from datetime import date, datetime

from career.cadences import Cadence, next_moment, occasions
from career.quiet import next_open
from career.terms import SendingTerms
from storage.nudges.targets import About


def first_delivery(
    cadence: Cadence, after: datetime, zones: Collection[str | None], terms: SendingTerms
) -> datetime | None:
    """Return the first instant at which a copy can go out to somebody in one of `zones`; None if there is none."""
    fallback = terms.fallback_zone
    ahead = []
    for zone in zones or (None,):
        due = next_moment(cadence, after, [zone], fallback)
        if due is not None:
            ahead.append(next_open(terms.hours, due, zone, fallback=fallback))
    return min(ahead, default=None)


def next_day(cadence: Cadence, after: datetime, zones: Collection[str | None], terms: SendingTerms) -> date | None:
    """Return the day of the next occasion, by the clock of whoever receives it; None if there is none."""
    due = next_moment(cadence, after, zones, terms.fallback_zone)
    if due is None:
        return None
    return occasions(cadence, after, due, zones, terms.fallback_zone)[0].local.date()


def is_over_everywhere(target: About, now: datetime, zones: Collection[str | None], terms: SendingTerms) -> bool:
    """Whether nobody in any of `zones` can act on the target any more."""
    return all(target.is_over(now, zone, terms.fallback_zone) for zone in zones or (None,))
