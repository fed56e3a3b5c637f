"""Nobody acts on somebody else's things, nor reads them, whatever numbers and tokens they put into what they send.

Both the listeners and the values that they read are found in the app itself: who adds one is tested by that.
"""

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest

from bot.config import Settings
from bot.handlers.desk import Desk
from bot.views import values
from storage.database import Database
from tests.bot.handlers.switchboard import HR_CHANNEL, Heard, Switchboard
from tests.bot.handlers.things import (
    NOBODY,
    OWNER,
    OWNERS_WORDS,
    STRANGER,
    Things,
    any_state,
    rows_of,
    things_in,
    values_of,
)
from tests.factories import NOW

COMMAND_TEXTS = ("", "1", "1 hello", "#1", "pause", "stop", "data", f"<@{OWNER}>")


@pytest.fixture
def desk(sqlite_database: Database) -> Desk:
    environ = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "HR_CHANNEL": HR_CHANNEL}
    return Desk(sqlite_database, lambda: NOW, Settings.from_env(environ))


@pytest.fixture
def things(sqlite_database: Database) -> Things:
    return things_in(sqlite_database)


def _employees(app: Switchboard) -> Iterator[Heard]:
    """Yield what the listeners that are not HR's wait for."""
    for heard in app.heard:
        if heard.kind != "event" and not heard.name.removeprefix("/").startswith("hr"):
            yield heard


def _walk(app: Switchboard, slack_id: str, things: Things, read_as: list[type[Any]]) -> list[str]:
    """Let somebody send all of it, each listener what it reads; return what they read in the answers."""
    answers, state = [], any_state()

    def send(heard: Heard, value: str) -> None:
        for payload in heard.payloads(slack_id, value, state):
            if "view" not in payload:
                payload["response_url"] = "http://127.0.0.1:9/answer"
            answers.append(json.dumps(app.send(payload)))

    for heard in _employees(app):
        if heard.kind == "command":
            for text in COMMAND_TEXTS:
                send(heard, text)
            continue
        known: set[type[Any]] = set()
        read_as.clear()
        send(heard, "{}")
        while new := set(read_as) - known:
            known |= new
            for kind in new:
                for value in values_of(kind, things):
                    send(heard, value)
    return answers


def test_of_every_kind_of_value_it_is_known_what_the_owner_has(things: Things) -> None:
    for kind in get_args(values.Value):
        assert list(values_of(kind, things))


@pytest.mark.parametrize("slack_id", [STRANGER, NOBODY])
def test_nothing_of_the_owners_changes_and_nothing_of_it_is_read(
    desk: Desk, things: Things, said: list[str], read_as: list[type[Any]], slack_id: str
) -> None:
    before = rows_of(desk.database)
    read = _walk(Switchboard(desk), slack_id, things, read_as)
    after = rows_of(desk.database)
    assert {key: after.get(key) for key in before} == before, "what was there stays as it was"
    new = [row for key, row in after.items() if key not in before]
    assert [row for row in new if row.get("employee_id") == things.owner] == []
    assert [text for text in (*said, *read) if OWNERS_WORDS in text.casefold()] == []


def test_the_owner_does_all_of_it_by_the_same_walk(
    desk: Desk, things: Things, said: list[str], read_as: list[type[Any]]
) -> None:
    before = rows_of(desk.database)
    read = _walk(Switchboard(desk), OWNER, things, read_as)
    after = rows_of(desk.database)
    touched = {table for table, key in before if after.get((table, key)) != before[table, key]}
    touched |= {table for table, key in after if (table, key) not in before}
    assert touched >= {
        "applications",
        "deliveries",
        "enrolments",
        "feedback",
        "interests",
        "nominations",
        "quiets",
        "tuition_requests",
    }
    assert [text for text in (*said, *read) if OWNERS_WORDS in text.casefold()] != []
