"""Dates and hours as a person writes them, in their own zone."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime, get_timezone_location

from career.localtime import FALLBACK_ZONE, Weekday, clock_of, is_zone, local_time

_LOCALE = "en_GB"
_FEWEST_OF_A_SPAN = 3


def day(when: date) -> str:
    """Return a day such as ``24 November 2026``."""
    return format_date(when, "d MMMM y", locale=_LOCALE)


def day_of(when: datetime, zone: str | None) -> str:
    """Return the day on which an instant lies in `zone`, such as ``24 November 2026``; UTC where the zone is unknown."""
    return day(local_time(when, clock_of(zone)).date())


def moment(when: datetime, zone: str | None) -> str:
    """Return an instant in `zone` such as ``Tue 24 Nov 2026, 15:30``; UTC where the zone is unknown."""
    return format_datetime(when, "EEE d MMM y, HH:mm", tzinfo=clock_of(zone), locale=_LOCALE)


def your_time(at: datetime, zone: str | None) -> str:
    """Return an instant by the clock of whoever reads it, in UTC where their `zone` is unknown, saying which."""
    return f"{moment(at, zone)} ({'UTC' if zone is None else 'your time'})"


def span(start: datetime, end: datetime, zone: str | None) -> str:
    """Return from when to when in `zone`: ``Tue 24 Nov 2026, 15:30 to 17:00``; another day's end is written in full."""
    clock = clock_of(zone)
    if local_time(start, clock).date() == local_time(end, clock).date():
        return f"{moment(start, zone)} to {local_time(end, clock):%H:%M}"
    return f"{moment(start, zone)} to {moment(end, zone)}"


def place_of(zone: str | None) -> str:
    """Return the city that an IANA `zone` is named after, such as ``New York``; UTC where the zone is unknown."""
    if zone is None or not is_zone(zone):
        return FALLBACK_ZONE
    return get_timezone_location(zone, locale=_LOCALE, return_city=True)


def deadline(last: date, today: date) -> str:
    """Return the last day to act, with how near it is."""
    left = (last - today) / timedelta(days=1)
    match left:
        case 0:
            return f"{day(last)} (today)"
        case 1:
            return f"{day(last)} (tomorrow)"
        case _ if left < 0:
            return f"{day(last)} (passed)"
        case _:
            return f"{day(last)} ({left:,.0f} days left)"


def days_since(then: datetime, now: datetime) -> str:
    """Return how long something has been waiting, such as ``since today`` or ``for 3 days``."""
    days = (now - then).days
    return "since today" if days < 1 else f"for {counted(days, 'day')}"


def counted(count: int, noun: str, several: str | None = None) -> str:
    """Return a number and its noun, such as ``1 day`` or ``1,200 days``; `several` where an s does not make it."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {several or f'{noun}s'}"


def weekdays_in_words(weekdays: Collection[Weekday]) -> str:
    """Return weekdays as people say them: a span where they follow each other, else one by one."""
    names = [weekday.name.capitalize() for weekday in sorted(weekdays)]
    numbers = sorted(weekdays)
    if len(numbers) == len(Weekday):
        return "every day"
    if len(numbers) >= _FEWEST_OF_A_SPAN and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{names[0]} to {names[-1]}"
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
