"""Money, exactly: amounts are counted, never measured in floats, and never converted from one currency to another."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

PARTS = 10_000
"""Parts of one unit of any currency. None has more than four decimals (ISO 4217); one fixed number, so that what is kept
means the same whatever the tables of a library say about a currency's decimals in another year."""

MOST_UNITS = 10**11
"""An amount is below this many units: enough for a yearly budget in any currency, and far from the end of 64 bits."""

_AMOUNT = re.compile(
    r"([^\W\d_]{3}(?=[\s\d]))?\s*([^\w\s.,'+-]{1,3})?\s*([0-9][0-9., ']*?)\s*([^\W\d_]{3}|[^\w\s.,'+-]{1,3})?"
)
_LONGEST_TYPED = 60
_GROUPED = re.compile(r"[0-9]{1,3}(?:([., '])[0-9]{3})(?:\1[0-9]{3})*|[0-9]+")
_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'"})


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of one currency, an ISO 4217 code, in ten-thousandths of its unit."""

    parts: int
    currency: str

    @property
    def amount(self) -> Decimal:
        """The amount in units, exactly."""
        return Decimal(self.parts) / PARTS

    def plus(self, other: "Money") -> "Money":
        """Return the sum; ValueError where the currencies differ."""
        return Money(self.parts + self._alike(other).parts, self.currency)

    def minus(self, other: "Money") -> "Money":
        """Return the difference, which may be below nothing; ValueError where the currencies differ."""
        return Money(self.parts - self._alike(other).parts, self.currency)

    def exceeds(self, other: "Money") -> bool:
        """Whether it is more than `other`; ValueError where the currencies differ."""
        return self.parts > self._alike(other).parts

    def _alike(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{other.currency} and {self.currency} are not added or compared.")
        return other


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency in use: its ISO 4217 code, how many decimals it is written with, and its sign where it has one."""

    code: str
    decimals: int
    sign: str


@dataclass(frozen=True, slots=True)
class NotAnAmount:
    """It is no amount above nothing."""


@dataclass(frozen=True, slots=True)
class WhichCurrency:
    """The amount names no currency, and there is none to take for granted."""


@dataclass(frozen=True, slots=True)
class UnknownCurrency:
    """No country pays in it now."""

    named: str


@dataclass(frozen=True, slots=True)
class TooFine:
    """It has parts that the currency does not have."""

    currency: Currency


@dataclass(frozen=True, slots=True)
class TooMuch:
    """It is beyond any amount that is kept."""


@dataclass(frozen=True, slots=True)
class TwoMeanings:
    """The mark before the last three digits may stand for thousands or for decimals; nobody guesses."""

    typed: str


Unreadable = NotAnAmount | WhichCurrency | UnknownCurrency | TooFine | TooMuch | TwoMeanings
"""Why what somebody typed is no amount."""


def read_money(typed: str, usual: Currency | None, known: Callable[[str], Currency | None]) -> Money | Unreadable:
    """Read ``1200``, ``1,200.50``, ``1.200,50`` or ``500 USD``; without a currency it is in the `usual` one.

    `known` finds a currency in use by its code.
    """
    found = _AMOUNT.fullmatch(typed.translate(_SPACES).strip())
    if found is None or len(typed) > _LONGEST_TYPED:
        return NotAnAmount()
    named = [each for each in (found[1], found[2], found[4]) if each]
    currency = _currency(named, usual, known)
    if not isinstance(currency, Currency):
        return currency
    return _amount(found[3].strip(), currency)


def _currency(
    named: list[str], usual: Currency | None, known: Callable[[str], Currency | None]
) -> Currency | NotAnAmount | WhichCurrency | UnknownCurrency:
    match named:
        case []:
            return usual or WhichCurrency()
        case [one] if usual is not None and one == usual.sign:
            return usual
        case [code]:
            return known(code.upper()) or UnknownCurrency(code)
        case _:
            return NotAnAmount()


def _amount(number: str, currency: Currency) -> Money | Unreadable:
    split = _split(number, currency)
    if not isinstance(split, tuple):
        return split
    whole, decimals = split
    kept = decimals.rstrip("0")
    if len(kept) > currency.decimals:
        return TooFine(currency)
    parts = int(whole) * PARTS + int(kept.ljust(4, "0"))
    if parts >= MOST_UNITS * PARTS:
        return TooMuch()
    return Money(parts, currency.code) if parts else NotAnAmount()


def _split(number: str, currency: Currency) -> tuple[str, str] | NotAnAmount | TwoMeanings:
    """Return the digits before and after the decimal mark.

    The last of two different marks is the decimal one. A single mark before exactly three digits groups thousands, unless
    the currency itself has three decimals.
    """
    last = max(number.rfind("."), number.rfind(","))
    mark = number[last] if last >= 0 else ""
    before, after = (number[:last], number[last + 1 :]) if mark else (number, "")
    if mark and number.count(mark) == 1 and after.isdigit():
        could_group = len(after) == len("000") and _plain(number) is not None and before != "0"
        if could_group and currency.decimals == len("000"):
            return TwoMeanings(number)
        whole = _plain(before)
        if not could_group and whole is not None:
            return whole, after
    grouped = _plain(number)
    return NotAnAmount() if grouped is None else (grouped, "")


def _plain(number: str) -> str | None:
    """Return the digits of a whole number, grouped in threes or not; None where it is none."""
    return re.sub(r"\D", "", number) if _GROUPED.fullmatch(number) else None
