import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event, Lock
from uuid import UUID

import pytest
from slack_sdk.models.blocks import Block
from sqlalchemy.exc import OperationalError

from bot.nudges.courier import nudge_courier
from bot.nudges.crew import Crew
from bot.nudges.engine import tick
from bot.nudges.jobs import Duty, ticker
from bot.slack.mail import Posted
from bot.slack.trouble import Trouble
from career.nudges import OpeningTarget
from career.outcomes import DeliveryState
from storage.database import Database
from storage.pace import Pace
from tests.bot.nudges.rig import Clock, Interrupted, Mailbox, a_running_nudge, ledger
from tests.factories import NOW, an_employee, an_opening

FAST = Pace(per_minute=60_000)


def until(condition: Callable[[], bool]) -> None:
    """Wait for it, ten seconds at most."""
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)


class SlowFor(Mailbox):
    """A Slack in which one person's message takes until `go` is set."""

    def __init__(self, clock: Clock, slow: str) -> None:
        super().__init__(clock)
        self.slow = slow
        self.go = Event()
        self.lock = Lock()

    def post(self, to: str, text: str, blocks: Sequence[Block], token: UUID) -> Posted | Trouble:
        if to == self.slow:
            assert self.go.wait(10)
        with self.lock:
            return super().post(to, text, blocks, token)


@contextmanager
def working(crew: Crew) -> Iterator[None]:
    crew.start()
    try:
        yield
    finally:
        crew.stop()


def people_due(database: Database, number: int) -> None:
    with database.begin() as session:
        for each in range(number):
            an_employee(session, slack_id=f"U{each}")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)


def test_one_slow_recipient_delays_nobody_else(database: Database) -> None:
    people_due(database, 12)
    mail = SlowFor(Clock(), "U0")
    with working(Crew(nudge_courier(database, mail, mail.clock, time.sleep, pace=FAST))):
        until(lambda: len(mail.taken) == 11)
        assert "U0" not in mail.recipients
        mail.go.set()
        until(lambda: len(mail.taken) == 12)
    assert {entry.state for entry in ledger(database)} == {DeliveryState.SENT}
    assert len(set(mail.recipients)) == 12


def test_a_lost_database_is_waited_for(sqlite_database: Database, caplog: pytest.LogCaptureFixture) -> None:
    people_due(sqlite_database, 1)
    mail = Mailbox(Clock())

    def lost(step: int) -> None:
        if step == 1:
            raise OperationalError("", {}, ConnectionError("the server is away"))

    crew = Crew(nudge_courier(Interrupted(sqlite_database, lost), mail, mail.clock, time.sleep), senders=1)
    with working(crew):
        until(lambda: len(mail.taken) == 1)
    assert "deliveries go on" in caplog.text


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_died_is_replaced(sqlite_database: Database) -> None:
    people_due(sqlite_database, 1)
    mail = Mailbox(Clock())

    def bug(step: int) -> None:
        if step == 1:
            raise KeyError("a mistake of ours")

    crew = Crew(nudge_courier(Interrupted(sqlite_database, bug), mail, mail.clock, time.sleep), senders=1)
    with working(crew):
        until(lambda: not crew.is_complete)
        crew.start()
        until(lambda: len(mail.taken) == 1)


def test_duties_are_done_again_and_again_and_end_with_the_ticker() -> None:
    done = []
    clock = ticker([Duty("count", 1, lambda: done.append(1))])
    clock.start()
    until(lambda: len(done) >= 2)
    clock.stop()
    before = len(done)
    assert not clock.scheduler.running
    assert len(done) == before
