"""What the walks through all listeners share."""

import json
from dataclasses import fields
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient, WebhookResponse

from bot.views import values
from storage.database import Database
from tests.bot.handlers.house import House, furnished


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that the app sends to Slack, as text."""
    sent: list[str] = []

    def call(_client: WebClient, method: str, **arguments: Any) -> dict[str, Any]:
        sent.append(
            json.dumps([method, arguments], default=lambda thing: getattr(thing, "to_dict", lambda: str(thing))())
        )
        return {"ok": True, "view": {"id": "V1", "hash": f"{len(sent)}.0"}, "ts": "1.1", "channel": "D1"}

    def respond(_client: WebhookClient, body: dict[str, Any], **_more: Any) -> WebhookResponse:
        sent.append(json.dumps(body, default=str))
        return WebhookResponse(url="", status_code=200, body="ok", headers={})

    monkeypatch.setattr(WebClient, "api_call", call)
    monkeypatch.setattr(WebhookClient, "send_dict", respond)
    return sent


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> list[type[Any]]:
    """The kinds of values as which the app has read what it was sent."""
    kinds: list[type[Any]] = []

    def note(kind: type[Any]) -> Any:
        kinds.append(kind)
        return fields(kind)

    monkeypatch.setattr(values, "fields", note)
    return kinds


@pytest.fixture
def house(sqlite_database: Database, said: list[str]) -> House:  # noqa: ARG001  Slack answers
    """The whole app, an owner of one of everything, and a Slack that takes whatever it is told."""
    return furnished(sqlite_database)
