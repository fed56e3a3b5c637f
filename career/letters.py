"""One person's copy of a nudge in words: what HR wrote, filled in, and why this person gets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from career.nudges import OpeningTarget, ProgrammeTarget, Target
from career.reasons import sentence
from career.words import Placeholder, fill

NO_REASON_TO_NAME = "HR thinks it may suit you"
"""Where the rule asks for nothing, or for nothing that a message may name (promise 6)."""

NO_DEADLINE = "whenever it suits you"


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person reads; nothing in it is escaped yet. `deadline` is the last day on which to act."""

    target: Target
    target_title: str
    text: str
    why: str
    deadline: date | None


def write(
    words: str, target: Target, target_title: str, first_name: str, reasons: Sequence[str], deadline: date | None
) -> Letter:
    """Return the letter that HR's `words` make for a person whom `reasons` speak for (`career.reasons.why_you`)."""
    why = sentence(reasons) or NO_REASON_TO_NAME
    values = {
        Placeholder.FIRST_NAME: first_name,
        _title_of(target): target_title,
        Placeholder.WHY: why,
        Placeholder.DEADLINE: NO_DEADLINE if deadline is None else f"{deadline.day} {deadline:%B %Y}",
    }
    return Letter(target, target_title, fill(words, values), why, deadline)


def _title_of(target: Target) -> Placeholder:
    match target:
        case OpeningTarget():
            return Placeholder.OPENING
        case ProgrammeTarget():
            return Placeholder.TRAINING
        case _:
            assert_never(target)
