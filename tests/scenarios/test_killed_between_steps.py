"""SIGKILL between every two steps of the courier, at random; and that this would catch one who sends, then marks."""

import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

from storage.database import Database
from tests.scenarios.fleet import LEASE_IS_OVER, Fleet, Life, Worker, fleet
from tests.scenarios.mortal import plain_worker, real_worker

LIVES = 8
STEPS_TO_LIVE = 60
"""Four senders at once take some fifty steps until each has its first message off."""

PLAIN_LIVES = 20
PLAIN_STEPS_TO_LIVE = 6
"""Four steps make a message, and after two of them a death sends it again: so every second life is enough, and each is short
enough that many are lived before all is done."""


def test_killed_between_any_two_steps_nobody_is_lost_and_nobody_hears_twice(
    database: Database, tmp_path: Path, seed: int
) -> None:
    with fleet(database, tmp_path) as story:
        _live_and_die(story, real_worker, LIVES, STEPS_TO_LIVE, Random(seed))
        story.let_it_finish()
        story.assert_everybody_heard_once()


def test_one_who_sends_and_then_marks_is_caught_sending_twice(database: Database, tmp_path: Path, seed: int) -> None:
    with fleet(database, tmp_path) as story:

        def is_caught() -> bool:
            return max(story.posts().values()) > 1

        _live_and_die(story, plain_worker, PLAIN_LIVES, PLAIN_STEPS_TO_LIVE, Random(seed), is_caught)
        assert is_caught()


def _live_and_die(
    story: Fleet,
    life: Life,
    lives: int,
    steps: int,
    random: Random,
    is_enough: Callable[[], bool] = lambda: False,
) -> None:
    """Run one worker after the other; each kills itself at a step drawn anew, unless all is done by then."""
    for _ in range(lives):
        with story.worker(dies_at=random.randint(1, steps), by=signal.SIGKILL, life=life) as worker:
            story.wait_for(partial(_is_over, story, worker))
            assert worker.process.exitcode in {None, 0, -signal.SIGKILL}
        if is_enough() or story.is_settled():
            return
        story.move(LEASE_IS_OVER)


def _is_over(story: Fleet, worker: Worker) -> bool:
    return worker.is_dead or story.is_settled()
