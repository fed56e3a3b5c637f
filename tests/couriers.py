"""Couriers that work one message after the other in the test's own thread, where `bot.nudges.crew` has many at it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.clock import Clock
from bot.notices.ledger import NoticeLedger
from bot.notices.message import Composer
from bot.nudges.ledger import NudgeLedger
from bot.slack.courier import Courier, Idle
from bot.slack.errand import Errand, Mail, Means
from bot.slack.stopwatch import Stopwatch
from career.notices import NoticeKind
from storage.database import Database
from storage.messages.pace import Blocked, Pace


@dataclass(frozen=True, slots=True)
class Worked:
    """One message was brought further."""


class LoneCourier(Courier):
    """A courier who has no crew."""

    def deliver_next(self) -> Idle | Blocked | Worked:
        """Take the message that is due longest as far as it goes."""
        found = self.look()
        if not isinstance(found, Errand):
            return found
        found.run()
        return Worked()

    def run_until_idle(self) -> None:
        """Send until nothing is due now; waits where Slack demands it."""
        while not isinstance(turn := self.deliver_next(), Idle):
            if isinstance(turn, Blocked):
                self.means.sleep(max((turn.until - self.means.clock()).total_seconds(), 0.0))


def nudge_courier(
    database: Database,
    mail: Mail,
    clock: Clock,
    sleep: Callable[[float], object],
    pace: Pace | None = None,
    stopwatch: Stopwatch | None = None,
) -> LoneCourier:
    """Return a courier that delivers nudges."""
    return LoneCourier(_means(database, mail, clock, sleep, pace, stopwatch), [NudgeLedger(database)])


def notice_courier(
    database: Database,
    mail: Mail,
    clock: Clock,
    sleep: Callable[[float], object],
    composers: Mapping[NoticeKind, Composer],
    pace: Pace | None = None,
    stopwatch: Stopwatch | None = None,
) -> LoneCourier:
    """Return a courier that sends notices."""
    return LoneCourier(_means(database, mail, clock, sleep, pace, stopwatch), [NoticeLedger(composers)])


def _means(
    database: Database,
    mail: Mail,
    clock: Clock,
    sleep: Callable[[float], object],
    pace: Pace | None,
    stopwatch: Stopwatch | None,
) -> Means:
    return Means(database, mail, clock, sleep, stopwatch or Stopwatch(clock.elapsed), pace or Pace())
