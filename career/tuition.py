"""Tuition assistance: a request to pay for job-related training, and what a person still gets in a year."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from career.money import Money

LONGEST_TITLE = 150
LONGEST_PROVIDER = 150
LONGEST_WHY = 1_500
LONGEST_REASON = 1_500
SHORTEST_REASON = 3

EARLIEST_START = timedelta(days=366)
"""How long ago a training may have begun that somebody asks for: what was paid in advance is asked for afterwards."""

LATEST_START = timedelta(days=3 * 366)


class RequestState(StrEnum):
    """Where a request stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class FundingDecision(StrEnum):
    """What an HR member decides on a request."""

    APPROVE = "approve"
    DECLINE = "decline"


STATE_AFTER = {FundingDecision.APPROVE: RequestState.APPROVED, FundingDecision.DECLINE: RequestState.DECLINED}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to have paid; `programme_id` is None for something that HR does not offer."""

    programme_id: int | None
    title: str
    provider: str
    cost: Money
    starts_on: date
    ends_on: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Balance:
    """What one person was granted in one calendar year, in which the trainings start.

    `cap` is the policy's, None while HR has set none. Only what was granted in the cap's currency counts against it:
    `elsewhere` was granted before HR chose another one, and stays as it was granted.
    """

    year: int
    cap: Money | None
    granted: Money | None
    elsewhere: tuple[Money, ...] = field(default=())

    @property
    def left(self) -> Money | None:
        """What may still be granted: nothing below nothing, also where the cap was lowered; None without a cap."""
        if self.cap is None:
            return None
        left = self.cap if self.granted is None else self.cap.minus(self.granted)
        return Money(max(0, left.parts), left.currency)

    def covers(self, sum_: Money) -> bool:
        """Whether so much may still be granted."""
        left = self.left
        return left is not None and left.currency == sum_.currency and not sum_.exceeds(left)

    def most_of(self, cost: Money) -> Money | None:
        """Return what may be granted of a cost at the most; None where nothing may, or the currencies differ."""
        left = self.left
        if left is None or left.currency != cost.currency or not left.parts:
            return None
        return left if cost.exceeds(left) else cost


def balance(year: int, cap: Money | None, granted: tuple[Money, ...]) -> Balance:
    """Return the balance of a year from the sums granted in it, one for each currency."""
    counted = next((each for each in granted if cap is not None and each.currency == cap.currency), None)
    others = tuple(each for each in granted if each is not counted)
    return Balance(year, cap, counted, others)


def year_of(starts_on: date) -> int:
    """Return the year whose cap a training counts against: the calendar year in which it starts."""
    return starts_on.year


def days_of(year: int) -> tuple[date, date]:
    """Return the first and the last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)
