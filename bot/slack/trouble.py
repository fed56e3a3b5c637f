"""Slack's errors narrowed once into what to do about them.

Error codes: docs.slack.dev, Web API methods, chat.postMessage, "Errors".
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from math import isnan
from socket import gaierror
from urllib.error import URLError

from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.last_look import NotReachedError


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing was done; everybody asks again after `delay`."""

    code: str
    delay: timedelta


@dataclass(frozen=True, slots=True)
class Unreached:
    """Nothing was done, for Slack could not be reached from here; this process asks again after `delay`."""

    code: str
    delay: timedelta


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was done, and asking the same again would not help: Slack's `code` says why."""

    code: str


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """Nothing was done, and nothing will be for anybody until somebody repairs the app's token, scopes or settings."""

    code: str


@dataclass(frozen=True, slots=True)
class Uncertain:
    """Nobody can tell whether it was done."""

    code: str


Trouble = Wait | Unreached | Refused | TokenRefused | Uncertain
"""What an unsuccessful call means."""

_WAIT_UNLESS_TOLD = timedelta(seconds=30)
_SHORTEST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(days=1)
"""Slack names seconds or minutes; what a broken proxy names must not silence the app for good."""

_WAIT_FOR_THE_NETWORK = timedelta(seconds=30)
"""Each try of a machine that is cut off takes a slot of the pace from those that are not."""

_TOO_FAST = frozenset({"ratelimited", "rate_limited", "message_limit_exceeded"})
_OUR_TOKEN = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "token_revoked",
        "token_expired",
        "not_allowed_token_type",
        "missing_scope",
        "no_permission",
        "access_denied",
        "accesslimited",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "messages_tab_disabled",
        "org_login_required",
        "team_access_not_granted",
        "two_factor_setup_required",
    }
)
_UNCLEAR = frozenset(
    {"fatal_error", "internal_error", "service_unavailable", "request_timeout", "team_added_to_org", "unknown_error"}
)
_CODE = re.compile(r"[a-z0-9_]{1,64}")


def trouble_in(error: SlackApiError) -> Trouble:
    """Return what Slack's refusal means; an answer that is none of Slack's own leaves it uncertain."""
    response: SlackResponse = error.response
    code = _code_of(response)
    if response.status_code == HTTPStatus.TOO_MANY_REQUESTS or code in _TOO_FAST:
        return Wait(code or "ratelimited", _retry_after(response))
    if code is None or response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or code in _UNCLEAR:
        return Uncertain(code or f"http_{response.status_code}")
    return TokenRefused(code) if code in _OUR_TOKEN else Refused(code)


def trouble_on_the_way(error: Exception) -> Trouble:
    """Return what a broken connection means: one that never came about was no call at all."""
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, NotReachedError | gaierror | ConnectionRefusedError):
        return Unreached("unreachable", _WAIT_FOR_THE_NETWORK)
    return Uncertain("connection_lost")


def _code_of(response: SlackResponse) -> str | None:
    """Return Slack's error code; slack_sdk puts a whole page there where the answer was no JSON."""
    code = response.get("error") if isinstance(response.data, dict) else None
    return code if isinstance(code, str) and _CODE.fullmatch(code) else None


def _retry_after(response: SlackResponse) -> timedelta:
    """Return how long Slack says to wait, within reason; what is no number of seconds says nothing."""
    names = {name.lower(): value for name, value in response.headers.items()}
    try:
        seconds = float(names.get("retry-after", ""))
    except ValueError:
        return _WAIT_UNLESS_TOLD
    if isnan(seconds):
        return _WAIT_UNLESS_TOLD
    return timedelta(seconds=min(max(seconds, _SHORTEST_WAIT.total_seconds()), _LONGEST_WAIT.total_seconds()))
