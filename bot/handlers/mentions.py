"""People, channels and links as Slack hands over what was typed: found, and turned back into plain words.

The shapes are in docs.slack.dev, formatting message text, "Retrieving messages", and slash commands, "Escaping".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.handlers.words import unescaped

_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_MARK = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
_NOBODY_KNOWN = "somebody"


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who is named at the beginning, None for nobody, and what follows, still as Slack wrote it."""

    slack_id: str | None
    rest: str


def addressed(text: str) -> Addressed:
    """Return whom `text` begins with."""
    typed = text.strip()
    found = _PERSON.match(typed)
    return Addressed(None, typed) if found is None else Addressed(found[1], typed[found.end() :].lstrip(" ,:;-\n"))


def people_in(text: str) -> tuple[str, ...]:
    """Return the accounts that `text` mentions."""
    return tuple(dict.fromkeys(_PERSON.findall(text)))


def spelled_out(text: str, names: Mapping[str, str]) -> str:
    """Return `text` as plain words, by the `names` of the people in it: nothing in it calls or links any more."""
    return unescaped(_MARK.sub(lambda found: _words(found, names), text)).strip()


def _words(found: re.Match[str], names: Mapping[str, str]) -> str:
    kind, target, label = found[1], found[2], found[3] or ""
    match kind:
        case "@":
            return f"@{names.get(target) or label or _NOBODY_KNOWN}"
        case "#":
            return f"#{label or target}"
        case "!":
            return label or f"@{target.split('^')[0]}"
        case _:
            return label or target
