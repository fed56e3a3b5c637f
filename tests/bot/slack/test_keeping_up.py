"""Reading the workspace anew: what fails is tried again soon, and what was read holds for a day."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.slack.clients import reading_client
from bot.slack.keeping_up import Directory
from sandbox.local_slack import LocalSlack
from storage.database import Database
from storage.people.zones import zone_of_account
from tests.sandbox.village import ALICE, MANIFEST, WORKSPACE

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    with LocalSlack(WORKSPACE, MANIFEST) as running:
        yield running


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


def a_directory(slack: LocalSlack, database: Database, clock: Callable[[], datetime]) -> Directory:
    return Directory(database, reading_client(slack.bot_token, slack.api_url), "C0HR", clock)


def is_known(database: Database) -> bool:
    with database.read() as session:
        return zone_of_account(session, ALICE) is not None


def test_accounts_that_could_not_be_read_are_read_the_next_time(slack: LocalSlack, sqlite_database: Database) -> None:
    directory = a_directory(slack, sqlite_database, Clock())
    slack.faults.error("users.list", "internal_error")
    directory.keep_everybody()
    assert not is_known(sqlite_database)
    directory.keep_everybody()
    assert is_known(sqlite_database)


def test_a_database_that_is_away_while_accounts_are_read_ends_nothing(
    slack: LocalSlack, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was in the first reading, after the app had said that it was ready, that a worker once ended for good."""
    directory = a_directory(slack, sqlite_database, Clock())

    def away() -> None:
        raise OperationalError("", {}, ConnectionError("the server is away"))

    with monkeypatch.context() as broken:
        broken.setattr(sqlite_database, "begin", away)
        directory.keep_everybody()
    directory.keep_everybody()
    assert is_known(sqlite_database)


def test_what_was_read_holds_for_a_day_unless_the_clock_is_set_back(
    slack: LocalSlack, sqlite_database: Database
) -> None:
    clock = Clock()
    directory = a_directory(slack, sqlite_database, clock)
    asked = []
    for at in (NOW, NOW + timedelta(hours=23), NOW + timedelta(hours=25), NOW):
        clock.now = at
        directory.keep_everybody()
        asked.append(len(slack.record.calls_of("users.list")))
    assert asked == [asked[0], asked[0], 2 * asked[0], 3 * asked[0]]
