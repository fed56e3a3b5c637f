"""The first second: it listens and ticks before it can answer, whoever comes early waits, and what cannot be ends it."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.request import urlopen

import pytest

from bot.app import Coxswain
from bot.config import Settings
from career.targets import OpeningTarget
from sandbox.line import Patience
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.tables import HrMemberRow
from tests.bot.nudges.rig import a_running_nudge, states
from tests.factories import NOW, an_opening
from tests.ports import free_port
from tests.scenarios.world import (
    GENERAL,
    HR_CHANNEL,
    MANIFEST_PATH,
    SteppedClock,
    employ_everybody,
    settings_for,
    slack_id,
    workspace,
)

ROOT = Path(__file__).parents[2]
EARLY = 12
"""More than are handled side by side."""

SECONDS = 30.0


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A patient one: how long loading takes is nobody's matter here."""
    with LocalSlack(workspace(), MANIFEST_PATH, patience=Patience(10.0, ())) as local:
        yield local


def test_who_comes_before_the_app_can_answer_waits_and_is_answered(
    slack: LocalSlack, sqlite_database: Database
) -> None:
    employ_everybody(sqlite_database)
    app = Coxswain(Settings.from_env(settings_for(slack, sqlite_database.url)), SteppedClock(NOW))
    ada = slack.person(slack_id("ada"))
    with ThreadPoolExecutor(EARLY) as threads:
        try:
            app.start(listens=True, works=True)
            slack.wait_for(lambda: slack.open_sockets or None)
            asked = [threads.submit(ada.command, "/career", GENERAL) for _ in range(EARLY)]
            with pytest.raises(TimeoutError):
                asked[0].result(0.3)
            assert app.health()["commands"] == "loading"
            app.load()
            assert [each.result().error for each in asked] == [None] * EARLY
            assert app.health() == dict.fromkeys(("database", "slack", "commands", "delivery"), "ok")
        finally:
            app.stop()
    assert slack.record.errors == []


def test_it_ticks_before_it_can_answer(slack: LocalSlack, sqlite_database: Database) -> None:
    employ_everybody(sqlite_database)
    with sqlite_database.begin() as session:
        opening = an_opening(session)
    a_running_nudge(sqlite_database, OpeningTarget(opening))
    app = Coxswain(Settings.from_env(settings_for(slack, sqlite_database.url)), SteppedClock(NOW))
    try:
        app.start(listens=False, works=True)
        slack.wait_for(lambda: states(sqlite_database) or None)
    finally:
        app.stop()


def test_requests_are_counted_where_somebody_may_read_how_many_there_were(
    slack: LocalSlack, sqlite_database: Database
) -> None:
    employ_everybody(sqlite_database)
    port = free_port()
    environ = settings_for(slack, sqlite_database.url) | {"METRICS_PORT": str(port)}
    app = Coxswain(Settings.from_env(environ), SteppedClock(NOW))
    try:
        app.start(listens=True, works=False)
        app.load()
        assert slack.person(slack_id("ada")).command("/career", GENERAL).ok
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=SECONDS) as figures:
            assert 'coxswain_ack_seconds_count{kind="command"} 1.0' in figures.read().decode()
    finally:
        app.stop()


@contextmanager
def _run(command: str, environ: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run the real program, as an operator would."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("SLACK_")}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", command],
        cwd=folder,
        env=own | environ | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _wait_until_said(sentence: str, log: IO[str] | None) -> None:
    assert log is not None
    said = []
    for line in log:
        said.append(line)
        if sentence in line:
            return
    raise AssertionError("".join(said))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_stop_while_it_loads_it_answers_who_waits_and_ends(
    slack: LocalSlack, sqlite_database: Database, tmp_path: Path, number: int
) -> None:
    employ_everybody(sqlite_database)
    slack.faults.slow("auth.test", 1)  # so that loading takes no less
    ada = slack.person(slack_id("ada"))
    with (
        _run("run", settings_for(slack, sqlite_database.url), tmp_path) as process,
        ThreadPoolExecutor(1) as threads,
    ):
        slack.wait_for(lambda: slack.open_sockets or None, SECONDS)
        asked = threads.submit(ada.command, "/career", GENERAL)
        slack.wait_for(lambda: slack.record.calls_of("auth.test") or None, SECONDS)
        process.send_signal(number)
        said = process.communicate(timeout=SECONDS)[1]
        assert process.returncode == 0, said
        assert "Traceback" not in said
        assert asked.result().error is None


NOT_ACCEPTED = "Slack does not accept the token (invalid_auth)"
UNSEEN = "The bot cannot see the HR channel: invite it there"


@pytest.mark.parametrize(
    ("command", "setting", "value", "sentence"),
    [
        ("run", "SLACK_BOT_TOKEN", "xoxb-revoked", NOT_ACCEPTED),
        ("run", "SLACK_APP_TOKEN", "xapp-revoked", NOT_ACCEPTED),
        ("run", "HR_CHANNEL", "C0NOWHERE0", UNSEEN),
        ("worker", "SLACK_BOT_TOKEN", "xoxb-revoked", NOT_ACCEPTED),
        ("worker", "HR_CHANNEL", "C0NOWHERE0", UNSEEN),
    ],
)
def test_what_slack_refuses_ends_it_with_one_clear_sentence(
    slack: LocalSlack, sqlite_database: Database, tmp_path: Path, command: str, setting: str, value: str, sentence: str
) -> None:
    environ = settings_for(slack, sqlite_database.url) | {setting: value}
    with _run(command, environ, tmp_path) as process:
        said = process.communicate(timeout=SECONDS)[1]
    assert process.returncode == 1
    assert sentence in said.splitlines()[-1]
    assert "Traceback" not in said


def test_what_nobody_foresaw_ends_it_although_somebody_waits(
    slack: LocalSlack, sqlite_database: Database, tmp_path: Path
) -> None:
    employ_everybody(sqlite_database)
    with sqlite_database.begin() as session:
        session.connection().exec_driver_sql(f"DROP TABLE {HrMemberRow.__tablename__}")
    slack.faults.slow("auth.test", 1)
    ada = slack.person(slack_id("ada"))
    with (
        _run("run", settings_for(slack, sqlite_database.url), tmp_path) as process,
        ThreadPoolExecutor(1) as threads,
    ):
        slack.wait_for(lambda: slack.open_sockets or None, SECONDS)
        asked = threads.submit(ada.command, "/career", GENERAL)
        said = process.communicate(timeout=SECONDS)[1]
        assert process.returncode == 1
        assert HrMemberRow.__tablename__ in said
        assert not asked.result().ok


def test_a_web_process_and_a_worker_share_the_work(
    slack: LocalSlack, postgresql_database: Database, tmp_path: Path
) -> None:
    employ_everybody(postgresql_database)
    environ = settings_for(slack, postgresql_database.url)
    with _run("worker", environ, tmp_path) as worker, _run("web", environ, tmp_path) as web:
        for process in (worker, web):
            _wait_until_said("ready", process.stderr)
        hana = slack.person(slack_id("hana"))
        assert "This is for HR" not in hana.command("/hr", HR_CHANNEL).words, "the worker has read the HR channel"
        for process in (worker, web):
            process.terminate()
            process.communicate(timeout=SECONDS)
            assert process.returncode == 0
    assert slack.record.errors == []


def test_nothing_is_imported_before_it_listens_and_ticks_that_can_come_behind(tmp_path: Path) -> None:
    """What a start costs, without a stopwatch: `python -m bench.start` has one."""
    listed = subprocess.run(
        [sys.executable, "-c", "import sys, bot.running; print(*sys.modules)"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    ours = ("bot.handlers", "bot.views", "bot.assembly", "bot.notices", "hris", "measuring")
    others = ("slack_bolt", "prometheus_client", "rapidfuzz", "babel", "alembic", "sqlalchemy.dialects.postgresql")
    assert [name for name in listed if name.startswith((*ours, *others))] == []
