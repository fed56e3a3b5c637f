"""What Slack has just told this process to wait, until that is written down for every other one (`storage.messages.pace`).

Writing it down takes a moment, and whatever another thread was about to post meanwhile would come before Slack allows it.
"""

from datetime import timedelta


class Hush:
    """The longest wait that Slack has demanded of this process; instants are seconds on a clock that nobody sets."""

    def __init__(self) -> None:
        self._until = float("-inf")

    def demand(self, elapsed: float, wait: timedelta) -> None:
        """Let no thread post before `wait` has passed."""
        self._until = max(self._until, elapsed + wait.total_seconds())

    def left(self, elapsed: float) -> timedelta:
        """Return for how long nobody may post yet; nothing where everybody may."""
        return timedelta(seconds=self._until - elapsed) if self._until > elapsed else timedelta(0)
