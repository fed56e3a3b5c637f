"""The workspace these tests play in, and the app they play with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.local_slack import LocalSlack

ALICE, BRUNO, CHIDI = "U0ALICE0001", "U0BRUNO0001", "U0CHIDI0001"
GENERAL, CREW, QUARTERS = "C0GENERAL01", "C0CREW00001", "C0QUARTERS1"

WORKSPACE: dict[str, Any] = {
    "team": {"id": "T0VILLAGE01", "name": "Village", "domain": "village"},
    "users": [
        {
            "id": ALICE,
            "name": "alice",
            "real_name": "Alice Ahn",
            "email": "alice@village.example",
            "tz": "Europe/Berlin",
        },
        {
            "id": BRUNO,
            "name": "bruno",
            "real_name": "Bruno Baker",
            "email": "bruno@village.example",
            "tz": "Asia/Tokyo",
        },
        {"id": CHIDI, "name": "chidi", "real_name": "Chidi Cole", "email": "chidi@village.example", "deleted": True},
    ],
    "channels": [
        {"id": GENERAL, "name": "general", "members": [ALICE, BRUNO], "bot": True},
        {"id": CREW, "name": "crew", "members": [ALICE]},
        {"id": QUARTERS, "name": "quarters", "is_private": True, "members": [BRUNO]},
    ],
}

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Rower"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "bot_user": {"display_name": "Rower"},
        "slash_commands": [
            {"command": "/row", "description": "Row", "usage_hint": "[how far]", "should_escape": True},
            {"command": "/rest", "description": "Rest"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "files:read",
                "files:write",
                "groups:history",
                "groups:read",
                "im:history",
                "im:read",
                "im:write",
                "reactions:write",
                "team:read",
                "users:read",
                "users:read.email",
            ]
        }
    },
    "settings": {
        "socket_mode_enabled": True,
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "file_shared",
                "member_joined_channel",
                "member_left_channel",
                "message.channels",
                "message.im",
                "team_join",
                "user_change",
            ]
        },
    },
}

FORM: dict[str, Any] = {
    "type": "modal",
    "callback_id": "voyage",
    "title": {"type": "plain_text", "text": "Voyage"},
    "submit": {"type": "plain_text", "text": "Row"},
    "blocks": [
        {
            "type": "input",
            "block_id": "where",
            "label": {"type": "plain_text", "text": "Where to?"},
            "element": {"type": "plain_text_input", "action_id": "place", "max_length": 20},
        },
        {
            "type": "input",
            "block_id": "pace",
            "optional": True,
            "label": {"type": "plain_text", "text": "How fast?"},
            "element": {
                "type": "static_select",
                "action_id": "speed",
                "initial_option": {"text": {"type": "plain_text", "text": "Slow"}, "value": "slow"},
                "options": [
                    {"text": {"type": "plain_text", "text": "Slow"}, "value": "slow"},
                    {"text": {"type": "plain_text", "text": "Fast"}, "value": "fast"},
                ],
            },
        },
    ],
}


def buttons(*words: str) -> list[dict[str, Any]]:
    """One row of buttons whose action ids are their words in small letters."""
    elements = [
        {"type": "button", "action_id": word.lower(), "value": word, "text": {"type": "plain_text", "text": word}}
        for word in words
    ]
    return [{"type": "actions", "block_id": "row", "elements": elements}]


def client_of(slack: LocalSlack) -> WebClient:
    """A client that repeats nothing by itself."""
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


def app_of(slack: LocalSlack) -> App:
    """An app without listeners, configured as the product is."""
    return App(client=client_of(slack), signing_secret=slack.signing_secret, process_before_response=True)


@contextmanager
def connected(
    slack: LocalSlack, app: App, ping_interval: float = 2, listen: Callable[[str], None] | None = None
) -> Iterator[SocketModeHandler]:
    """The app over one Socket Mode connection, which the sandbox has seen; ``listen`` gets every frame."""
    handler = SocketModeHandler(app, slack.app_token, ping_interval=ping_interval)
    if listen is not None:
        handler.client.on_message_listeners.append(listen)
    before = slack.open_sockets
    try:
        handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
        slack.wait_for(lambda: slack.open_sockets > before)
        yield handler
    finally:
        # A cut connection ends the client's reading at once; a mere close() waits for its time-out of three seconds.
        handler.client.auto_reconnect_enabled = False
        slack.drop_sockets()
        handler.close()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
