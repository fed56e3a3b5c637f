"""The words HR writes for a nudge, with placeholders such as {first_name} that are filled in for each person."""

import re
import unicodedata
from collections.abc import Mapping

from career.placeholders import Placeholder
from career.targets import ProgrammeTarget, Target

MOST_CHARACTERS = 2_000
"""A Slack section holds 3,000 characters; this leaves room for what the placeholders bring."""

MOST_PLACEHOLDERS = 20
"""What each brings may be long, and Slack takes at most 50 blocks of text."""


_PLACEHOLDER = re.compile("|".join(re.escape(name.written) for name in Placeholder))
_BRACES = re.compile(r"\{[^{}\n]*\}|[{}]")


def allowed(target: Target) -> tuple[Placeholder, ...]:
    """Return the placeholders that words about `target` may hold, in the order in which they are offered."""
    title = () if target.title_is is None else (target.title_is,)
    # A programme as such ends on no day; only its workshops do.
    deadline = (Placeholder.DEADLINE,) if title and not isinstance(target, ProgrammeTarget) else ()
    return Placeholder.FIRST_NAME, *title, Placeholder.WHY, *deadline


def placeholders(words: str) -> frozenset[Placeholder]:
    """Return the placeholders in `words`: what `fill` needs values for."""
    return frozenset(Placeholder(found[1:-1]) for found in _PLACEHOLDER.findall(words))


def check_words(words: str, target: Target) -> tuple[str, ...]:
    """Return what is wrong with words about `target`, one sentence each; with none they may be sent."""
    wrong = []
    if not words.strip():
        wrong.append("Write what the message should say.")
    if len(words) > MOST_CHARACTERS:
        wrong.append(f"Shorten the words to {MOST_CHARACTERS:,} characters; they are {len(words):,} now.")
    if any(unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\r\t" for character in words):
        wrong.append("Remove the invisible control characters; typing the words anew does it.")
    if len(_PLACEHOLDER.findall(words)) > MOST_PLACEHOLDERS:
        wrong.append(f"Use at most {MOST_PLACEHOLDERS} placeholders; filled in, more would not fit one message.")
    names = {name.written: name for name in allowed(target)}
    offered = ", ".join(names)
    for found in dict.fromkeys(_BRACES.findall(words)):
        if found in names:
            continue
        meant = "{" + "_".join(found[1:-1].casefold().split()) + "}"
        if len(found) == 1:
            wrong.append(f"A brace {found} stands alone; braces are only for {offered}.")
        elif meant in names:
            wrong.append(f"Write {meant} instead of {found}.")
        else:
            wrong.append(f"Nothing is known for {found}; what can be filled in is {offered}.")
    return tuple(wrong)


def fill(words: str, values: Mapping[Placeholder, str]) -> str:
    """Return `words` with every placeholder replaced by its value.

    Any other brace stays as it is, and so does a brace inside a value. KeyError if a placeholder in `words` has no
    value: half-filled words must not reach anybody.
    """
    return _PLACEHOLDER.sub(lambda found: values[Placeholder(found[0][1:-1])], words)
