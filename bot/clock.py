"""What time it is, and how much of it has passed: the system's clocks, or those that a local Slack moves ahead for trying things out."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """A clock on the wall, which may be wrong and may be set, with a stopwatch beside it, which nobody sets."""

    def __call__(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        ...

    def elapsed(self) -> float:
        """Return the seconds since some moment that stays the same as long as the process runs."""
        ...


class SystemClock:
    """The machine's own."""

    def __call__(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Return the seconds of the machine's monotonic clock."""
        return time.monotonic()


class ClockAhead:
    """The machine's own, and ahead of it by the seconds that stand in a file, read anew each time.

    A second number there says by how many seconds the clock on the wall is wrong besides: its time has not passed.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._system = SystemClock()

    def __call__(self) -> datetime:
        """Return the present instant, aware, in UTC; a file that is not there yet moves nothing."""
        return self._system() + timedelta(seconds=sum(self._seconds()))

    def elapsed(self) -> float:
        """Return the seconds of the machine's monotonic clock, and those that were skipped."""
        return self._system.elapsed() + self._seconds()[0]

    def _seconds(self) -> tuple[float, float]:
        """Return how far the clock is moved ahead, and by how much it is wrong."""
        try:
            ahead, wrong, *_ = *map(float, self._file.read_text(encoding="ascii").split()), 0.0, 0.0
        except FileNotFoundError:
            return 0.0, 0.0
        return ahead, wrong
