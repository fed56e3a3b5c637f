"""Until when a seat is kept for somebody whom HR nominated."""

from datetime import datetime, time, timedelta

from career.localtime import clock_of, first_instant, local_time

_DAYS_TO_ANSWER = timedelta(days=7)
_EVENING = time(17)
_BEFORE_THE_START = timedelta(days=1)
_AT_LEAST = timedelta(hours=4)


def answer_by(starts_at: datetime, zone: str | None, now: datetime) -> datetime:
    """Return until when a seat offered at `now` is kept for somebody in the IANA `zone`.

    Until the end of the working day in a week, by their own clock; but not into the last day before the start, on which
    somebody else may still be found. A few hours there are always, unless the workshop begins before.
    """
    clock = clock_of(zone)
    evening = first_instant(datetime.combine(local_time(now, clock).date() + _DAYS_TO_ANSWER, _EVENING), clock)
    soonest = min(now + _AT_LEAST, starts_at)
    return max(soonest, min(evening, starts_at - _BEFORE_THE_START))
