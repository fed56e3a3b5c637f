"""An employee says when nudges may come, and which: every change is confirmed in words (issue 5, quiet)."""

from typing import Any

import pytest

from bot.views.ids import Block, Modal
from sandbox.seen import SeenView
from tests.factories import an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN
from tests.scenarios.waiting import modal_with
from tests.scenarios.world import World


@pytest.fixture
def job(world: World) -> World:
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    return world


def choose(world: World, days: list[str], opens: str, closes: str) -> None:
    assert world.ada.command("/career hours").ok
    nudging.modal(world, Modal.OWN_HOURS, "ada")
    values: dict[str, Any] = {Block.HOURS_WEEKDAYS: days, Block.HOURS_FROM: opens, Block.HOURS_UNTIL: closes}
    assert world.ada.submit(values=values).ok


def test_nudges_come_in_ones_own_hours(job: World) -> None:
    choose(job, ["Wednesday", "Thursday"], "18:00", "20:00")
    told = modal_with(job.ada, "Nudges come Wednesday and Thursday, 18:00 to 20:00 (Berlin time)")
    assert "at no other time" in told.words
    nudging.a_running_nudge(job)
    job.clock.move_to(TEN_IN_BERLIN)
    job.wait_for(lambda: job.posts_to("ben") or None)
    assert job.posts_to("ada") == []
    job.clock.move_to(TEN_IN_BERLIN.replace(hour=17, minute=0, second=5))
    job.wait_for(lambda: job.posts_to("ada") or None)


def test_hours_that_open_earlier_bring_forward_what_waits(job: World) -> None:
    choose(job, ["Friday"], "18:00", "20:00")
    modal_with(job.ada, "Friday, 18:00 to 20:00")
    job.ada.close()
    nudging.a_running_nudge(job)
    job.clock.move_to(TEN_IN_BERLIN)
    job.wait_for(lambda: job.posts_to("ben") or None)
    choose(job, ["Wednesday"], "09:00", "12:00")
    job.wait_for(lambda: job.posts_to("ada") or None)


def test_hours_that_make_no_sense_are_answered_beside_the_input(world: World) -> None:
    assert world.ada.command("/career hours").ok
    nudging.modal(world, Modal.OWN_HOURS, "ada")
    values: dict[str, Any] = {Block.HOURS_WEEKDAYS: ["Monday"], Block.HOURS_FROM: "10:00", Block.HOURS_UNTIL: "10:30"}
    done = world.ada.submit(values=values)
    assert "at least one hour" in done.errors[Block.HOURS_UNTIL]


def test_the_usual_hours_can_be_had_back(world: World) -> None:
    choose(world, ["Monday"], "10:00", "12:00")
    modal_with(world.ada, "Monday, 10:00 to 12:00")
    world.ada.close()
    world.ada.command("/career hours")
    form = nudging.modal(world, Modal.OWN_HOURS, "ada")
    world.ada.press(form, "Back to Monday to Friday, 09:00 to 17:00")
    modal_with(world.ada, "the usual hours")


def test_a_topic_is_stopped_and_started_by_its_name(world: World) -> None:
    assert "no more nudges about training" in world.ada.command("/career stop training").words
    assert "no more nudges, from anyone" in world.ada.command("/career stop").words
    started = world.ada.command("/career start jobs").words
    assert "nudges about openings may come again" in started
    assert "None comes about training and taking part, which you stopped." in started
    assert "nothing has changed" in world.ada.command("/career stop the world").words
    paused = world.ada.command("/career pause until 2026-12-31").words
    assert "until Fri 1 Jan 2027, 00:00" in paused
    assert "After that none comes about" in paused
    assert "pause goes on until" in world.ada.command("/career start training").words
    assert "may come again" in world.ada.command("/career start").words


def test_the_home_tab_offers_the_same(world: World) -> None:
    world.ada.open_home()
    home = world.wait_for(world.ada.home)
    world.ada.press(home, "Stop openings")
    home = world.wait_for(lambda: _home_with(world, "Allow openings"))
    world.ada.press(home, "Allow openings")
    home = world.wait_for(lambda: _home_with(world, "Stop openings"))
    world.ada.press(home, "My hours")
    nudging.modal(world, Modal.OWN_HOURS, "ada")


def _home_with(world: World, button: str) -> SeenView | None:
    home = world.ada.home()
    return home if home is not None and button in home.buttons else None
