from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, CHIDI, CREW, GENERAL, QUARTERS, buttons


def error_of(call: Callable[[], Any]) -> str:
    with pytest.raises(SlackApiError) as refused:
        call()
    return str(refused.value.response["error"])


def rules_broken(slack: LocalSlack) -> set[str]:
    return {breach.rule for breach in slack.record.breaches}


def test_a_post_to_a_person_opens_their_direct_message(client: WebClient, alice: Person, slack: LocalSlack) -> None:
    answer = client.chat_postMessage(channel=ALICE, text="Ahoy", blocks=buttons("Row", "Rest"))

    assert answer["channel"].startswith("D")
    assert answer["message"]["ts"] == answer["ts"]
    assert answer["message"]["bot_id"]
    assert alice.last().text == "Ahoy"
    assert alice.last().buttons == ["Row", "Rest"]
    assert [post.text for post in slack.record.posts_to(ALICE)] == ["Ahoy"]
    assert slack.record.breaches == []


def test_only_the_person_sees_their_direct_message(client: WebClient, alice: Person, bruno: Person) -> None:
    client.chat_postMessage(channel=ALICE, text="Ahoy")
    assert alice.unread() == 1
    alice.read()
    assert alice.unread() == 0
    assert bruno.dm() == []


def test_where_the_bot_is_no_member_it_cannot_post(client: WebClient) -> None:
    assert error_of(lambda: client.chat_postMessage(channel=CREW, text="hi")) == "not_in_channel"
    assert error_of(lambda: client.chat_postMessage(channel=QUARTERS, text="hi")) == "channel_not_found"
    assert error_of(lambda: client.chat_postMessage(channel="C0NOWHERE01", text="hi")) == "channel_not_found"
    assert error_of(lambda: client.chat_postMessage(channel="D0NOBODY001", text="hi")) == "channel_not_found"


def test_what_slack_refuses_is_refused_and_recorded(client: WebClient, slack: LocalSlack) -> None:
    assert error_of(lambda: client.api_call("chat.postMessage", json={"channel": ALICE})) == "no_text"
    assert (
        error_of(lambda: client.chat_postMessage(channel=ALICE, text="hi", blocks=buttons("Row") * 51))
        == "invalid_blocks"
    )
    assert {"msg.no_text", "bk.too_many_blocks"} <= rules_broken(slack)
    assert slack.record.accepted == []


def test_a_message_to_a_deactivated_account_is_taken_with_a_warning(client: WebClient, slack: LocalSlack) -> None:
    assert client.chat_postMessage(channel=CHIDI, text="Ahoy")["ok"]
    assert rules_broken(slack) == {"msg.deactivated_user"}
    assert slack.record.errors == []


def test_saying_the_same_twice_running_and_naming_a_stranger_are_remarked_on(
    client: WebClient, slack: LocalSlack
) -> None:
    client.chat_postMessage(channel=ALICE, text="Ahoy <@U0NOBODY001>")
    assert rules_broken(slack) == {"msg.unknown_mention"}
    client.chat_postMessage(channel=ALICE, text="Ahoy <@U0NOBODY001>")
    assert rules_broken(slack) == {"msg.unknown_mention", "msg.duplicate"}


def test_an_ephemeral_message_is_for_one_member(client: WebClient, alice: Person, bruno: Person) -> None:
    client.chat_postEphemeral(channel=GENERAL, user=ALICE, text="psst")
    assert [message.text for message in alice.ephemerals(GENERAL)] == ["psst"]
    assert bruno.messages(GENERAL) == []
    assert client.conversations_history(channel=GENERAL)["messages"] == []
    assert error_of(lambda: client.chat_postEphemeral(channel=GENERAL, user=CHIDI, text="x")) == "user_not_in_channel"


def test_an_update_changes_the_message_in_its_place(client: WebClient, alice: Person, slack: LocalSlack) -> None:
    posted = client.chat_postMessage(channel=ALICE, text="Ahoy", blocks=buttons("Row"))
    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Rowing", blocks=buttons("Rest"))
    assert [(message.text, message.buttons, message.edited) for message in alice.dm()] == [("Rowing", ["Rest"], True)]
    assert slack.record.breaches == []

    client.chat_update(channel=posted["channel"], ts=posted["ts"], text="Still rowing")
    assert alice.last().buttons == ["Rest"]
    assert rules_broken(slack) == {"msg.update_keeps_blocks"}


def test_only_own_messages_are_changed_or_deleted(client: WebClient, alice: Person) -> None:
    alice.say("mine", GENERAL)
    theirs = alice.last(GENERAL).ts
    assert error_of(lambda: client.chat_update(channel=GENERAL, ts=theirs, text="x")) == "cant_update_message"
    assert error_of(lambda: client.chat_delete(channel=GENERAL, ts=theirs)) == "cant_delete_message"
    own = client.chat_postMessage(channel=GENERAL, text="bye")
    client.chat_delete(channel=GENERAL, ts=own["ts"])
    assert [message.text for message in alice.messages(GENERAL)] == ["mine"]
    assert error_of(lambda: client.chat_delete(channel=GENERAL, ts=own["ts"])) == "message_not_found"


def test_history_is_newest_first_in_pages_and_tells_metadata_only_when_asked(client: WebClient) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": "7"}}
    stamps = [client.chat_postMessage(channel=GENERAL, text=str(n), metadata=metadata)["ts"] for n in range(3)]
    assert stamps == sorted(set(stamps))

    first = client.conversations_history(channel=GENERAL, limit=2)
    assert [message["text"] for message in first["messages"]] == ["2", "1"]
    assert first["has_more"]
    assert "metadata" not in first["messages"][0]
    rest = client.conversations_history(
        channel=GENERAL, limit=2, cursor=first["response_metadata"]["next_cursor"], include_all_metadata=True
    )
    assert [message["metadata"] for message in rest["messages"]] == [metadata]
    assert not rest["has_more"]

    since = client.conversations_history(channel=GENERAL, oldest=stamps[1])
    assert [message["text"] for message in since["messages"]] == ["2"]
    until = client.conversations_history(channel=GENERAL, latest=stamps[1], inclusive=True)
    assert [message["text"] for message in until["messages"]] == ["1", "0"]


def test_a_thread_is_a_message_and_the_replies_to_it(client: WebClient) -> None:
    parent = client.chat_postMessage(channel=GENERAL, text="question")["ts"]
    client.chat_postMessage(channel=GENERAL, text="elsewhere")
    client.chat_postMessage(channel=GENERAL, text="answer", thread_ts=parent)
    replies = client.conversations_replies(channel=GENERAL, ts=parent)["messages"]
    assert [message["text"] for message in replies] == ["question", "answer"]


def test_a_reaction_stands_once(client: WebClient, bruno: Person) -> None:
    bruno.say("Land!", GENERAL)
    ts = bruno.last(GENERAL).ts
    client.reactions_add(channel=GENERAL, timestamp=ts, name="tada")
    assert client.conversations_history(channel=GENERAL)["messages"][0]["reactions"][0]["name"] == "tada"
    assert error_of(lambda: client.reactions_add(channel=GENERAL, timestamp=ts, name="tada")) == "already_reacted"
    assert client.chat_getPermalink(channel=GENERAL, message_ts=ts)["permalink"].endswith(ts.replace(".", ""))
