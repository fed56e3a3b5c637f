"""Events: what the app subscribed to, sent until it is acknowledged.

https://docs.slack.dev/apis/events-api: an event that is not acknowledged is sent up to three more times.
"""

import asyncio
from collections.abc import Mapping

from sandbox.channels import Channel, Kind
from sandbox.identifiers import new_id, new_mark
from sandbox.interactions.delivery import VERIFICATION_TOKEN, deliver
from sandbox.line import Interaction, Unacknowledged
from sandbox.messages import Message
from sandbox.payloads import Payload
from sandbox.people import User
from sandbox.rules.event_scopes import EVENT_SCOPES
from sandbox.slack import Slack
from sandbox.workspace import APP_ID, BOT_USER_ID

EVENTS_OF_CHANNELS: Mapping[Kind, tuple[str, str]] = {
    "public_channel": ("message.channels", "channel"),
    "private_channel": ("message.groups", "group"),
    "im": ("message.im", "im"),
}
"""By kind of conversation: the subscription a message needs, and its ``channel_type``."""

RETRY_REASONS = {"operation_timeout": "timeout", "dispatch_failed": "connection_failed", "http_error": "http_error"}


def emit(slack: Slack, event: Payload, subscription: str | None = None) -> None:
    """Send an event, if the app subscribed to it and may know of it; nobody waits for it."""
    name = subscription or event["type"]
    manifest = slack.workspace.manifest
    if name not in manifest.events:
        return
    any_of = EVENT_SCOPES.get(name, ())
    if any_of and not manifest.scopes.intersection(any_of):
        return
    slack.later(_send_until_acknowledged(slack, _callback(slack, event)))


def tell_of_message(slack: Slack, channel: Channel, message: Message) -> None:
    """Send the message event for what was said, and ``app_mention`` where a channel names the app."""
    said = message.describe(slack.team_id, APP_ID, with_metadata=True)
    tell_of_change(slack, channel, message, said)
    heard = BOT_USER_ID in channel.members and message.only_for is None and not channel.is_im
    if heard and f"<@{BOT_USER_ID}>" in message.text:
        emit(slack, said | {"type": "app_mention", "channel": channel.id, "event_ts": message.ts})


def tell_of_change(slack: Slack, channel: Channel, message: Message, event: Payload) -> None:
    """Send a message event with these fields, where the app is in the conversation and everybody sees the message."""
    if BOT_USER_ID not in channel.members or message.only_for is not None:
        return
    subscription, channel_type = EVENTS_OF_CHANNELS[channel.kind]
    place = {"channel": channel.id, "channel_type": channel_type, "event_ts": message.edited or message.ts}
    emit(slack, {"type": "message"} | event | place, subscription)


def tell_of_membership(slack: Slack, channel: Channel, user: User, happening: str) -> None:
    """Send ``member_joined_channel`` or ``member_left_channel``."""
    event = {
        "type": happening,
        "user": user.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": slack.team_id,
        "event_ts": slack.clock.stamp(),
    }
    if BOT_USER_ID in channel.members or user.id == BOT_USER_ID:
        emit(slack, event)


def tell_of_account(slack: Slack, user: User, happening: str) -> None:
    """Send ``team_join`` or ``user_change``."""
    now = slack.clock.now()
    with_email = "users:read.email" in slack.workspace.manifest.scopes
    described = user.describe(slack.team_id, now, with_email=with_email)
    emit(
        slack, {"type": happening, "user": described, "cache_ts": int(now.timestamp()), "event_ts": slack.clock.stamp()}
    )


def tell_of_home(slack: Slack, person: User) -> None:
    """Send ``app_home_opened``."""
    event: Payload = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": slack.workspace.direct_message(person.id).id,
        "tab": "home",
        "event_ts": slack.clock.stamp(),
    }
    home = slack.views.home(person.id)
    if home is not None:
        event["view"] = home.describe(slack.team_id)
    emit(slack, event)


def _callback(slack: Slack, event: Payload) -> Payload:
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": slack.team_id,
        "api_app_id": APP_ID,
        "event": event,
        "type": "event_callback",
        "event_id": new_id("Ev"),
        "event_time": int(slack.clock.now().timestamp()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": slack.team_id,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": new_mark(24),
    }


async def _send_until_acknowledged(slack: Slack, callback: Payload) -> None:
    reason = ""
    for attempt, pause in enumerate((0.0, *slack.patience.event_retries)):
        if attempt:
            await asyncio.sleep(pause)
        interaction = Interaction("events_api", callback, retry_attempt=attempt, retry_reason=reason)
        outcome, _ = await deliver(slack, interaction, "events_api")
        if not isinstance(outcome, Unacknowledged):
            return
        reason = RETRY_REASONS[outcome.error]
