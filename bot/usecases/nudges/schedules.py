"""When something of a nudge goes out: its cadence, in every zone where people are, within delivery hours."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from career.cadences import Cadence, next_moment, occasions
from career.quiet import next_open
from career.repeats import today_in
from career.terms import SendingTerms
from storage.nudges.days_off import last_day
from storage.nudges.records import Nudge
from storage.nudges.speaking import holidays_at
from storage.nudges.targets import About
from storage.people.zones import zones_in_use

_ONE_DAY = timedelta(days=1)


def first_delivery(
    session: Session, nudge: Nudge, target: About, after: datetime, terms: SendingTerms
) -> datetime | None:
    """Return the first instant at which a copy of an occasion after `after` can go out to somebody.

    None where there is none: no occasion is left, or the last day on which it makes sense passes before the hours and the
    working days of the company allow one.
    """
    fallback, end = terms.fallback_zone, last_day(nudge, target)
    holidays = holidays_at(session, None, after.date() - _ONE_DAY)
    ahead = []
    for zone in zones_in_use(session) or (None,):
        due = next_moment(nudge.text.cadence, after, [zone], fallback)
        at = None if due is None else next_open(terms.hours, due, zone, holidays, fallback)
        if at is not None and (end is None or today_in(zone, at, fallback) <= end):
            ahead.append(at)
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
