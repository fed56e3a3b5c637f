"""A nudge's message once its recipient has acted on it elsewhere, such as in a form that it opened."""

import logging
from collections.abc import Callable

from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.slack.mail import Absent, Posted, SlackMail, posting_client
from bot.slack.trouble import Trouble
from bot.usecases.nudge_copies import place_of_copy
from bot.views.nudges import answered

_ANSWERED = "nudge.answered"
"""Where a listener leaves, in Bolt's context, which nudge was acted on, and what happened."""

_log = logging.getLogger(__name__)


def note_answered(context: BoltContext, delivery: str, told: str) -> None:
    """Leave `told` (escaped mrkdwn) for the message of the nudge with the token `delivery`; empty where there is none."""
    if delivery:
        context[_ANSWERED] = (delivery, told)


def show_answered(client: WebClient, desk: Desk, context: BoltContext) -> bool:
    """Let the nudge that `note_answered` named tell what happened instead of asking; return whether it does.

    A form has no response_url, so the message is looked up, read back and changed. Only its recipient's acts change it.
    """
    match context.get(_ANSWERED):
        case (str(delivery), str(told)):
            place = place_of_copy(desk.database, str(context.user_id), delivery)
        case _:
            return False
    if place is None:
        return False
    mail = SlackMail(posting_client(client.token or "", client.base_url))
    shown = mail.read(place.channel, place.ts)
    if isinstance(shown, Absent):
        return False
    if isinstance(shown, Trouble):
        _log.warning("An answered nudge could not be read: %s", shown.code)
        return False
    after = answered(shown, told)
    changed = mail.change(place.channel, place.ts, after.text, after.blocks)
    if not isinstance(changed, Posted):
        _log.warning("An answered nudge could not be changed: %s", changed.code)
        return False
    return True


def showing_answered(desk: Desk) -> Callable[..., None]:
    """Return a lazy listener that does it."""

    def show(client: WebClient, context: BoltContext) -> None:
        show_answered(client, desk, context)

    return show
