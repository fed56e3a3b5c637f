"""Conversations: public and private channels, and direct messages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.payloads import Payload

Kind = Literal["public_channel", "private_channel", "im"]


@dataclass
class Channel:
    """One conversation and who is in it."""

    id: str
    name: str
    kind: Kind
    members: list[str] = field(default_factory=list)
    created: int = 0

    @property
    def is_im(self) -> bool:
        """Whether it is a direct message between two accounts."""
        return self.kind == "im"

    @property
    def is_private(self) -> bool:
        """Whether only members may know of it."""
        return self.kind != "public_channel"

    @property
    def scope_prefix(self) -> str:
        """The first word of the scopes over this kind: ``channels``, ``groups`` or ``im``."""
        return {"public_channel": "channels", "private_channel": "groups", "im": "im"}[self.kind]

    @property
    def name_in_command(self) -> str:
        """What a slash command's payload says as ``channel_name``: private names are not told."""
        return {"public_channel": self.name, "private_channel": "privategroup", "im": "directmessage"}[self.kind]

    def partner_of(self, user_id: str) -> str:
        """In a direct message, the other account."""
        return next((member for member in self.members if member != user_id), user_id)

    def describe(self, bot_user_id: str) -> Payload:
        """The conversation object of https://docs.slack.dev/reference/objects/conversation-object, as the bot sees it."""
        common: Payload = {"id": self.id, "created": self.created, "is_archived": False, "is_org_shared": False}
        if self.is_im:
            return common | {
                "is_im": True,
                "user": self.partner_of(bot_user_id),
                "is_user_deleted": False,
                "priority": 0,
            }
        return common | {
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.kind == "public_channel",
            "is_group": self.kind == "private_channel",
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_general": self.name == "general",
            "is_shared": False,
            "is_ext_shared": False,
            "is_member": bot_user_id in self.members,
            "num_members": len(self.members),
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }


def read_channel(entry: Mapping[str, Any], bot_user_id: str) -> Channel:
    """A conversation from a workspace file; ``"bot": true`` puts the bot in it.

    Raises:
        ValueError: it has no id.
    """
    if not entry.get("id"):
        raise ValueError(f"A conversation without an id: {dict(entry)!r}")
    members = [str(member) for member in entry.get("members", ())]
    if entry.get("bot") and bot_user_id not in members:
        members.append(bot_user_id)
    kind: Kind = "im" if entry.get("is_im") else "private_channel" if entry.get("is_private") else "public_channel"
    return Channel(id=str(entry["id"]), name=str(entry.get("name") or entry["id"]), kind=kind, members=members)
