from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack.clients import reading_client
from bot.slack.directory import Company, everybody, members_of, one_person, own_company, person_from
from sandbox.faults import CallFault
from sandbox.local_slack import LocalSlack
from storage.people.directory import SlackPerson

OURS = Company("T1", None)
MANIFEST = {
    "display_information": {"name": "Coxswain"},
    "oauth_config": {"scopes": {"bot": ["users:read", "users:read.email", "groups:read"]}},
}
MANY = 450


def a_user(**fields: Any) -> dict[str, Any]:
    return {
        "id": "U1",
        "team_id": "T1",
        "name": "ada",
        "tz": "Europe/Paris",
        "profile": {"real_name": "Ada Rower", "email": "ada@example.com"},
    } | fields


@pytest.fixture(scope="module")
def slack() -> Iterator[LocalSlack]:
    workspace = {
        "team": {"id": "T1", "name": "Rowing Club", "domain": "rowing"},
        "users": [
            {"id": "U1", "name": "ada", "real_name": "Ada Rower", "email": "ada@example.com", "tz": "Asia/Tokyo"},
            {"id": "U2", "name": "gus", "real_name": "Gus Guest", "is_restricted": True},
            {"id": "U3", "name": "old", "real_name": "Otto Old", "deleted": True},
            {"id": "U4", "name": "robo", "real_name": "Robo", "is_bot": True},
            *({"id": f"UX{number:05}", "name": f"x{number}"} for number in range(MANY)),
        ],
        "channels": [
            {
                "id": "CHR",
                "name": "hr",
                "is_private": True,
                "members": ["U1", "U0SANDBOX00", *(f"UX{number:05}" for number in range(MANY))],
            }
        ],
    }
    with LocalSlack(workspace, MANIFEST) as running:
        yield running


def test_everybody_is_read_page_by_page_with_what_decides_about_them(slack: LocalSlack) -> None:
    client = reading_client(slack.bot_token, slack.api_url)
    people = {person.slack_id: person for person in everybody(client, own_company(client))}
    assert len(people) == 4 + MANY + 2
    assert people["U1"] == SlackPerson("U1", "Ada Rower", "ada@example.com", "Asia/Tokyo", True, False, False)
    assert people["U2"].is_guest
    assert (people["U3"].is_active, people["U3"].zone) == (False, None)
    assert people["U4"].is_bot
    assert people["USLACKBOT"].is_bot


def test_every_member_of_a_channel_is_read_page_by_page(slack: LocalSlack) -> None:
    members = members_of(reading_client(slack.bot_token, slack.api_url), "CHR")
    assert len(members) == MANY + 2
    assert {"U1", "UX00449"} <= members


def test_one_person_is_read_by_id(slack: LocalSlack) -> None:
    client = reading_client(slack.bot_token, slack.api_url)
    assert one_person(client, own_company(client), "U1").real_name == "Ada Rower"


def test_a_channel_that_the_bot_cannot_see_is_an_error_and_not_an_empty_one(slack: LocalSlack) -> None:
    with pytest.raises(SlackApiError, match="channel_not_found"):
        members_of(reading_client(slack.bot_token, slack.api_url), "CELSEWHERE")


@pytest.mark.parametrize("kind", ["ratelimited", "status", "cut"])
def test_a_reading_that_slack_interrupts_is_asked_again_and_complete(slack: LocalSlack, kind: Any) -> None:
    slack.faults.arm(CallFault(kind, "conversations.members", seconds=0))
    assert len(members_of(reading_client(slack.bot_token, slack.api_url), "CHR")) == MANY + 2


@pytest.mark.parametrize("flag", ["is_restricted", "is_ultra_restricted", "is_stranger"])
def test_guests_and_strangers_are_guests(flag: str) -> None:
    assert person_from(a_user(**{flag: True}), OURS).is_guest


def test_somebody_of_another_company_in_a_shared_channel_is_a_guest() -> None:
    assert person_from(a_user(team_id="T2", is_stranger=False), OURS).is_guest
    assert person_from(a_user(team_id="T2"), Company("T1", "E1")).is_guest


def test_a_colleague_of_a_sibling_workspace_is_no_guest() -> None:
    colleague = a_user(team_id="T2", enterprise_user={"enterprise_id": "E1"})
    assert not person_from(colleague, Company("T1", "E1")).is_guest


def test_a_user_object_without_a_profile_still_has_a_name() -> None:
    assert person_from({"id": "U9", "name": "nine"}, OURS) == SlackPerson("U9", "nine", None, None, True, False, False)
