"""files.*: https://docs.slack.dev/messaging/working-with-files."""

from sandbox.files import File
from sandbox.interactions.events import emit
from sandbox.methods.asked import Asked
from sandbox.payloads import Payload
from sandbox.posting import post
from sandbox.refusals import RefusedError
from sandbox.slack import Slack
from sandbox.workspace import BOT_USER_ID


def get_upload_url(asked: Asked) -> Payload:
    """Where to send a file's bytes."""
    length = int(asked.text("length"))
    if length <= 0:
        raise RefusedError("invalid_arguments", detail="A file has at least one byte.")
    file = asked.slack.files.announce(asked.text("filename"), length, BOT_USER_ID)
    return {"upload_url": f"{asked.slack.address}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(asked: Asked) -> Payload:
    """Share files whose bytes have arrived, in a conversation the bot is in; or keep them to the bot."""
    slack = asked.slack
    files = []
    for entry in asked.structure("files"):
        file = slack.files.find(str(entry.get("id")))
        if file.content is None:
            raise RefusedError("file_not_found", detail=f"No bytes of {file.id} have arrived.")
        file.title = str(entry.get("title") or file.name)
        files.append(file)
    places = [asked.text("channel_id")] if asked.text("channel_id") else asked.words("channels")
    for place in places:
        channel = slack.workspace.channel_seen_by(BOT_USER_ID, place)
        if BOT_USER_ID not in channel.members:
            raise RefusedError("not_in_channel", detail="The bot is not a member of this conversation.")
        content = {
            "text": asked.text("initial_comment"),
            "blocks": asked.structure("blocks"),
            "thread_ts": asked.arguments.get("thread_ts"),
        }
        described = [share(slack, file, channel.id) for file in files]
        post(slack, channel, content, files=described)
    return {"files": [file.describe(slack.address, slack.team_id) for file in files]}


def info(asked: Asked) -> Payload:
    """One file that the bot may see."""
    slack = asked.slack
    file = slack.files.find(asked.text("file"))
    seen = file.owner == BOT_USER_ID or any(
        BOT_USER_ID in slack.workspace.channels[channel].members for channel in file.channels
    )
    if not seen:
        raise RefusedError("file_not_found", detail="The bot is in no conversation with this file.")
    return {
        "file": file.describe(slack.address, slack.team_id),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


def share(slack: Slack, file: File, channel_id: str) -> Payload:
    """Put a file into a conversation, and tell the app of it; the file as a message carries it."""
    file.channels.append(channel_id)
    if BOT_USER_ID in slack.workspace.channels[channel_id].members:
        event: Payload = {"type": "file_shared", "file_id": file.id, "user_id": file.owner, "file": {"id": file.id}}
        emit(slack, event | {"channel_id": channel_id, "event_ts": slack.clock.stamp()})
    return file.describe(slack.address, slack.team_id)
