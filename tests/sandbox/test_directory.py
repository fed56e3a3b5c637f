from collections.abc import Callable
from copy import deepcopy

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from tests.sandbox.village import ALICE, BRUNO, CHIDI, CREW, GENERAL, MANIFEST, QUARTERS, WORKSPACE, client_of


def error_of(refused: pytest.ExceptionInfo[SlackApiError]) -> str:
    return str(refused.value.response["error"])


def test_the_directory_comes_in_pages_with_everybody_in_it(client: WebClient) -> None:
    found = {member["id"]: member for page in client.users_list(limit=2) for member in page["members"]}
    assert found.keys() >= {ALICE, BRUNO, CHIDI, "USLACKBOT"}
    assert found[ALICE]["tz"] == "Europe/Berlin"
    assert found[ALICE]["profile"]["email"] == "alice@village.example"
    assert found[BRUNO]["tz_offset"] == 9 * 3600
    assert found[CHIDI]["deleted"]
    assert "tz" not in found[CHIDI], "Slack tells no zone of a deactivated account"
    assert [member["name"] for member in found.values() if member["is_bot"]] == ["rower"]


def test_somebody_is_found_by_email_whatever_its_capitals(client: WebClient) -> None:
    assert client.users_lookupByEmail(email="Alice@Village.Example")["user"]["id"] == ALICE
    assert client.users_info(user=BRUNO)["user"]["real_name"] == "Bruno Baker"
    with pytest.raises(SlackApiError, match="users_not_found"):
        client.users_lookupByEmail(email="chidi@village.example")
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.users_info(user="U0NOBODY001")


def test_a_missing_scope_is_named(slack: LocalSlack) -> None:
    narrow = deepcopy(MANIFEST)
    narrow["oauth_config"]["scopes"]["bot"] = ["users:read", "channels:read"]
    with LocalSlack(WORKSPACE, narrow) as strict:
        client = client_of(strict)
        with pytest.raises(SlackApiError) as refused:
            client.chat_postMessage(channel=ALICE, text="x")
        assert error_of(refused) == "missing_scope"
        assert refused.value.response["needed"] == "chat:write"
        assert refused.value.response["provided"] == "channels:read,users:read"
        assert "email" not in client.users_info(user=ALICE)["user"]["profile"]
        with pytest.raises(SlackApiError, match="missing_scope"):
            client.conversations_history(channel=GENERAL)
        assert {breach.rule for call in strict.record.calls for breach in call.breaches} == {"scope.missing"}
    assert slack.record.errors == []


def test_the_bot_knows_public_channels_and_its_own(client: WebClient, slack: LocalSlack) -> None:
    assert [channel["id"] for channel in client.conversations_list(limit=100)["channels"]] == [GENERAL, CREW]
    assert [channel["id"] for channel in client.users_conversations(limit=100)["channels"]] == [GENERAL]
    assert client.conversations_info(channel=GENERAL)["channel"]["is_member"]
    with pytest.raises(SlackApiError, match="channel_not_found"):
        client.conversations_info(channel=QUARTERS)
    members = [member for page in client.conversations_members(channel=GENERAL, limit=2) for member in page["members"]]
    assert members == [ALICE, BRUNO, slack.bot_user_id]


def test_a_direct_message_is_opened_with_an_active_account_only(client: WebClient) -> None:
    opened = client.conversations_open(users=ALICE, return_im=True)["channel"]
    assert opened["is_im"]
    assert opened["user"] == ALICE
    with pytest.raises(SlackApiError, match="user_disabled"):
        client.conversations_open(users=CHIDI)
    with pytest.raises(SlackApiError, match="user_not_found"):
        client.conversations_open(users="U0NOBODY001")


def test_a_wrong_cursor_a_wrong_token_and_a_wrong_method_are_refused(client: WebClient, slack: LocalSlack) -> None:
    calls: list[Callable[[], object]] = [
        lambda: client.users_list(limit=2, cursor="made up"),
        lambda: WebClient("xoxb-other", base_url=slack.api_url).auth_test(),
        lambda: WebClient(slack.app_token, base_url=slack.api_url).auth_test(),
        lambda: WebClient(base_url=slack.api_url).auth_test(),
        lambda: client.api_call("chat.sendTelegram"),
    ]
    for call in calls:
        with pytest.raises(SlackApiError):
            call()
    assert [call.answer["error"] for call in slack.record.calls if call.answer] == [
        "invalid_cursor",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "unknown_method",
    ]


def test_an_app_learns_who_it_is_and_what_it_may_do(client: WebClient, slack: LocalSlack) -> None:
    answer = client.auth_test()
    assert answer["user_id"] == slack.bot_user_id
    assert answer["team"] == client.team_info()["team"]["name"] == "Village"
    assert "chat:write" in answer.headers["x-oauth-scopes"]
    assert client.api_test(foo="bar")["args"] == {"foo": "bar"}


def test_an_account_can_change_and_leave(client: WebClient, bruno: Person) -> None:
    bruno.change(tz="America/Halifax")
    assert client.users_info(user=BRUNO)["user"]["tz"] == "America/Halifax"
    bruno.change(deleted=True)
    assert client.users_info(user=BRUNO)["user"]["deleted"]
    assert BRUNO not in client.conversations_members(channel=GENERAL, limit=100)["members"]
