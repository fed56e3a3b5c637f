"""What HR types to find people, such as ``skill:Python level>=4 rating>=4``, read into a rule and words of a name.

    search    = { condition | name }
    condition = [ "-" ] word ( ":" | "=" | ">=" | "<=" | ">" | "<" ) value { "," value }
    value     = text without spaces | "text in quotes"

Several conditions must all hold; of several values any one will do; a minus turns a condition round. The words are those
of `SEARCH_WORDS` and no others: a protected characteristic or pay has none (`career.criteria.FactName`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from career.criteria import Ago, Criterion, Every, Fact, FactName, Relation, Some, Unless, Where
from career.requirements import RECENT_DAYS

_DAYS_A_MONTH = 365.25 / 12

MOST_TERMS = 30
LONGEST_SEARCH = 400
"""Characters: the buttons of a list carry them along."""

MOST_NUMBER = 999


class Sort(Enum):
    """What sort of value a search word takes."""

    TEXT = "text"
    NUMBER = "number"
    MONTHS = "months"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class SearchWord:
    """A word that may stand before a colon or a comparison: the fact it asks about, and one example."""

    fact: FactName
    sort: Sort
    example: str


SEARCH_WORDS: Mapping[str, SearchWord] = {
    "skill": SearchWord(FactName.SKILL, Sort.TEXT, "skill:Python"),
    "level": SearchWord(FactName.LEVEL, Sort.NUMBER, "level>=4"),
    "rating": SearchWord(FactName.LAST_RATING, Sort.NUMBER, "rating>=4"),
    "kudos": SearchWord(FactName.RECOGNISED, Sort.TIMES, "kudos>=3"),
    "interest": SearchWord(FactName.DECLARED_INTEREST, Sort.TEXT, "interest:leadership"),
    "completed": SearchWord(FactName.COMPLETED_TRAINING, Sort.TEXT, 'completed:"First aid"'),
    "department": SearchWord(FactName.DEPARTMENT, Sort.TEXT, "department:Sales"),
    "location": SearchWord(FactName.LOCATION, Sort.TEXT, "location:Hamburg"),
    "family": SearchWord(FactName.JOB_FAMILY, Sort.TEXT, "family:Engineering"),
    "title": SearchWord(FactName.JOB_TITLE, Sort.TEXT, 'title:"Data analyst"'),
    "tenure": SearchWord(FactName.HIRED_ON, Sort.MONTHS, "tenure>=24"),
    "inrole": SearchWord(FactName.IN_ROLE_SINCE, Sort.MONTHS, "inrole>=12"),
}
"""`kudos` counts all recognition of the last year; `tenure` and `inrole` are in months."""


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked for: a rule, and words that each begin a word of the name or are the employee number."""

    rule: Criterion
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """No such word can be searched by."""

    word: str


@dataclass(frozen=True, slots=True)
class NoValue:
    """Nothing stands after a word that asks for something."""

    word: str


@dataclass(frozen=True, slots=True)
class NotANumber:
    """The word asks for a whole number from 0 to `MOST_NUMBER`, and something else stands there."""

    word: str
    value: str


@dataclass(frozen=True, slots=True)
class NotCompared:
    """The word names something that is so or not: it cannot be more or less."""

    word: str


@dataclass(frozen=True, slots=True)
class TooMuch:
    """More was asked at once than `MOST_TERMS`, or in more characters than `LONGEST_SEARCH`."""


Mistake = UnknownWord | NoValue | NotANumber | NotCompared | TooMuch

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "≥": ">=", "≤": "<="})
"""What telephones make of quotation marks, and the one-letter comparisons."""

_VALUE = r'(?:"[^"]*"|[^\s",]+)'
_TERM = re.compile(
    rf"(?P<turned>-)?(?P<word>[^\W\d_]+)\s*(?P<compared>>=|<=|[:=<>])\s*(?P<values>{_VALUE}(?:,{_VALUE})*)?"
    r'|"(?P<quoted>[^"]*)"?'
    r'|(?P<name>[^\s"]+)'
)
_ONE_VALUE = re.compile(_VALUE)
_WHOLE = re.compile(r"\d{1,3}")

_IS = frozenset({":", "="})


def search_for(text: str) -> Search | Mistake:
    """Return what `text` asks for, or the first mistake in it."""
    if len(text) > LONGEST_SEARCH:
        return TooMuch()
    parts: list[Criterion] = []
    names: list[str] = []
    for count, found in enumerate(_TERM.finditer(text.translate(_QUOTES))):
        if count >= MOST_TERMS:
            return TooMuch()
        if found["word"] is None:
            if found["name"] is None:
                names += found["quoted"].split()
                continue
            if found["name"].casefold() in SEARCH_WORDS:
                return NoValue(found["name"].casefold())
            names.append(found["name"])
            continue
        part = _condition(found["word"], found["compared"], _values(found["values"] or ""))
        if not isinstance(part, Criterion):
            return part
        parts.append(Unless(part) if found["turned"] else part)
    return Search(Every(tuple(parts)), tuple(names))


def _values(written: str) -> list[str]:
    texts = (" ".join(each.strip('"').split()) for each in _ONE_VALUE.findall(written))
    return [text for text in texts if text]


def _condition(typed: str, compared: str, values: list[str]) -> Criterion | Mistake:
    word = typed.casefold()
    known = SEARCH_WORDS.get(word)
    if known is None:
        return UnknownWord(typed)
    if not values:
        return NoValue(word)
    if known.sort is Sort.TEXT:
        if compared not in _IS:
            return NotCompared(word)
        return _any_of([_is_so(known.fact, value) for value in values])
    numbers = [int(value) if _WHOLE.fullmatch(value) else None for value in values]
    for value, number in zip(values, numbers, strict=True):
        if number is None:
            return NotANumber(word, value)
    at_least = _AT_LEAST[known.sort]
    return _any_of([_compared(known.fact, compared, number, at_least) for number in numbers if number is not None])


def _any_of(parts: list[Criterion]) -> Criterion:
    return parts[0] if len(parts) == 1 else Some(tuple(parts))


def _is_so(name: FactName, value: str) -> Where:
    if name.is_about:
        return Where(Fact(name, value), Relation.IS, True)
    return Where(Fact(name), Relation.IS, value)


_AtLeast = Callable[[FactName, int], Criterion]


def _compared(name: FactName, compared: str, number: int, at_least: _AtLeast) -> Criterion:
    """Return any comparison in terms of "at least", which every fact with an order has."""
    match compared:
        case ">=":
            return at_least(name, number)
        case ">":
            return at_least(name, number + 1)
        case "<":
            return Unless(at_least(name, number))
        case "<=":
            return Unless(at_least(name, number + 1))
        case _:
            return Every((at_least(name, number), Unless(at_least(name, number + 1))))


def _number(name: FactName, number: int) -> Criterion:
    return Where(Fact(name), Relation.AT_LEAST, number)


def _months(name: FactName, number: int) -> Criterion:
    return Where(Fact(name), Relation.BY, Ago(round(number * _DAYS_A_MONTH)))


def _times(name: FactName, number: int) -> Criterion:
    if number == 0:
        return Every(())
    return Where(Fact(name, str(number)), Relation.SINCE, Ago(RECENT_DAYS))


_AT_LEAST: Mapping[Sort, _AtLeast] = {Sort.NUMBER: _number, Sort.MONTHS: _months, Sort.TIMES: _times}
