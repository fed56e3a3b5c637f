"""Days to hold the promises against: random ones, with how many of them the suite makes up, and some that try each promise."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from storage.database import Database
from tests.promises.company import PEOPLE, Move
from tests.promises.hr import FORGETS
from tests.promises.machine import Promises
from tests.promises.mail import Fate

ON_SQLITE = settings(
    max_examples=5,
    stateful_step_count=20,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
ON_POSTGRESQL = settings(ON_SQLITE, max_examples=2, stateful_step_count=11)


def emptying(file: Path, template: Path) -> Callable[[], None]:
    """Return what makes an SQLite database, while it is open, like an empty one again."""

    def emptied() -> None:
        source, target = sqlite3.connect(template), sqlite3.connect(file)
        source.backup(target)
        source.close()
        target.close()

    return emptied


def random_days(database: Database, emptied: Callable[[], None], seed: int, how: settings) -> None:
    """Make up days, each in an empty database, until a promise does not hold or `how` is done."""

    def company() -> Promises:
        return Promises(database, emptied)

    run_state_machine_as_test(hypothesis.seed(seed)(company), settings=how)  # type: ignore[arg-type]  # any factory will do


def days_that_try_each_promise(days: Promises) -> None:
    """The shortest way to each promise, so that what breaks one is found whatever the random days do."""
    berlin, office, kolkata, new_york, unskilled = PEOPLE

    def then(step: object) -> None:  # noqa: ARG001  it has been taken
        days.promises_are_kept()

    days.begin()
    then(days.people_act([("enrol", who, 0) for who in PEOPLE], Move.NOT))
    then(days.people_act([("apply", unskilled, 0), ("stop", berlin, 0), ("pause", unskilled, 4)], Move.NOT))
    then(days.hr_acts([("close_an_opening", 0)], Move.NOT))
    then(days.hr_starts_a_nudge(1, Move.NOT))
    then(days.hr_starts_a_nudge(FORGETS, Move.NOT))
    then(days.people_act([("apply", kolkata, 0)], Move.NOT))
    answer_lost = [Fate.ANSWER_IS_LOST]
    then(days.time_passes_badly(Move.TO_THE_MORNING, answer_lost, 0, 1, [], is_searchable=True))
    taken_back = [("decline", office, 0), ("not_for_me", office, 0), ("undo", office, 0)]
    then(days.people_act(taken_back, Move.NOT))
    then(days.people_act([("not_for_me", office, 0)], Move.NOT))
    stops = [("stop", new_york, 0)]
    then(days.time_passes_badly(Move.TO_THE_AFTERNOON, [], 0, 4, stops, is_searchable=True))
    then(days.people_act([("thank", berlin, 3)], Move.NOT))
    then(days.time_passes_badly(Move.AN_HOUR, [Fate.IS_LOST, Fate.MUST_WAIT], 0, 1, [], is_searchable=True))
    then(days.people_act([("thank", berlin, 1)], Move.NOT))
    then(days.a_file_comes(office, [], 0, "leaves", Move.AN_HOUR))
    then(days.an_opening_is_decided_on([kolkata, new_york], 0, 3, Move.NOT, ends=False))
    then(days.people_act([("withdraw", new_york, 0), ("apply", new_york, 0)], Move.NOT))
    then(days.an_opening_is_decided_on([], 0, 4, Move.AN_HOUR, ends=True))
    then(days.hr_acts([("edit_an_opening", 0)], Move.TO_THE_MORNING))
    then(days.people_act([], Move.A_WEEK))
    days.teardown()
