"""When a person may be spoken to: delivery hours, the budget of nudges, and the quiet people ask for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from functools import lru_cache

from career.localtime import FALLBACK_ZONE, Weekday, clock_of, first_instant, last_instant, local_time

_ONE_DAY = timedelta(days=1)
_SEVEN_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DeliveryHours:
    """The hours of the recipient's clock in which nudges are delivered: from `opens` up to `closes` on `weekdays`."""

    weekdays: frozenset[Weekday] = frozenset(
        {Weekday.MONDAY, Weekday.TUESDAY, Weekday.WEDNESDAY, Weekday.THURSDAY, Weekday.FRIDAY}
    )
    opens: time = time(9)
    closes: time = time(17)

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise ValueError("Choose at least one weekday for deliveries.")
        if self.opens.tzinfo is not None or self.closes.tzinfo is not None:
            raise ValueError("Delivery hours are read on the recipient's clock; give them without a time zone.")
        if self.opens >= self.closes:
            raise ValueError("Deliveries must stop at a later hour of the day than they start.")


def is_open(
    hours: DeliveryHours,
    now: datetime,
    zone: str | None,
    holidays: Collection[date] = (),
    fallback: str = FALLBACK_ZONE,
) -> bool:
    """Whether nudges are delivered at the aware instant `now` to somebody in the IANA `zone`."""
    return next_open(hours, now, zone, holidays, fallback) == now


def next_open(
    hours: DeliveryHours,
    now: datetime,
    zone: str | None,
    holidays: Collection[date] = (),
    fallback: str = FALLBACK_ZONE,
) -> datetime:
    """Return `now` if nudges are delivered then to somebody in the IANA `zone`, else the next instant (UTC) they are.

    A day has one window: from the first instant at which the clock there reaches `opens` to the first at which it
    reaches `closes`. A clock that is set back inside the window therefore does not close it, and one that is set back
    after it does not open it again; a window that the clock jumps over is left out.

    Args:
        hours: when nudges are delivered.
        now: an aware instant.
        zone: the recipient's zone; None or an unknown one counts as `fallback`.
        holidays: the days on which nothing is delivered to this person: the company's calendar, and leave.
        fallback: an IANA zone.
    """
    clock = clock_of(zone, fallback)
    day = local_time(now, clock).date()
    while True:  # it ends, because a collection of holidays does
        if day.weekday() in hours.weekdays and day not in holidays:
            start, end = _window(hours, day, clock)
            if start < end and now < end:
                return max(now, start)
        day += _ONE_DAY


@lru_cache(maxsize=4096)
def _window(hours: DeliveryHours, day: date, clock: tzinfo) -> tuple[datetime, datetime]:
    """Return when the window of `day` starts and ends; remembered, as a whole zone asks for the same few days."""
    return (
        first_instant(datetime.combine(day, hours.opens), clock),
        first_instant(datetime.combine(day, hours.closes), clock),
    )


@dataclass(frozen=True, slots=True)
class Budget:
    """How many nudges one person may get, over all nudges together.

    `per_day` counts by the calendar day of the recipient's clock, `per_week` within any 7 times 24 hours.
    """

    per_day: int = 1
    per_week: int = 2

    def __post_init__(self) -> None:
        if self.per_day < 1 or self.per_week < 1:
            raise ValueError(
                "A person may get at least one nudge a day and one a week; to send none, pause the nudges."
            )


def earliest(
    budget: Budget, sent: Sequence[datetime], now: datetime, zone: str | None, fallback: str = FALLBACK_ZONE
) -> datetime:
    """Return the first instant, not before `now`, at which `budget` allows one more nudge to somebody in `zone`.

    `sent` holds the aware instants of what the person got before, in any order; older than a week does no harm.
    """
    clock = clock_of(zone, fallback)
    instant = now
    if len(sent) >= budget.per_week:
        instant = max(instant, sorted(sent)[-budget.per_week] + _SEVEN_DAYS)
    days = [local_time(each, clock).date() for each in sent]
    while days.count(day := local_time(instant, clock).date()) >= budget.per_day:
        instant = last_instant(datetime.combine(day + _ONE_DAY, time.min), clock)
    return instant


class Scope(StrEnum):
    """What a person wants quiet about."""

    ALL = "all"
    TOPIC = "topic"
    TARGET = "target"


class Why(StrEnum):
    """What the person did to get quiet."""

    PAUSED = "paused"
    STOPPED = "stopped"
    NOT_NOW = "not_now"
    NOT_FOR_ME = "not_for_me"


@dataclass(frozen=True, slots=True)
class Quiet:
    """One wish to hear nothing: about everything, one topic, or one target; it holds for every sender.

    `about` is empty for ALL, a topic ("openings") for TOPIC, the key of a target ("opening:12") for TARGET.
    `until` is the aware instant at which it ends, None when it never does.
    """

    scope: Scope
    about: str
    until: datetime | None
    why: Why

    def __post_init__(self) -> None:
        if (self.scope is Scope.ALL) != (not self.about):
            raise ValueError("Quiet about everything names nothing, and any other quiet names what it is about.")
        if self.until is not None and self.until.tzinfo is None:
            raise ValueError("The end of a quiet needs its time zone: pass an aware datetime.")


def silences(quiets: Iterable[Quiet], topic: str, target: str, now: datetime) -> Quiet | None:
    """Return which of one person's `quiets` stops a nudge of `topic` about `target` (its key) at `now`, or None.

    Of several it is the one that lasts longest; of those that end together, the one about the most.
    """
    holding = [
        quiet for quiet in quiets if _covers(quiet, topic, target) and (quiet.until is None or now < quiet.until)
    ]
    return max(holding, key=_weight, default=None)


def _covers(quiet: Quiet, topic: str, target: str) -> bool:
    return quiet.about == {Scope.ALL: "", Scope.TOPIC: topic, Scope.TARGET: target}[quiet.scope]


def _weight(quiet: Quiet) -> tuple[bool, float, int, str]:
    """Order by length, then breadth; the reason comes last, so that the answer never hangs on the order of rows."""
    until = quiet.until.timestamp() if quiet.until else 0.0
    return quiet.until is None, until, [Scope.TARGET, Scope.TOPIC, Scope.ALL].index(quiet.scope), quiet.why
