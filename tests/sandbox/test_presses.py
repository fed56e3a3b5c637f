from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, GENERAL, buttons, connected

MENU: list[dict[str, Any]] = [
    {
        "type": "section",
        "block_id": "when",
        "text": {"type": "mrkdwn", "text": "When?"},
        "accessory": {"type": "datepicker", "action_id": "day"},
    },
    {
        "type": "actions",
        "block_id": "who",
        "elements": [
            {
                "type": "external_select",
                "action_id": "mate",
                "min_query_length": 2,
                "placeholder": {"type": "plain_text", "text": "A mate"},
            }
        ],
    },
]


def test_a_press_tells_the_app_who_where_and_what(
    slack: LocalSlack, app: App, client: WebClient, alice: Person
) -> None:
    told: list[dict[str, Any]] = []

    @app.action("row")
    def row(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        ack()
        told.append(body)
        respond(text="Rowing", replace_original=True)

    client.chat_postMessage(channel=ALICE, text="Ahoy", blocks=buttons("Row", "Rest"))
    with connected(slack, app):
        assert alice.press(alice.last(), "Row").ok
        alice.wait_for_message("Rowing")
        # Here, for an event that comes back while the connection is being cut is rightly noted as not acknowledged.
        assert slack.record.breaches == []

    body = told[0]
    assert body["user"]["id"] == ALICE
    assert body["container"] == {
        "type": "message",
        "message_ts": alice.last().ts,
        "channel_id": alice.last().channel,
        "is_ephemeral": False,
    }
    assert body["message"]["text"] == "Ahoy"
    assert body["actions"][0]["value"] == "Row"
    assert body["actions"][0]["text"]["text"] == "Row"
    assert [(message.text, message.edited) for message in alice.dm()] == [("Rowing", True)]


def test_a_press_on_what_only_the_person_sees_carries_no_message(
    slack: LocalSlack, app: App, client: WebClient, alice: Person
) -> None:
    told: list[dict[str, Any]] = []

    @app.action("row")
    def row(ack: Ack, body: dict[str, Any], respond: Respond) -> None:
        ack()
        told.append(body)
        respond(delete_original=True)

    client.chat_postEphemeral(channel=GENERAL, user=ALICE, text="psst", blocks=buttons("Row"))
    with connected(slack, app):
        alice.press(alice.last(GENERAL), "Row")
        alice.wait_for(lambda: not alice.messages(GENERAL))
    assert told[0]["container"]["is_ephemeral"]
    assert "message" not in told[0]


def test_what_was_chosen_stands_in_the_state(slack: LocalSlack, app: App, client: WebClient, alice: Person) -> None:
    states: list[dict[str, Any]] = []

    @app.action("day")
    def day(ack: Ack, body: dict[str, Any]) -> None:
        ack()
        states.append(body["state"]["values"])

    client.chat_postMessage(channel=ALICE, text="Ahoy", blocks=MENU)
    with connected(slack, app):
        alice.choose(alice.last(), "day", "2027-01-31")
    assert states[0]["when"]["day"] == {"type": "datepicker", "selected_date": "2027-01-31"}
    assert states[0]["who"]["mate"] == {"type": "external_select", "selected_option": None}


def test_the_app_fills_a_menu_while_somebody_types(
    slack: LocalSlack, app: App, client: WebClient, alice: Person
) -> None:
    @app.options("mate")
    def mates(ack: Ack, payload: dict[str, Any]) -> None:
        ack(options=[{"text": {"type": "plain_text", "text": payload["value"].title()}, "value": payload["value"]}])

    client.chat_postMessage(channel=ALICE, text="Ahoy", blocks=MENU)
    with connected(slack, app):
        assert alice.suggestions(alice.last(), "mate", "b") == [], "two letters are needed"
        offered = alice.suggestions(alice.last(), "mate", "bruno")
    assert [option["text"]["text"] for option in offered] == ["Bruno"]
    assert slack.record.breaches == []


def test_an_unacknowledged_press_is_shown_to_the_person(
    slack: LocalSlack, app: App, client: WebClient, alice: Person
) -> None:
    app.action("row")(lambda: None)
    client.chat_postMessage(channel=ALICE, text="Ahoy", blocks=buttons("Row"))
    with connected(slack, app):
        done = alice.press(alice.last(), "Row")
    assert (done.ok, done.error) == (False, "operation_timeout")
    assert "operation_timeout" in alice.last().text


def test_a_payload_that_nobody_takes_is_a_breach(slack: LocalSlack, app: App, client: WebClient, alice: Person) -> None:
    app.action("row")(lambda ack: ack(text="nobody will read this"))
    client.chat_postMessage(channel=ALICE, text="Ahoy", blocks=buttons("Row"))
    with connected(slack, app):
        assert alice.press(alice.last(), "Row").ok
    assert "ack.payload_not_accepted" in {breach.rule for breach in slack.record.errors}
    assert [message.text for message in alice.dm()] == ["Ahoy"]


def test_a_person_can_press_only_what_is_shown(client: WebClient, alice: Person) -> None:
    client.chat_postMessage(channel=ALICE, text="Ahoy", blocks=buttons("Row", "Rest"))
    with pytest.raises(LookupError, match=r"0 elements are named 'Fly'.*'Row'"):
        alice.press(alice.last(), "Fly")
