"""Taking a message from the app: storing it, noting it, telling those who see it, and seeing the traps in it."""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.blocks import with_ids, words_in
from sandbox.channels import Channel
from sandbox.interactions.events import tell_of_change, tell_of_message
from sandbox.messages import Message
from sandbox.payloads import Payload
from sandbox.record import Remarks
from sandbox.slack import Slack
from sandbox.workspace import APP_ID, BOT_USER_ID

CONTENT = ("text", "blocks", "attachments", "metadata", "thread_ts")


def post(
    slack: Slack,
    channel: Channel,
    content: Mapping[str, Any],
    *,
    only_for: str | None = None,
    files: list[Payload] | None = None,
) -> Message:
    """Say in the app's name what ``content`` holds of text, blocks, attachments, metadata and thread."""
    message = slack.messages.add(
        channel,
        slack.workspace.bot,
        str(content.get("text") or content.get("markdown_text") or ""),
        blocks=with_ids(content.get("blocks") or ()),
        attachments=list(content.get("attachments") or ()),
        metadata=content.get("metadata"),
        thread_ts=content.get("thread_ts"),
        files=files or [],
        only_for=only_for,
    )
    slack.record.accepted_message(
        channel=channel.id,
        to=channel.partner_of(BOT_USER_ID) if channel.is_im else None,
        ts=message.ts,
        text=message.text,
        blocks=message.blocks,
        metadata=message.metadata,
        only_for=only_for,
    )
    tell_of_message(slack, channel, message)
    return message


def edit(slack: Slack, channel: Channel, message: Message, content: Mapping[str, Any]) -> None:
    """Change a message of the app's. What ``content`` leaves out stays, but new text without blocks removes no blocks."""
    changed: Payload = {
        key: content[key] for key in ("text", "attachments", "metadata") if content.get(key) is not None
    }
    if content.get("blocks") is not None:
        changed["blocks"] = with_ids(content["blocks"])
    before = message.describe(slack.team_id, APP_ID)
    slack.messages.edit(message, channel, **changed)
    after = message.describe(slack.team_id, APP_ID)
    happened: Payload = {"subtype": "message_changed", "hidden": True, "ts": message.edited}
    tell_of_change(slack, channel, message, happened | {"message": after, "previous_message": before})


def remove(slack: Slack, channel: Channel, message: Message) -> None:
    """Take a message of the app's away."""
    slack.messages.remove(message, channel)
    before = message.describe(slack.team_id, APP_ID)
    happened: Payload = {"subtype": "message_deleted", "hidden": True, "ts": slack.clock.stamp()}
    tell_of_change(slack, channel, message, happened | {"previous_message": before, "deleted_ts": message.ts})


def remark_on(slack: Slack, channel: Channel, content: Mapping[str, Any], remarks: Remarks) -> None:
    """Warn of what Slack takes from an app although it is hardly meant."""
    words = " ".join([str(content.get("text") or ""), *words_in(content.get("blocks") or [])])
    for mention in re.findall(r"<[@#]([A-Z0-9]+)", words):
        if mention not in slack.workspace.users and mention not in slack.workspace.channels:
            remarks.warn("msg.unknown_mention", f"{mention} is nobody and no channel of this workspace.")
    if channel.is_im and slack.workspace.users[channel.partner_of(BOT_USER_ID)].deleted:
        remarks.warn("msg.deactivated_user", "Slack takes a message to a deactivated account, and nobody reads it.")
    last = next((said for said in reversed(slack.messages.history(channel.id)) if said.author.id == BOT_USER_ID), None)
    if last is not None and _same(last, content):
        remarks.warn("msg.duplicate", "The same content was posted twice running to the same conversation.")


def _same(message: Message, content: Mapping[str, Any]) -> bool:
    return (
        message.text == str(content.get("text") or "")
        and words_in(message.blocks) == words_in(content.get("blocks") or [])
        and message.metadata == content.get("metadata")
        and not message.files
    )
