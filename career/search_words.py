"""The words that HR can ask by, such as ``skill:Python`` or ``level>=4``, and the criterion that each means: both ways.

The words are those of `SEARCH_WORDS` and no others: a protected characteristic or pay has none (`career.criteria.FactName`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from career.criteria import EVERYONE, Ago, Criterion, Every, Fact, FactName, Relation, Some, Unless, Where
from career.search_mistakes import Mistake, NotANumber, NotCompared, NoValue, UnknownWord
from career.spans import MOST_RECOGNITIONS, RECENT_DAYS, days_in, months_in


class Sort(Enum):
    """What sort of value a word takes."""

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

_WORDS = {known.fact: word for word, known in SEARCH_WORDS.items()}

MOST: Mapping[Sort, int] = {Sort.NUMBER: 999, Sort.MONTHS: 999, Sort.TIMES: MOST_RECOGNITIONS}
"""The largest number that a rule of these words compares with."""

PLAIN_VALUE = r'[^\s",()]+'
"""What a value may hold that stands without quotation marks."""

_WHOLE = re.compile(r"\d{1,3}")
_IS = frozenset({":", "="})
_ASKS_ONE_MORE = frozenset({":", "=", ">", "<="})
"""Comparisons that are told apart by the next number."""


def condition(typed: str, compared: str, values: Sequence[str]) -> Criterion | Mistake:
    """Return what a word, a comparison and values mean; of several values any one will do."""
    word = typed.casefold()
    known = SEARCH_WORDS.get(word)
    if known is None:
        return UnknownWord(typed, f"{compared}{','.join(map(_quoted, values))}")
    if not values:
        return NoValue(word)
    if known.sort is Sort.TEXT:
        return NotCompared(word) if compared not in _IS else _any_of([_is_so(known.fact, value) for value in values])
    numbers = [int(value) if _WHOLE.fullmatch(value) else None for value in values]
    for value, number in zip(values, numbers, strict=True):
        most = MOST[known.sort] - (compared in _ASKS_ONE_MORE)
        if number is None or number > most:
            return NotANumber(word, value, most)
    return _any_of([_compared(known, compared, number) for number in numbers if number is not None])


@dataclass(frozen=True, slots=True)
class Written:
    """One condition as it is typed: what stands before the value, such as ``level>=``, and the value."""

    before: str
    value: str


def written(criterion: Criterion) -> Written | None:
    """Return the condition of one value that means `criterion`; None where none does, as far as can be told here."""
    match criterion:
        case Where(Fact(name, about), Relation.IS, True) if about:
            return Written(f"{_WORDS[name]}:", _quoted(about))
        case Where(Fact(name), Relation.IS, bound):
            return Written(f"{_WORDS[name]}:", _quoted(str(bound)))
        case Where() as least:
            return _compared_with(least, ">=")
        case Unless(Where() as least):
            return _compared_with(least, "<")
        case Every((Where() as least, Unless(Where()))):
            exactly = _compared_with(least, ":")
            return exactly if exactly is not None and _reads_as(criterion, least.fact.name, exactly.value) else None
        case _:
            # What asks for nothing can be typed in this one way.
            return Written("kudos>=", "0") if criterion == EVERYONE else None


def _compared_with(least: Where, compared: str) -> Written | None:
    number = _number_of(least)
    return None if number is None else Written(f"{_WORDS[least.fact.name]}{compared}", number)


def _reads_as(criterion: Criterion, name: FactName, number: str) -> bool:
    """Whether "so many and not one more" is meant, and not two conditions that only stand side by side."""
    return _compared(SEARCH_WORDS[_WORDS[name]], ":", int(number)) == criterion


def _number_of(criterion: Where) -> str | None:
    match criterion:
        case Where(Fact(FactName.RECOGNISED, times), Relation.SINCE, Ago()):
            return times
        case Where(_, Relation.AT_LEAST, bound):
            return str(bound)
        case Where(Fact(FactName.HIRED_ON | FactName.IN_ROLE_SINCE), Relation.BY, Ago(days)):
            return str(months_in(days))
        case _:
            return None


def _quoted(value: str) -> str:
    return value if re.fullmatch(PLAIN_VALUE, value) else f'"{value}"'


def _any_of(parts: list[Criterion]) -> Criterion:
    return parts[0] if len(parts) == 1 else Some(tuple(parts))


def _is_so(name: FactName, value: str) -> Where:
    if name.is_about:
        return Where(Fact(name, value), Relation.IS, True)
    return Where(Fact(name), Relation.IS, value)


def _compared(known: SearchWord, compared: str, number: int) -> Criterion:
    """Return any comparison in terms of "at least", which every fact with an order has; a plain number may also be "is"."""
    at_least = _AT_LEAST[known.sort]
    reached, beyond = at_least(known.fact, number), at_least(known.fact, number + 1)
    match compared:
        case ">=":
            return reached
        case ">":
            return beyond
        case "<":
            return Unless(reached)
        case "<=":
            return Unless(beyond)
        case _ if known.sort is Sort.NUMBER:
            return Where(Fact(known.fact), Relation.IS, number)
        case _:
            return Unless(beyond) if reached == EVERYONE else Every((reached, Unless(beyond)))


def _number(name: FactName, number: int) -> Criterion:
    return Where(Fact(name), Relation.AT_LEAST, number)


def _months(name: FactName, number: int) -> Criterion:
    return Where(Fact(name), Relation.BY, Ago(days_in(number)))


def _times(name: FactName, number: int) -> Criterion:
    return Where(Fact(name, str(number)), Relation.SINCE, Ago(RECENT_DAYS)) if number else EVERYONE


_AT_LEAST: Mapping[Sort, Callable[[FactName, int], Criterion]] = {
    Sort.NUMBER: _number,
    Sort.MONTHS: _months,
    Sort.TIMES: _times,
}
