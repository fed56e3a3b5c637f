"""Messages and views as a person sees them: their words, their buttons, their fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.blocks import elements_of, words_in
from sandbox.elements import HOLDINGS
from sandbox.payloads import Payload, unescaped


@dataclass(frozen=True)
class Field:
    """One interactive element and the block it stands in."""

    block: Payload
    element: Payload

    @property
    def block_id(self) -> str:
        """The block's id."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The element's id."""
        return str(self.element["action_id"])

    @property
    def label(self) -> str:
        """What stands on the button, or beside the input."""
        text = self.element.get("text") or self.block.get("label") or self.element.get("placeholder") or {}
        return unescaped(str(text.get("text", "")))


class _Shown:
    blocks: list[Payload]

    @property
    def fields(self) -> list[Field]:
        """Everything that can be pressed or filled in, in order."""
        return [Field(block, element) for block in self.blocks for element in elements_of(block)]

    @property
    def buttons(self) -> list[str]:
        """The words on the buttons, in order."""
        return [field.label for field in self.fields if field.element["type"] == "button"]

    def field(self, named: str, block_id: str | None = None, value: str | None = None) -> Field:
        """The one element with this ``action_id``, ``block_id`` or label.

        Raises:
            LookupError: there is none, or several; narrow it by ``block_id`` or the button's ``value``.
        """
        found = [each for each in self._candidates(named) if block_id in (None, each.block_id)]
        if value is not None:
            found = [each for each in found if each.element.get("value") == value]
        if len(found) != 1:
            shown = ", ".join(f"{each.label!r} ({each.block_id}/{each.action_id})" for each in self.fields)
            raise LookupError(f"{len(found)} elements are named {named!r}. Shown are: {shown or 'none'}")
        return found[0]

    def _candidates(self, named: str) -> list[Field]:
        for key in ("action_id", "block_id", "label"):
            found = [each for each in self.fields if getattr(each, key) == named]
            if found:
                return found
        return []


@dataclass(frozen=True)
class SeenMessage(_Shown):
    """A message in a conversation. ``text`` is the fallback; ``words`` is what stands there."""

    channel: str
    ts: str
    user: str
    username: str
    text: str
    blocks: list[Payload]
    attachments: list[Payload]
    ephemeral: bool
    edited: bool
    files: list[Payload]
    thread_ts: str | None

    @property
    def words(self) -> str:
        """All visible text, one piece a line, as the person reads it."""
        pieces = words_in(self.blocks) if self.blocks else [self.text]
        return unescaped("\n".join([*pieces, *words_in(self.attachments)]))

    @property
    def place(self) -> Payload:
        """How the control API names this message."""
        return {"channel": self.channel, "ts": self.ts}


@dataclass(frozen=True)
class SeenView(_Shown):
    """A modal or the Home tab."""

    id: str
    hash: str
    type: str
    title: Payload | None
    blocks: list[Payload]
    submit: Payload | None
    close: Payload | None
    callback_id: str | None
    values: Payload = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    notice: str | None = None

    @property
    def heading(self) -> str:
        """Its title; empty for a Home tab."""
        return unescaped(str((self.title or {}).get("text", "")))

    @property
    def words(self) -> str:
        """All visible text, one piece a line, as the person reads it."""
        return unescaped("\n".join(words_in(self.blocks)))

    @property
    def place(self) -> Payload:
        """How the control API names this view."""
        return {"view_id": self.id} if self.type == "modal" else {"home": True}


Seen = SeenMessage | SeenView


def options_of(element: Payload) -> Iterator[Payload]:
    """The options of a menu, those in groups included."""
    yield from element.get("options") or ()
    for group in element.get("option_groups") or ():
        yield from group["options"]


def option_named(options: Iterator[Payload], wanted: str) -> Payload:
    """The option with this value or these words.

    Raises:
        LookupError: there is none.
    """
    offered = list(options)
    for option in offered:
        if wanted in (option["value"], unescaped(option["text"]["text"])):
            return option
    words = ", ".join(repr(option["text"]["text"]) for option in offered)
    raise LookupError(f"No option {wanted!r}. Offered are: {words or 'none'}")


def state_of(element: Payload, wanted: Any) -> Payload:  # noqa: ANN401  any value a test gives to an input
    """The state of an element after somebody put ``wanted`` there: words, an option, a date, or a list of them.

    Raises:
        LookupError: the element offers no such option, or is only to be pressed.
    """
    kind = element["type"]
    key = "selected_option" if kind == "overflow" else HOLDINGS[kind].key if kind in HOLDINGS else None
    match key:
        case None:
            raise LookupError(f"A {kind} holds nothing; it is pressed.")
        case "selected_option":
            return {key: _option(element, wanted)}
        case "selected_options":
            return {key: [_option(element, each) for each in wanted]}
        case "value" | "selected_date" | "selected_time":
            return {key: None if wanted is None else str(wanted)}
        case _:
            return {key: wanted}


def _option(element: Payload, wanted: Any) -> Payload | None:  # noqa: ANN401  an option, or its words
    if wanted is None or isinstance(wanted, dict):
        return wanted
    return option_named(options_of(element), str(wanted))
