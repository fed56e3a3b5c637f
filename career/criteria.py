"""A rule is data: a frozen tree of criteria over facts about one employee, folded by whoever reads it."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from itertools import chain
from typing import Any, Protocol, TypeVar, assert_never

from career.codes import code_of

T = TypeVar("T")


class FactKind(Enum):
    """What sort of value a fact has."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    YES_OR_NO = "yes or no"


class FactName(StrEnum):
    """All that a rule can ask about a person.

    The list is closed on purpose: a protected characteristic or pay has no name here, so no rule can use it.
    """

    DEPARTMENT = "department"
    JOB_TITLE = "job_title"
    LOCATION = "location"
    JOB_FAMILY = "job_family"
    LEVEL = "level"
    HIRED_ON = "hired_on"
    IN_ROLE_SINCE = "in_role_since"
    LAST_RATING = "last_rating"
    SKILL = "skill"
    COMPLETED_TRAINING = "completed_training"
    DECLARED_INTEREST = "declared_interest"
    RECOGNISED = "recognised"

    @property
    def kind(self) -> FactKind:
        """Return the sort of value this fact has."""
        return _KINDS[self]

    @property
    def is_private(self) -> bool:
        """Whether the fact stays out of every message and every "why" (promise 6 of the product)."""
        return self is FactName.LAST_RATING

    @property
    def is_about(self) -> str:
        """What a fact of this name is about, such as "skill"; empty where it is about the person as such."""
        return _ABOUT.get(self, "")


_KINDS: Mapping[FactName, FactKind] = {
    FactName.DEPARTMENT: FactKind.TEXT,
    FactName.JOB_TITLE: FactKind.TEXT,
    FactName.LOCATION: FactKind.TEXT,
    FactName.JOB_FAMILY: FactKind.TEXT,
    FactName.LEVEL: FactKind.NUMBER,
    FactName.HIRED_ON: FactKind.DAY,
    FactName.IN_ROLE_SINCE: FactKind.DAY,
    FactName.LAST_RATING: FactKind.NUMBER,
    FactName.SKILL: FactKind.YES_OR_NO,
    FactName.COMPLETED_TRAINING: FactKind.YES_OR_NO,
    FactName.DECLARED_INTEREST: FactKind.YES_OR_NO,
    FactName.RECOGNISED: FactKind.DAY,
}

_ABOUT: Mapping[FactName, str] = {
    FactName.SKILL: "skill",
    FactName.COMPLETED_TRAINING: "training",
    FactName.DECLARED_INTEREST: "training",
    FactName.RECOGNISED: "number",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact about an employee.

    `about` names the skill or the training that the fact is about (`FactName.is_about`), else it is empty. Of RECOGNISED
    it is a count, written as digits: the day of the latest recognition but so many less one, so that "3 times in the
    last year" is a day that moves with the calendar like any other.
    """

    name: FactName
    about: str = ""


class Relation(Enum):
    """One meaning for values and for columns alike: Python's operator works on both."""

    IS = "is"
    AT_LEAST = "at_least"
    BY = "by"
    SINCE = "since"

    @property
    def test(self) -> Callable[[Any, Any], Any]:
        """Return the operator that compares a fact with a bound."""
        return _OPERATORS[self]


_OPERATORS: Mapping[Relation, Callable[[Any, Any], Any]] = {
    Relation.IS: operator.eq,
    Relation.AT_LEAST: operator.ge,
    Relation.BY: operator.le,
    Relation.SINCE: operator.ge,
}

RELATIONS: Mapping[FactKind, frozenset[Relation]] = {
    FactKind.TEXT: frozenset({Relation.IS}),
    FactKind.NUMBER: frozenset({Relation.IS, Relation.AT_LEAST}),
    FactKind.DAY: frozenset({Relation.BY, Relation.SINCE}),
    FactKind.YES_OR_NO: frozenset({Relation.IS}),
}
"""Which relations make sense for which sort of fact."""


@dataclass(frozen=True, slots=True)
class Ago:
    """A moving bound: so many days before the day on which the rule is read."""

    days: int


Bound = str | int | bool | date | Ago
"""What a fact is compared with."""

SettledBound = str | int | bool | date
"""A bound settled against a day and normalised: what a reader gets to compare with."""


@dataclass(frozen=True, slots=True)
class Where:
    """A fact stands in a relation to a bound."""

    fact: Fact
    relation: Relation
    bound: Bound


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold; with no part it holds for everyone."""

    parts: tuple["Criterion", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """One part or more holds; with no part it holds for no one."""

    parts: tuple["Criterion", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `count` of the parts hold."""

    count: int
    parts: tuple["Criterion", ...]


@dataclass(frozen=True, slots=True)
class Unless:
    """The part does not hold."""

    part: "Criterion"


Criterion = Where | Every | Some | AtLeast | Unless
"""A rule: one criterion, which may hold others."""

EVERYONE = Every(())
"""The rule that asks for nothing."""


def flat(rule: Criterion) -> Criterion:
    """Return `rule` without the brackets that change nothing: all within all, any within any, a group of one.

    Two rules whose flat form is the same ask the same, however they were put together.
    """
    match rule:
        case Where():
            return rule
        case Every(parts):
            inner = [part.parts if isinstance(part, Every) else (part,) for part in map(flat, parts)]
            return _group(Every, tuple(chain.from_iterable(inner)))
        case Some(parts):
            inner = [part.parts if isinstance(part, Some) else (part,) for part in map(flat, parts)]
            return _group(Some, tuple(chain.from_iterable(inner)))
        case AtLeast(count, parts):
            return AtLeast(count, tuple(map(flat, parts)))
        case Unless(part):
            return Unless(flat(part))
        case _:
            assert_never(rule)


class Reader(Protocol[T]):
    """Whoever gives a rule a meaning: a verdict on one person, a condition for a database."""

    def where(self, criterion: Where, bound: SettledBound) -> T:
        """Read one comparison; `bound` is the criterion's own, settled against the day and normalised."""
        ...

    def every(self, parts: Sequence[T]) -> T:
        """Read a conjunction."""
        ...

    def some(self, parts: Sequence[T]) -> T:
        """Read a disjunction."""
        ...

    def at_least(self, count: int, parts: Sequence[T]) -> T:
        """Read a threshold."""
        ...

    def unless(self, part: T) -> T:
        """Read a negation."""
        ...


def read(rule: Criterion, reader: Reader[T], today: date) -> T:
    """Fold `rule` with `reader` as of `today`: the only walk over the tree that gives it a meaning."""
    match rule:
        case Where(bound=bound):
            return reader.where(rule, _settled(bound, today))
        case Every(parts):
            return reader.every([read(part, reader, today) for part in parts])
        case Some(parts):
            return reader.some([read(part, reader, today) for part in parts])
        case AtLeast(count, parts):
            return reader.at_least(count, [read(part, reader, today) for part in parts])
        case Unless(part):
            return reader.unless(read(part, reader, today))
        case _:
            assert_never(rule)


def comparisons(rule: Criterion) -> Iterator[Where]:
    """Yield every comparison in the tree, left to right."""
    match rule:
        case Where():
            yield rule
        case Every(parts) | Some(parts) | AtLeast(_, parts):
            for part in parts:
                yield from comparisons(part)
        case Unless(part):
            yield from comparisons(part)
        case _:
            assert_never(rule)


def facts_in(rule: Criterion) -> frozenset[Fact]:
    """Return the facts that `rule` asks about."""
    return frozenset(comparison.fact for comparison in comparisons(rule))


def _group(kind: type[Every] | type[Some], parts: tuple[Criterion, ...]) -> Criterion:
    return parts[0] if len(parts) == 1 else kind(parts)


def _settled(bound: Bound, today: date) -> SettledBound:
    match bound:
        case Ago(days):
            return today - timedelta(days=days)
        case str():
            return code_of(bound)
        case _:
            return bound
