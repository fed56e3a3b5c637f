"""What somebody would like to learn, in their own words: how it is kept, and which programme it may mean."""

import re
from dataclasses import dataclass

from career.codes import code_of
from career.texts import readable
from career.training import LONGEST_WISH

_PARTS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish as it is kept: the words as shown, and the code by which the same wish is known again."""

    words: str
    code: str


@dataclass(frozen=True, slots=True)
class WishTooLong:
    """The words are so many characters too long."""

    excess: int


@dataclass(frozen=True, slots=True)
class NoWords:
    """There is no letter and no digit in it, so nobody could tell what is wished for."""


def wish(text: str) -> Wish | WishTooLong | NoWords:
    """Read what somebody typed as a wish; the code may be longer than the words, and is held to the same length."""
    words = " ".join(readable(text).split())
    code = code_of(words)
    if not _PARTS.search(code):
        return NoWords()
    longest = max(len(words), len(code))
    return WishTooLong(longest - LONGEST_WISH) if longest > LONGEST_WISH else Wish(words, code)


def names(words: str, title: str) -> bool:
    """Whether `words` name `title`: every one of them begins a word of it. No words name nothing.

    Only beginnings count: an interest is logged without asking back, and "art" is no word for "Getting started".
    """
    wanted = code_of(words).split()
    code = code_of(title)
    offered = {*code.split(), *_PARTS.findall(code)}
    return bool(wanted) and all(any(each.startswith(word) for each in offered) for word in wanted)
