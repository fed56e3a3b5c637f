"""What Slack's refusals mean: mostly whom they concern, and how long to wait."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.slack.trouble import TokenRefused, Wait, trouble_in


def refusal(code: str, status: int = 200, **headers: str) -> SlackApiError:
    response = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={},
        data={"ok": False, "error": code},
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        status_code=status,
    )
    return SlackApiError("refused", response)  # type: ignore[no-untyped-call]  # slack_sdk left it untyped


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("7", timedelta(seconds=7)),
        ("0.5", timedelta(seconds=1)),
        ("0", timedelta(seconds=1)),
        ("-3", timedelta(seconds=1)),
        ("90000", timedelta(days=1)),
        ("1e300", timedelta(days=1)),
        ("inf", timedelta(days=1)),
        ("nan", timedelta(seconds=30)),
        ("soon", timedelta(seconds=30)),
        ("Wed, 25 Nov 2026 07:28:00 GMT", timedelta(seconds=30)),
    ],
)
def test_whatever_retry_after_says_there_is_a_wait_that_ends(said: str, means: timedelta) -> None:
    assert trouble_in(refusal("ratelimited", 429, Retry_After=said)) == Wait("ratelimited", means)


def test_without_retry_after_everybody_waits_half_a_minute() -> None:
    assert trouble_in(refusal("ratelimited", 429)) == Wait("ratelimited", timedelta(seconds=30))


@pytest.mark.parametrize("code", ["ratelimited", "rate_limited", "message_limit_exceeded"])
def test_too_fast_may_also_stand_in_an_answer_of_200(code: str) -> None:
    assert trouble_in(refusal(code)) == Wait(code, timedelta(seconds=30))
    assert trouble_in(refusal(code, 200, retry_after="4")) == Wait(code, timedelta(seconds=4))


@pytest.mark.parametrize("code", ["accesslimited", "messages_tab_disabled", "two_factor_setup_required"])
def test_what_keeps_the_app_from_everybody_is_no_fault_of_one_recipient(code: str) -> None:
    """Else everybody who is due would be written off, one after the other, until somebody looks."""
    assert trouble_in(refusal(code)) == TokenRefused(code)
