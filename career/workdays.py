"""Counting working days: how long something has been waiting while somebody was at work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from career.localtime import Weekday

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The days on which the company works: `weekdays`, of which there is one at least, less its `holidays`."""

    weekdays: frozenset[Weekday]
    holidays: Collection[date] = ()

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise ValueError("A company works on one weekday at least.")

    def holds(self, day: date) -> bool:
        """Whether the company works on `day`."""
        return day.weekday() in self.weekdays and day not in self.holidays

    def since(self, day: date, today: date) -> int:
        """Return how many working days have begun after `day`, `today` included."""
        return sum(self.holds(day + offset * _ONE_DAY) for offset in range(1, (today - day).days + 1))

    def first_within(self, limit: int, today: date) -> date:
        """Return the earliest day since which no more than `limit` working days have begun by `today`."""
        begun, day = 0, today
        while True:  # it ends, because a collection of holidays does
            begun += self.holds(day)
            if begun > limit:
                return day
            day -= _ONE_DAY
