"""Random days in a small company; after every step the promises of product.md hold (tests/promises/invariants.py)."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import hypothesis
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import text

from storage.database import Database
from storage.tables import Row
from tests.promises.company import PEOPLE
from tests.promises.machine import Promises
from tests.promises.mail import Fate

_ON_SQLITE = settings(
    max_examples=6,
    stateful_step_count=20,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
_ON_POSTGRESQL = settings(_ON_SQLITE, max_examples=3, stateful_step_count=15)


def run(database: Database, emptied: Callable[[], None], seed: int, how: settings) -> None:
    def company() -> Promises:
        return Promises(database, emptied)

    run_state_machine_as_test(hypothesis.seed(seed)(company), settings=how)  # type: ignore[arg-type]  # any factory will do


def test_every_promise_holds_on_a_day_that_tries_each_of_them(sqlite_database: Database) -> None:
    """The shortest way to each promise, so that what breaks one is found whatever the random days do."""
    day = Promises(sqlite_database, lambda: None)
    day.begin()
    day.people_act([("enrol", who, 0) for who in PEOPLE], 0)
    day.people_act([("stop", PEOPLE[0], 0), ("pause", PEOPLE[1], 4), ("apply", PEOPLE[2], 0)], 0)
    day.promises_are_kept()
    for order in ("fill_an_opening", "close_an_opening"):
        day.hr_acts([(order, 0)], 0)
        day.promises_are_kept()
    day.hr_starts_a_nudge(5, 0)
    day.time_passes_badly(33, [Fate.ANSWER_IS_LOST], 0, 1, None, is_searchable=True)
    day.promises_are_kept()
    day.people_act([("stop_all", PEOPLE[4], 0)], 4)
    day.promises_are_kept()
    day.hr_acts(
        [("consider_an_application", 2), ("fill_an_opening", 0), ("close_an_opening", 0), ("edit_an_opening", 0)], 24
    )
    day.promises_are_kept()
    day.teardown()


def test_every_promise_holds_after_every_step(sqlite_database: Database, migrated_file: Path, seed: int) -> None:
    def emptied() -> None:
        template, file = sqlite3.connect(migrated_file), sqlite3.connect(str(sqlite_database.url.database))
        template.backup(file)
        template.close()
        file.close()

    run(sqlite_database, emptied, seed, _ON_SQLITE)


def test_every_promise_holds_on_postgresql(postgresql_database: Database, seed: int) -> None:
    tables = ", ".join(table.name for table in Row.metadata.sorted_tables)

    def emptied() -> None:
        with postgresql_database.alone() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))

    run(postgresql_database, emptied, seed, _ON_POSTGRESQL)
