"""What people type after `/career`, taken apart."""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz, process, utils

from bot.handlers.words import unescaped

_NEAR_ENOUGH = 60
"""The likeness, of 100, from which a mistyped word is taken for another: ``puase`` and ``pause`` have 80."""


class CareerWord(StrEnum):
    """The words that may follow `/career`."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    START = "start"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class ShowHub:
    """Nothing was typed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that is known, and what follows it."""

    word: CareerWord
    rest: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A word that is not known, and the one it is most like, where it is like any."""

    typed: str
    nearest: CareerWord | None


CareerWish = ShowHub | Asked | Unknown


def career_wish(text: str) -> CareerWish:
    """Read what was typed after `/career`; capitals and spaces do not count."""
    first, _, rest = unescaped(text).strip().partition(" ")
    if not first:
        return ShowHub()
    known = {word.value: word for word in CareerWord}
    if first.casefold() in known:
        return Asked(known[first.casefold()], rest.strip())
    found = process.extractOne(
        first, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAR_ENOUGH
    )
    return Unknown(first, None if found is None else known[found[0]])
