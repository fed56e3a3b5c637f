"""Nudges to test with: a clock that is set by hand, a mailbox in memory, and HR who has previewed everything."""

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from threading import Thread
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import Block
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.nudges.engine import tick
from bot.slack.mail import Absent, Found, Held, NotBegun, Posted
from bot.slack.stopwatch import Stopwatch
from bot.slack.trouble import Trouble, Uncertain
from bot.usecases.nudges import previewing, steering
from career.cadences import Cadence, Once, Weekly
from career.criteria import EVERYONE, Fact, FactName, Relation, Where
from career.localtime import Weekday
from career.nudges import Reach
from career.outcomes import DeliveryState, DropReason
from career.targets import OpeningTarget, Target
from storage.database import Database
from storage.nudges.records import NudgeText
from storage.tables import DeliveryRow
from tests.couriers import LoneCourier, nudge_courier
from tests.factories import NOW, an_employee, an_opening

HR = "U0HR"
TUESDAY = NOW.date()
AT_ELEVEN = Once(TUESDAY, time(11))
"""Eleven in Berlin is ten o'clock UTC: NOW."""

BEFORE = NOW - timedelta(hours=2)
"""When HR writes and starts what is due at eleven."""

EVERY_TUESDAY = Weekly(frozenset({Weekday.TUESDAY}), time(11), TUESDAY)
ALL = Reach(hold_out=0.0)
ATTEMPT_IS_COMMITTED = 6
"""Of the steps that a courier takes around its transactions: claim 1 and 2, admit 3 and 4, prepare 5 and 6."""


class Crash(BaseException):
    """The process dies here."""


@dataclass
class Clock:
    """A clock that stands still until it is moved; sleeping moves it. To set it passes no time."""

    now: datetime = NOW
    passed: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return self.now

    def elapsed(self) -> float:
        return self.passed.total_seconds()

    def sleep(self, seconds: float) -> None:
        self.move(seconds=seconds)

    def move(self, **ahead: float) -> datetime:
        self.passed += timedelta(**ahead)
        return self.set_wrong(**ahead)

    def move_to(self, at: datetime) -> datetime:
        return self.move(seconds=(at - self.now).total_seconds())

    def set_wrong(self, **by: float) -> datetime:
        self.now += timedelta(**by)
        return self.now


def sleep_during_which(clock: Clock, something: Callable[[], object]) -> Callable[[float], None]:
    """Return a way to sleep during which something happens, the first time."""
    happens = [something]

    def sleep(seconds: float) -> None:
        if happens:
            happens.pop()()
        clock.sleep(seconds)

    return sleep


Fault = Callable[[str], Trouble | None]
"""Strikes when somebody is written to: it may raise, or answer instead of Slack."""


@dataclass
class Mailbox:
    """Slack as far as the couriers of one process see it.

    One fault strikes while connecting, one before the message is taken, one after.
    """

    clock: Clock
    taken: list[tuple[str, str, UUID, datetime]] = field(default_factory=list)
    connecting: deque[Fault | None] = field(default_factory=deque)
    faults: deque[Fault | None] = field(default_factory=deque)
    losses: deque[Fault | None] = field(default_factory=deque)
    lookups: deque[Trouble] = field(default_factory=deque)
    looked_for: list[UUID] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    """What each message taken shows below its words."""
    stopwatch: Stopwatch = field(init=False)

    def __post_init__(self) -> None:
        self.stopwatch = Stopwatch(self.clock.elapsed)

    def post(self, to: str, text: str, blocks: Sequence[Block], token: UUID, held: Held) -> Posted | NotBegun | Trouble:
        unreached = _next_of(self.connecting, to)
        if unreached is not None:
            return unreached
        if held():
            return NotBegun()
        trouble = _next_of(self.faults, to)
        if trouble is not None:
            return trouble
        self.taken.append((to, text, token, self.clock()))
        self.shown.append(json.dumps([block.to_dict() for block in blocks], ensure_ascii=False))
        return _next_of(self.losses, to) or Posted(f"D{to}", f"{len(self.taken)}.000000")

    def find(self, to: str, token: UUID, since: datetime) -> Found | Absent | Trouble:
        self.looked_for.append(token)
        if self.lookups:
            return self.lookups.popleft()
        for number, (recipient, _, taken, at) in enumerate(self.taken, 1):
            if taken == token and recipient == to and at >= since:
                return Found(f"D{to}", f"{number}.000000", at)
        return Absent()

    @property
    def recipients(self) -> list[str]:
        return [to for to, _, _, _ in self.taken]


def _next_of(faults: deque[Fault | None], to: str) -> Trouble | None:
    fault = faults.popleft() if faults else None
    return None if fault is None else fault(to)


def answers(trouble: Trouble) -> Fault:
    return lambda _to: trouble


def dies(_to: str) -> None:
    raise Crash


NO_ANSWER = answers(Uncertain("connection_lost"))


def text_about(target: Target, **changed: Any) -> NudgeText:
    values: dict[str, Any] = {
        "title": "Join us",
        "target": target,
        "words": "Hello {first_name}, have a look at {opening}."
        if isinstance(target, OpeningTarget)
        else "Hello {first_name}, have a look at {training}.",
        "extra": EVERYONE,
        "cadence": AT_ELEVEN,
        "reach": ALL,
    }
    return NudgeText(**values | changed)


def a_running_nudge(database: Database, target: Target, now: datetime = BEFORE, **changed: Any) -> int:
    """Write, preview and start a nudge as HR would; return its id."""
    saved = steering.save_new(database, HR, text_about(target, **changed), now)
    assert isinstance(saved, steering.Saved), saved
    assert isinstance(previewing.preview(database, HR, saved.nudge_id, now), previewing.Preview)
    started = steering.start(database, HR, saved.nudge_id, now)
    assert isinstance(started, steering.Started), started
    return saved.nudge_id


def one_due(database: Database) -> int:
    """Let one person, UADA, be due to hear of one opening; return that opening's id."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA", given_name="Ada", skills=("Python",))
        opening = an_opening(
            session,
            requirements=Where(Fact(FactName.SKILL, "Python"), Relation.IS, bound=True),
            closes_on=date(2026, 12, 24),
        )
    a_running_nudge(
        database, OpeningTarget(opening), words="Hi {first_name}: {opening}, because {why}, until {deadline}."
    )
    tick(database, NOW)
    return opening


def many_due(database: Database, people: int) -> None:
    """Let so many people, U0, U1 and so on, be due to hear of one opening."""
    with database.begin() as session:
        for number in range(people):
            an_employee(session, slack_id=f"U{number}")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)


def a_courier(database: Database, mail: Mailbox) -> LoneCourier:
    return nudge_courier(database, mail, mail.clock, mail.clock.sleep, stopwatch=mail.stopwatch)


def deliver(database: Database, mail: Mailbox) -> None:
    """Tick and deliver what is due now."""
    tick(database, mail.clock())
    a_courier(database, mail).run_until_idle()


@dataclass(frozen=True)
class Entry:
    """One row of the ledger."""

    employee_id: int
    state: DeliveryState
    reason: DropReason | None
    due_at: datetime | None
    trouble: str | None
    occasion: str
    token: UUID


def ledger(database: Database, nudge_id: int | None = None) -> list[Entry]:
    query = select(
        DeliveryRow.employee_id,
        DeliveryRow.state,
        DeliveryRow.drop_reason,
        DeliveryRow.due_at,
        DeliveryRow.trouble,
        DeliveryRow.occasion,
        DeliveryRow.token,
    ).order_by(DeliveryRow.id)
    if nudge_id is not None:
        query = query.where(DeliveryRow.nudge_id == nudge_id)
    with database.read() as session:
        return [Entry(*row) for row in session.execute(query)]


def states(database: Database, nudge_id: int | None = None) -> dict[int, DeliveryState]:
    return {entry.employee_id: entry.state for entry in ledger(database, nudge_id)}


def reasons(database: Database, nudge_id: int | None = None) -> dict[int, DropReason | None]:
    return {entry.employee_id: entry.reason for entry in ledger(database, nudge_id)}


def weekly(weekday: Weekday, hour: time, starts_on: date, ends_on: date | None = None) -> Cadence:
    return Weekly(frozenset({weekday}), hour, starts_on, ends_on)


class Interrupted(Database):
    """A database that calls `at_step` with 1, 2, 3 … before each transaction that writes and after its commit."""

    def __init__(self, real: Database, at_step: Callable[[int], None]) -> None:
        self._real = real
        self._at_step = at_step
        self._steps = count(1)

    @contextmanager
    def begin(self) -> Iterator[Session]:
        self._at_step(next(self._steps))
        with self._real.begin() as session:
            yield session
        self._at_step(next(self._steps))

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self._real.read() as session:
            yield session


class InTheMiddle(Interrupted):
    """A database that calls `meanwhile` with 1, 2, 3 … when a transaction that writes is about to be committed."""

    @contextmanager
    def begin(self) -> Iterator[Session]:
        with self._real.begin() as session:
            yield session
            session.flush()
            self._at_step(next(self._steps))


def waited_for_the_attempt(
    database: Database, deliver: Callable[[Database], object], act: Callable[[], object]
) -> bool:
    """Try `act` just before `deliver` commits that a message goes out; return whether it had to wait for that."""
    acting = Thread(target=act)
    waited: list[bool] = []

    def meanwhile(transaction: int) -> None:
        if transaction == ATTEMPT_IS_COMMITTED // 2:
            acting.start()
            acting.join(0.3)
            waited.append(acting.is_alive())

    deliver(InTheMiddle(database, meanwhile))
    acting.join(10)
    return waited == [True]
