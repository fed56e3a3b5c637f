"""Promise 7 while Slack breaks in every way it can: nobody is lost, nobody hears twice, and nobody waits for another."""

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from career.outcomes import DeliveryState
from sandbox.faults import CallFault
from storage.database import Database
from tests.scenarios.fleet import EVERYBODY, fleet
from tests.scenarios.killing import PEOPLE

POST = "chat.postMessage"

ON_THE_WAY: tuple[dict[str, Any], ...] = (
    {"kind": "cut"},
    {"kind": "cut", "accepted": True},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503, "accepted": True},
    {"kind": "error", "error": "fatal_error"},
    {"kind": "error", "error": "internal_error", "accepted": True},
    {"kind": "garbage", "accepted": True},
    {"kind": "garbage"},
)
FOR_GOOD = ("channel_not_found", "user_disabled", "account_inactive", "msg_too_long")
FOR_NOW = ("ratelimited", "token_revoked", "invalid_auth")


def test_whatever_breaks_on_the_way_nobody_is_lost_and_nobody_hears_twice(
    database: Database, tmp_path: Path, seed: int
) -> None:
    random = Random(seed)
    with fleet(database, tmp_path) as story:
        for person, fault in zip(random.sample(EVERYBODY, len(ON_THE_WAY)), ON_THE_WAY, strict=True):
            story.slack.faults.arm(CallFault(method=POST, user=person, count=random.randint(1, 2), **fault))
        # Looking a message up may fail as well; then it is looked up again.
        story.slack.faults.cut("conversations.history", count=2, probability=0.5, seed=seed)
        story.slack.faults.status("conversations.open", 503, count=1, probability=0.5, seed=seed)
        story.let_it_finish()
        story.assert_everybody_heard_once()


def test_in_a_storm_of_demands_to_wait_everybody_waits_and_nobody_is_lost(
    database: Database, tmp_path: Path, seed: int
) -> None:
    with fleet(database, tmp_path) as story:
        story.slack.faults.rate_limited(POST, retry_after=2, count=4, probability=0.6, seed=seed)
        story.let_it_finish()
        # Among what Slack would have refused is a call before Retry-After has passed, by whichever sender.
        story.assert_everybody_heard_once()
        assert {call.status for call in story.slack.record.calls_of(POST) if call.fault} <= {429}


def test_what_slack_refuses_for_now_comes_later_and_once(database: Database, tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    with fleet(database, tmp_path) as story:
        for code in FOR_NOW:
            story.slack.faults.error(POST, code, user=random.choice(EVERYBODY))
        story.let_it_finish()
        story.assert_everybody_heard_once()


def test_what_slack_refuses_for_good_is_not_tried_again_and_holds_up_nobody(
    database: Database, tmp_path: Path, seed: int
) -> None:
    refused = dict(zip(Random(seed).sample(EVERYBODY, len(FOR_GOOD)), FOR_GOOD, strict=True))
    with fleet(database, tmp_path) as story:
        for person, code in refused.items():
            story.slack.faults.error(POST, code, user=person, count=None)
        story.let_it_finish()
        assert story.posts() == {person: int(person not in refused) for person in EVERYBODY}
        failed = [(DeliveryState.FAILED, code) for code in FOR_GOOD]
        assert story.states() == Counter([*failed, *[(DeliveryState.SENT, None)] * (PEOPLE - len(refused))])
        assert len(story.slack.record.calls_of(POST)) == PEOPLE


def test_one_slow_and_one_dead_recipient_delay_nobody_else(database: Database, tmp_path: Path, seed: int) -> None:
    slow, dead = Random(seed).sample(EVERYBODY, 2)
    with fleet(database, tmp_path) as story:
        story.slack.faults.slow(POST, 6, user=slow)
        story.slack.faults.slow(POST, 60, user=dead, accepted=True)  # no answer comes before the app gives up
        with story.worker():
            story.wait_for(lambda: sum(story.posts().values()) >= PEOPLE - 1, seconds=30)
            assert story.posts()[slow] == 0
        assert len(story.slack.record.calls_of(POST)) == PEOPLE - 2
