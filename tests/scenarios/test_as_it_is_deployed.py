"""As an operator deploys it: `web` behind signed HTTP and `worker`, each a process, over one PostgreSQL."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.views.ids import Block
from career.outcomes import DeliveryState
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.tables import ConsiderationRow, NoticeRow
from tests.factories import an_opening
from tests.ports import free_port
from tests.scenarios.waiting import modal_with
from tests.scenarios.world import (
    GENERAL,
    HR_CHANNEL,
    MANIFEST_PATH,
    UNHURRIED,
    employ_everybody,
    settings_for,
    slack_id,
    workspace,
)

ROOT = Path(__file__).parents[2]
SECONDS = 120
"""How long anything may take: on a busy machine two processes need a while to start."""

PEOPLE_CSV = b"""\
Employee ID,First Name,Last Name,Email,Hire Date,Salary
90001,Rosemary,Thistle,rosemary@harbour.example,2024-05-01,70000
90002,Saffron,Teasel,saffron@harbour.example,yesterday,70000
"""

WRITTEN = re.compile(
    r"rosemary|saffron|thistle|teasel|@harbour|lovering|okafor|novak|\b(?:Ada|Ben|Hana)\b|Data Analyst|70000|"
    r"xoxb-|xapp-",
    re.IGNORECASE,
)
"""What people are called, wrote or keep secret in this story."""


@dataclass
class Deployed:
    """The processes, what Slack and the database say of them, and where they are watched."""

    slack: LocalSlack
    database: Database
    folder: Path
    environ: dict[str, str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def process(self, kind: str, log_format: str) -> Iterator[None]:
        """Run `python -m bot web` or `worker` until told to stop; it is well once the block begins."""
        self.ports[kind] = free_port()
        environ = os.environ | self.environ | {"METRICS_PORT": str(self.ports[kind]), "LOG_FORMAT": log_format}
        with (self.folder / kind).open("w") as log:
            process = subprocess.Popen([sys.executable, "-m", "bot", kind], cwd=self.folder, env=environ, stderr=log)
        self.running[kind] = process
        try:
            self.slack.wait_for(lambda: self.is_well(kind) or None, SECONDS)
            yield
        finally:
            process.kill()
            process.wait()

    def log(self, kind: str) -> str:
        """Return everything that a process has logged."""
        return (self.folder / kind).read_text("utf-8")

    def ask(self, kind: str, path: str) -> tuple[int, str]:
        """Return what the watch of a process answers."""
        connection = HTTPConnection("127.0.0.1", self.ports[kind], timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def is_well(self, kind: str) -> bool:
        """Whether a process says so itself."""
        try:
            return self.ask(kind, "/health")[0] == 200
        except ConnectionError:
            return False

    def is_quiet(self) -> bool:
        """Whether nothing is owed to anybody."""
        with self.database.read() as session:
            open_ones = NoticeRow.state.in_([DeliveryState.DUE, DeliveryState.CLAIMED])
            return session.scalar(select(func.count()).where(open_ones)) == 0

    def told_to_stop(self, kind: str) -> int:
        """Stop a process as an operator does, and return its exit status."""
        self.running[kind].send_signal(signal.SIGTERM)
        return self.running[kind].wait(SECONDS)


@pytest.fixture
def deployed(postgresql_database: Database, tmp_path: Path) -> Iterator[Deployed]:
    employ_everybody(postgresql_database)
    with postgresql_database.begin() as session:
        an_opening(session, title="Data Analyst")
    port = free_port()
    with LocalSlack(workspace(), MANIFEST_PATH, patience=UNHURRIED) as slack, ExitStack() as processes:
        slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        environ = settings_for(slack, postgresql_database.url) | {"PORT": str(port), "PYTHONPATH": str(ROOT)}
        environ |= {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": slack.signing_secret}
        found = Deployed(slack, postgresql_database, tmp_path, environ)
        processes.enter_context(found.process("worker", "text"))
        processes.enter_context(found.process("web", "json"))
        yield found


def test_a_story_goes_through_both_processes_and_no_line_of_their_logs_says_whose_it_was(deployed: Deployed) -> None:
    slack = deployed.slack
    ada, ben, hana = (slack.person(slack_id(name)) for name in ("ada", "ben", "hana"))
    assert "You applied for" in ada.command("/apply 1 I have grown rosemary for years", GENERAL).words
    ben.command("/interest rosemary and bees")
    hana.command("/hr applications", HR_CHANNEL)
    hana.press(hana.last(HR_CHANNEL), "Open")
    form = modal_with(hana, "*Ada Lovering*")
    assert hana.submit(form, {Block.HR_DECISION: "interview", Block.HR_REASON: "The rosemary convinced us."}).ok
    ada.wait_for_message("The rosemary convinced us.", timeout=SECONDS)

    hana.upload("people.csv", PEOPLE_CSV, HR_CHANNEL)
    assert "Saffron" not in hana.wait_for_message("Nothing has been changed yet.", HR_CHANNEL, SECONDS).words

    slack.faults.status("chat.postMessage", 500)
    ada.command("/kudos @ben for the rosemary harvest")
    with deployed.database.alone() as connection:
        connection.execute(text("ALTER TABLE openings RENAME TO openings_gone"))
    reference = re.search(r"\b[0-9a-f]{8}\b", ada.command("/apply rosemary", GENERAL).words)
    assert reference is not None
    with deployed.database.alone() as connection:
        connection.execute(text("ALTER TABLE openings_gone RENAME TO openings"))

    assert 'coxswain_ack_seconds_count{kind="command"}' in deployed.ask("web", "/metrics")[1]
    assert json.loads(deployed.ask("worker", "/health")[1]) == {"database": "ok", "delivery": "ok"}
    assert deployed.told_to_stop("web") == 0
    assert deployed.told_to_stop("worker") == 0

    lines = [json.loads(line) for line in deployed.log("web").splitlines()]
    assert [line["level"] for line in lines if line.get("reference") == reference.group()].count("error") == 1
    assert {"/apply", "/interest", "/hr", "/kudos"} <= {line["name"] for line in lines if line.get("kind") == "command"}
    assert [line["message"] for line in lines if line["level"] == "warning"] == []
    sent = deployed.log("worker")
    assert "WARNING bot.slack.errand: Slack gave no clear answer about notices" in sent
    assert "INFO bot.slack.errand: Sent notices" in sent
    for kind in ("web", "worker"):
        log = deployed.log(kind)
        assert WRITTEN.findall(log) == []
        assert deployed.environ["SLACK_SIGNING_SECRET"] not in log
    with deployed.database.read() as session:
        assert session.scalar(select(func.count()).select_from(ConsiderationRow)) == 1


def test_a_message_under_way_is_settled_before_the_worker_ends(deployed: Deployed) -> None:
    ada, ben = (deployed.slack.person(slack_id(name)) for name in ("ada", "ben"))
    deployed.slack.faults.slow("chat.postMessage", 2, accepted=True)
    assert ada.command("/kudos @ben for the harvest").ok
    ben.wait_for_message("the harvest", timeout=SECONDS)
    assert not deployed.is_quiet(), "Slack has it, and has not answered yet"
    assert deployed.told_to_stop("worker") == 0
    with deployed.database.read() as session:
        states = session.scalars(select(NoticeRow.state).where(NoticeRow.attempted_at.is_not(None))).all()
    assert set(states) == {DeliveryState.SENT}
