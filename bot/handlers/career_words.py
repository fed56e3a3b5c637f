"""What people type after `/career`, taken apart."""

from dataclasses import dataclass
from enum import StrEnum

from bot.handlers.words import unescaped
from bot.views.ids import Command
from career.targets import Topic

_NEAR_ENOUGH = 60
"""The likeness, of 100, from which a mistyped word is taken for another: ``puase`` and ``pause`` have 80."""

_SURE_ENOUGH = 80
"""The same for a topic, which is not asked about again: ``trainig`` and ``training`` have 93."""


_COMMANDS = frozenset(command.removeprefix("/") for command in Command if command is not Command.HR)


class CareerWord(StrEnum):
    """The words that may follow `/career`."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    START = "start"
    HOURS = "hours"
    PORTFOLIO = "portfolio"
    SKILLS = "skills"
    DATA = "data"
    FUNDING = "funding"
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


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The name of another command, such as ``openings``."""

    command: str


CareerWish = ShowHub | Asked | Elsewhere | Unknown


def career_wish(text: str) -> CareerWish:
    """Read what was typed after `/career`; capitals and spaces do not count."""
    first, _, rest = unescaped(text).strip().partition(" ")
    if not first:
        return ShowHub()
    known = {word.value: word for word in CareerWord}
    if first.casefold() in known:
        return Asked(known[first.casefold()], rest.strip())
    if first.casefold().removeprefix("/") in _COMMANDS:
        return Elsewhere(first.casefold().removeprefix("/"))
    from rapidfuzz import fuzz, process, utils  # noqa: PLC0415  4 MB: only a slip of the pen pays for it

    found = process.extractOne(
        first, list(known), scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAR_ENOUGH
    )
    return Unknown(first, None if found is None else known[found[0]])


@dataclass(frozen=True, slots=True)
class Everything:
    """Every topic is meant."""


@dataclass(frozen=True, slots=True)
class UnknownTopic:
    """What was typed names no topic of nudges."""

    typed: str


_TOPICS = {
    "job": Topic.OPENINGS,
    "jobs": Topic.OPENINGS,
    "opening": Topic.OPENINGS,
    "openings": Topic.OPENINGS,
    "training": Topic.TRAINING,
    "trainings": Topic.TRAINING,
    "workshops": Topic.TRAINING,
    "taking part": Topic.TAKING_PART,
    "taking": Topic.TAKING_PART,
}
_ALL = frozenset({"", "all", "everything", "nudges", "all nudges"})


def topic_in(words: str) -> Topic | Everything | UnknownTopic:
    """Read which nudges are meant after `/career stop` and `/career start`: nothing said means all of them."""
    wanted = " ".join(words.casefold().split())
    wanted = wanted.removeprefix("nudges about ").removeprefix("about ")
    if wanted in _ALL:
        return Everything()
    if wanted in _TOPICS:
        return _TOPICS[wanted]
    from rapidfuzz import fuzz, process  # noqa: PLC0415  as above

    found = process.extractOne(wanted, list(_TOPICS), scorer=fuzz.ratio, score_cutoff=_SURE_ENOUGH)
    return UnknownTopic(words) if found is None else _TOPICS[found[0]]
