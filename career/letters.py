"""One person's copy of a nudge in words: what HR wrote, filled in, what it offers, and why this person gets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from career.placeholders import Placeholder
from career.reasons import sentence
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    UnmetInterest,
    WorkshopTarget,
)
from career.words import fill

NO_REASON_TO_NAME = "HR thinks it may suit you"
"""Where the rule asks for nothing, or for nothing that a message may name (promise 6)."""

NO_DEADLINE = "whenever it suits you"


@dataclass(frozen=True, slots=True)
class OpeningPick:
    """An opening that suits this person: `reasons` are what speaks for them."""

    opening_id: int
    title: str
    reasons: tuple[str, ...]
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class WorkshopPick:
    """A workshop ahead; `asked_at` is when this person asked for such training, None where they did not."""

    workshop_id: int
    programme_id: int
    title: str
    starts_at: datetime
    asked_at: datetime | None


Pick = OpeningPick | WorkshopPick
"""One of the things that a message offers where its nudge names none."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person reads; nothing in it is escaped yet. `deadline` is the last day on which to act."""

    target: Target
    target_title: str
    text: str
    why: str
    deadline: date | None
    picks: tuple[Pick, ...] = ()
    zone: str | None = None
    """The reader's IANA zone, None where unknown."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter is for: `reasons` are what speaks for them by HR's rule (`career.reasons.why_you`)."""

    first_name: str
    reasons: Sequence[str]
    zone: str | None = None
    picks: tuple[Pick, ...] = ()


def write(words: str, target: Target, target_title: str, reader: Reader, deadline: date | None) -> Letter:
    """Return the letter that HR's `words` make for its reader."""
    why = sentence([*_of_itself(target, reader.picks), *reader.reasons]) or NO_REASON_TO_NAME
    values = {
        Placeholder.FIRST_NAME: reader.first_name,
        Placeholder.WHY: why,
        Placeholder.DEADLINE: NO_DEADLINE if deadline is None else f"{deadline.day} {deadline:%B %Y}",
    }
    if target.title_is is not None:
        values[target.title_is] = target_title
    return Letter(target, target_title, fill(words, values), why, deadline, reader.picks, reader.zone)


def _of_itself(target: Target, picks: Sequence[Pick]) -> tuple[str, ...]:
    """Return the reason that lies in what the nudge is about, whatever HR's own criteria add."""
    match target:
        case OpeningTarget() | ProgrammeTarget() | WorkshopTarget():
            return ()
        case SuitingOpenings():
            return (
                "you bring what this opening asks for" if len(picks) == 1 else "you bring what these openings ask for",
            )
        case UnmetInterest():
            return ("you said you are interested",)
        case NoActivity(days):
            return (f"you have not been active here for {days} days",)
        case _:
            assert_never(target)
