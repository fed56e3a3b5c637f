"""The words in which the tables of blocks, views and manifests are written; each kind checks a JSON value."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from sandbox.rules.breach import Breach, Place, Surface

EVERYWHERE: Final = frozenset(Surface)


class Kind(Protocol):
    """What a value must be."""

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a JSON value that should be of this kind; never raise."""


@dataclass(frozen=True)
class Words:
    """A string of `least` to `most` characters; `holds`, where given, must be true of it, else `rule` is broken."""

    most: int | None = None
    least: int = 0
    holds: Callable[[str], bool] | None = None
    sentence: str = ""
    rule: str = "bk.field_type"

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that should be such a string."""
        if not isinstance(value, str):
            yield place.refuse("bk.field_type", "must be a string")
        elif len(value) < self.least:
            yield place.refuse("bk.empty_text", f"must be more than {self.least - 1} characters")
        elif self.most is not None and len(value) > self.most:
            yield place.refuse("bk.too_long", f"must be less than {self.most + 1} characters")
        elif self.holds is not None and not self.holds(value):
            yield place.refuse(self.rule, self.sentence)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that should be a boolean."""
        if not isinstance(value, bool):
            yield place.refuse("bk.field_type", "must be true or false")


@dataclass(frozen=True)
class Number:
    """A whole number within bounds, both included."""

    least: int
    most: int
    rule: str = "bk.range"

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that should be such a number."""
        if isinstance(value, bool) or not isinstance(value, int):
            yield place.refuse("bk.field_type", "must be a whole number")
        elif not self.least <= value <= self.most:
            yield place.refuse(self.rule, f"must be from {self.least} to {self.most}")


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that should be one of the words."""
        if not isinstance(value, str) or value not in self.words:
            yield place.refuse("bk.field_type", f"must be one of {', '.join(self.words)}")


@dataclass(frozen=True)
class Items:
    """An array of `least` to `most` items of one kind."""

    kind: Kind
    most: int | None = None
    least: int = 0

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that should be such an array, and with its items."""
        if not isinstance(value, list):
            yield place.refuse("bk.field_type", "must be an array")
            return
        if self.most is not None and len(value) > self.most:
            yield place.refuse("bk.too_many_items", f"no more than {self.most} items allowed")
        if len(value) < self.least:
            yield place.refuse("bk.too_few_items", f"no fewer than {self.least} items allowed")
        for index, item in enumerate(value):
            yield from self.kind.check(item, place.at(index))


@dataclass(frozen=True)
class Pairs:
    """An object of any names whose values are of one kind."""

    kind: Kind

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that should be such an object."""
        if not isinstance(value, Mapping):
            yield place.refuse("bk.field_type", "must provide an object")
            return
        for key, item in value.items():
            yield from self.kind.check(item, place.at(key))


@dataclass(frozen=True)
class OrNull:
    """A value of one kind, or null where null has a meaning of its own."""

    kind: Kind

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that is not null."""
        if value is not None:
            yield from self.kind.check(value, place)


@dataclass(frozen=True)
class Anything:
    """A value that is not looked into."""

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield nothing."""
        del value, place
        yield from ()


@dataclass(frozen=True)
class Field:
    """A member of an object. Errors in it are filed under `rule` where one is given."""

    kind: Kind
    required: bool = False
    rule: str | None = None


Check = Callable[[Mapping[str, object], Place], Iterator[Breach]]
"""A check across the members of one object."""


@dataclass(frozen=True)
class Shape:
    """An object: its members, the surfaces it may stand on, and the rule that a member unknown to it breaks."""

    fields: Mapping[str, Field]
    checks: tuple[Check, ...] = ()
    surfaces: frozenset[Surface] = EVERYWHERE
    unknown: str = "bk.unknown_field"

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that should be such an object. A null member counts as absent."""
        if not isinstance(value, Mapping):
            yield place.refuse("bk.field_type", "must provide an object")
            return
        if place.surface not in self.surfaces:
            yield place.refuse("bk.surface", f"not available in a {place.surface.value}")
            return
        for name, member in self.fields.items():
            here = place.at(name).under(member.rule)
            if value.get(name) is not None:
                yield from member.kind.check(value[name], here)
            elif member.required:
                yield here.refuse("bk.missing_field", f"missing required field: {name}")
        for name in value:
            if name not in self.fields:
                yield place.at(name).refuse(self.unknown, f"invalid additional property: {name}")
        for check in self.checks:
            yield from check(value, place)


@dataclass(frozen=True)
class OneOf:
    """An object whose `type` names one shape of a table; where `allowed` is given, only those names may stand here.

    `misplaced` is the rule broken by a known type that may not stand here, `unknown` the one by any other.
    """

    shapes: Mapping[str, Shape]
    allowed: frozenset[str] | None = None
    misplaced: str = "bk.element_type"
    unknown: str = "bk.element_type"

    def check(self, value: object, place: Place) -> Iterator[Breach]:
        """Yield what is wrong with a value that should be an object of one of the types."""
        if not isinstance(value, Mapping):
            yield place.refuse("bk.field_type", "must provide an object")
            return
        name = value.get("type")
        if not isinstance(name, str):
            rule = "bk.missing_field" if name is None else "bk.field_type"
            yield place.at("type").refuse(rule, "must be the name of a type")
        elif name not in self.shapes:
            yield place.at("type").refuse(self.unknown, f"unsupported type: {name}")
        elif self.allowed is not None and name not in self.allowed:
            yield place.at("type").refuse(self.misplaced, f"type not allowed here: {name}")
        else:
            members = {key: member for key, member in value.items() if key != "type"}
            yield from self.shapes[name].check(members, place)
