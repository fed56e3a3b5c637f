"""What a nudge can be about. Each kind is one class here: its name, its topic, its number, what its words may name.

To add a kind: write its class, list it in `Target` and `KINDS`, and follow mypy to every `assert_never` that it misses:
what it is called and whether it is open (`storage/nudges/targets.py`), who has acted and who is among its people
(`storage/nudges/standings.py`), what its message offers (`storage/nudges/picks.py`, `bot/views/nudges.py`), how HR chooses it
(`bot/usecases/nudges/nudge_drafts.py`, `bot/views/hr/nudge_about.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from typing import ClassVar, assert_never

from career.placeholders import Placeholder
from career.stored import stored_record

_VERSION = 1


class Topic(StrEnum):
    """What "Stop these" stops: every nudge of one topic."""

    OPENINGS = "openings"
    TRAINING = "training"
    TAKING_PART = "taking_part"


class _Named:
    """What every kind of target has: `key` is its name in people's wishes for quiet, such as ``opening:12``."""

    __slots__ = ()

    kind: ClassVar[str]
    topic: ClassVar[Topic]
    title_is: ClassVar[Placeholder | None]
    """The placeholder that stands for its title; None where it has none to name."""

    @property
    def key(self) -> str:
        """Return the kind and, where it has one, its number."""
        return ":".join([self.kind, *(str(number) for number in astuple(self))])  # type: ignore[call-overload]  # each kind is a dataclass


@dataclass(frozen=True, slots=True)
class OpeningTarget(_Named):
    """The nudge is about one opening."""

    opening_id: int

    kind = "opening"
    topic = Topic.OPENINGS
    title_is = Placeholder.OPENING


@dataclass(frozen=True, slots=True)
class ProgrammeTarget(_Named):
    """The nudge is about one training programme."""

    programme_id: int

    kind = "programme"
    topic = Topic.TRAINING
    title_is = Placeholder.TRAINING


@dataclass(frozen=True, slots=True)
class WorkshopTarget(_Named):
    """The nudge is about one dated workshop."""

    workshop_id: int

    kind = "workshop"
    topic = Topic.TRAINING
    title_is = Placeholder.TRAINING


@dataclass(frozen=True, slots=True)
class SuitingOpenings(_Named):
    """The nudge is about whatever openings suit the person: the best few of them, each with why."""

    kind = "suiting"
    topic = Topic.OPENINGS
    title_is = None


@dataclass(frozen=True, slots=True)
class UnmetInterest(_Named):
    """The nudge is about training that the person said they want, and have no place in."""

    kind = "unmet"
    topic = Topic.TRAINING
    title_is = None


FEWEST_DAYS_AWAY = 7
MOST_DAYS_AWAY = 730


@dataclass(frozen=True, slots=True)
class NoActivity(_Named):
    """The nudge is for who has done nothing here for `days` days."""

    days: int

    kind = "no_activity"
    topic = Topic.TAKING_PART
    title_is = None

    def __post_init__(self) -> None:
        if not FEWEST_DAYS_AWAY <= self.days <= MOST_DAYS_AWAY:
            raise ValueError(f"Count {FEWEST_DAYS_AWAY} to {MOST_DAYS_AWAY} days without activity.")


Target = OpeningTarget | ProgrammeTarget | WorkshopTarget | SuitingOpenings | UnmetInterest | NoActivity
"""What a nudge is about."""

KINDS: Mapping[str, type[Target]] = {
    each.kind: each
    for each in (OpeningTarget, ProgrammeTarget, WorkshopTarget, SuitingOpenings, UnmetInterest, NoActivity)
}
"""Every kind by its name."""


def target_from_key(key: str) -> Target:
    """Return the target whose key this is; ValueError if it is nobody's."""
    name, *numbers = key.split(":")
    kind = KINDS.get(name)
    if kind is None or len(numbers) != len(fields(kind)) or not all(_NUMBER.fullmatch(number) for number in numbers):
        raise ValueError(f"{key!r} names no target such as opening:12.")
    return kind(*(int(number) for number in numbers))


_NUMBER = re.compile(r"[0-9]{1,9}")


def target_to_json(target: Target) -> dict[str, object]:
    """Return the target as it is stored."""
    numbers = {field.name: getattr(target, field.name) for field in fields(target)}
    return {"version": _VERSION, "kind": target.kind, **numbers}


def target_from_json(data: object) -> Target:
    """Return the target that `target_to_json` stored; ValueError with a sentence if `data` is none."""
    record = stored_record(data, "A target", _VERSION)
    kind = KINDS.get(record.text("kind"))
    if kind is None:
        raise ValueError(f"A target is one of {', '.join(KINDS)}, not {record.text('kind')!r}.")
    names = [field.name for field in fields(kind)]
    record.has_only("version", "kind", *names)
    return kind(*(record.whole_number(name) for name in names))


def name_for_hr(target: Target, title: str) -> str:
    """Return what HR calls a target, whose `title` is what its reader calls it."""
    match target:
        case OpeningTarget() | ProgrammeTarget() | WorkshopTarget():
            return title
        case SuitingOpenings():
            return "Any opening that suits them"
        case UnmetInterest():
            return "Interest that has not become an enrolment"
        case NoActivity(days):
            return f"No activity for {days} days"
        case _:
            assert_never(target)


def people_in_question(target: Target) -> str:
    """Return whom a kind of target is for by itself, as HR reads it; empty where that is for the rule alone to say."""
    match target:
        case OpeningTarget() | ProgrammeTarget() | WorkshopTarget():
            return ""
        case SuitingOpenings():
            return "whoever an open opening suits"
        case UnmetInterest():
            return "whoever asked for a training that has a date to come, and has no place in it"
        case NoActivity(days):
            return f"whoever has done nothing here for {days} days"
        case _:
            assert_never(target)
