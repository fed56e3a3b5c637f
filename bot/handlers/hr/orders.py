"""What HR can say after `/hr`, as data: which words, what they do, and who answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

_ALIKE = 60
"""How alike two spellings must be, of 100, for one to be suggested for the other."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A message that travels in the acknowledgement, seen by whoever typed the command alone."""

    text: str
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class Opens:
    """A modal of this title is opened after the acknowledgement; `carries` is what its `fill` is given.

    It travels in Bolt's context, which copies it: plain values only.
    """

    title: str
    carries: Any = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks (a Slack id), a way to Slack, and a way to answer where it was asked."""

    by: str
    client: WebClient
    respond: Respond


@dataclass(frozen=True, slots=True)
class Follows:
    """Acknowledged without words; what takes longer than a command may is done afterwards, with what it `carries`.

    As with a modal, that travels in Bolt's context: plain values only.
    """

    carries: Any = None


@dataclass(frozen=True, slots=True)
class Order:
    """One thing to say after `/hr`.

    `words` is how it begins, such as ``opening close``; empty for `/hr` alone. `usage` and `does` explain it. `answer` is
    given who asks (a Slack id) and what follows the words, as Slack hands it over (with entities and mentions); where it
    answers with a modal, `fill` makes it from who asks and what it carries; where the answer follows, `follow` gives it.
    """

    words: str
    usage: str
    does: str
    answer: Callable[[str, str], Reply | Opens | Follows]
    fill: Callable[[str, Any], View] | None = None
    follow: Callable[[Asking, Any], None] | None = None


def order_for(typed: str, orders: Sequence[Order]) -> tuple[Order, str] | None:
    """Return the order whose words `typed` begins with, the longest where several do, and what follows them."""
    found: tuple[Order, str] | None = None
    tokens = typed.split(maxsplit=2)
    for count in range(min(len(tokens), 2) + 1):
        words = " ".join(tokens[:count]).casefold()
        rest = typed.split(maxsplit=count)[count:]
        for order in orders:
            if order.words == words and (words or not tokens):
                found = order, (rest[0] if rest else "")
    return found


def nearest(typed: str, orders: Sequence[Order]) -> Order | None:
    """Return the order that somebody probably meant; None where nothing is like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  4 MB: only a slip of the pen pays for it

    words = " ".join(typed.split()[:2]).casefold()
    by_words = {order.words: order for order in orders if order.words}
    best = process.extractOne(words, by_words.keys(), scorer=fuzz.WRatio, score_cutoff=_ALIKE)
    return None if best is None else by_words[best[0]]
