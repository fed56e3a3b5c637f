"""What people type after a command, taken apart."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"#?(\d{1,9})\b[\s:,-]*(.*)", re.DOTALL)
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


@dataclass(frozen=True, slots=True)
class Numbered:
    """A thing named by its number, and what was typed after it."""

    number: int
    rest: str


@dataclass(frozen=True, slots=True)
class Worded:
    """A thing named by words of its title."""

    words: str


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Nothing was typed."""


Named = Numbered | Worded | Unnamed
"""How somebody named an opening, a training or a nudge."""


def unescaped(text: str) -> str:
    """Return what somebody typed: Slack hands ``& < >`` over as entities."""
    for entity, character in _ENTITIES:
        text = text.replace(entity, character)
    return text


def named(text: str) -> Named:
    """Read ``12 note``, ``#12`` or words of a title."""
    typed = unescaped(text).strip()
    if not typed:
        return Unnamed()
    found = _NUMBER.fullmatch(typed)
    return Numbered(int(found[1]), found[2].strip()) if found else Worded(typed)
