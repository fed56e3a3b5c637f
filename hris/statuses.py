"""Whether a person works here: read from words, flags and the leaving date together, which must agree."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from hris.cells import quote, stated
from hris.records import Status

_LEFT = frozenset({
    "terminated", "termination", "terminate", "termd", "resigned", "resignation", "retired", "retiree", "retirement",
    "left", "leaver", "former", "inactive", "separated", "separation", "dismissed", "dismissal", "deceased", "quit",
    "exited", "redundant", "redundancy", "discharged", "fired", "departed",
})  # fmt: skip
_LEFT_PHRASES = ("no longer", "not active", "non active", "not employed", "laid off", "let go")
_LEAVE = frozenset({
    "leave", "loa", "furlough", "furloughed", "sabbatical", "suspended", "suspension", "parental",
})  # fmt: skip
_ACTIVE = frozenset({
    "active", "employed", "current", "working", "regular", "permanent", "temporary", "probation", "probationary",
    "hired", "full", "part", "contract", "contractor", "intern", "future", "stillemployed",
})  # fmt: skip
# The letters of PeopleSoft's EMPL_STATUS, and of HR_STATUS (A, I).
_LETTERS = {Status.ACTIVE: "aw", Status.LEAVE: "lps", Status.LEFT: "dqrtuvxi"}
_TRUE = frozenset({"1", "yes", "y", "true", "t", "x"})
_FALSE = frozenset({"0", "no", "n", "false", "f"})
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one row says: cells as (header, text), `None` where the file has no such column."""

    words: tuple[str, str] | None
    left_flag: tuple[str, str] | None
    active_flag: tuple[str, str] | None
    left_on: tuple[str, date | None] | None
    hired_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """The settled answer. `left_on` may lie ahead; a date before the hire belongs to an earlier time here and is gone."""

    status: Status
    left_on: date | None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Why no answer can be given."""

    reason: str


@lru_cache(maxsize=1_000)
def status_in_words(text: str) -> Status | None:
    """Tell what a status in words, or one of PeopleSoft's letters, means; `None` if it is not known."""
    if len(text) == 1:
        return next((status for status, letters in _LETTERS.items() if text.casefold() in letters), None)
    words = [word for word in _BETWEEN.split(text.casefold()) if word]
    phrase = " ".join(words)
    if any(left in phrase for left in _LEFT_PHRASES) or not _LEFT.isdisjoint(words):
        return Status.LEFT
    if not _LEAVE.isdisjoint(words):
        return Status.LEAVE
    return None if _ACTIVE.isdisjoint(words) else Status.ACTIVE


def settle(evidence: Evidence, today: date) -> Standing | Disagreement:
    """Weigh what a row says. Statements that contradict each other are never weighed: they are a disagreement."""
    said = _said(evidence)
    if isinstance(said, Disagreement):
        return said
    date_header, left_on = evidence.left_on or ("", None)
    if left_on is not None and left_on > today:
        on_leave = any(status is Status.LEAVE for _, status in said)
        return Standing(Status.LEAVE if on_leave else Status.ACTIVE, left_on)
    here = [(sentence, status) for sentence, status in said if status is not Status.LEFT]
    gone = [(sentence, status) for sentence, status in said if status is Status.LEFT]
    if left_on is not None and evidence.hired_on is not None and left_on < evidence.hired_on:
        if gone or not here:
            return Disagreement(f"{date_header} ({left_on}) is before the hire date ({evidence.hired_on})")
        left_on = None
    if left_on is not None:
        gone.append((f"{date_header} is {left_on}", Status.LEFT))
    if here and gone:
        return Disagreement(f"{here[0][0]}, but {gone[0][0]}")
    if gone:
        return Standing(Status.LEFT, left_on)
    # Words come before flags in `said`, so that "on leave" is not lost beside a flag that only says "here".
    return Standing(here[0][1] if here else Status.ACTIVE, None)


def _said(evidence: Evidence) -> list[tuple[str, Status]] | Disagreement:
    """List what the words and the flags say, each with the sentence that says it."""
    said: list[tuple[str, Status]] = []
    unknown: list[str] = []
    for cell, read in (
        (evidence.words, status_in_words),
        (evidence.left_flag, lambda text: _flag(text, Status.LEFT, Status.ACTIVE)),
        (evidence.active_flag, lambda text: _flag(text, Status.ACTIVE, Status.LEFT)),
    ):
        if cell is None:
            continue
        header, text = cell
        if stated(text) is None:
            continue
        status = read(text)
        if status is None:
            unknown.append(f"{header} {quote(text)} is not known")
        else:
            said.append((f"{header} is {quote(text)}", status))
    silent = not said and (evidence.left_on is None or evidence.left_on[1] is None)
    if silent and unknown:
        return Disagreement(unknown[0])
    if silent and evidence.words is not None and evidence.left_on is None:
        return Disagreement(f"{evidence.words[0]} is empty")
    return said


def _flag(text: str, when_true: Status, when_false: Status) -> Status | None:
    folded = text.casefold()
    if folded in _TRUE:
        return when_true
    if folded in _FALSE:
        return when_false
    return status_in_words(text)
