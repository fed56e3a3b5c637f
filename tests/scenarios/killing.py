"""The real worker in a process of its own, to be killed, and a crew of people who are owed a message each."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select

from bot.usecases.nudges.previewing import Preview, preview
from bot.usecases.nudges.steering import Saved, Started, save_new, start
from career.cadences import Once
from career.criteria import EVERYONE
from career.nudges import Reach
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.messages.claims import MessageTable
from storage.nudges.records import NudgeText
from tests.factories import an_employee, an_opening
from tests.scenarios.world import HR_CHANNEL

PEOPLE = 10
_LONG_AFTER = timedelta(minutes=5)
"""Longer than a lease, and than the wait before an uncertain message is looked up."""

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


def next_tuesday(now: datetime) -> datetime:
    """Return the next Tuesday at 08:00 in UTC, which is within a working day in Berlin all year."""
    days = (1 - now.weekday()) % 7 or 7
    return datetime.combine(now.date() + timedelta(days), time(8), UTC)


def start_nudge(database: Database, hour: datetime) -> None:
    """Let everybody qualify for an opening, and start a nudge about it that is due at `hour`."""
    before = hour - timedelta(hours=1)
    with database.begin() as session:
        opening = an_opening(session)
        for number in range(PEOPLE):
            an_employee(session, slack_id=slack_id(number))
    local = hour.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None)
    text = NudgeText(
        title="A place for you",
        target=OpeningTarget(opening),
        words="Hi {first_name}, have a look at {opening}.",
        extra=EVERYONE,
        cadence=Once(local.date(), local.time()),
        reach=Reach(hold_out=0),
    )
    saved = save_new(database, slack_id(0), text, before)
    assert isinstance(saved, Saved)
    assert isinstance(preview(database, slack_id(0), saved.nudge_id, before), Preview)
    assert isinstance(start(database, slack_id(0), saved.nudge_id, before), Started)


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


def let_it_finish(slack: LocalSlack, database: Database, table: MessageTable, environ: dict[str, str]) -> None:
    """Let one healthy worker do what those who were killed have left."""
    with worker(environ):
        for _ in ("their leases lapse", "what was taken over settles", "and nothing is left"):
            slack.move_clock(slack.clock.ahead_seconds + _LONG_AFTER.total_seconds())
            slack.wait_for(lambda: _is_quiet(database, table, slack.clock.now()) or None, timeout=60)


def _is_quiet(database: Database, table: MessageTable, now: datetime) -> bool:
    """Whether nobody is at any message, and none may go out now."""
    with database.read() as session:
        is_due = and_(table.state == DeliveryState.DUE, table.due_at <= now)
        busy = select(func.count()).where(or_(table.state == DeliveryState.CLAIMED, is_due))
        return session.scalar(busy) == 0
