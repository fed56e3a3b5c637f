"""The sandbox's own time, which a test or a person can move forward."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path


class Clock:
    """The system's time plus a number of seconds that only grows.

    With a file, that number is also written there (whole or not at all), so that an app in another process can follow.
    """

    def __init__(self, shared_file: Path | None = None) -> None:
        self._shared_file = shared_file
        self._ahead = 0.0
        self._lock = threading.Lock()
        self._last_stamp = 0
        self._publish()

    def now(self) -> datetime:
        """The sandbox's moment, aware UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    @property
    def ahead_seconds(self) -> float:
        """How far this clock runs before the system's."""
        return self._ahead

    def move_to(self, ahead_seconds: float) -> None:
        """Run that many seconds before the system's clock.

        Raises:
            ValueError: the clock would go back; timestamps of messages must keep rising.
        """
        if ahead_seconds < self.ahead_seconds:
            raise ValueError(
                f"The clock is {self.ahead_seconds:g} seconds ahead and cannot go back to {ahead_seconds:g}."
            )
        self._ahead = ahead_seconds
        self._publish()

    def stamp(self) -> str:
        """A new Slack timestamp such as ``1764000000.000100``: unique in this workspace and later than any before."""
        with self._lock:
            micros = int(self.now().timestamp() * 1_000_000)
            self._last_stamp = max(micros, self._last_stamp + 1)
            return f"{self._last_stamp // 1_000_000}.{self._last_stamp % 1_000_000:06d}"

    def _publish(self) -> None:
        if self._shared_file is None:
            return
        draft = self._shared_file.with_name(self._shared_file.name + ".new")
        draft.write_text(f"{self.ahead_seconds:g}\n", encoding="utf-8")
        draft.replace(self._shared_file)
