"""HTTP mode as it is run: `python -m bot web` in a process of its own, over signed HTTP."""

import hashlib
import hmac
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from bot.config import Settings, SettingsError
from bot.web import LARGEST_BODY, serve
from sandbox.faults import EnvelopeFaultKind
from sandbox.line import Patience
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.tables import ApplicationRow
from tests.factories import an_opening
from tests.ports import free_port
from tests.scenarios.world import (
    GENERAL,
    HR_CHANNEL,
    MANIFEST_PATH,
    employ_everybody,
    settings_for,
    slack_id,
    workspace,
)

ROOT = Path(__file__).parents[2]
STOPPING_SECONDS = 20


@dataclass(frozen=True)
class Served:
    """The app in HTTP mode: its process and port, Slack, and the database it writes to."""

    process: subprocess.Popen[bytes]
    port: int
    slack: LocalSlack
    database: Database
    opening: int

    def applications(self) -> int:
        with self.database.read() as session:
            return session.scalars(select(func.count()).select_from(ApplicationRow)).one()

    def answers(self) -> bool:
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", self.port)) == 0

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, headers or {})
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def apply(self, secret: str | None, moment: float) -> tuple[int, bytes]:
        """Post an application by Ada as Slack would, signed with this secret at this moment."""
        command = {"command": "/apply", "text": f"{self.opening} please", "user_id": slack_id("ada"), "team_id": "T1"}
        body = urlencode(command).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if secret is not None:
            digest = hmac.new(secret.encode(), f"v0:{int(moment)}:".encode() + body, hashlib.sha256).hexdigest()
            headers |= {"X-Slack-Request-Timestamp": str(int(moment)), "X-Slack-Signature": f"v0={digest}"}
        return self.ask("POST", "/slack/events", body, headers)


@contextmanager
def _served(database: Database, command: str) -> Iterator[Served]:
    employ_everybody(database)
    with database.begin() as session:
        opening = an_opening(session)
    port = free_port()
    with LocalSlack(workspace(), MANIFEST_PATH, patience=Patience(15.0, ())) as slack:
        slack.use_http(f"http://127.0.0.1:{port}/slack/events")
        environ = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
        environ |= settings_for(slack, database.url) | {"PORT": str(port), "PYTHONPATH": str(ROOT)}
        environ |= {"SLACK_SIGNING_SECRET": slack.signing_secret}
        del environ["SLACK_APP_TOKEN"]
        folder = Path(str(database.url.database)).parent
        with subprocess.Popen([sys.executable, "-m", "bot", command], cwd=folder, env=environ) as process:
            served = Served(process, port, slack, database, opening)
            try:
                slack.wait_for(lambda: served.answers() or None, timeout=30)
                yield served
            finally:
                process.terminate()
                process.wait(STOPPING_SECONDS)


@pytest.fixture
def web(sqlite_database: Database) -> Iterator[Served]:
    with _served(sqlite_database, "web") as served:
        yield served


def test_only_what_slack_signed_just_now_is_done(web: Served) -> None:
    now, secret = time.time(), web.slack.signing_secret
    assert web.apply(None, now)[0] == 401
    assert web.apply("somebody else's", now)[0] == 401
    assert web.apply(secret, now - 600)[0] == 401
    ada = web.slack.person(slack_id("ada"))
    untrue: tuple[EnvelopeFaultKind, ...] = ("forged", "stale", "unsigned")
    for kind in untrue:
        web.slack.faults.envelope(kind)
        assert not ada.command(f"/apply {web.opening} please", GENERAL).ok
    assert web.applications() == 0

    assert "You applied for *Data Analyst*" in ada.command(f"/apply {web.opening} please", GENERAL).words
    assert web.applications() == 1
    status, answered = web.apply(secret, now)
    assert (status, b"that stands as you sent it" in answered) == (200, True)
    assert web.slack.control.post("url-verification") == {"ok": True}
    assert {breach.rule for breach in web.slack.record.errors} <= {"ack.http_status"}, "nothing untrue was accepted"


def test_nothing_but_slacks_own_path_is_answered(web: Served) -> None:
    assert web.ask("GET", "/health") == (200, b"ok")
    for method, path in (
        ("GET", "/"),
        ("POST", "/"),
        ("POST", "/health"),
        ("GET", "/slack/events"),
        ("POST", "/slack"),
    ):
        assert web.ask(method, path)[0] == 404, (method, path)
    assert web.ask("POST", "/slack/events", b"\xff\xfe")[0] == 400
    too_large = {"Content-Length": str(LARGEST_BODY + 1)}
    assert web.ask("POST", "/slack/events", b"", too_large)[0] == 413


def test_told_to_stop_it_finishes_what_is_under_way(web: Served) -> None:
    """The test holds SQLite's write lock, so that the application is still under way when the signal comes."""
    with ThreadPoolExecutor(1) as threads:
        with web.database.begin():
            asked = threads.submit(web.apply, web.slack.signing_secret, time.time())
            with pytest.raises(TimeoutError):
                asked.result(0.5)
            web.process.send_signal(signal.SIGTERM)
            with pytest.raises(subprocess.TimeoutExpired):
                web.process.wait(0.5)
        status, answered = asked.result(STOPPING_SECONDS)
    assert (status, b"You applied for" in answered) == (200, True)
    assert web.process.wait(STOPPING_SECONDS) == 0
    assert web.applications() == 1
    assert not web.answers()


def test_told_to_stop_while_it_loads_it_ends(sqlite_database: Database, tmp_path: Path) -> None:
    with LocalSlack(workspace(), MANIFEST_PATH) as slack:
        slack.faults.slow("auth.test", 1)
        settings = settings_for(slack, sqlite_database.url) | {"SLACK_SIGNING_SECRET": slack.signing_secret}
        settings |= {"SLACK_APP_TOKEN": "", "PORT": str(free_port()), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "bot", "run"]
        with subprocess.Popen(command, cwd=tmp_path, env=os.environ | settings) as process:
            slack.wait_for(lambda: slack.record.calls_of("auth.test") or None, timeout=30)
            process.terminate()
            assert process.wait(STOPPING_SECONDS) == 0


def test_no_worker_is_left_behind_when_its_parent_is_killed(web: Served) -> None:
    web.process.kill()
    web.slack.wait_for(lambda: not web.answers() or None, timeout=STOPPING_SECONDS)


def test_everything_runs_in_one_process_over_http_too(sqlite_database: Database) -> None:
    with _served(sqlite_database, "run") as served:
        hana = served.slack.person(slack_id("hana"))
        assert "This is for HR" not in hana.command("/hr", HR_CHANNEL).words, "the HR channel has been read"
        served.process.send_signal(signal.SIGINT)
        assert served.process.wait(STOPPING_SECONDS) == 0
        assert served.slack.record.errors == []


def test_a_refused_token_ends_it_with_one_clear_line(sqlite_database: Database, tmp_path: Path) -> None:
    with LocalSlack(workspace(), MANIFEST_PATH) as slack:
        settings = settings_for(slack, sqlite_database.url) | {"SLACK_SIGNING_SECRET": slack.signing_secret}
        settings |= {"SLACK_APP_TOKEN": "", "SLACK_BOT_TOKEN": "xoxb-revoked", "PYTHONPATH": str(ROOT)}
        ended = subprocess.run(
            [sys.executable, "-m", "bot", "web"],
            cwd=tmp_path,
            env=os.environ | settings,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    assert ended.returncode == 1
    assert "Slack does not let us in (invalid_auth)" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_settings_for_socket_mode_are_not_served(sqlite_database: Database) -> None:
    with LocalSlack(workspace(), MANIFEST_PATH) as slack:
        environ = settings_for(slack, sqlite_database.url) | {"SLACK_SIGNING_SECRET": slack.signing_secret}
    with pytest.raises(SettingsError, match="SLACK_APP_TOKEN unset"):
        serve(Settings.from_env(environ), with_jobs=False)
