"""One cell's text -> a date, or the numbers of which it must still be decided whether day or month comes first.

The shapes are those that HR systems and spreadsheets write. A general parser such as dateutil's is not used because it
always finds some date; here what is not certain must stay open.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache

from babel.dates import get_month_names

from hris.cells import quote, stated

_TIME = r"(?:(?:T|,?\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp]\.?\s?[Mm]\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?(?:\d{2})?)?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})\s?([-/. ])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d{{2}}){_TIME}")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_DAY_MONTH_NAME = re.compile(
    rf"(?:[^\W\d_]+\.?,?\s+)?(\d{{1,2}})(?:st|nd|rd|th|er|º)?[\s.,/-]*(?:of\s+|de\s+)?([^\W\d_]{{3,}})[\s.,/-]*(?:de\s+)?(\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_MONTH_NAME_DAY = re.compile(
    rf"(?:[^\W\d_]+\.?,?\s+)?([^\W\d_]{{3,}})[\s.,/-]*(\d{{1,2}})(?:st|nd|rd|th)?[\s,/-]+(\d{{4}}|\d{{2}}){_TIME}",
    re.IGNORECASE,
)
_YEAR_MONTH_NAME = re.compile(rf"(\d{{4}})[\s./-]*([^\W\d_]{{3,}})[\s./-]*(\d{{1,2}}){_TIME}")
_NOTHING = re.compile(r"(?:n\s*/\s*a|still\b|current\b|present\b|open\b|ongoing\b|tbd\b|#n/a).*|[0\W_]+", re.IGNORECASE)

_EXCEL_EPOCH = date(1899, 12, 30)  # counts from 1 March 1900 on as Excel does, which holds 1900 for a leap year
_OPEN_END = 9999  # SAP and others write 9999-12-31 for "no end"
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_TWO_DIGITS = 100
_MONTH_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl")


class DateOrder(Enum):
    """Which comes first in a date of three numbers that ends with the year."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


@dataclass(frozen=True, slots=True)
class NumericDate:
    """Two numbers and a year that may be read both ways, or only one way, or no way."""

    text: str
    first: int
    second: int
    year: int
    latest: date

    def read(self, order: DateOrder) -> date | None:
        """Read the numbers in this order; `None` if there is no such day."""
        day, month = (self.first, self.second) if order is DateOrder.DAY_FIRST else (self.second, self.first)
        return _date(self.year, month, day, self.latest)

    def decides(self) -> DateOrder | None:
        """Tell the order that this date proves: the only one in which it exists."""
        existing = [order for order in DateOrder if self.read(order) is not None]
        return existing[0] if len(existing) == 1 else None


@dataclass(frozen=True, slots=True)
class NoDate:
    """A text that is no date, and why."""

    reason: str


def read_date(text: str, latest: date) -> date | NumericDate | NoDate | None:
    """Read a cleaned cell; `None` where it says that there is no date ("N/A-StillEmployed", "00/00/0000", the year 9999).

    Years of two digits become the last such year that does not lead past `latest`. Three numbers with dots are read day
    first: no locale of the Unicode CLDR writes the month first with dots.
    """
    if stated(text) is None or _NOTHING.fullmatch(text):
        return None
    found = _year_first(text) or _year_last(text, latest) or _with_month_name(text) or _serial(text)
    match found:
        case None:
            return NoDate(f"{quote(text)} is not a date")
        case _Numbers(year, month, day):
            if year == _OPEN_END:
                return None
            return _date(year, month, day, latest) or NoDate(f"{quote(text)} is not a day of the calendar")
        case date() | NumericDate():
            return found


@dataclass(frozen=True, slots=True)
class _Numbers:
    """A date whose parts are known, which need not exist."""

    year: int
    month: int
    day: int


def _year_first(text: str) -> _Numbers | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return _Numbers(int(match[1]), int(match[3]), int(match[4]))
    if match := _COMPACT.fullmatch(text):
        return _Numbers(int(match[1]), int(match[2]), int(match[3]))
    return None


def _year_last(text: str, latest: date) -> _Numbers | NumericDate | None:
    match = _YEAR_LAST.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first == second or year == _OPEN_END:
        return _Numbers(year, second, first)
    return NumericDate(text, first, second, year, latest)


def _with_month_name(text: str) -> _Numbers | None:
    for pattern, order in ((_DAY_MONTH_NAME, (3, 2, 1)), (_MONTH_NAME_DAY, (3, 1, 2)), (_YEAR_MONTH_NAME, (1, 2, 3))):
        if match := pattern.fullmatch(text):
            year, name, day = (match[group] for group in order)
            month = _months().get(name.casefold())
            if month is not None:
                return _Numbers(int(year), month, int(day))
    return None


def _serial(text: str) -> date | None:
    match = _SERIAL.fullmatch(text)
    return _EXCEL_EPOCH + timedelta(days=int(match[1])) if match else None


def _date(year: int, month: int, day: int, latest: date) -> date | None:
    if year < _TWO_DIGITS:
        centuries = (_existing(century + year, month, day) for century in (2000, 1900))
        return next((found for found in centuries if found is not None and found <= latest), None)
    return _existing(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None


def _existing(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _months() -> dict[str, int]:
    """Month names, full and short, in the languages of `_MONTH_LANGUAGES`, which do not contradict each other."""
    return {
        name.strip(".").casefold(): number
        for language in _MONTH_LANGUAGES
        for width in ("wide", "abbreviated")
        for context in ("format", "stand-alone")
        for number, name in get_month_names(width, context, language).items()
    } | {"sept": 9}
