from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.local_slack import LocalSlack
from sandbox.rate_limits import UNLIMITED, Gate, Pace, RateLimits, Wait
from tests.sandbox.village import ALICE, BRUNO, MANIFEST, WORKSPACE, client_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def admitted(gate: Gate, method: str, channel: str, moments: list[float]) -> list[float]:
    return [moment for moment in moments if gate.admit(method, channel, at(moment)) is None]


def test_a_conversation_takes_a_short_burst_and_then_a_post_a_second() -> None:
    gate = Gate(RateLimits())
    assert admitted(gate, "chat.postMessage", "D1", [0.0] * 10) == [0.0] * 4
    assert admitted(gate, "chat.postMessage", "D1", [1.0, 1.1, 2.0, 2.1]) == [1.0, 2.0]


def test_the_workspace_has_a_limit_of_its_own_over_all_conversations() -> None:
    gate = Gate(RateLimits(posts_per_channel=Pace(60, 4), posts_per_workspace=Pace(300, 20)))
    taken = sum(gate.admit("chat.postMessage", f"D{n}", at(0)) is None for n in range(100))
    assert taken == 20
    over_a_minute = sum(gate.admit("chat.postMessage", f"E{n}", at(n / 100)) is None for n in range(6000))
    assert 295 <= over_a_minute <= 301


def test_a_refused_post_costs_no_slot_elsewhere() -> None:
    gate = Gate(RateLimits(posts_per_channel=Pace(60, 1), posts_per_workspace=Pace(60, 2)))
    assert gate.admit("chat.postMessage", "D1", at(0)) is None
    assert gate.admit("chat.postMessage", "D1", at(0)) == Wait(1, ignored=False)
    assert gate.admit("chat.postMessage", "D2", at(0)) is None


def test_who_does_not_wait_is_found_out() -> None:
    gate = Gate(RateLimits({"users.list": Pace(20, 1)}))
    assert gate.admit("users.list", "", at(0)) is None
    assert gate.admit("users.list", "", at(0)) == Wait(3, ignored=False)
    assert gate.admit("users.list", "", at(1)) == Wait(2, ignored=True)
    assert gate.admit("users.list", "", at(3)) is None


def test_methods_without_a_pace_and_unlimited_workspaces_never_wait() -> None:
    assert Gate(RateLimits()).admit("auth.test", "", NOON) is None
    gate = Gate(UNLIMITED)
    assert all(gate.admit("chat.postMessage", "D1", NOON) is None for _ in range(1000))


def test_a_post_too_many_is_answered_429_with_retry_after(client: WebClient, slack: LocalSlack) -> None:
    for stroke in range(4):
        client.chat_postMessage(channel=ALICE, text=str(stroke))
    with pytest.raises(SlackApiError) as limited:
        client.chat_postMessage(channel=ALICE, text="too fast")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "1"
    assert slack.record.errors == []
    client.chat_postMessage(channel=BRUNO, text="another conversation")

    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=ALICE, text="did not wait")
    assert [breach.rule for breach in slack.record.errors] == ["ratelimit.ignored"]
    slack.move_clock(2)
    assert client.chat_postMessage(channel=ALICE, text="waited")["ok"]


def test_a_test_can_do_without_limits() -> None:
    with LocalSlack(WORKSPACE, MANIFEST, limits=UNLIMITED) as slack:
        for stroke in range(10):
            client_of(slack).chat_postMessage(channel=ALICE, text=str(stroke))
