"""The app manifest to paste into Slack, made from the same command names that the listeners use."""

from typing import Any

import yaml

from bot.views.ids import Command

_USAGE: dict[Command, tuple[str, str]] = {
    Command.OPENINGS: ("Openings, those that suit you first", "[words]"),
    Command.APPLY: ("Apply for an opening", "<opening number or words> [note]"),
    Command.TRAINING: ("Programmes and workshops", "[words]"),
    Command.INTEREST: ("Say what you would like to learn", "<training or any words>"),
    Command.CAREER: ("Your applications, interests and nudge settings", "[pause 30d | resume | stop | start]"),
    Command.KUDOS: ("Thank a colleague", "@person <for what>"),
    Command.HR: ("For HR, in the HR channel", "[opening new | applications | nudge new | help]"),
}
"""What Slack shows while a command is typed: what it does, and what may follow it."""

_SCOPES = (
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:write",
    "users:read",
    "users:read.email",
)

_EVENTS = ("app_home_opened", "file_shared", "member_joined_channel", "member_left_channel", "user_change")


def manifest() -> dict[str, Any]:
    """Return the manifest as Slack's documentation describes it (docs.slack.dev/reference/app-manifest)."""
    return {
        "display_information": {
            "name": "Coxswain",
            "description": "Career nudges: HR steers, you row.",
            "background_color": "#0b3d4f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Coxswain", "always_online": True},
            "slash_commands": [
                {
                    "command": command.value,
                    "description": _USAGE[command][0],
                    "usage_hint": _USAGE[command][1],
                    "should_escape": True,
                }
                for command in Command
            ],
        },
        "oauth_config": {"scopes": {"bot": list(_SCOPES)}},
        "settings": {
            "event_subscriptions": {"bot_events": list(_EVENTS)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def as_yaml() -> str:
    """Return the manifest as YAML."""
    return yaml.safe_dump(manifest(), sort_keys=False, allow_unicode=True)
