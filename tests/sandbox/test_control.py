import http.client
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox.control_client import ControlError
from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, BRUNO, CHIDI, CREW, GENERAL, QUARTERS, WORKSPACE, buttons, connected


def test_the_state_names_team_bot_people_channels_and_commands(slack: LocalSlack) -> None:
    state = slack.control.get("state")
    assert state["team"] == WORKSPACE["team"]
    assert state["bot"] == {"user_id": slack.bot_user_id, "name": "Rower"}
    assert [user["id"] for user in state["users"]] == [ALICE, BRUNO, CHIDI]
    assert {channel["id"]: channel["is_private"] for channel in state["channels"]} == {
        GENERAL: False,
        CREW: False,
        QUARTERS: True,
    }
    assert state["commands"][0] == {"command": "/row", "description": "Row", "usage_hint": "[how far]"}


def test_a_person_sees_their_own_conversations_with_what_is_unread(
    slack: LocalSlack, client: WebClient, alice: Person
) -> None:
    client.chat_postMessage(channel=GENERAL, text="Ahoy")
    listed = slack.control.get(f"people/{ALICE}/conversations")["conversations"]
    assert [(each["id"], each["unread"]) for each in listed] == [(GENERAL, 1), (CREW, 0), (f"D{ALICE[1:]}", 0)]
    assert listed[0]["last_ts"] == alice.last(GENERAL).ts
    assert listed[2]["user"] == slack.bot_user_id
    with pytest.raises(ControlError, match="channel_not_found"):
        alice.messages(QUARTERS)


def test_changes_come_as_server_sent_events(slack: LocalSlack, client: WebClient) -> None:
    place = urlsplit(slack.address)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=5)
    connection.request("GET", f"/sandbox/people/{ALICE}/events")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream"
    assert response.readline() == b": here\n"
    client.chat_postMessage(channel=GENERAL, text="Ahoy")
    client.views_publish(user_id=BRUNO, view={"type": "home", "blocks": buttons("Row")})
    client.views_publish(user_id=ALICE, view={"type": "home", "blocks": buttons("Row")})
    changes: list[dict[str, Any]] = []
    slack.move_clock(60)
    while len(changes) < 3:
        line = response.readline()
        if line.startswith(b"data: "):
            changes.append(json.loads(line.removeprefix(b"data: ")))
    response.close()
    connection.close()
    assert changes == [{"changed": "conversation", "channel": GENERAL}, {"changed": "home"}, {"changed": "clock"}]


def test_the_record_is_told_from_a_number_on_and_holds_no_token(
    slack: LocalSlack, app: App, client: WebClient, alice: Person
) -> None:
    app.command("/row")(lambda ack: ack("Rowing"))
    client.chat_postMessage(channel=ALICE, text="Ahoy")
    with connected(slack, app):
        alice.command("/row")
    entries = slack.control.get("record?since=1")["entries"]
    kinds = [entry["entry"] for entry in entries]
    assert set(kinds) == {"call", "accepted", "sending"}
    assert [entry["number"] for entry in entries] == list(range(1, len(entries) + 1))
    told = json.dumps(slack.control.get("record")["entries"])
    assert slack.bot_token not in told
    assert slack.app_token not in told


def test_a_request_that_cannot_be_done_says_why(slack: LocalSlack) -> None:
    for path, body, reason in (
        (f"users/{ALICE}", {"tz": "Mars/Olympus"}, "IANA"),
        (f"users/{ALICE}", {"shoe_size": 43}, "no field 'shoe_size'"),
        ("users", {"name": "nobody"}, "without an id"),
        ("people/U0NOBODY001/command", {"text": "/row"}, "user_not_found"),
        (f"people/{ALICE}/command", {}, "text"),
        (f"people/{ALICE}/press", {"view_id": "V0GONE00001"}, "not_found"),
        ("clock", {"ahead_seconds": -1}, "cannot go back"),
        ("url-verification", {}, "socket_mode_enabled"),
    ):
        with pytest.raises(ControlError, match=reason):
            slack.control.post(path, body)


def test_the_page_is_served(slack: LocalSlack) -> None:
    place = urlsplit(slack.address)
    connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=5)
    connection.request("GET", "/")
    response = connection.getresponse()
    content = response.read()
    connection.close()
    assert response.status == 200
    assert b"<html" in content
