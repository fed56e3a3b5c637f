"""What time it is: the system's clock, or one that a local Slack moves ahead for trying things out."""

from datetime import UTC, datetime, timedelta
from pathlib import Path


def system_clock() -> datetime:
    """Return the present instant, aware, in UTC."""
    return datetime.now(UTC)


class ClockAhead:
    """The system's clock plus the number of seconds that stands in a file, read anew each time."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        """Return the present instant, aware, in UTC; a file that is not there yet moves nothing."""
        try:
            ahead = float(self._file.read_text(encoding="ascii") or 0)
        except FileNotFoundError:
            ahead = 0.0
        return system_clock() + timedelta(seconds=ahead)
