"""The frame of every modal."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, MarkdownTextObject, PlainTextObject, SectionBlock
from slack_sdk.models.views import View

from bot.views.ids import Modal
from bot.views.values import Value, encoded


def loading(title: str) -> View:
    """Return what is shown within Slack's three seconds while the data is still being read."""
    return View(
        type="modal",
        callback_id=Modal.LOADING,
        title=PlainTextObject(text=title),
        close=PlainTextObject(text="Close"),
        blocks=[SectionBlock(text=MarkdownTextObject(text="One moment …"))],
    )


def form(modal: Modal, title: str, submit: str, blocks: Sequence[Block], carries: Value, close: str = "Cancel") -> View:
    """Return a modal that is filled in and sent; `carries` comes back with the submission.

    `close` is what leaving it is called: something else than "Cancel" where it is about cancelling.
    """
    return View(
        type="modal",
        callback_id=modal,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit),
        close=PlainTextObject(text=close),
        private_metadata=encoded(carries),
        blocks=list(blocks),
    )


def working(title: str, words: str, external_id: str) -> View:
    """Return what stands in place of a form while it is worked on, under a name by which it is found again."""
    view = done(title, [SectionBlock(text=MarkdownTextObject(text=words))])
    view.external_id = external_id
    return view


def done(title: str, blocks: Sequence[Block]) -> View:
    """Return a modal that tells what happened."""
    return View(
        type="modal",
        callback_id=Modal.DONE,
        title=PlainTextObject(text=title),
        close=PlainTextObject(text="Close"),
        blocks=list(blocks),
    )
