"""An import is whole or not there at all, at whatever moment its process is killed, and everybody can go on."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import count
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from bot.cli.importing import Terminal, import_file
from bot.views.ids import Action
from sandbox.local_slack import LocalSlack
from sandbox.person import Person
from storage.database import Database
from storage.tables import AuditRow, EmployeeRow, ImportRow, MarkRow, ReviewRow
from tests.factories import NOW
from tests.scenarios.world import (
    HR_CHANNEL,
    MANIFEST_PATH,
    UNHURRIED,
    employ_everybody,
    settings_for,
    slack_id,
    workspace,
)

PEOPLE = 300
_ROOT = Path(__file__).parents[2]
_HEAD = "Employee ID,First Name,Last Name,Work Email,Hire Date,Manager ID,Last Review Date,Performance Rating\n"
_SECONDS = 60


def _export() -> bytes:
    """Write people before their managers, each with a review."""
    rows = (
        f"K{number:04},Kai{number},Keel,kai.{number}@example.com,2024-05-01,"
        f"{f'K{number // 9:04}' if number >= 9 else ''},2025-12-31,{number % 5 + 1}\n"
        for number in range(PEOPLE, 0, -1)
    )
    return (_HEAD + "".join(rows)).encode()


def _import_and_be_killed(url: str, file: Path, fatal: int) -> None:
    """Import by the command line, and be killed before that step of the writing, each a statement or the commit."""
    steps = count(1)
    writes = False

    def before(statement: str) -> None:
        nonlocal writes
        writes = writes or statement.startswith("INSERT INTO employees")
        if writes and next(steps) == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        writes = writes and statement != "COMMIT"  # what follows, linking, is no part of it

    def before_statement(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        before(statement)

    event.listen(Engine, "before_cursor_execute", before_statement)
    event.listen(Engine, "commit", lambda _connection: before("COMMIT"))
    terminal = Terminal(StringIO(), file.parent, None)
    import_file(Database(url), file, terminal, preview_only=False, date_order=None, now=NOW)


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    """Return what makes processes that have imported everything already."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([__name__])
    return found


def _counts(database: Database) -> tuple[int, int, int, int]:
    """Return how many people, reviews, imports and records of imports there are."""
    with database.read() as session:
        people, reviews, imports = (
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (EmployeeRow, ReviewRow, ImportRow)
        )
        noted = session.scalar(select(func.count()).where(AuditRow.action == "file.imported")) or 0
    return people, reviews, imports, noted


def test_killed_before_any_step_of_the_writing_nothing_is_there_and_others_go_on(
    database: Database, tmp_path: Path, processes: ForkServerContext
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(_export())
    url = database.url.render_as_string(hide_password=False)
    for fatal in count(1):
        process = processes.Process(target=_import_and_be_killed, args=(url, file, fatal))
        process.start()
        process.join(_SECONDS)
        with database.begin() as session:
            session.add(MarkRow(name=f"after {fatal}", at=NOW))
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        assert _counts(database) == (0, 0, 0, 0), f"killed before step {fatal}"
    assert fatal > 6
    assert _counts(database) == (PEOPLE, PEOPLE, 1, 1)


@contextmanager
def _running(environ: dict[str, str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the whole app in a process of its own; killed at the end if it still runs."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "bot", "run"],
        cwd=folder,
        env={**os.environ, **environ, "PYTHONPATH": str(_ROOT)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _ready(slack: LocalSlack, hana: Person) -> None:
    """Wait until the app listens, and knows who is HR."""
    slack.wait_for(lambda: slack.open_sockets or None, _SECONDS)
    slack.wait_for(lambda: "Drop a .csv" in hana.command("/hr import", HR_CHANNEL).words or None, _SECONDS)


def test_when_the_app_is_killed_while_it_imports_hr_drops_the_file_again(
    sqlite_database: Database, tmp_path: Path
) -> None:
    before = len(employ_everybody(sqlite_database))
    with LocalSlack(workspace(), MANIFEST_PATH, patience=UNHURRIED) as slack:
        hana = slack.person(slack_id("hana"))
        environ = settings_for(slack, sqlite_database.url)
        with _running(environ, tmp_path) as app:
            _ready(slack, hana)
            hana.upload("people.csv", _export(), HR_CHANNEL)
            hana.press(
                hana.wait_for_message("Nothing has been changed yet.", HR_CHANNEL, _SECONDS), Action.HR_IMPORT_CONFIRM
            )
            told = hana.wait_for_message("has confirmed people.csv", HR_CHANNEL, _SECONDS)
            app.kill()
            app.wait()
        assert "Drop the file again" in told.words
        people = _counts(sqlite_database)[0]
        assert people in {before, before + PEOPLE}
        with _running(environ, tmp_path):
            _ready(slack, hana)
            hana.upload("people.csv", _export(), HR_CHANNEL)
            if people == before:
                again = hana.wait_for_message("Nothing has been changed yet.", HR_CHANNEL, _SECONDS)
                hana.press(again, Action.HR_IMPORT_CONFIRM)
                hana.wait_for_message("imported people.csv", HR_CHANNEL, _SECONDS)
            else:
                hana.wait_for_message("There is nothing to import", HR_CHANNEL, _SECONDS)
        assert _counts(sqlite_database) == (before + PEOPLE, PEOPLE, 1, 1)
