"""What Slack says when a socket is open: that it is, and how many there are.

Each envelope goes to one connection only. One that a dead process left behind swallows clicks for minutes, so more
connections than ours are worth a warning (slackapi/bolt-python#579).
"""

import json
import logging
from collections.abc import Callable

LISTENING = "listening to Slack"
"""What the log says whenever a connection is open."""

_log = logging.getLogger(__name__)


def hearing(ours: int) -> Callable[[str], None]:
    """Return a listener to every raw message on a socket; `ours` is how many processes listen by our own count."""

    def hear(message: str) -> None:
        if '"hello"' not in message:
            return
        said = json.loads(message)
        if said.get("type") != "hello":
            return
        connections = said.get("num_connections")
        _log.info(LISTENING)
        if isinstance(connections, int) and connections > ours:
            _log.warning(
                "Slack has %d connections and we expect %d: another process answers some of the clicks. Stop it, wait "
                "a few minutes for a dead one to go, or set WEB_PROCESSES to how many there are",
                connections,
                ours,
            )

    return hear
