"""Workers in processes of their own against a local Slack, to be killed, stopped and told wrong times.

The people, the local Slack and the worker are as in `tests.scenarios.killing`; here a worker can also be ended by itself
at a step of our choosing, and the app's clock can differ from Slack's.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sqlalchemy import and_, false, func, or_, select

from bot.nudges.engine import tick
from career.outcomes import DeliveryState
from sandbox.local_slack import LocalSlack
from sandbox.rules.breach import Breach
from storage.database import Database
from storage.messages.pace import Pace, blocked_until
from storage.nudges.records import nudges_due
from storage.tables import DeliveryRow
from tests.scenarios.killing import PEOPLE, next_tuesday, slack_id, start_nudge, workspace
from tests.scenarios.mortal import Steps, real_worker
from tests.scenarios.world import MANIFEST_PATH, settings_for

EVERYBODY = tuple(slack_id(number) for number in range(PEOPLE))
LEASE_IS_OVER = timedelta(minutes=5)
"""Longer than a lease, and than the wait before an uncertain message is looked up."""

ON_THE_WIRE = timedelta(milliseconds=200)
"""How late a post comes to Slack on a busy machine. Who does not wait comes with the next slot of the pace, after 250."""

_processes = get_context("forkserver")
_processes.set_forkserver_preload(["tests.scenarios.mortal"])

Life = Callable[[dict[str, str], Steps], None]
"""What a worker's process runs."""


@dataclass
class Fleet:
    """Everything that a story of several workers touches; `hour` is when everybody's message is due."""

    slack: LocalSlack
    database: Database
    hour: datetime
    environ: dict[str, str]
    clock_file: Path
    wrong_by: timedelta = field(default=timedelta(0))
    """By how much the app's clock differs from Slack's."""

    def now(self) -> datetime:
        """Return what time the app takes it to be."""
        return self.slack.clock.now() + self.wrong_by

    def move(self, ahead: timedelta) -> None:
        """Let so much time pass for everybody."""
        self.slack.move_clock(self.slack.clock.ahead_seconds + ahead.total_seconds())
        self.set_wrong(self.wrong_by)

    def set_wrong(self, by: timedelta) -> None:
        """Let the app's clock differ from Slack's by that much from now on."""
        self.wrong_by = by
        self.write_clock(self.clock_file, by)

    def write_clock(self, file: Path, wrong_by: timedelta) -> None:
        """Let whoever goes by this file have a clock that is wrong by that much: it is set, and no time passes by that."""
        draft = file.with_suffix(".new")
        draft.write_text(f"{self.slack.clock.ahead_seconds:g} {wrong_by.total_seconds():g}\n", encoding="ascii")
        draft.replace(file)

    @contextmanager
    def worker(
        self,
        *,
        dies_at: int | None = None,
        by: int = signal.SIGKILL,
        life: Life = real_worker,
        environ: dict[str, str] | None = None,
    ) -> Iterator["Worker"]:
        """Run a worker in a process of its own; with `dies_at` it sends itself a signal at that step of its senders."""
        steps = Steps(_processes.Value("i", 0), dies_at, by)
        process = _processes.Process(target=life, args=(environ or self.environ, steps))
        process.start()
        try:
            yield Worker(process, steps)
        finally:
            process.kill()
            process.join()
            process.close()

    def wait_for(self, condition: Callable[[], bool], seconds: float = 60) -> None:
        """Wait until it holds."""
        self.slack.wait_for(lambda: condition() or None, seconds)

    def is_settled(self) -> bool:
        """Whether everybody's message has found its end."""
        with self.database.read() as session:
            waiting = select(func.count()).where(DeliveryRow.state.in_([DeliveryState.DUE, DeliveryState.CLAIMED]))
            recorded = select(func.count()).select_from(DeliveryRow)
            return session.scalar(recorded) == PEOPLE and session.scalar(waiting) == 0

    def is_quiet(self) -> bool:
        """Whether nobody is at any message, and none may go out now: time may pass without overtaking anybody."""
        now = self.now()
        with self.database.read() as session:
            if nudges_due(session, now):
                return False
            due = DeliveryRow.due_at <= now if blocked_until(session, Pace(), now) is None else false()
            busy = or_(DeliveryRow.state == DeliveryState.CLAIMED, and_(DeliveryRow.state == DeliveryState.DUE, due))
            return session.scalar(select(func.count()).where(busy)) == 0

    def attempts(self) -> int:
        """Return for how many people a message was on its way to Slack, or is."""
        with self.database.read() as session:
            begun = or_(DeliveryRow.attempted_at.is_not(None), DeliveryRow.state == DeliveryState.SENT)
            return session.scalar(select(func.count()).where(begun)) or 0

    def taken_up_again(self) -> int:
        """Return how many messages somebody has taken up once more after an attempt."""
        with self.database.read() as session:
            again = (DeliveryRow.attempted_at.is_not(None), DeliveryRow.claims > 1)
            return session.scalar(select(func.count()).where(*again)) or 0

    def let_it_finish(self) -> None:
        """Let the leases of those who are gone lapse, then one healthy worker do the rest, however late it gets."""
        self.move(LEASE_IS_OVER)
        with self.worker():
            while not self.is_settled():
                self.wait_for(self.is_quiet)
                self.move(LEASE_IS_OVER)

    def posts(self) -> dict[str, int]:
        """Return how many messages Slack took for each person, by its own record."""
        return {person: len(self.slack.record.posts_to(person)) for person in EVERYBODY}

    def states(self) -> Counter[tuple[DeliveryState, str | None]]:
        """Return how many messages ended in which way, with Slack's code where there is one."""
        with self.database.read() as session:
            return Counter(
                (row.state, row.trouble) for row in session.execute(select(DeliveryRow.state, DeliveryRow.trouble))
            )

    def assert_everybody_heard_once(self) -> None:
        """None lost, none twice, and no rule of Slack broken on the way."""
        assert self.posts() == dict.fromkeys(EVERYBODY, 1)
        assert self.states() == {(DeliveryState.SENT, None): PEOPLE}
        assert self._breaches() == []

    def _breaches(self) -> list[Breach]:
        """Return which rules of Slack were broken; not by a post that was on the wire when Slack told another to wait."""
        posts = self.slack.record.calls_of("chat.postMessage")
        demands = [post.at for post in posts if post.fault == "ratelimited"]
        crossed = {
            id(breach)
            for post in posts
            if any(timedelta(0) <= post.at - demand < ON_THE_WIRE for demand in demands)
            for breach in post.breaches
            if breach.rule == "ratelimit.ignored"
        }
        return [breach for breach in self.slack.record.errors if id(breach) not in crossed]


@dataclass(frozen=True)
class Worker:
    """A worker's process, and how many steps its senders have taken."""

    process: ForkServerProcess
    steps: Steps

    @property
    def is_dead(self) -> bool:
        """Whether it has ended."""
        return not self.process.is_alive()

    @property
    def is_stopped(self) -> bool:
        """Whether it stands still (Linux's proc(5): state T)."""
        return "\nState:\tT" in Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")

    def go_on(self) -> None:
        """Let it go on where it stood still."""
        os.kill(self.process.pid or 0, signal.SIGCONT)


@contextmanager
def fleet(database: Database, folder: Path, *, is_recorded: bool = True) -> Iterator[Fleet]:
    """Let a nudge for everybody be due on the next Tuesday, and let it be then; `is_recorded`: in the ledger already."""
    hour = next_tuesday(datetime.now(UTC))
    clock_file = folder / "clock"
    with LocalSlack(workspace(), MANIFEST_PATH) as slack:
        start_nudge(database, hour)
        slack.move_clock((hour + timedelta(minutes=1) - datetime.now(UTC)).total_seconds())
        environ = settings_for(slack, database.url) | {"CLOCK_FILE": str(clock_file)}
        found = Fleet(slack, database, hour, environ, clock_file)
        found.set_wrong(timedelta(0))
        if is_recorded:
            tick(database, found.now())
        yield found
