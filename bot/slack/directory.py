"""Reading the workspace's accounts and a channel's members from Slack."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient

from storage.people.directory import SlackPerson

_PAGE = 200
"""Entries per page: "no more than 200 results at a time" (docs.slack.dev/apis/web-api/pagination)."""

_SLACKBOT = "USLACKBOT"
"""Slack's own account in every workspace; its `is_bot` is false."""


@dataclass(frozen=True, slots=True)
class Company:
    """The workspace that the bot belongs to, and its organisation where it is part of an Enterprise one."""

    team_id: str
    enterprise_id: str | None


def own_company(client: WebClient) -> Company:
    """Ask whose bot we are.

    Raises:
        slack_sdk.errors.SlackApiError: Slack refuses.
    """
    answer = client.auth_test()
    return Company(answer["team_id"], answer.get("enterprise_id"))


def everybody(client: WebClient, company: Company) -> tuple[SlackPerson, ...]:
    """Read every account of the workspace, deactivated ones, guests and bots included.

    Raises:
        slack_sdk.errors.SlackApiError: Slack refuses.
    """
    pages = client.users_list(limit=_PAGE)
    return tuple(person_from(user, company) for page in pages for user in _listed(page, "members"))


def one_person(client: WebClient, company: Company, slack_id: str) -> SlackPerson:
    """Read one account.

    Raises:
        slack_sdk.errors.SlackApiError: Slack refuses, or there is no such account.
    """
    return person_from(client.users_info(user=slack_id)["user"], company)


def members_of(client: WebClient, channel_id: str) -> frozenset[str]:
    """Read the ids of everybody in a channel. Take the time before you call: a member may go while pages are read.

    Raises:
        slack_sdk.errors.SlackApiError: Slack refuses; the bot may not be in the channel.
    """
    pages = client.conversations_members(channel=channel_id, limit=_PAGE)
    return frozenset(slack_id for page in pages for slack_id in _listed(page, "members"))


def person_from(user: Mapping[str, Any], company: Company) -> SlackPerson:
    """Read a user object, as methods and the `user_change` event give it (docs.slack.dev/reference/objects/user-object)."""
    profile = user.get("profile") or {}
    return SlackPerson(
        slack_id=user["id"],
        real_name=profile.get("real_name") or user.get("real_name") or user.get("name") or "",
        email=profile.get("email") or None,
        zone=user.get("tz") or None,
        is_active=not user.get("deleted", False),
        is_guest=_is_guest(user, company),
        is_bot=bool(user.get("is_bot")) or user["id"] == _SLACKBOT,
    )


def _is_guest(user: Mapping[str, Any], company: Company) -> bool:
    """Tell guests, and people of another company whom a shared channel brings along.

    `is_stranger` is false for those who share a channel with us, so the team is compared as well; in an Enterprise
    organisation a colleague of a sibling workspace is no guest.
    """
    if user.get("is_restricted") or user.get("is_ultra_restricted") or user.get("is_stranger"):
        return True
    team_id = user.get("team_id")
    if team_id in {None, company.team_id}:
        return False
    enterprise_id = (user.get("enterprise_user") or {}).get("enterprise_id")
    return company.enterprise_id is None or company.enterprise_id not in {enterprise_id, team_id}


def _listed(page: Mapping[str, Any], name: str) -> Iterator[Any]:
    yield from page.get(name) or ()
