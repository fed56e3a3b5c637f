import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, current_thread
from uuid import UUID

import pytest
from slack_sdk.models.blocks import Block
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from bot.nudges.crew import Crew
from bot.nudges.engine import tick
from bot.nudges.jobs import Duty, ticker
from bot.slack.mail import Held, NotBegun, Posted
from bot.slack.trouble import Trouble
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from storage.database import Database
from storage.messages.pace import Pace
from storage.tables import NudgeRow
from tests.bot.nudges.rig import Clock, Interrupted, Mailbox, a_running_nudge, ledger
from tests.couriers import nudge_courier
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

    def post(self, to: str, text: str, blocks: Sequence[Block], token: UUID, held: Held) -> Posted | NotBegun | Trouble:
        if to == self.slow:
            assert self.go.wait(10)
        with self.lock:
            return super().post(to, text, blocks, token, held)


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
    with working(Crew(nudge_courier(database, mail, mail.clock, mail.clock.sleep, pace=FAST))):
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

    crew = Crew(nudge_courier(Interrupted(sqlite_database, lost), mail, mail.clock, mail.clock.sleep), senders=1)
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

    crew = Crew(nudge_courier(Interrupted(sqlite_database, bug), mail, mail.clock, mail.clock.sleep), senders=1)
    with working(crew):
        until(lambda: not crew.is_complete)
        crew.start()
        until(lambda: len(mail.taken) == 1)


def test_a_nudge_over_which_our_code_falls_holds_up_no_other(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    """Such as one whose rule was stored by a version to come. Its copies are due longest, and there are more than senders."""
    people_due(sqlite_database, 6)
    with sqlite_database.begin() as session:
        session.execute(update(NudgeRow).values(audience={"version": 99}))
        an_employee(session, slack_id="UFINE")
        other = an_opening(session)
    a_running_nudge(sqlite_database, OpeningTarget(other))
    tick(sqlite_database, NOW)
    mail = Mailbox(Clock())
    crew = Crew(nudge_courier(sqlite_database, mail, mail.clock, mail.clock.sleep, pace=FAST), senders=1)
    with working(crew):
        until(lambda: "UFINE" in mail.recipients)
        assert crew.is_complete
    assert caplog.text.count("tried again later") >= 6
    assert [entry.due_at for entry in ledger(sqlite_database, 1)] == [NOW + timedelta(minutes=10)] * 6


def test_with_nothing_to_do_one_thread_asks_for_all(sqlite_database: Database) -> None:
    asked: list[str] = []
    mail = Mailbox(Clock())

    def note(_step: int) -> None:
        asked.append(current_thread().name)

    crew = Crew(nudge_courier(Interrupted(sqlite_database, note), mail, mail.clock, mail.clock.sleep))
    with working(crew):
        until(lambda: len(asked) >= 4)
        assert crew.is_complete
    assert len(set(asked)) == 1


def test_duties_are_done_again_and_again_and_end_with_the_ticker() -> None:
    done = []
    clock = ticker(Duty("count", 1, lambda: done.append(1)))
    clock.start()
    until(lambda: len(done) >= 2)
    clock.stop()
    before = len(done)
    assert not clock.scheduler.running
    assert len(done) == before


def test_duties_go_on_when_the_clock_is_set_back() -> None:
    """Then the next time of each is further ahead than its interval, as it is here by our own hand."""
    done = []
    clock = ticker(Duty("count", 3, lambda: done.append(1)))
    clock.start()
    clock.scheduler.modify_job("count", next_run_time=datetime.now(UTC) + timedelta(hours=1))
    until(lambda: len(done) >= 2)
    clock.stop()
