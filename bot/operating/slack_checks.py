"""What the doctor asks Slack: tokens, scopes, channels, and the time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.manifest import manifest
from bot.operating.findings import Finding

FARTHEST_OFF = timedelta(seconds=30)
"""Slack's signatures are good for five minutes; a clock this far off is on its way out of them."""

_REINSTALL = "Paste `python -m bot manifest` into the app's manifest at api.slack.com/apps, then install it to the workspace again."
_UNREACHABLE = "Check the network, a proxy, and SLACK_API_URL."


def bot_token(client: WebClient, now: datetime) -> Iterator[Finding]:
    """Look whether Slack takes the bot's token, with the scopes of the manifest, and tells the same time."""
    try:
        found = client.auth_test()
    except SlackApiError as error:
        yield Finding(
            "bot token",
            f"Slack says {error.response.get('error')}",
            "Copy the bot's token (xoxb-…) anew from OAuth & Permissions into SLACK_BOT_TOKEN.",
        )
        return
    except (OSError, HTTPException) as error:
        yield Finding("bot token", f"Slack cannot be reached ({type(error).__name__})", _UNREACHABLE)
        return
    yield Finding("bot token", f"accepted by {found['team']} as {found['user']}")
    yield scopes(_header(found, "x-oauth-scopes"))
    yield clock(_header(found, "date"), now)


def scopes(granted: str | None) -> Finding:
    """Judge the scopes that came with Slack's answer, separated by commas, against the manifest's."""
    if granted is None:
        return Finding("scopes", "Slack did not say which the token has", _REINSTALL)
    wanted = set(manifest()["oauth_config"]["scopes"]["bot"])
    missing = sorted(wanted - {scope.strip() for scope in granted.split(",")})
    if missing:
        return Finding("scopes", f"missing: {', '.join(missing)}", _REINSTALL)
    return Finding("scopes", f"all {len(wanted)} of the manifest")


def clock(date: str | None, now: datetime) -> Finding:
    """Judge this machine's clock by the Date header of Slack's answer."""
    if date is None:
        return Finding("clock", "Slack's answer carries no time to compare with")
    off = abs(now - parsedate_to_datetime(date))
    if off > FARTHEST_OFF:
        return Finding(
            "clock", f"{off.total_seconds():.0f} s off from Slack's", "Switch time synchronisation (NTP) on."
        )
    return Finding("clock", "agrees with Slack's")


def app_token(client: WebClient, token: str) -> Finding:
    """Look whether Slack lets us open a socket with the app-level token."""
    try:
        client.apps_connections_open(app_token=token)
    except SlackApiError as error:
        return Finding(
            "app token",
            f"Slack says {error.response.get('error')}",
            "Make an app-level token (xapp-…) with connections:write under Basic Information, switch Socket Mode on.",
        )
    except (OSError, HTTPException) as error:
        return Finding("app token", f"Slack cannot be reached ({type(error).__name__})", _UNREACHABLE)
    return Finding("app token", "opens a socket")


def hr_channel(client: WebClient, channel: str) -> Finding:
    """Look whether the HR channel is there, private, in use, and has us in it."""
    found = _channel(client, "HR channel", channel)
    if isinstance(found, Finding):
        return found
    if not found.get("is_private"):
        remedy = "Make it private in its settings: whoever is in this channel acts for HR."
        return Finding("HR channel", "anybody in the workspace can join it", remedy)
    return Finding("HR channel", "private, and the bot is in it")


def kudos_channel(client: WebClient, channel: str) -> Finding:
    """Look whether the kudos channel is there, in use, and has us in it."""
    found = _channel(client, "kudos channel", channel)
    return found if isinstance(found, Finding) else Finding("kudos channel", "the bot is in it")


def _channel(client: WebClient, name: str, channel: str) -> dict[str, Any] | Finding:
    """Return what Slack knows of the channel, or what keeps us from using it."""
    invite = "Type /invite @Coxswain in it, and check its id (About, at the bottom) in .env."
    try:
        found: dict[str, Any] = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as error:
        return Finding(name, f"Slack says {error.response.get('error')} of {channel}", invite)
    except (OSError, HTTPException) as error:
        return Finding(name, f"Slack cannot be reached ({type(error).__name__})", _UNREACHABLE)
    if found.get("is_archived"):
        return Finding(name, "it is archived", "Bring it back in Slack, or name another one in .env.")
    if not found.get("is_member"):
        return Finding(name, "the bot is not in it", invite)
    return found


def _header(response: SlackResponse, name: str) -> str | None:
    for key, value in response.headers.items():
        if key.lower() == name:
            return str(value)
    return None
