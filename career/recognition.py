"""Recognition: thanks that an employee received."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from career.texts import readable

LONGEST_THANKS = 500
"""Characters of what somebody is thanked for: what one reads at a glance."""

MOST_QUARTERS = 12
_QUARTERS_A_YEAR = 4
_MONTHS = 3


class RecognitionKind(StrEnum):
    """Who thanked."""

    KUDOS = "kudos"
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class ThanksTooLong:
    """The words are so many characters too long."""

    excess: int


@dataclass(frozen=True, slots=True)
class NoThanks:
    """There is no letter and no digit in it, so nobody could tell what for."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year; `number` counts from 1."""

    year: int
    number: int

    @property
    def first_day(self) -> date:
        """The day on which it begins."""
        return date(self.year, 1 + _MONTHS * (self.number - 1), 1)

    def before(self, count: int) -> "Quarter":
        """Return the quarter so many quarters earlier; a negative count leads ahead."""
        year, rest = divmod(self.year * _QUARTERS_A_YEAR + self.number - 1 - count, _QUARTERS_A_YEAR)
        return Quarter(year, rest + 1)


def thanks(text: str) -> str | ThanksTooLong | NoThanks:
    """Return what somebody is thanked for as it is kept, in one paragraph."""
    words = " ".join(readable(text).split())
    if not any(character.isalnum() for character in words):
        return NoThanks()
    return words if len(words) <= LONGEST_THANKS else ThanksTooLong(len(words) - LONGEST_THANKS)


def quarter_of(day: date) -> Quarter:
    """Return the quarter in which a day lies."""
    return Quarter(day.year, (day.month - 1) // _MONTHS + 1)


def last_quarters(today: date, count: int) -> tuple[Quarter, ...]:
    """Return the last `count` quarters, the running one included, oldest first."""
    running = quarter_of(today)
    return tuple(running.before(earlier) for earlier in reversed(range(count)))
