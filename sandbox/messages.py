"""Messages: what was said, to whom it is visible, and what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.changes import Changes
from sandbox.channels import Channel
from sandbox.clock import Clock
from sandbox.elements import Values
from sandbox.payloads import Payload
from sandbox.people import User
from sandbox.refusals import RefusedError


@dataclass
class Message:
    """One message. ``only_for``: the one person who sees an ephemeral one. ``typed``: what each person chose in it."""

    channel: str
    ts: str
    author: User
    text: str
    blocks: list[Payload] = field(default_factory=list)
    attachments: list[Payload] = field(default_factory=list)
    metadata: Payload | None = None
    files: list[Payload] = field(default_factory=list)
    reactions: list[Payload] = field(default_factory=list)
    only_for: str | None = None
    thread_ts: str | None = None
    edited: str | None = None
    subtype: str | None = None
    typed: dict[str, Values] = field(default_factory=dict)

    def describe(self, team_id: str, app_id: str, *, with_metadata: bool = False) -> Payload:
        """The message object that Slack's methods and events carry."""
        described: Payload = {
            "type": "message",
            "user": self.author.id,
            "ts": self.ts,
            "text": self.text,
            "team": team_id,
        }
        if self.author.bot_id:
            described |= {"bot_id": self.author.bot_id, "app_id": app_id}
        optional: Payload = {
            "subtype": self.subtype,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "files": self.files,
            "reactions": self.reactions,
            "thread_ts": self.thread_ts,
            "edited": self.edited and {"user": self.author.id, "ts": self.edited},
            "metadata": self.metadata if with_metadata else None,
        }
        return described | {key: value for key, value in optional.items() if value}

    def as_seen(self) -> Payload:
        """The message as the page and a test's person see it."""
        return {
            "ts": self.ts,
            "user": self.author.id,
            "username": self.author.display_name or self.author.real_name,
            "text": self.text,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "ephemeral": self.only_for is not None,
            "edited": self.edited is not None,
            "files": [file | {"url": f"/sandbox/files/{file['id']}"} for file in self.files],
            "thread_ts": self.thread_ts,
        }


class Messages:
    """All messages of a workspace, in the order of their timestamps."""

    def __init__(self, clock: Clock, changes: Changes) -> None:
        self._clock = clock
        self._changes = changes
        self._by_channel: dict[str, dict[str, Message]] = {}
        self._last_read: dict[tuple[str, str], str] = {}

    def add(self, channel: Channel, author: User, text: str, **content: Any) -> Message:  # noqa: ANN401  the fields of Message
        """Say something; the timestamp is given here."""
        message = Message(channel=channel.id, ts=self._clock.stamp(), author=author, text=text, **content)
        self._by_channel.setdefault(channel.id, {})[message.ts] = message
        self.show(message, channel)
        return message

    def find(self, channel_id: str, ts: str) -> Message:
        """The message with this timestamp.

        Raises:
            RefusedError: ``message_not_found``.
        """
        message = self._by_channel.get(channel_id, {}).get(ts)
        if message is None:
            raise RefusedError("message_not_found", detail=f"There is no message {ts} in {channel_id}.")
        return message

    def remove(self, message: Message, channel: Channel) -> None:
        """Take a message away for everybody."""
        del self._by_channel[channel.id][message.ts]
        self.show(message, channel)

    def edit(self, message: Message, channel: Channel, **content: Any) -> None:  # noqa: ANN401  the fields of Message
        """Change a message in its place."""
        for name, value in content.items():
            setattr(message, name, value)
        message.edited = self._clock.stamp()
        self.show(message, channel)

    def show(self, message: Message, channel: Channel) -> None:
        """Tell the pages of those who can see it that a message came, changed or went."""
        people = channel.members if message.only_for is None else [message.only_for]
        self._changes.announce(people, "conversation", channel.id)

    def history(self, channel_id: str) -> list[Message]:
        """What everybody in the conversation sees, oldest first."""
        return [message for message in self._by_channel.get(channel_id, {}).values() if message.only_for is None]

    def seen_by(self, user_id: str, channel_id: str) -> list[Message]:
        """What one person sees there, oldest first."""
        return [
            message for message in self._by_channel.get(channel_id, {}).values() if message.only_for in (None, user_id)
        ]

    def mark_read(self, user_id: str, channel_id: str) -> None:
        """The person has now seen everything there."""
        seen = self.seen_by(user_id, channel_id)
        if seen:
            self._last_read[user_id, channel_id] = seen[-1].ts

    def unread(self, user_id: str, channel_id: str) -> int:
        """How many messages of others came since the person last looked."""
        since = self._last_read.get((user_id, channel_id), "")
        return sum(message.ts > since and message.author.id != user_id for message in self.seen_by(user_id, channel_id))

    def __iter__(self) -> Iterator[Message]:
        for messages in self._by_channel.values():
            yield from messages.values()
