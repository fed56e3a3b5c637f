"""Delivery at the permitted pace and no faster: the real workers, over one PostgreSQL, against a local Slack.

`python -m bench.delivery` runs 1, 2, 4 and 8 worker processes one after the other. The local Slack has a process of its
own, lets through what the app permits itself a minute, and is asked at the end what it took, when, and what it refused.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy import URL, func, insert, select

from bench.figures import Figure, head, show
from bench.processes import running
from bench.rows import HR, an_employee, an_opening
from bench.tick import a_database, postgresql_server
from bot.nudges.engine import tick
from bot.usecases.nudges.previewing import Preview, preview
from bot.usecases.nudges.steering import Saved, Started, save_new, start
from career.cadences import Once
from career.criteria import EVERYONE
from career.nudges import Reach
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from sandbox.control_client import ControlClient
from storage.database import Database
from storage.messages.pace import PER_MINUTE
from storage.nudges.records import NudgeText
from storage.schema import migrate
from storage.tables import DeliveryRow, EmployeeRow, OpeningRow

PROCESSES = (1, 2, 4, 8)
LEAST_SHARE = 0.97
RETRY_AFTER = 3.0

_HR_CHANNEL = "G0BENCHHR1"
_POST = "chat.postMessage"
_LONGEST = 120
_HERE = Path(__file__).parent.parent


@dataclass(frozen=True)
class Outcome:
    """What Slack's own record says: when it took each message, and how many calls of any method it refused with 429."""

    taken: Sequence[datetime]
    to: Sequence[str]
    refused: int
    broken_rules: int

    @property
    def share(self) -> float:
        """The share of the permitted pace that was reached, from the first message to the last."""
        took = (self.taken[-1] - self.taken[0]).total_seconds()
        return (len(self.taken) - 1) / took / (PER_MINUTE / 60)


@click.command()
@click.option(
    "--messages", type=click.IntRange(16), default=80, show_default=True, help="How many people hear, in each run."
)
def main(messages: int) -> None:
    """Measure and print."""
    with postgresql_server() as server:
        head(f"{messages} messages at {PER_MINUTE} a minute, by the real workers over one PostgreSQL")
        for processes in PROCESSES:
            database = a_database(server, f"workers_{processes}")
            found = _deliver(database, processes, messages, {})
            assert sorted(found.to) == sorted(_people(messages)), "somebody was lost, or heard twice"
            show(
                Figure(f"{processes} processes: share of the permitted pace", found.share, "", least=LEAST_SHARE),
                Figure(f"{processes} processes: calls that Slack refused with 429", found.refused, "", most=0),
            )
        _obey(server, messages // 2)
        _do_not_wait(server, messages // 2)


def _obey(server: URL, messages: int) -> None:
    """Let Slack demand a wait once while 4 processes send: nobody may call before it is over."""
    database = a_database(server, "obeying")
    told = {"kind": "ratelimited", "method": _POST, "seconds": RETRY_AFTER, "user": _people(messages)[messages // 2]}
    found = _deliver(database, 4, messages, told)
    gap = max((later - earlier).total_seconds() for earlier, later in pairwise(found.taken))
    show(
        Figure(f"4 processes, Slack once says to wait {RETRY_AFTER:g} s: longest silence", gap, "s", least=RETRY_AFTER),
        Figure("  calls by anybody before that was over", found.broken_rules, "", most=0),
    )


def _do_not_wait(server: URL, messages: int) -> None:
    """Let one recipient's messages take six seconds: everybody else's come at the usual pace."""
    database = a_database(server, "slow")
    slow = _people(messages)[messages // 4]
    found = _deliver(database, 1, messages, {"kind": "slow", "method": _POST, "seconds": 6.0, "user": slow})
    others = [at for at, person in zip(found.taken, found.to, strict=True) if person != slow]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(others)]
    show(
        Figure(
            "1 process, one recipient takes 6 s: longest wait of another",
            max(gaps),
            "s",
            most=1.0,
        ),
        Figure("  usual wait: median", median(gaps), "s"),
    )


def _deliver(url: URL, processes: int, messages: int, fault: Mapping[str, Any]) -> Outcome:
    """Let everybody hear of an opening; return what Slack recorded."""
    with tempfile.TemporaryDirectory(prefix="coxswain-bench-") as folder, ExitStack() as stack:
        clock_file = Path(folder) / "clock"
        slack = stack.enter_context(_local_slack(Path(folder), clock_file, messages))
        control = ControlClient(slack["address"])
        hour = _next_tuesday()
        database = Database(url)
        migrate(database)
        _start_nudge(database, hour, messages)
        environ = {
            "SLACK_BOT_TOKEN": slack["bot_token"],
            "SLACK_APP_TOKEN": slack["app_token"],
            "SLACK_API_URL": slack["api_url"],
            "HR_CHANNEL": _HR_CHANNEL,
            "DATABASE_URL": url.render_as_string(hide_password=False),
            "CLOCK_FILE": str(clock_file),
        }
        now = hour + timedelta(minutes=1)
        control.post("clock", {"ahead_seconds": (hour - timedelta(minutes=30) - datetime.now(UTC)).total_seconds()})
        logs = [Path(folder, f"log{number}") for number in range(processes)]
        workers = [stack.enter_context(running(["bot", "worker"], environ, log)) for log in logs]
        for worker in workers:
            worker.wait_until_it_says("ready")
        if fault:
            control.post("faults", fault)
        control.post("clock", {"ahead_seconds": (now - datetime.now(UTC)).total_seconds()})
        tick(database, now)
        _wait_until_settled(database, messages)
        database.close()
        return _outcome(control)


def _outcome(control: ControlClient) -> Outcome:
    entries = control.get("record")["entries"]
    taken = [(datetime.fromisoformat(each["at"]), each["to"]) for each in entries if each["entry"] == "accepted"]
    calls = [each for each in entries if each["entry"] == "call"]
    taken.sort()
    return Outcome(
        [at for at, _ in taken],
        [to for _, to in taken],
        sum(call["status"] == 429 and call["fault"] is None for call in calls),
        sum(breach["severity"] == "error" for call in calls for breach in call["breaches"]),
    )


@contextmanager
def _local_slack(folder: Path, clock_file: Path, messages: int) -> Iterator[Mapping[str, str]]:
    """Run the local Slack in a process of its own, which lets through as many messages a minute as the app sends."""
    workspace = folder / "workspace.json"
    workspace.write_text(json.dumps(_workspace(messages)), encoding="utf-8")
    command = [sys.executable, "-m", "sandbox", "--workspace", str(workspace)]
    command += ["--manifest", str(_HERE / "manifest.yml"), "--clock-file", str(clock_file)]
    command += ["--posts-per-minute", str(PER_MINUTE)]
    with subprocess.Popen(command, cwd=_HERE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  our own module
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


def _wait_until_settled(database: Database, messages: int) -> None:
    deadline = time.monotonic() + _LONGEST
    settled = select(func.count()).where(DeliveryRow.state == DeliveryState.SENT)
    while time.monotonic() < deadline:
        with database.read() as session:
            if session.scalar(settled) == messages:
                return
        time.sleep(0.1)
    raise RuntimeError("Not everybody heard in time.")


def _start_nudge(database: Database, hour: datetime, messages: int) -> None:
    """Employ people in Berlin, open a job for all of them, and start a nudge about it that is due at `hour`."""
    before = hour - timedelta(hours=1)
    with database.begin() as session:
        connection = session.connection()
        connection.execute(
            insert(EmployeeRow), [an_employee(int(each[1:]) + 1, each, before) for each in _people(messages)]
        )
        connection.execute(insert(OpeningRow), [an_opening("Data Analyst", before)])
    local = hour.astimezone(ZoneInfo("Europe/Berlin")).replace(tzinfo=None)
    text = NudgeText(
        title="A place for you",
        target=OpeningTarget(1),
        words="Hi {first_name}, have a look at {opening}.",
        extra=EVERYONE,
        cadence=Once(local.date(), local.time()),
        reach=Reach(hold_out=0),
    )
    saved = save_new(database, HR, text, before)
    assert isinstance(saved, Saved)
    assert isinstance(preview(database, HR, saved.nudge_id, before), Preview)
    assert isinstance(start(database, HR, saved.nudge_id, before), Started)


def _people(messages: int) -> list[str]:
    return [f"U{number:08}" for number in range(messages)]


def _workspace(messages: int) -> dict[str, Any]:
    users = [
        {"id": person, "name": person.lower(), "real_name": f"Ada {person}", "tz": "Europe/Berlin"}
        for person in (HR, *_people(messages))
    ]
    channel = {"id": _HR_CHANNEL, "name": "hr", "is_private": True, "members": [HR], "bot": True}
    return {"team": {"id": "T0BENCH001", "name": "Bench"}, "users": users, "channels": [channel]}


def _next_tuesday() -> datetime:
    """Return the next Tuesday at 08:00 in UTC, which is within a working day in Berlin all year."""
    now = datetime.now(UTC)
    days = (1 - now.weekday()) % 7 or 7
    return datetime.combine(now.date() + timedelta(days), time_of_day(8), UTC)


if __name__ == "__main__":
    main()
