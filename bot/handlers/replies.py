"""Answering with a sentence alone."""

from functools import cache
from typing import Any

from slack_bolt import Ack, Respond

from bot.views.blocks import section


def reply(ack: Ack, sentence: str) -> None:
    """Acknowledge a command with a sentence (escaped mrkdwn).

    As a block, because in a bare text Slack makes a link of whatever looks like an address.
    """
    frame = _frame()
    ack(text=sentence, blocks=[{**frame, "text": {**frame["text"], "text": sentence}}])


def tell(respond: Respond, sentence: str) -> None:
    """Tell a sentence (escaped mrkdwn) below what was pressed, to that person only."""
    respond(text=sentence, blocks=[section(sentence)], response_type="ephemeral", replace_original=False)


@cache
def _frame() -> dict[str, Any]:
    """Return a section to put words into: slack_sdk checks each one for as long as the rest of an answer takes."""
    return section("words").to_dict()
