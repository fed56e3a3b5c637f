"""What may be wrong with conditions that HR typed, each told apart so that one sentence can say how to write it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class UnknownWord:
    """No such word can be asked by; `rest` is what stands after it, such as ``:Python``, and makes no other mistake of it."""

    word: str
    rest: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NoValue:
    """Nothing stands after a word that asks for something."""

    word: str


@dataclass(frozen=True, slots=True)
class NotANumber:
    """The word asks for a whole number from 0 to `most`, and something else stands there."""

    word: str
    value: str
    most: int


@dataclass(frozen=True, slots=True)
class NotCompared:
    """The word names something that is so or not: it cannot be more or less."""

    word: str


@dataclass(frozen=True, slots=True)
class TooMuch:
    """More was asked at once than so many words, or in more than so many characters."""

    words: int
    characters: int


@dataclass(frozen=True, slots=True)
class TooDeep:
    """Brackets stand within brackets, more than so many deep."""

    most: int


@dataclass(frozen=True, slots=True)
class LoneWord:
    """A word stands by itself where only conditions can, as beside ``or``: nobody can tell what it asks about."""

    word: str


@dataclass(frozen=True, slots=True)
class NothingBeside:
    """Something is missing before or after a word or a sign, such as ``or``."""

    sign: str


@dataclass(frozen=True, slots=True)
class Unpaired:
    """A bracket or a quotation mark has no other half."""

    sign: str


@dataclass(frozen=True, slots=True)
class StrayComma:
    """A comma stands between conditions, where it could mean either "and" or "or"."""


@dataclass(frozen=True, slots=True)
class AtLeastOfWhat:
    """``at least`` is not followed by a number and, in brackets, by two things or more and no fewer than that number."""


WrongWord = UnknownWord | NoValue | NotANumber | NotCompared
"""One condition is not one."""

WrongShape = TooMuch | TooDeep | LoneWord | NothingBeside | Unpaired | StrayComma | AtLeastOfWhat
"""Conditions are put together in a way that cannot be read."""

Mistake = WrongWord | WrongShape
