"""The accounts of a workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.payloads import Payload

SLACKBOT = "USLACKBOT"


@dataclass
class User:
    """One account: a person, a guest or a bot."""

    id: str
    name: str
    real_name: str
    display_name: str = ""
    email: str = ""
    tz: str = "UTC"
    title: str = ""
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    deleted: bool = False
    bot_id: str = ""

    @property
    def is_person(self) -> bool:
        """Whether somebody can be this account in the page."""
        return not self.is_bot and self.id != SLACKBOT

    def describe(self, team_id: str, now: datetime, *, with_email: bool) -> Payload:
        """The user object of https://docs.slack.dev/reference/objects/user-object.

        Slack gives no zone for a deactivated account, and the e-mail only to an app with ``users:read.email``.
        """
        first, _, last = self.real_name.partition(" ")
        profile = {
            "title": self.title,
            "phone": "",
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.display_name,
            "display_name_normalized": self.display_name,
            "first_name": first,
            "last_name": last,
            "status_text": "",
            "status_emoji": "",
            "team": team_id,
        }
        if with_email and self.email:
            profile["email"] = self.email
        if self.bot_id:
            profile["bot_id"] = self.bot_id
        described: Payload = {
            "id": self.id,
            "team_id": team_id,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "profile": profile,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(now.timestamp()),
        }
        if self.deleted:
            return described
        zone = _zone(self.tz)
        return described | {
            "tz": self.tz,
            "tz_label": now.astimezone(zone).tzname() or self.tz,
            "tz_offset": int((now.astimezone(zone).utcoffset() or now - now).total_seconds()),
            "is_admin": False,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted or self.is_ultra_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_email_confirmed": not self.is_bot,
        }


def read_user(entry: Mapping[str, Any]) -> User:
    """An account from a workspace file.

    Raises:
        ValueError: it has no id, or names a field that accounts do not have.
    """
    if not entry.get("id"):
        raise ValueError(f"An account without an id: {dict(entry)!r}")
    user = User(
        id=str(entry["id"]),
        name=str(entry.get("name") or entry["id"]).lower(),
        real_name=str(entry.get("real_name") or entry.get("name") or entry["id"]),
    )
    change_user(user, {key: value for key, value in entry.items() if key not in ("id", "name", "real_name")})
    return user


CHANGEABLE = (
    "name",
    "real_name",
    "display_name",
    "email",
    "tz",
    "title",
    "is_bot",
    "is_restricted",
    "is_ultra_restricted",
    "deleted",
)


def change_user(user: User, fields: Mapping[str, Any]) -> None:
    """Set some of an account's fields.

    Raises:
        ValueError: a field that cannot be changed, or a zone nobody knows.
    """
    for field, value in fields.items():
        if field not in CHANGEABLE:
            raise ValueError(f"An account has no field {field!r}; it has {', '.join(CHANGEABLE)}.")
        if field == "tz":
            _zone(value)
        setattr(user, field, value)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError(f"{name!r} is not a zone of the IANA database, such as Europe/Berlin.") from unknown
