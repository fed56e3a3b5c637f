"""How long it is since a message was on its way to Slack: counted by whoever waits for it, on a clock that nobody sets.

What another machine's clock said when it sent the message tells nothing: that clock may be an hour wrong, or ours, or be set
meanwhile. So a process counts from when it first met the attempt, which was written down before anything was sent.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

_KEPT = timedelta(days=1)
"""For how long an attempt is remembered that was not met again; then it is counted from the beginning."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to send one message: its table, its number there, and when it was written down by the clock of its sender."""

    table: str
    message: int
    written_at: datetime


class Stopwatch:
    """How long ago each attempt that this process has met was over; `elapsed` gives seconds on a clock that nobody sets."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._over_at: dict[Attempt, float] = {}
        self._lock = Lock()

    def since(self, attempt: Attempt, lasts: timedelta) -> timedelta:
        """Return how long ago the attempt was over; of one that is met for the first time, it `lasts` that long yet."""
        now = self._elapsed()
        with self._lock:
            self._forget(now)
            return timedelta(seconds=now - self._over_at.setdefault(attempt, now + lasts.total_seconds()))

    def is_over(self, attempt: Attempt) -> None:
        """The attempt is over just now, as whoever made it knows."""
        with self._lock:
            self._over_at[attempt] = self._elapsed()

    def _forget(self, now: float) -> None:
        """Forget what was met long ago: it has been settled since, by us or by others."""
        while self._over_at:
            attempt, over_at = next(iter(self._over_at.items()))
            if over_at > now - _KEPT.total_seconds():
                return
            del self._over_at[attempt]
