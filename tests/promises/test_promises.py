"""Random days in a small company; after every step the promises of the README hold (tests/promises/invariants.py)."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from slack_sdk.models.blocks import ActionsBlock, ButtonElement
from sqlalchemy import text

from storage.database import Database
from storage.tables import Row
from tests.bot.nudges.rig import Clock
from tests.promises.company import PEOPLE, RATING, Move
from tests.promises.days import ON_POSTGRESQL, ON_SQLITE, days_that_try_each_promise, emptying, random_days
from tests.promises.faults import FAULTS, planted
from tests.promises.machine import Promises
from tests.promises.mail import BadDayMail, Message

_THE_WORKSHOP = 3
"""By which number a nudge is about it: after what suits somebody, the opening and the programme."""


def test_every_promise_holds_on_days_that_try_each_of_them(sqlite_database: Database) -> None:
    days_that_try_each_promise(Promises(sqlite_database, lambda: None))


def test_whoever_gave_up_a_place_and_picked_a_time_since_may_be_reminded(sqlite_database: Database) -> None:
    days, who = Promises(sqlite_database, lambda: None), PEOPLE[0]
    days.begin()
    days.hr_starts_a_nudge(_THE_WORKSHOP, Move.TO_THE_MORNING)
    days.people_act([("enrol", who, 0), ("leave_workshop", who, 0), ("pick_a_time", who, 0)], Move.NOT)
    arrived = len(days.company.mail.arrived)
    days.people_act([], Move.TO_THE_MORNING)
    days.promises_are_kept()
    assert who in [message.to for message in days.company.mail.arrived[arrived:]]
    days.teardown()


def test_no_token_behind_a_button_is_taken_for_something_that_a_message_shows() -> None:
    """One in some thousand tokens, which are random, has the rating's digits in it that no message may show."""
    token = UUID(f"{RATING}".ljust(32, "0"))
    arrived: list[Message] = []
    mail = BadDayMail(Clock(), arrived.append)
    apply = ButtonElement(text="Apply", action_id="apply", value=json.dumps({"delivery": str(token)}))
    mail.post(PEOPLE[0], "Come and row.", [ActionsBlock(elements=[apply])], token, lambda: False)
    assert "Apply" in arrived[0].shown
    assert str(RATING) not in arrived[0].shown


@pytest.mark.parametrize("fault", FAULTS)
def test_these_days_find_whatever_breaks_a_promise(sqlite_database: Database, fault: str) -> None:
    """Each fault is planted in the running code; `python -m tests.promises.finding` lets the random days look for it."""
    with planted(fault), pytest.raises(AssertionError):
        days_that_try_each_promise(Promises(sqlite_database, lambda: None))


def test_every_promise_holds_after_every_step(sqlite_database: Database, migrated_file: Path, seed: int) -> None:
    emptied = emptying(Path(str(sqlite_database.url.database)), migrated_file)
    random_days(sqlite_database, emptied, seed, ON_SQLITE)


def test_every_promise_holds_on_postgresql(postgresql_database: Database, seed: int) -> None:
    tables = ", ".join(table.name for table in Row.metadata.sorted_tables)

    def emptied() -> None:
        with postgresql_database.alone() as connection:
            connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))

    random_days(postgresql_database, emptied, seed, ON_POSTGRESQL)
