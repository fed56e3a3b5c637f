"""The courier against a local Slack in which much goes wrong, counted in that Slack's own record."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.nudges.engine import tick
from bot.slack.clients import posting_client
from bot.slack.mail import EVENT_TYPE, SlackMail
from career.cadences import Once
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from sandbox.line import Patience
from sandbox.local_slack import LocalSlack
from storage.database import Database
from tests.bot.nudges.rig import Crash, Interrupted, a_running_nudge, ledger
from tests.couriers import LoneCourier, nudge_courier
from tests.factories import an_employee, an_opening
from tests.sandbox.village import MANIFEST

PEOPLE = [f"U0ROWER{number:04}" for number in range(8)]
WORKSPACE = {
    "team": {"id": "T0VILLAGE01", "name": "Village", "domain": "village"},
    "users": [
        {
            "id": each,
            "name": each.lower(),
            "real_name": f"Rower {each}",
            "email": f"{each}@village.example",
            "tz": "Europe/Berlin",
        }
        for each in PEOPLE
    ],
    "channels": [],
}
ROUNDS = 60


@dataclass
class Time:
    """Slack's own clock, which waiting moves."""

    slack: LocalSlack

    def __call__(self) -> datetime:
        return self.slack.clock.now()

    def elapsed(self) -> float:
        return self().timestamp()

    def sleep(self, seconds: float) -> None:
        self.slack.clock.move_to(self.slack.clock.ahead_seconds + seconds)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(WORKSPACE, MANIFEST, patience=Patience(1.0, (0.0, 0.0, 0.0))) as slack:
        tuesday = datetime.now(UTC) + timedelta(days=(1 - datetime.now(UTC).weekday()) % 7 + 7)
        ten = tuesday.replace(hour=10, minute=0, second=0, microsecond=0)
        slack.clock.move_to((ten - datetime.now(UTC)).total_seconds())
        yield slack


def everybody_due(database: Database, now: datetime) -> None:
    with database.begin() as session:
        for slack_id in PEOPLE:
            an_employee(session, slack_id=slack_id)
        opening = an_opening(session)
    nine = Once(now.date(), time(9))
    a_running_nudge(database, OpeningTarget(opening), now=now - timedelta(days=1), cadence=nine)
    tick(database, now)


def test_faults_of_every_kind_lose_nothing_and_double_nothing(database: Database, slack: LocalSlack, seed: int) -> None:
    clock = Time(slack)
    everybody_due(database, clock())
    some: dict[str, Any] = {"count": None, "probability": 0.15, "seed": seed}
    for accepted in (False, True):
        slack.faults.cut("chat.postMessage", accepted=accepted, **some)
        slack.faults.status("chat.postMessage", 503, accepted=accepted, **some)
        slack.faults.error("chat.postMessage", "fatal_error", accepted=accepted, **some)
    slack.faults.rate_limited("chat.postMessage", retry_after=5, **some)
    slack.faults.cut("conversations.history", **some)
    slack.faults.status("conversations.open", 500, **some)
    courier = nudge_courier(database, SlackMail(posting_client(slack.bot_token, slack.api_url)), clock, clock.sleep)
    _deliver_all(database, courier)
    _assert_everybody_got_it_once(database, slack)


@pytest.mark.parametrize("step", [2, 4, 5, 6, 7, 8])
def test_a_worker_that_dies_again_and_again_loses_nothing_and_doubles_nothing(
    database: Database, slack: LocalSlack, step: int
) -> None:
    clock = Time(slack)
    everybody_due(database, clock())
    mail = SlackMail(posting_client(slack.bot_token, slack.api_url))

    def die_at(now: int) -> None:
        if now == step:
            raise Crash

    for _ in PEOPLE[:4]:
        with pytest.raises(Crash):
            nudge_courier(Interrupted(database, die_at), mail, clock, clock.sleep).deliver_next()
    _deliver_all(database, nudge_courier(database, mail, clock, clock.sleep))
    _assert_everybody_got_it_once(database, slack)


def _deliver_all(database: Database, courier: LoneCourier) -> None:
    for _ in range(ROUNDS):
        courier.run_until_idle()
        if all(entry.state is DeliveryState.SENT for entry in ledger(database)):
            return
        courier.means.sleep(121)


def _assert_everybody_got_it_once(database: Database, slack: LocalSlack) -> None:
    assert Counter(entry.state for entry in ledger(database)) == {DeliveryState.SENT: len(PEOPLE)}
    assert {each: len(slack.record.posts_to(each)) for each in PEOPLE} == dict.fromkeys(PEOPLE, 1)
    tokens = {str(entry.token) for entry in ledger(database)}
    carried = {post.metadata["event_payload"]["delivery"] for post in slack.record.accepted if post.metadata}
    assert carried == tokens
    assert {post.metadata["event_type"] for post in slack.record.accepted if post.metadata} == {EVENT_TYPE}
    assert slack.record.errors == []
