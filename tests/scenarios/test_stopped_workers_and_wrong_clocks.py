"""Promise 7 when time does what it should not: a worker stands still past its lease, clocks jump, nobody ticks for days."""

import signal
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from storage.database import Database
from tests.scenarios.fleet import LEASE_IS_OVER, fleet

STEPS_TO_STAND_STILL = 60
AN_HOUR = timedelta(hours=1)


def test_a_worker_that_stands_still_past_its_lease_and_goes_on_doubles_nothing(
    postgresql_database: Database, tmp_path: Path, seed: int
) -> None:
    """SQLite has one worker at the most. Where it stands still within a transaction, PostgreSQL ends that."""
    with fleet(postgresql_database, tmp_path) as story:
        soon = {"options": "-c idle_in_transaction_session_timeout=2000"}
        address = postgresql_database.url.update_query_dict(soon)
        story.environ["DATABASE_URL"] = address.render_as_string(hide_password=False)
        step = Random(seed).randint(1, STEPS_TO_STAND_STILL)
        with story.worker(dies_at=step, by=signal.SIGSTOP) as stopped:
            story.wait_for(lambda: stopped.is_stopped)
            story.move(LEASE_IS_OVER)
            story.let_it_finish()
            stood_at = stopped.steps.taken.value
            stopped.go_on()
            story.wait_for(lambda: stopped.steps.taken.value > stood_at + STEPS_TO_STAND_STILL)
        story.assert_everybody_heard_once()


@pytest.mark.parametrize("by", [AN_HOUR, -AN_HOUR], ids=["ahead", "back"])
def test_a_clock_that_jumps_by_an_hour_while_messages_go_out_doubles_nothing(
    database: Database, tmp_path: Path, seed: int, by: timedelta
) -> None:
    random = Random(seed)
    with fleet(database, tmp_path) as story:
        with story.worker():
            for jump in (by, timedelta(0)):
                # Between two messages, which go a quarter of a second apart: see "What is left" in bot/slack/courier.py.
                before = len(story.slack.record.accepted) + random.randint(1, 3)
                story.wait_for(lambda before=before: len(story.slack.record.accepted) >= before or story.is_quiet())  # type: ignore[misc]  # a default is no keyword to mypy
                story.set_wrong(jump)
        story.let_it_finish()
        story.assert_everybody_heard_once()


def test_after_three_days_without_a_tick_everybody_still_hears_once(database: Database, tmp_path: Path) -> None:
    with fleet(database, tmp_path, is_recorded=False) as story:
        story.move(timedelta(days=3))
        story.let_it_finish()
        story.assert_everybody_heard_once()
