from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from sandbox.control_client import ControlError
from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, BRUNO, CREW, GENERAL, MANIFEST, QUARTERS, WORKSPACE, connected


@pytest.fixture
def heard(app: App) -> list[dict[str, Any]]:
    """The events that the app hears."""
    events: list[dict[str, Any]] = []

    def keep(event: dict[str, Any]) -> None:
        events.append(event)

    for kind in (
        "message",
        "app_mention",
        "member_joined_channel",
        "member_left_channel",
        "team_join",
        "user_change",
        "file_shared",
    ):
        app.event(kind)(keep)
    return events


def test_the_app_hears_people_where_it_is_a_member_and_subscribed(
    slack: LocalSlack, app: App, alice: Person, bruno: Person, heard: list[dict[str, Any]]
) -> None:
    with connected(slack, app):
        alice.say("to the crew, without the bot", CREW)
        bruno.say("in a private channel, without the bot", QUARTERS)
        alice.say("R&D <3", GENERAL)
        bruno.say("Ahoy")
        slack.wait_for(lambda: len(heard) == 2)
    assert {(event["channel_type"], event["text"], event["user"]) for event in heard} == {
        ("channel", "R&amp;D &lt;3", ALICE),
        ("im", "Ahoy", BRUNO),
    }


def test_being_named_in_a_channel_is_a_mention(
    slack: LocalSlack, app: App, alice: Person, heard: list[dict[str, Any]]
) -> None:
    with connected(slack, app):
        alice.say("@rower hello", GENERAL)
        slack.wait_for(lambda: len(heard) == 2)
    assert {event["type"] for event in heard} == {"message", "app_mention"}


def test_coming_going_and_changing_are_told(
    slack: LocalSlack, app: App, alice: Person, bruno: Person, heard: list[dict[str, Any]]
) -> None:
    with connected(slack, app):
        bruno.leave(GENERAL)
        bruno.join(GENERAL)
        alice.change(tz="Asia/Tokyo")
        slack.control.post("users", {"id": "U0DORA00001", "name": "dora", "real_name": "Dora Diaz"})
        slack.wait_for(lambda: len(heard) == 4)
    by_kind = {event["type"]: event for event in heard}
    assert by_kind["member_left_channel"]["user"] == by_kind["member_joined_channel"]["user"] == BRUNO
    assert by_kind["user_change"]["user"]["tz"] == "Asia/Tokyo"
    assert by_kind["team_join"]["user"]["real_name"] == "Dora Diaz"


def test_an_event_without_its_scope_is_not_sent_and_is_a_breach() -> None:
    manifest = MANIFEST | {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}
    with LocalSlack(WORKSPACE, manifest) as slack:
        slack.person(ALICE).say("Ahoy")
        assert "scope.event" in {breach.rule for breach in slack.record.errors}
        assert slack.record.sendings == []


def test_where_the_messages_tab_is_off_nobody_can_write_to_the_app() -> None:
    manifest = MANIFEST | {"features": {"app_home": {"messages_tab_enabled": False}}}
    with LocalSlack(WORKSPACE, manifest) as slack, pytest.raises(ControlError, match="messages_tab_disabled"):
        slack.person(ALICE).say("Ahoy")


def test_a_deactivated_person_can_do_nothing(slack: LocalSlack, alice: Person) -> None:
    alice.change(deleted=True)
    with pytest.raises(ControlError, match="account_inactive"):
        alice.command("/row")
    with pytest.raises(ControlError, match="not_in_channel"):
        slack.person(BRUNO).say("not a member", CREW)


def test_the_bots_own_posts_and_changes_are_events_too(slack: LocalSlack, app: App, client: WebClient) -> None:
    with connected(slack, app):
        posted = client.chat_postMessage(channel=GENERAL, text="Ahoy")
        client.chat_update(channel=GENERAL, ts=posted["ts"], text="Ahoy!")
        client.chat_delete(channel=GENERAL, ts=posted["ts"])
        slack.wait_for(lambda: len(slack.record.sendings) == 3)
    subtypes = [sending.payload["event"].get("subtype") for sending in slack.record.sendings]
    assert set(subtypes) == {None, "message_changed", "message_deleted"}
