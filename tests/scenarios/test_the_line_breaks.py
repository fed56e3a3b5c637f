"""Whatever breaks the socket to Slack, the app listens again within twelve seconds, and its log says so."""

import logging
from collections.abc import Callable, Iterator

import pytest

from bot.slack import hello
from sandbox.line import Patience
from sandbox.local_slack import LocalSlack
from storage.database import Database
from tests.scenarios.world import World, running

LONGEST = 12.0
"""Seconds until the app listens again."""


@pytest.fixture
def world(sqlite_database: Database) -> Iterator[World]:
    """The whole app; here Slack's rules are broken, for what is sent to a dead connection is never acknowledged."""
    with running(sqlite_database, patience=Patience()) as story:
        yield story


def _listenings(log: pytest.LogCaptureFixture) -> int:
    return log.messages.count(hello.LISTENING)


def _listens_again_after(world: World, log: pytest.LogCaptureFixture, fault: Callable[[LocalSlack], object]) -> None:
    log.set_level(logging.INFO)
    assert world.ada.command("/career").ok
    before = _listenings(log)
    fault(world.slack)
    world.wait_for(lambda: _listenings(log) > before or None, timeout=LONGEST)
    # A half-open connection is still one to Slack, which goes on sending every other command there for a while.
    world.wait_for(lambda: world.ada.command("/career").ok or None)


@pytest.mark.parametrize(
    "fault",
    [LocalSlack.drop_sockets, LocalSlack.reset_sockets, LocalSlack.half_open_sockets, LocalSlack.refresh_sockets],
    ids=["FIN", "RST", "half open", "polite refresh"],
)
def test_it_listens_again(
    world: World, caplog: pytest.LogCaptureFixture, fault: Callable[[LocalSlack], object]
) -> None:
    _listens_again_after(world, caplog, fault)


def test_it_listens_again_after_a_connection_that_falls_silent_at_once(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def fault(slack: LocalSlack) -> None:
        before = _listenings(caplog)
        slack.faults.envelope("mute")
        slack.reset_sockets()
        world.wait_for(lambda: _listenings(caplog) > before or None, timeout=LONGEST)

    _listens_again_after(world, caplog, fault)


def test_a_connection_that_is_not_ours_is_warned_of(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """A half-open connection is one that Slack still counts, as it does those of a dead process."""
    _listens_again_after(world, caplog, LocalSlack.half_open_sockets)
    assert "Slack has 2 connections and we expect 1" in caplog.text
