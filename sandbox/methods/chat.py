"""chat.*: https://docs.slack.dev/reference/methods?family=chat."""

from typing import Any

from sandbox.channels import Channel
from sandbox.messages import Message
from sandbox.methods.asked import Asked
from sandbox.payloads import Payload
from sandbox.posting import edit, post, remark_on, remove
from sandbox.refusals import RefusedError
from sandbox.workspace import APP_ID, BOT_USER_ID


def post_message(asked: Asked) -> Payload:
    """Say something in a conversation, or to a person, whose direct message it opens."""
    channel = _destination(asked)
    content = _content(asked)
    remark_on(asked.slack, channel, content, asked.remarks)
    message = post(asked.slack, channel, content)
    described = message.describe(asked.slack.team_id, APP_ID, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": described}


def post_ephemeral(asked: Asked) -> Payload:
    """Say something that one member of the conversation sees."""
    channel = _destination(asked)
    user_id = asked.text("user")
    if user_id not in channel.members:
        raise RefusedError("user_not_in_channel", detail="An ephemeral message is for a member of the conversation.")
    message = post(asked.slack, channel, _content(asked), only_for=user_id)
    return {"message_ts": message.ts}


def update(asked: Asked) -> Payload:
    """Change a message of the app's own."""
    channel, message = _own_message(asked, "ts", "cant_update_message")
    content = _content(asked)
    if message.blocks and asked.arguments.get("blocks") is None and not asked.flag("as_user"):
        asked.remarks.warn(
            "msg.update_keeps_blocks", "Text alone leaves the old blocks standing; people see no change."
        )
    edit(asked.slack, channel, message, content)
    described = message.describe(asked.slack.team_id, APP_ID, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": described}


def delete(asked: Asked) -> Payload:
    """Take a message of the app's own away."""
    channel, message = _own_message(asked, "ts", "cant_delete_message")
    remove(asked.slack, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(asked: Asked) -> Payload:
    """The web address of a message."""
    channel = asked.channel("channel", "")
    message = asked.slack.messages.find(channel.id, asked.text("message_ts"))
    link = f"{asked.slack.address}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def _content(asked: Asked) -> dict[str, Any]:
    content: dict[str, Any] = {
        "text": asked.arguments.get("text"),
        "markdown_text": asked.arguments.get("markdown_text"),
        "thread_ts": asked.arguments.get("thread_ts"),
    }
    for name in ("blocks", "attachments", "metadata"):
        content[name] = asked.structure(name)
    return content


def _destination(asked: Asked) -> Channel:
    workspace = asked.slack.workspace
    place = asked.text("channel")
    if place in workspace.users:
        if place == BOT_USER_ID or workspace.users[place].is_bot:
            raise RefusedError("cannot_dm_bot", detail="A bot cannot write to a bot.")
        return workspace.direct_message(place)
    by_name = next(
        (channel.id for channel in workspace.channels.values() if channel.name and place.lstrip("#") == channel.name),
        place,
    )
    channel = workspace.channel_seen_by(BOT_USER_ID, by_name)
    if BOT_USER_ID not in channel.members and "chat:write.public" not in workspace.manifest.scopes:
        raise RefusedError("not_in_channel", detail="The bot is not a member of this conversation.")
    return channel


def _own_message(asked: Asked, ts: str, error: str) -> tuple[Channel, Message]:
    channel = asked.channel("channel", "")
    message = asked.slack.messages.find(channel.id, asked.text(ts))
    if message.only_for is not None:
        raise RefusedError("message_not_found", detail="An ephemeral message is changed through its response_url only.")
    if message.author.id != BOT_USER_ID:
        raise RefusedError(error, detail="Somebody else wrote this message.")
    return channel, message
