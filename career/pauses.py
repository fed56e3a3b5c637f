"""What people write after `/career pause`, and until when it keeps them quiet."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from career.localtime import FALLBACK_ZONE, Weekday, clock_of, first_instant, last_instant, local_time

DAYS_WHEN_UNSAID = 30
"""How many days a pause lasts when the person does not say."""

LONGEST_IN_MONTHS = 24
"""A longer pause is better said with a stop."""

_LENGTH = re.compile(r"(?:for )?(an?(?= )|[0-9]{1,6}) ?(d|days?|w|weeks?|m|months?|y|years?)")
_UNTIL = re.compile(r"(?:until |till )?(.+)")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY_AND_MONTH = re.compile(
    r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)? (?P<month>[a-z]{3,})|(?P<name>[a-z]{3,}) (?P<number>[0-9]{1,2})(?:st|nd|rd|th)?)"
    r"(?:,? (?P<year>[0-9]{4}))?"
)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_SHORTEST_NAME = 3
_TOO_LONG = "A pause lasts two years at most; for longer, write: /career stop"
_DAYS_IN_WEEK = 7
_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The words say no length of a pause; `sentence` tells the person what to write instead."""

    sentence: str


def pause_until(words: str, now: datetime, zone: str | None, fallback: str = FALLBACK_ZONE) -> datetime | NotUnderstood:
    """Return the instant (UTC) at which a pause asked for with `words` ends for somebody in the IANA `zone`.

    Nothing said is 30 days. "30d", "2 weeks", "3 months" and "1 year" end at this hour of the person's clock; a month
    ends on its last day at the latest. "until 2027-01-31", "until 31 January", "until Friday" and "until tomorrow" end
    with that day, the next one of its name. From one day (today counts as one) to two years.
    """
    clock = clock_of(zone, fallback)
    here = local_time(now, clock)
    wanted = " ".join(words.casefold().split())
    longest = _months_later(here.date(), LONGEST_IN_MONTHS)
    if length := _LENGTH.fullmatch(wanted or f"{DAYS_WHEN_UNSAID}d"):
        number = 1 if length[1].startswith("a") else int(length[1])
        last = _later(here.date(), number, length[2][0])
        if last is None or last > longest:
            return NotUnderstood(_TOO_LONG)
        if last == here.date():
            return NotUnderstood("A pause lasts one day at least; write for example: /career pause 1d")
        return first_instant(datetime.combine(last, here.time()), clock)
    if written := _UNTIL.fullmatch(wanted):
        match _last_day(written[1], here.date(), longest):
            case NotUnderstood() as refusal:
                return refusal
            case date() as day:
                return last_instant(datetime.combine(day + timedelta(days=1), time.min), clock)
            case None:
                pass
    return NotUnderstood(
        f"Write for how long, such as 30d, 2w or 3 months, or the last day, such as: {_example(here.date())}"
    )


def _last_day(written: str, today: date, longest: date) -> date | NotUnderstood | None:
    """Return the last day of a pause, or what is wrong with it; None where the words name no day at all."""
    try:
        day = _day_named(written, today)
    except ValueError:
        return NotUnderstood(f"The calendar has no day {written}; write for example: {_example(today)}")
    if day is None:
        return None
    if day < today:
        return NotUnderstood(f"{written} is over; write a day to come, for example: {_example(today)}")
    if day > longest:
        return NotUnderstood(_TOO_LONG)
    return day


def _day_named(written: str, today: date) -> date | None:
    """Return the day that words name, the next one where they leave the year or the week open; None if they name none.

    Raises:
        ValueError: no calendar has it.
    """
    if _ISO_DAY.fullmatch(written):
        return date.fromisoformat(written)
    if written in {"today", "tomorrow"}:
        return today + timedelta(days=written == "tomorrow")
    for weekday in Weekday:
        if len(written) >= _SHORTEST_NAME and weekday.name.casefold().startswith(written.removeprefix("next ")):
            return today + timedelta(days=(weekday - today.weekday() - 1) % _DAYS_IN_WEEK + 1)
    named = _DAY_AND_MONTH.fullmatch(written)
    months = [each for each in _MONTHS if named and each.startswith(named["month"] or named["name"])]
    if named is None or not months:
        return None
    month, day = _MONTHS.index(months[0]) + 1, int(named["day"] or named["number"])
    if named["year"]:
        return date(int(named["year"]), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _example(today: date) -> str:
    return f"/career pause until {_months_later(today, 2).isoformat()}"


def _later(day: date, number: int, unit: str) -> date | None:
    """Return the day that many days (d), weeks (w), months (m) or years (y) later; None if no calendar has it."""
    try:
        match unit:
            case "d":
                return day + timedelta(days=number)
            case "w":
                return day + timedelta(days=number * _DAYS_IN_WEEK)
            case "m":
                return _months_later(day, number)
            case _:
                return _months_later(day, number * _MONTHS_IN_YEAR)
    except (OverflowError, ValueError):
        return None


def _months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, _MONTHS_IN_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
