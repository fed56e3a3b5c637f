"""Every request of Slack's on its way through: it gets a reference, and how long it took is counted and logged."""

import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot.logs import REFERENCE, new_reference

# Not below "coxswain": Bolt gives the logger of that name, the app's, the level of its own.
_log = logging.getLogger(__name__)


Count = Callable[[str, float], object]
"""Takes note that a request of this kind was answered after so many seconds (`bot.operating.metrics.Metrics`)."""


class CountedApp(App):
    """Bolt's app, each of whose requests has a reference and is counted."""

    def __init__(self, count: Count, answered: Callable[[Mapping[str, Any]], object], **options: Any) -> None:  # noqa: ANN401  Bolt's own
        """Make the app; `answered` is handed the body of each request once that has been answered."""
        super().__init__(**options)
        self._count = count
        self._answered = answered

    def dispatch(self, req: BoltRequest) -> BoltResponse:
        """Answer one request, as Bolt does."""
        began = time.perf_counter()
        reference = new_reference()
        req.context["reference"] = reference
        held = REFERENCE.set(reference)
        try:
            response = super().dispatch(req)
            self._answered(req.body)
            return response
        finally:
            seconds = time.perf_counter() - began
            kind, name = what_it_is(req.body)
            self._count(kind, seconds)
            if _log.isEnabledFor(logging.INFO):
                facts = {"kind": kind, "name": name, "milliseconds": round(seconds * 1000, 1)}
                _log.info("%s %s %.1f ms", kind, name, seconds * 1000, extra={"facts": facts})
            REFERENCE.reset(held)


def what_it_is(body: Mapping[str, Any]) -> tuple[str, str]:
    """Return the kind of a request and our own name of what was used: nothing that a person wrote."""
    match body:
        case {"command": str(command)}:
            return "command", command
        case {"actions": [{"action_id": str(action)}, *_]}:
            return "action", action
        case {"type": "view_submission" | "view_closed", "view": {"callback_id": str(view)}}:
            return "view", view
        case {"type": "block_suggestion", "action_id": str(action)}:
            return "options", action
        case {"event": {"type": str(event)}}:
            return "event", event
        case _:
            return "other", str(body.get("type", ""))
