"""The real worker in a process of its own, to be killed, and a crew of people who are owed a message each."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.scenarios.world import HR_CHANNEL

PEOPLE = 10
_ROOT = Path(__file__).parents[2]


def slack_id(number: int) -> str:
    """Return the Slack id of one of the crew."""
    return f"U0CREW{number:04}"


def workspace() -> dict[str, Any]:
    """Return a workspace of the crew, of whom the first is HR."""
    users = [
        {"id": slack_id(number), "name": f"crew{number}", "real_name": f"Crew Member {number}", "tz": "Europe/Berlin"}
        for number in range(PEOPLE)
    ]
    channel = {"id": HR_CHANNEL, "name": "hr-admin", "is_private": True, "members": [users[0]["id"]], "bot": True}
    return {"team": {"id": "T0HARBOUR0", "name": "Harbour"}, "users": users, "channels": [channel]}


@contextmanager
def worker(environ: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run the real worker in a process of its own; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "bot", "worker"], cwd=_ROOT, env={**os.environ, **environ}
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
