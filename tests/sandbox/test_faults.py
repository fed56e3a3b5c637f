from http.client import RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.faults import CallFault, read_fault
from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, BRUNO, GENERAL, client_of

CUT = (RemoteDisconnected, ConnectionError, URLError)


def test_a_connection_cut_before_the_call_leaves_nothing_behind(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.cut("chat.postMessage")
    with pytest.raises(CUT):
        client.chat_postMessage(channel=ALICE, text="Ahoy")
    assert slack.record.posts_to(ALICE) == []
    assert [(call.fault, call.answer) for call in slack.record.calls] == [("cut", None)]


def test_a_connection_cut_after_the_call_leaves_the_message_there(
    slack: LocalSlack, client: WebClient, alice: Person
) -> None:
    slack.faults.cut("chat.postMessage", accepted=True)
    with pytest.raises(CUT):
        client.chat_postMessage(channel=ALICE, text="Ahoy")
    assert [message.text for message in alice.dm()] == ["Ahoy"]
    client.chat_postMessage(channel=ALICE, text="Ahoy again")
    assert [post.text for post in slack.record.posts_to(ALICE)] == ["Ahoy", "Ahoy again"]


def test_a_message_may_find_its_way_into_the_history_late(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.history_lags = 60
    said = client.chat_postMessage(channel=ALICE, text="Ahoy")
    assert client.conversations_history(channel=said["channel"])["messages"] == []
    slack.move_clock(slack.clock.ahead_seconds + 61)
    assert [found["text"] for found in client.conversations_history(channel=said["channel"])["messages"]] == ["Ahoy"]


def test_slack_sdks_own_retry_posts_twice_after_such_a_cut(slack: LocalSlack, alice: Person) -> None:
    slack.faults.cut("chat.postMessage", accepted=True)
    WebClient(slack.bot_token, base_url=slack.api_url).chat_postMessage(channel=ALICE, text="Ahoy")
    assert [message.text for message in alice.dm()] == ["Ahoy", "Ahoy"]
    assert [breach.rule for breach in slack.record.breaches] == ["msg.duplicate"]


@pytest.mark.parametrize("status", [500, 503])
def test_a_server_error_may_come_before_or_after_acceptance(slack: LocalSlack, client: WebClient, status: int) -> None:
    slack.faults.status("chat.postMessage", status)
    slack.faults.status("chat.postMessage", status, accepted=True)
    for _ in range(2):
        with pytest.raises(SlackApiError) as failed:
            client.chat_postMessage(channel=ALICE, text="Ahoy")
        assert failed.value.response.status_code == status
    assert [call.fault for call in slack.record.calls] == ["status", "status after acceptance"]
    assert len(slack.record.posts_to(ALICE)) == 1


@pytest.mark.parametrize(
    "error", ["fatal_error", "internal_error", "channel_not_found", "user_disabled", "msg_too_long"]
)
def test_slacks_errors_by_name(slack: LocalSlack, client: WebClient, error: str) -> None:
    slack.faults.error("chat.postMessage", error, channel=ALICE)
    client.chat_postMessage(channel=BRUNO, text="unharmed")
    with pytest.raises(SlackApiError, match=error):
        client.chat_postMessage(channel=ALICE, text="Ahoy")
    client.chat_postMessage(channel=ALICE, text="once only")


def test_a_fault_about_a_person_strikes_in_their_direct_message_too(slack: LocalSlack, client: WebClient) -> None:
    place = client.chat_postMessage(channel=ALICE, text="Ahoy")["channel"]
    slack.faults.error("conversations.history", "internal_error", user=ALICE, count=None)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="internal_error"):
            client.conversations_history(channel=place)
    assert client.conversations_history(channel=GENERAL)["ok"]
    slack.faults.clear()
    assert client.conversations_history(channel=place)["ok"]


def test_an_ordered_rate_limit_says_how_long_to_wait(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.rate_limited("users.list", retry_after=7)
    with pytest.raises(SlackApiError) as limited:
        client.users_list(limit=10)
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    assert slack.record.errors == []
    with pytest.raises(SlackApiError, match="ratelimited"):
        client.users_list(limit=10)
    assert [breach.rule for breach in slack.record.errors] == ["ratelimit.ignored"]
    slack.move_clock(8)
    assert client.users_list(limit=10)["ok"]


def test_a_slow_answer_outlasts_the_clients_patience_but_the_message_is_there(slack: LocalSlack, alice: Person) -> None:
    hasty = WebClient(slack.bot_token, base_url=slack.api_url, timeout=1, retry_handlers=[])
    slack.faults.slow("chat.postMessage", 1.5, accepted=True)
    with pytest.raises(TimeoutError):
        hasty.chat_postMessage(channel=ALICE, text="Ahoy")
    assert [message.text for message in alice.dm()] == ["Ahoy"]


def test_garbage_is_not_json(slack: LocalSlack, client: WebClient) -> None:
    slack.faults.garbage("auth.test")
    with pytest.raises(SlackApiError, match="non-JSON"):
        client.auth_test()


def test_a_fault_by_chance_is_the_same_chance_every_time(slack: LocalSlack) -> None:
    def struck(seed: int) -> list[int]:
        fault = CallFault("cut", probability=0.3, seed=seed, count=None)
        return [number for number in range(200) if fault.strikes("chat.postMessage", frozenset())]

    assert struck(1) == struck(1) != struck(2)
    assert 30 < len(struck(1)) < 90
    assert slack.record.calls == []


def test_faults_are_armed_and_cleared_over_the_control_api(slack: LocalSlack) -> None:
    slack.control.post("faults", {"kind": "error", "method": "auth.test", "error": "account_inactive", "count": 2})
    with pytest.raises(SlackApiError, match="account_inactive"):
        client_of(slack).auth_test()
    slack.control.delete("faults")
    assert client_of(slack).auth_test()["ok"]
    with pytest.raises(ValueError, match="cannot be made"):
        read_fault({"kind": "cut", "methods": "auth.test"})
    with pytest.raises(ValueError, match="is one of"):
        read_fault({"kind": "earthquake"})
