"""conversations.* and users.conversations: https://docs.slack.dev/reference/methods?family=conversations."""

from collections.abc import Iterable

from sandbox.channels import Channel
from sandbox.interactions.events import tell_of_membership
from sandbox.messages import Message
from sandbox.methods.asked import Asked
from sandbox.payloads import Payload
from sandbox.refusals import RefusedError
from sandbox.workspace import APP_ID, BOT_USER_ID


def open_direct_message(asked: Asked) -> Payload:
    """Open the direct message with one person."""
    asked.needs_scope("im:write")
    workspace = asked.slack.workspace
    if asked.arguments.get("channel"):
        channel = asked.channel("channel", "")
    else:
        users = asked.words("users")
        if len(users) != 1:
            raise RefusedError(
                "too_many_users" if users else "users_list_not_supplied", detail="One user at a time here."
            )
        user = workspace.users.get(users[0])
        if user is None:
            raise RefusedError("user_not_found", detail=f"There is no user {users[0]}.")
        if user.deleted:
            raise RefusedError("user_disabled", detail="This account is deactivated.")
        if user.is_bot:
            raise RefusedError("cannot_dm_bot", detail="A bot cannot write to a bot.")
        channel = workspace.direct_message(user.id)
    described = channel.describe(BOT_USER_ID) if asked.flag("return_im") else {"id": channel.id}
    return {"channel": described, "no_op": False, "already_open": False}


def history(asked: Asked) -> Payload:
    """What was said, newest first, between ``oldest`` and ``latest``; as far as it has found its way there."""
    channel = asked.channel("channel", "history")
    _refuse_outsider(channel)
    now, lags = asked.slack.clock.now().timestamp(), asked.slack.faults.history_lags
    said = asked.slack.messages.history(channel.id)[::-1]
    return _span(asked, [message for message in said if max(now - float(message.ts), 0.0) >= lags])


def replies(asked: Asked) -> Payload:
    """A message and the thread under it, oldest first."""
    channel = asked.channel("channel", "history")
    _refuse_outsider(channel)
    parent = asked.slack.messages.find(channel.id, asked.text("ts"))
    thread = [
        message for message in asked.slack.messages.history(channel.id) if parent.ts in (message.ts, message.thread_ts)
    ]
    return _span(asked, thread)


def members(asked: Asked) -> Payload:
    """The ids of those in a conversation."""
    channel = asked.channel("channel", "read")
    page, metadata = asked.page(channel.members)
    return {"members": page, "response_metadata": metadata}


def info(asked: Asked) -> Payload:
    """One conversation."""
    return {"channel": asked.channel("channel", "read").describe(BOT_USER_ID)}


def list_all(asked: Asked) -> Payload:
    """Every conversation the bot may know of."""
    known = [
        channel
        for channel in asked.slack.workspace.channels.values()
        if BOT_USER_ID in channel.members or not channel.is_private
    ]
    return _list(asked, known)


def list_of_user(asked: Asked) -> Payload:
    """The conversations that a user (else the bot) is in, as far as the bot may know of them."""
    workspace = asked.slack.workspace
    user_id = asked.text("user", BOT_USER_ID)
    if user_id not in workspace.users:
        raise RefusedError("user_not_found", detail=f"There is no user {user_id}.")
    shared = [
        channel
        for channel in workspace.conversations_of(user_id)
        if BOT_USER_ID in channel.members or not channel.is_private
    ]
    return _list(asked, shared)


def join(asked: Asked) -> Payload:
    """Let the bot into a public channel."""
    channel = asked.channel("channel", "")
    if channel.kind != "public_channel":
        raise RefusedError("method_not_supported_for_channel_type", detail="Only a public channel can be joined.")
    if BOT_USER_ID not in channel.members:
        channel.members.append(BOT_USER_ID)
        tell_of_membership(asked.slack, channel, asked.slack.workspace.bot, "member_joined_channel")
    return {"channel": channel.describe(BOT_USER_ID)}


def _refuse_outsider(channel: Channel) -> None:
    if BOT_USER_ID not in channel.members:
        raise RefusedError("not_in_channel", detail="The bot is not a member of this conversation.")


def _list(asked: Asked, channels: Iterable[Channel]) -> Payload:
    kinds = asked.words("types") or ["public_channel"]
    wanted = [channel for channel in channels if channel.kind in kinds]
    for channel in wanted:
        asked.needs_scope(f"{channel.scope_prefix}:read")
    page, metadata = asked.page(wanted)
    return {"channels": [channel.describe(BOT_USER_ID) for channel in page], "response_metadata": metadata}


def _span(asked: Asked, messages: list[Message]) -> Payload:
    oldest, latest = _moment(asked.text("oldest", "0")), _moment(asked.text("latest") or "9999999999")
    inclusive = asked.flag("inclusive")
    within = [
        message
        for message in messages
        if oldest < _moment(message.ts) < latest or (inclusive and _moment(message.ts) in (oldest, latest))
    ]
    page, metadata = asked.page(within)
    with_metadata = asked.flag("include_all_metadata")
    described = [message.describe(asked.slack.team_id, APP_ID, with_metadata=with_metadata) for message in page]
    answer: Payload = {"messages": described, "has_more": bool(metadata["next_cursor"]), "pin_count": 0}
    return answer | ({"response_metadata": metadata} if metadata["next_cursor"] else {})


def _moment(stamp: str) -> tuple[int, int]:
    seconds, _, fraction = stamp.partition(".")
    return int(seconds or 0), int(f"{fraction:0<6}"[:6])
