"""Which client asks again after what: a message least of all, for a lost answer may have been a yes."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPException
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.clients import answering_client, connecting_client, posting_client, reading_client, showing_client
from sandbox.faults import CallFault
from sandbox.local_slack import LocalSlack
from tests.sandbox.village import MANIFEST, WORKSPACE


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(WORKSPACE, MANIFEST) as running:
        yield running


Ask = Callable[[LocalSlack], object]


def _with(make: Callable[[str, str], WebClient]) -> Ask:
    return lambda slack: make(slack.bot_token, slack.api_url).auth_test()


def _show(slack: LocalSlack) -> object:
    return showing_client(slack.api_url).auth_test(token=slack.bot_token)


def _connect(slack: LocalSlack) -> object:
    return connecting_client(slack.api_url).apps_connections_open(app_token=slack.app_token)


@pytest.mark.parametrize("fault", ["ratelimited", "status", "cut"])
@pytest.mark.parametrize(
    ("ask", "asks_again_after"),
    [
        (_with(posting_client), set()),
        (_with(answering_client), {"ratelimited"}),
        (_with(reading_client), {"ratelimited", "status", "cut"}),
        (_show, {"ratelimited", "cut"}),
        (_connect, {"cut"}),
    ],
    ids=["posting", "answering", "reading", "showing", "connecting"],
)
def test_each_client_asks_again_only_where_that_does_no_harm(
    slack: LocalSlack, ask: Ask, asks_again_after: set[str], fault: Any
) -> None:
    slack.faults.arm(CallFault(fault, accepted=fault == "cut", seconds=0))
    with suppress(SlackApiError, OSError, HTTPException):
        ask(slack)
    assert len(slack.record.calls) == (2 if fault in asks_again_after else 1)
