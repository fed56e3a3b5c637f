"""When somebody is reminded of a workshop: a week, a day and an hour before it, by their own clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from career.localtime import clock_of, first_instant, local_time

ASK_AFTER = timedelta(minutes=30)
"""How long after the end of a workshop people are asked what they thought of it."""

ASK_WITHIN = timedelta(days=7)
"""From then on nobody remembers well enough."""

_DAY_BEGINS = time(9)
_DAY_ENDS = time(17)


class Ahead(StrEnum):
    """How far ahead somebody is reminded."""

    WEEK = "week"
    DAY = "day"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder: sent from `due_at` on, and of no use from `expires_at` on."""

    ahead: Ahead
    due_at: datetime
    expires_at: datetime


def reminders(starts_at: datetime, zone: str | None, now: datetime) -> Sequence[Reminder]:
    """Return the reminders still to come at `now` of a workshop, for somebody in the IANA `zone`.

    A week and a day are counted by the person's calendar, at the hour of the workshop but in the daytime: who begins at
    six in the morning is reminded at nine the day before. Each lasts until the next one is due.
    """
    moments = {
        Ahead.WEEK: _days_before(starts_at, zone, 7),
        Ahead.DAY: _days_before(starts_at, zone, 1),
        Ahead.HOUR: starts_at - timedelta(hours=1),
    }
    ends = [*list(moments.values())[1:], starts_at]
    return [
        Reminder(ahead, due_at, expires_at)
        for (ahead, due_at), expires_at in zip(moments.items(), ends, strict=True)
        if now < due_at < expires_at
    ]


def _days_before(starts_at: datetime, zone: str | None, days: int) -> datetime:
    clock = clock_of(zone)
    begins = local_time(starts_at, clock)
    hour = min(max(begins.time(), _DAY_BEGINS), _DAY_ENDS)
    return first_instant(datetime.combine(begins.date() - timedelta(days=days), hour), clock)
