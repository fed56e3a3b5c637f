from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.manifest import manifest
from bot.slack.dropped_files import NotFetched, SharedFile, describe_file, fetch
from sandbox.local_slack import LocalSlack
from tests.scenarios.world import HR_CHANNEL, slack_id, workspace

CONTENT = b"EmpID,First Name\n1,Ada\n"


def _without_scope() -> dict[str, Any]:
    described = manifest()
    described["oauth_config"]["scopes"]["bot"].remove("files:read")
    described["settings"]["event_subscriptions"]["bot_events"].remove("file_shared")
    return described


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(workspace(), manifest()) as local:
        yield local


def dropped(slack: LocalSlack) -> tuple[WebClient, str]:
    slack.person(slack_id("hana")).upload("people.csv", CONTENT, HR_CHANNEL)
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    return client, slack.person(slack_id("hana")).last(HR_CHANNEL).files[0]["id"]


def described(slack: LocalSlack) -> tuple[WebClient, SharedFile]:
    client, file_id = dropped(slack)
    file = describe_file(client, file_id)
    assert isinstance(file, SharedFile)
    return client, file


def test_a_file_is_fetched_with_the_token(slack: LocalSlack) -> None:
    client, file = described(slack)
    assert (file.name, file.size) == ("people.csv", len(CONTENT))
    assert fetch(client, file, 1_000) == CONTENT
    assert slack.record.errors == []


def test_a_page_to_sign_in_is_no_file(slack: LocalSlack) -> None:
    _, file = described(slack)
    stranger = WebClient("xoxb-of-somebody-else", base_url=slack.api_url)
    answer = fetch(stranger, file, 1_000)
    assert isinstance(answer, NotFetched)
    assert "files:read" in answer.sentence
    assert [breach.rule for breach in slack.record.errors] == ["files.no_auth"]


def test_without_the_scope_hr_reads_what_is_missing() -> None:
    with LocalSlack(workspace(), _without_scope()) as slack:
        client, file_id = dropped(slack)
        answer = describe_file(client, file_id)
        assert isinstance(answer, NotFetched)
        assert "files:read" in answer.sentence


@pytest.mark.parametrize("stated", [10**9, 1])
def test_no_more_than_the_limit_is_read_whatever_size_is_stated(slack: LocalSlack, stated: int) -> None:
    client, file = described(slack)
    lying = SharedFile(file.file_id, file.name, file.media_type, stated, file.address, file.channels)
    answer = fetch(client, lying, 10)
    assert isinstance(answer, NotFetched)
    assert "more than" in answer.sentence


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/people.csv", "file:///etc/passwd", "http://127.0.0.1.example/x", ""]
)
def test_the_token_goes_to_slack_only(slack: LocalSlack, address: str) -> None:
    client, file = described(slack)
    elsewhere = SharedFile(file.file_id, file.name, file.media_type, file.size, address, file.channels)
    answer = fetch(client, elsewhere, 1_000)
    assert isinstance(answer, NotFetched)
    assert "not kept at Slack" in answer.sentence


def test_a_file_that_is_gone_is_told(slack: LocalSlack) -> None:
    client, _ = dropped(slack)
    answer = describe_file(client, "F0NOWHERE01")
    assert isinstance(answer, NotFetched)
    assert "any more" in answer.sentence
