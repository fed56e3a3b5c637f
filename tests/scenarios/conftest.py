from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.scenarios.world import World, running


@pytest.fixture
def world(sqlite_database: Database) -> Iterator[World]:
    """The whole app over SQLite, on a Tuesday at eleven in Berlin; no rule of Slack may be broken by then."""
    with running(sqlite_database) as story:
        yield story
        assert story.slack.record.errors == []


@pytest.fixture
def world_on_each_database(database: Database) -> Iterator[World]:
    """The same over SQLite and over PostgreSQL."""
    with running(database) as story:
        yield story
        assert story.slack.record.errors == []
