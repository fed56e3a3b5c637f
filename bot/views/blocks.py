"""The few blocks that every view is made of; texts given here are Slack's mrkdwn, escaped by who writes them."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    BlockElement,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.views.ids import Action
from bot.views.text import shortened
from bot.views.values import Value, encoded

LONGEST_SECTION = 3_000
_LONGEST_HEADER = 150
_LONGEST_BUTTON = 75


def header(text: str) -> HeaderBlock:
    """Return a headline; plain text, so nothing in it needs escaping."""
    return HeaderBlock(text=PlainTextObject(text=shortened(text, _LONGEST_HEADER)))


def section(text: str, accessory: BlockElement | None = None) -> SectionBlock:
    """Return a paragraph, with something to press beside it."""
    return SectionBlock(text=_as_written(text), accessory=accessory)


def context(text: str) -> ContextBlock:
    """Return a line in small print."""
    return ContextBlock(elements=[_as_written(text)])


def actions(*elements: InteractiveElement) -> ActionsBlock:
    """Return a row of things to press."""
    return ActionsBlock(elements=list(elements))


def button(text: str, action: Action, carries: Value, style: str | None = None) -> ButtonElement:
    """Return a button; `style` is None, ``primary`` or ``danger``."""
    return ButtonElement(
        text=PlainTextObject(text=shortened(text, _LONGEST_BUTTON)),
        action_id=action,
        value=encoded(carries),
        style=style,
    )


def _as_written(text: str) -> MarkdownTextObject:
    """Return mrkdwn in which no word becomes a link or a channel by itself: `verbatim` says so to Slack."""
    return MarkdownTextObject(text=shortened(text, LONGEST_SECTION), verbatim=True)
