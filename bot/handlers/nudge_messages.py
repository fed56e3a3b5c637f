"""A nudge's messages, the copy and its reminders, once its recipient has acted elsewhere, such as in a form."""

import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from slack_bolt import BoltContext
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.slack.clients import access_of, posting_client
from bot.slack.mail import Absent, Posted, SlackMail
from bot.slack.trouble import Trouble
from bot.usecases.nudges.answering import NotYours, places_of_copy, standing_now
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views.nudge_answers import nudge_after
from storage.nudges.answers import Place

_ANSWERED = "nudge.answered"
"""Where a listener leaves, in Bolt's context, which nudge was acted on, and what happened."""

_log = logging.getLogger(__name__)


def note_answered(context: BoltContext, delivery: str, told: str) -> None:
    """Leave `told` (escaped mrkdwn) for the message of the nudge with the token `delivery`; empty where there is none."""
    if delivery:
        context[_ANSWERED] = (delivery, told)


def show_answered(client: WebClient, desk: Desk, context: BoltContext) -> bool:
    """Let the nudge that `note_answered` named tell what happened instead of asking; return whether it does.

    A form has no response_url, so each message is looked up, read back and changed. Only its recipient's acts change it.
    """
    match context.get(_ANSWERED):
        case (str(delivery), str(told)):
            slack_id = str(context.user_id)
            places = places_of_copy(desk.database, slack_id, delivery)
            return _show(client, desk, slack_id, delivery, places, told)
        case _:
            return False


def showing_answered(desk: Desk) -> Callable[..., None]:
    """Return a lazy listener that does it."""

    def show(client: WebClient, context: BoltContext) -> None:
        show_answered(client, desk, context)

    return show


def show_elsewhere(client: WebClient, desk: Desk, slack_id: str, delivery: str, body: Mapping[str, Any]) -> None:
    """Let every other message of a copy tell the same as the one in which a button was just pressed."""
    pressed_in = str((body.get("message") or {}).get("ts"))
    others = [place for place in places_of_copy(desk.database, slack_id, delivery) if place.ts != pressed_in]
    _show(client, desk, slack_id, delivery, others, "")


def _show(client: WebClient, desk: Desk, slack_id: str, delivery: str, places: Iterable[Place], told: str) -> bool:
    mail = SlackMail(posting_client(*access_of(client)))
    shown = [_show_at(mail, desk, slack_id, delivery, place, told) for place in places]
    return any(shown)


def _show_at(mail: SlackMail, desk: Desk, slack_id: str, delivery: str, place: Place, told: str) -> bool:
    shown = mail.read(place.channel, place.ts)
    if isinstance(shown, Absent):
        return False
    if isinstance(shown, Trouble):
        _log.warning("An answered nudge could not be read: %s", shown.code)
        return False
    standing = standing_now(desk.database, slack_id, delivery, desk.now())
    if isinstance(standing, NotYours | NotLinked | HasLeft):
        return False
    after = nudge_after(shown, standing, delivery, told)
    changed = mail.change(place.channel, place.ts, after.text, after.blocks)
    if not isinstance(changed, Posted):
        _log.warning("An answered nudge could not be changed: %s", changed.code)
        return False
    return True
