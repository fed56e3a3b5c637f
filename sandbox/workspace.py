"""A workspace: its team, its accounts, its conversations, and the one app that is installed in it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.channels import Channel, read_channel
from sandbox.manifest import Manifest
from sandbox.people import SLACKBOT, User, change_user, read_user
from sandbox.refusals import RefusedError

APP_ID = "A0SANDBOX00"
BOT_ID = "B0SANDBOX00"
BOT_USER_ID = "U0SANDBOX00"


@dataclass(frozen=True)
class Team:
    """The workspace's own name."""

    id: str
    name: str
    domain: str


class Workspace:
    """Who and what there is. Messages, views and files live elsewhere and refer to these ids."""

    def __init__(self, team: Team, manifest: Manifest, users: list[User], channels: list[Channel]) -> None:
        self.team = team
        self.manifest = manifest
        self.bot = User(
            id=BOT_USER_ID, name=manifest.bot_name.lower(), real_name=manifest.bot_name, is_bot=True, bot_id=BOT_ID
        )
        slackbot = User(id=SLACKBOT, name="slackbot", real_name="Slackbot")
        self.users = {user.id: user for user in (slackbot, *users, self.bot)}
        self.channels = {channel.id: channel for channel in channels}
        for channel in channels:
            unknown = [member for member in channel.members if member not in self.users]
            if unknown:
                raise ValueError(f"Channel {channel.name} has members who have no account: {', '.join(unknown)}")

    def person(self, user_id: str) -> User:
        """An account somebody can be.

        Raises:
            RefusedError: ``user_not_found``.
        """
        user = self.users.get(user_id)
        if user is None or not user.is_person:
            raise RefusedError("user_not_found", detail=f"There is no person {user_id} in this workspace.")
        return user

    def channel_seen_by(self, user_id: str, channel_id: str) -> Channel:
        """A conversation this account may look into: one it is in, or any public channel.

        Raises:
            RefusedError: ``channel_not_found``, also where it exists but must stay unknown.
        """
        if user_id != self.bot.id and channel_id == direct_message_id(user_id):
            return self.direct_message(user_id)
        channel = self.channels.get(channel_id)
        if channel is None or (channel.is_private and user_id not in channel.members):
            raise RefusedError(
                "channel_not_found", detail=f"There is no conversation {channel_id}, or it is private and not theirs."
            )
        return channel

    def direct_message(self, user_id: str) -> Channel:
        """The conversation between the bot and this account, opened if it was not yet open."""
        channel_id = direct_message_id(user_id)
        if channel_id not in self.channels:
            self.channels[channel_id] = Channel(id=channel_id, name="", kind="im", members=[user_id, self.bot.id])
        return self.channels[channel_id]

    def change(self, user: User, fields: Mapping[str, Any]) -> None:
        """Set some of an account's fields; a deactivated one leaves its channels, as at Slack.

        Raises:
            ValueError: a field that cannot be changed, or a zone nobody knows.
        """
        change_user(user, fields)
        if user.deleted:
            for channel in self.conversations_of(user.id):
                if not channel.is_im:
                    channel.members.remove(user.id)

    def conversations_of(self, user_id: str) -> list[Channel]:
        """Every conversation this account is in."""
        return [channel for channel in self.channels.values() if user_id in channel.members]


def direct_message_id(user_id: str) -> str:
    """The id of the direct message between the app and this account."""
    return f"D{user_id[1:]}"


def read_workspace(source: Path | Mapping[str, Any], manifest: Manifest) -> Workspace:
    """The workspace in a JSON file, or already read, with the manifest's app installed.

    Raises:
        ValueError: something in it has no id, a field is unknown, or a member has no account.
    """
    raw = json.loads(source.read_text(encoding="utf-8")) if isinstance(source, Path) else source
    team = raw.get("team") or {}
    return Workspace(
        team=Team(
            id=str(team.get("id") or "T0SANDBOX00"),
            name=str(team.get("name") or "Sandbox"),
            domain=str(team.get("domain") or "sandbox"),
        ),
        manifest=manifest,
        users=[read_user(entry) for entry in raw.get("users", ())],
        channels=[read_channel(entry, BOT_USER_ID) for entry in raw.get("channels", ())],
    )
