"""Saying what a press did, where it was pressed: the acknowledgement of a press holds no words."""

from collections.abc import Callable
from typing import Any

from slack_bolt import Ack, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.home import is_home, publish
from bot.handlers.replies import tell
from bot.views import modals
from bot.views.blocks import section

_TOLD = "told"


def tell_later(context: BoltContext, ack: Ack, sentence: str) -> None:
    """Acknowledge, and leave `sentence` (escaped mrkdwn) for the lazy listener that `telling` makes."""
    context[_TOLD] = sentence
    ack()


def told(context: BoltContext) -> str:
    """Return what `tell_later` left; empty where the press was not acknowledged."""
    return str(context.get(_TOLD) or "")


def telling(desk: Desk, title: str) -> Callable[..., None]:
    """Return a lazy listener that tells it: on the Home tab, in the modal (then called `title`), or below the message."""

    def tell_there(client: WebClient, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        sentence, view = told(context), body.get("view")
        if not sentence:
            return
        if is_home(body):
            publish(client, desk, str(context.user_id), sentence)
        elif view:
            client.views_update(view_id=view["id"], view=modals.done(title, [section(sentence)]))
            publish(client, desk, str(context.user_id))
        else:
            tell(respond, sentence)

    return tell_there
