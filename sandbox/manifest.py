"""The app manifest: what the app is called, what it may do, and which commands and events it takes."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sandbox.payloads import Payload
from sandbox.rules import Breach, check_manifest


@dataclass(frozen=True)
class Command:
    """One slash command of the app."""

    name: str
    description: str
    usage_hint: str
    should_escape: bool

    def describe(self) -> Payload:
        """The command as the page shows it while somebody types."""
        return {"command": self.name, "description": self.description, "usage_hint": self.usage_hint}


@dataclass(frozen=True)
class Manifest:
    """What https://docs.slack.dev/reference/app-manifest says of one app, as far as a workspace acts on it.

    ``breaches`` is what Slack would refuse in it.
    """

    app_name: str
    bot_name: str
    commands: Mapping[str, Command]
    scopes: frozenset[str]
    events: frozenset[str]
    home_tab: bool
    messages_tab: bool
    breaches: tuple[Breach, ...]


def read_manifest(source: Path | Mapping[str, Any]) -> Manifest:
    """The manifest in a YAML or JSON file, or already read.

    Raises:
        ValueError: it is not a mapping, or a command has no name that starts with a slash.
    """
    raw = _read(source) if isinstance(source, Path) else source
    if not isinstance(raw, Mapping):
        raise ValueError("An app manifest is a mapping with display_information, features, oauth_config and settings.")  # noqa: TRY004  the file's content is wrong, not a caller's type
    features = raw.get("features") or {}
    app_name = str((raw.get("display_information") or {}).get("name") or "App")
    app_home = features.get("app_home") or {}
    commands = [_command(entry) for entry in features.get("slash_commands") or ()]
    return Manifest(
        app_name=app_name,
        bot_name=str((features.get("bot_user") or {}).get("display_name") or app_name),
        commands={command.name: command for command in commands},
        scopes=frozenset(((raw.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()),
        events=frozenset(((raw.get("settings") or {}).get("event_subscriptions") or {}).get("bot_events") or ()),
        home_tab=bool(app_home.get("home_tab_enabled", False)),
        breaches=tuple(check_manifest(raw)),
        messages_tab=bool(app_home.get("messages_tab_enabled", True))
        and not app_home.get("messages_tab_read_only_enabled", False),
    )


def _read(path: Path) -> object:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        return json.loads(text)
    return yaml.safe_load(text)


def _command(entry: Mapping[str, Any]) -> Command:
    name = str(entry.get("command", ""))
    if not name.startswith("/"):
        raise ValueError(f"A slash command starts with a slash, but the manifest has {name!r}.")
    return Command(
        name=name,
        description=str(entry.get("description", "")),
        usage_hint=str(entry.get("usage_hint", "")),
        should_escape=bool(entry.get("should_escape", False)),
    )
