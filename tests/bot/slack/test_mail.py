"""The courier's mail against a local Slack that refuses what Slack refuses."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from bot.slack.clients import posting_client
from bot.slack.mail import Absent, Found, NotBegun, Posted, SlackMail
from bot.slack.trouble import Refused, TokenRefused, Uncertain, Unreached, Wait
from bot.views.nudges import NudgeMessage, nudge_message
from career.letters import Reader, write
from career.targets import OpeningTarget
from sandbox.faults import CallFault
from sandbox.line import Patience
from sandbox.local_slack import LocalSlack
from tests.sandbox.village import ALICE, BRUNO, GENERAL, MANIFEST, QUARTERS, WORKSPACE

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(WORKSPACE, MANIFEST, patience=Patience(1.0, (0.0, 0.0, 0.0))) as slack:
        yield slack
        assert slack.record.errors == []


@pytest.fixture
def mail(slack: LocalSlack) -> SlackMail:
    return SlackMail(posting_client(slack.bot_token, slack.api_url))


def a_message(words: str = "Have a look.") -> NudgeMessage:
    letter = write(words, OpeningTarget(1), "Data Analyst", Reader("Alice", ["you know Python"]), None)
    return nudge_message(letter, str(uuid4()))


def post(mail: SlackMail, token: UUID | None = None, to: str = ALICE, words: str = "Have a look.") -> object:
    message = a_message(words)
    return mail.post(to, message.text, message.blocks, token or uuid4(), lambda: False)


def test_a_message_reaches_the_person_and_is_found_again_by_its_token(slack: LocalSlack, mail: SlackMail) -> None:
    token = uuid4()
    posted = post(mail, token)
    assert isinstance(posted, Posted)
    [seen] = slack.record.posts_to(ALICE)
    assert (seen.channel, seen.ts) == (posted.channel, posted.ts)
    found = mail.find(ALICE, token, LONG_AGO)
    assert isinstance(found, Found)
    assert (found.channel, found.ts) == (posted.channel, posted.ts)
    assert mail.find(ALICE, uuid4(), LONG_AGO) == Absent()
    assert mail.find(BRUNO, token, LONG_AGO) == Absent()


def test_a_message_that_is_held_by_the_time_that_slack_could_be_written_to_is_not_sent(
    slack: LocalSlack, mail: SlackMail
) -> None:
    message = a_message()
    assert mail.post(ALICE, message.text, message.blocks, uuid4(), lambda: True) == NotBegun()
    assert slack.record.calls == []
    assert isinstance(post(mail), Posted)


def test_a_message_into_a_channel_is_found_again_there(mail: SlackMail) -> None:
    token = uuid4()
    posted = post(mail, token, to=GENERAL)
    assert isinstance(posted, Posted)
    assert posted.channel == GENERAL
    found = mail.find(GENERAL, token, LONG_AGO)
    assert isinstance(found, Found)
    assert (found.channel, found.ts) == (posted.channel, posted.ts)
    assert mail.find(GENERAL, uuid4(), LONG_AGO) == Absent()
    assert mail.find(QUARTERS, token, LONG_AGO) == Refused("channel_not_found"), "where the app is no member"


def test_it_is_found_beyond_the_first_page_and_not_before_the_bound(slack: LocalSlack, mail: SlackMail) -> None:
    token = uuid4()
    posted = post(mail, token)
    assert isinstance(posted, Posted)
    talker = slack.person(ALICE)
    for number in range(120):
        talker.say(f"Thought {number}", posted.channel)
    assert isinstance(mail.find(ALICE, token, LONG_AGO), Found)
    assert mail.find(ALICE, token, datetime.fromtimestamp(float(posted.ts), UTC) + timedelta(seconds=0.001)) == Absent()


@pytest.mark.parametrize("accepted", [False, True])
def test_a_cut_connection_is_uncertain_and_asked_only_once(
    slack: LocalSlack,
    mail: SlackMail,
    accepted: bool,  # noqa: FBT001
) -> None:
    token = uuid4()
    slack.faults.cut("chat.postMessage", accepted=accepted)
    assert post(mail, token) == Uncertain("connection_lost")
    assert len(slack.record.calls_of("chat.postMessage")) == 1, "slack_sdk must not try again by itself"
    assert len(slack.record.posts_to(ALICE)) == int(accepted)
    assert isinstance(mail.find(ALICE, token, LONG_AGO), Found if accepted else Absent)


def test_slacks_own_failures_are_uncertain(slack: LocalSlack, mail: SlackMail) -> None:
    slack.faults.status("chat.postMessage", 503)
    assert isinstance(post(mail), Uncertain)
    for code in ("fatal_error", "internal_error", "service_unavailable"):
        slack.faults.error("chat.postMessage", code)
        assert post(mail) == Uncertain(code)
    slack.faults.garbage("chat.postMessage", accepted=True)
    assert post(mail) == Uncertain("http_200")


def test_too_fast_means_to_wait_as_long_as_slack_says(slack: LocalSlack, mail: SlackMail) -> None:
    slack.faults.rate_limited("chat.postMessage", retry_after=7)
    assert post(mail) == Wait("ratelimited", timedelta(seconds=7))


@pytest.mark.parametrize("code", ["channel_not_found", "user_disabled", "msg_too_long", "restricted_action"])
def test_a_clear_refusal_is_for_good(slack: LocalSlack, mail: SlackMail, code: str) -> None:
    slack.faults.error("chat.postMessage", code)
    assert post(mail) == Refused(code)


@pytest.mark.parametrize("code", ["token_revoked", "invalid_auth", "not_authed", "missing_scope"])
def test_a_refused_token_concerns_everybody(slack: LocalSlack, mail: SlackMail, code: str) -> None:
    slack.faults.error("chat.postMessage", code)
    assert post(mail) == TokenRefused(code)


def test_an_inactive_account_is_the_recipients_as_long_as_ours_works(slack: LocalSlack, mail: SlackMail) -> None:
    slack.faults.error("chat.postMessage", "account_inactive", count=2)
    assert post(mail) == Refused("account_inactive")
    slack.faults.error("auth.test", "account_inactive")
    assert post(mail) == TokenRefused("account_inactive")


@pytest.mark.parametrize("fault", [{"kind": "status", "status": 503}, {"kind": "ratelimited"}, {"kind": "cut"}])
def test_while_nobody_can_tell_whose_account_is_inactive_no_recipient_is_written_off(
    slack: LocalSlack, mail: SlackMail, fault: dict[str, Any]
) -> None:
    slack.faults.error("chat.postMessage", "account_inactive")
    slack.faults.arm(CallFault(method="auth.test", **fault))
    assert post(mail) == TokenRefused("account_inactive")


def test_nobody_at_the_door_is_no_call_at_all() -> None:
    mail = SlackMail(posting_client("xoxb-nobody", "http://127.0.0.1:9/api/"))
    assert isinstance(post(mail), Unreached)


def test_a_message_can_be_read_and_changed(mail: SlackMail) -> None:
    posted = post(mail)
    assert isinstance(posted, Posted)
    shown = mail.read(posted.channel, posted.ts)
    assert isinstance(shown, list)
    assert mail.read(posted.channel, "1.000000") == Absent()
    assert mail.change(posted.channel, posted.ts, "Done", shown[:1]) == posted
    assert len(mail.read(posted.channel, posted.ts)) == 1  # type: ignore[arg-type]  # a list again


def test_the_longest_words_with_the_worst_letters_are_taken(slack: LocalSlack, mail: SlackMail) -> None:
    assert isinstance(post(mail, words="&" * 2_000), Posted)
    assert isinstance(post(mail, words="<!channel> @here <@U0ALICE0001> #general *x* " * 40), Posted)
    assert "msg.mentions_everyone" not in {breach.rule for breach in slack.record.breaches}
