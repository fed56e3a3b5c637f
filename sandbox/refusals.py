"""What Slack answers when it will not do what was asked."""

from typing import Any


class RefusedError(Exception):
    """A call that Slack answers with ``{"ok": false, "error": …}``.

    Args:
        error: Slack's error code, such as ``channel_not_found``.
        rule: the rule of Slack that was broken, where the fault is the app's own; recorded as a breach.
        detail: one sentence for the developer.
        answer: further fields of the answer, such as ``needed`` and ``provided``.
    """

    def __init__(self, error: str, *, rule: str | None = None, detail: str = "", **answer: Any) -> None:  # noqa: ANN401  fields differ by error
        super().__init__(error)
        self.error = error
        self.rule = rule
        self.detail = detail
        self.answer = answer
