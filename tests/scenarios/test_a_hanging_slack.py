"""Slack's Web API hangs: commands are acknowledged all the same, and no form is lost without a word."""

from collections import Counter
from collections.abc import Iterator

import pytest

from bot.views.ids import Command
from sandbox.line import Patience
from sandbox.seen import SeenMessage
from storage.database import Database
from tests.factories import an_opening
from tests.scenarios.world import GENERAL, HR_CHANNEL, World, running

HANGS = 30
"""Seconds that Slack takes for every call."""

LATEST = 8_000
"""Milliseconds after which an acknowledgement has waited for a call, which is given up after ten seconds; a busy machine
may take a few of them by itself."""

SLACK_S_OWN = Patience(acknowledgement=20.0)
"""Triggers die after three seconds, as they do."""

THREADS = 16
"""How many calls may hang at once before the next has to wait for one of them."""

EMPLOYEES = ("ada", "ben", "chi", "hana", "hugo")
AT_ONCE = (
    "/openings",
    "/openings data",
    "/apply",
    "/apply {opening} I would love to row here",
    "/training",
    "/interest sailing at night",
    "/career",
    "/career pause 30d",
    "/career resume",
    "/career stop",
    "/career start",
    "/kudos @hugo for steering us home",
    "/hr",
)
HR_AT_ONCE = (
    "/hr",
    "/hr help",
    "/hr openings",
    "/hr applications",
    "/hr nudges",
    "/hr unmatched",
    "/hr interest",
    "/hr what",
)
BY_FORM = ("/apply {opening}", "/apply data", "/apply #{opening}", "/apply analyst", "/career skills")
HR_BY_FORM = ("/hr opening new", "/hr nudge new")


@pytest.fixture
def world(sqlite_database: Database) -> Iterator[World]:
    """The whole app; here Slack's rules are broken, for triggers die while it hangs."""
    with running(sqlite_database, patience=SLACK_S_OWN) as story:
        yield story


def _typed(opening: int) -> Iterator[tuple[str, str, str]]:
    """Return who types what where: forms first, so that no thread is left for anything else."""
    for commands, people, channel in (
        (BY_FORM, EMPLOYEES, GENERAL),
        (HR_BY_FORM, ("hana", "hugo"), HR_CHANNEL),
        (AT_ONCE, EMPLOYEES, GENERAL),
        (HR_AT_ONCE, ("hana", "hugo"), HR_CHANNEL),
    ):
        for command in commands:
            for person in people:
                yield person, command.format(opening=opening), channel


def _told_to_try_again(world: World, person: str, channel: str) -> list[SeenMessage]:
    return [each for each in world.person(person).ephemerals(channel) if "try again" in each.words]


def test_every_command_is_acknowledged_at_once_and_whoever_gets_no_form_is_told(world: World) -> None:
    with world.database.begin() as session:
        opening = an_opening(session)
    typed = list(_typed(opening))
    assert {command.split()[0] for _, command, _ in typed} == set(Command)
    forms = Counter({(person, GENERAL): len(BY_FORM) for person in EMPLOYEES})
    forms.update({(person, HR_CHANNEL): len(HR_BY_FORM) for person in ("hana", "hugo")})
    assert forms.total() > THREADS

    world.slack.faults.slow("*", HANGS, count=None)
    for person, command, channel in typed:
        result = world.person(person).command(command, channel)
        assert result.ok, (command, result.error)
        assert result.ack_ms < LATEST, command

    world.slack.faults.clear()
    for (person, channel), count in forms.items():
        told = world.wait_for(
            lambda person=person, channel=channel, count=count: (  # type: ignore[misc]  # bound for this turn of the loop
                found if len(found := _told_to_try_again(world, person, channel)) >= count else None
            ),
            timeout=20,
        )
        assert len(told) == count, person
        assert world.person(person).view() is None
