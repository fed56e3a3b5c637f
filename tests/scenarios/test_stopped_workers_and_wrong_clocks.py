"""Promise 7 when time does what it should not: a worker stands still past its lease, clocks jump, nobody ticks for days."""

import signal
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from storage.database import Database
from tests.scenarios.fleet import LEASE_IS_OVER, Fleet, fleet
from tests.scenarios.killing import PEOPLE

STEPS_TO_STAND_STILL = 50
"""Four senders at once take as many until each has its first message off."""

STEPS_TO_GO_ON = 20
"""More than one sender takes from where it stood still to the end of its message."""

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
            story.wait_for(lambda: stopped.steps.taken.value > stood_at + STEPS_TO_GO_ON)
        story.assert_everybody_heard_once()


@pytest.mark.parametrize("by", [AN_HOUR, -AN_HOUR], ids=["ahead", "back"])
def test_a_clock_that_jumps_by_an_hour_while_messages_are_on_their_way_doubles_nothing(
    database: Database, tmp_path: Path, seed: int, by: timedelta
) -> None:
    random = Random(seed)
    with fleet(database, tmp_path) as story:
        # Slack takes each message late, and only then answers: the clock jumps while the app waits for that.
        story.slack.faults.slow("chat.postMessage", 0.3, count=None)
        with story.worker():
            for jump in (by, timedelta(0)):
                begun = story.attempts() + random.randint(1, 3)
                story.wait_for(lambda begun=begun: story.attempts() >= begun or story.is_quiet())  # type: ignore[misc]  # a default is no keyword to mypy
                story.set_wrong(jump)
        story.slack.faults.clear()
        story.let_it_finish()
        story.assert_everybody_heard_once()


def test_of_two_machines_one_an_hour_ahead_neither_sends_what_the_other_does(
    postgresql_database: Database, tmp_path: Path, seed: int
) -> None:
    """The one that is ahead takes every lease of the other for lapsed."""
    with fleet(postgresql_database, tmp_path) as story:
        story.slack.faults.slow("chat.postMessage", 0.5, count=None, probability=0.7, seed=seed)
        ahead = tmp_path / "ahead"
        story.write_clock(ahead, AN_HOUR)
        with story.worker():
            story.wait_for(lambda: story.attempts() > Random(seed).randint(0, 3))
            with story.worker(environ=story.environ | {"CLOCK_FILE": str(ahead)}):
                story.wait_for(lambda: story.is_quiet() and story.attempts() == PEOPLE)
        story.slack.faults.clear()
        story.move(AN_HOUR)
        story.let_it_finish()
        story.assert_everybody_heard_once()


def test_what_slack_shows_late_is_not_sent_twice_by_a_machine_that_is_an_hour_ahead(
    postgresql_database: Database, tmp_path: Path
) -> None:
    """By its clock the two minutes, after which Slack's history is believed, have long passed."""
    with fleet(postgresql_database, tmp_path) as story:
        ahead = tmp_path / "ahead"
        story.write_clock(ahead, AN_HOUR)
        _lose_every_answer(story)
        with story.worker():
            story.wait_for(lambda: story.attempts() == PEOPLE)
            with story.worker(environ=story.environ | {"CLOCK_FILE": str(ahead)}):
                story.wait_for(lambda: story.taken_up_again() == PEOPLE)
        story.slack.faults.clear()
        story.move(AN_HOUR)
        story.let_it_finish()
        story.assert_everybody_heard_once()


def test_what_slack_shows_late_is_not_sent_twice_when_the_clock_jumps_by_an_hour(
    database: Database, tmp_path: Path
) -> None:
    with fleet(database, tmp_path) as story:
        _lose_every_answer(story)
        with story.worker():
            story.wait_for(lambda: story.is_quiet() and story.attempts() == PEOPLE)
            story.set_wrong(AN_HOUR)
            story.wait_for(lambda: story.taken_up_again() == PEOPLE)
        story.set_wrong(timedelta(0))
        story.slack.faults.clear()
        story.move(AN_HOUR)
        story.let_it_finish()
        story.assert_everybody_heard_once()


def _lose_every_answer(story: Fleet) -> None:
    """Let Slack take every message, answer none of them, and show none in its history for a minute and a half."""
    story.slack.faults.history_lags = 90
    story.slack.faults.cut("chat.postMessage", accepted=True, count=None)


def test_after_three_days_without_a_tick_everybody_still_hears_once(database: Database, tmp_path: Path) -> None:
    with fleet(database, tmp_path, is_recorded=False) as story:
        story.move(timedelta(days=3))
        story.let_it_finish()
        story.assert_everybody_heard_once()
