"""Pick a time: one reminder then, also after a restart, and none that is no longer wanted."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.app import Coxswain
from bot.config import Settings
from bot.usecases.nudges import quiet
from bot.usecases.openings.applying import apply
from bot.views.ids import Block, Modal
from career.employees import EmploymentStatus
from career.openings import OpeningStatus
from career.outcomes import DeliveryState
from sandbox.seen import SeenMessage
from storage.tables import EmployeeRow, NoticeRow, OpeningRow
from tests.factories import NOW, a_programme, a_workshop, an_interest, an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, changed, plain, received
from tests.scenarios.world import World, settings_for, slack_id

PICKED = TEN_IN_BERLIN.replace(hour=18, minute=30, second=0) + timedelta(days=2)
"""Half past seven in the evening in Berlin, two days later: outside of everybody's delivery hours."""

REMINDS = "You asked me to remind you now"


@pytest.fixture
def nudged(world: World) -> World:
    """Everybody in Berlin has just been nudged about an opening, with ten days to apply."""
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst", closes_on=(TEN_IN_BERLIN + timedelta(days=10)).date())
    nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    return world


def pick(world: World, at: datetime, message: SeenMessage | None = None, name: str = "ada") -> None:
    person = world.person(name)
    shown = message or received(world, name)
    person.press(shown, next(each for each in shown.buttons if each.startswith("Pick a")))
    nudging.modal(world, Modal.PICK_TIME, name)
    assert person.submit(values={Block.PICKED_TIME: int(at.timestamp())}).ok


def no_longer_waits(world: World) -> bool:
    with world.database.read() as session:
        states = session.scalars(select(NoticeRow.state)).all()
    return not any(state in {DeliveryState.DUE, DeliveryState.CLAIMED} for state in states)


def reminders(world: World, name: str = "ada") -> list[SeenMessage]:
    return [message for message in world.person(name).messages() if REMINDS in plain(message)]


def test_one_reminder_comes_at_the_time_with_the_same_buttons(nudged: World) -> None:
    pick(nudged, PICKED)
    told = changed(nudged, "ada", "I remind you of")
    assert "Fri 27 Nov 2026, 19:30" in plain(told)
    assert [each for each in told.buttons if "wrong" not in each] == ["Apply", "Details", "Pick another time", "Undo"]
    nudged.clock.move_to(PICKED - timedelta(minutes=1))
    assert reminders(nudged) == []
    nudged.clock.move_to(PICKED + timedelta(seconds=1))
    reminder = nudged.ada.wait_for_message(REMINDS)
    assert "Hello Ada, Data Analyst is open." in reminder.words
    assert "you picked this time yourself" in reminder.words
    assert {"Apply", "Pick a time", "Not now", "Not for me", "Stop these"} <= set(reminder.buttons)
    nudged.clock.move(days=3)
    assert len(reminders(nudged)) == 1

    nudged.ada.press(reminder, "Not for me")
    answered = nudged.wait_for(lambda: _both_say(nudged, "Not for you:"))
    assert [each.buttons for each in answered] == [["Undo"], ["Undo"]]


def _both_say(world: World, words: str) -> list[SeenMessage] | None:
    found = [message for message in world.ada.messages() if words in plain(message)]
    return found if len(found) == 2 else None


def test_the_reminder_comes_after_a_restart(nudged: World) -> None:
    pick(nudged, PICKED)
    changed(nudged, "ada", "I remind you of")
    nudged.app.stop()
    nudged.clock.move_to(PICKED + timedelta(hours=3))
    nudged.app = Coxswain(Settings.from_env(settings_for(nudged.slack, nudged.database.url)), nudged.clock)
    nudged.app.start(listens=False, works=True)
    nudged.app.load()
    nudged.ada.wait_for_message(REMINDS)
    assert len(reminders(nudged)) == 1


def test_picking_again_moves_it_and_undo_takes_it_back(nudged: World) -> None:
    pick(nudged, PICKED)
    pick(nudged, PICKED + timedelta(days=1), changed(nudged, "ada", "Fri 27 Nov 2026"))
    moved = changed(nudged, "ada", "Sat 28 Nov 2026")
    nudged.clock.move_to(PICKED + timedelta(hours=1))
    assert reminders(nudged) == []
    nudged.ada.press(moved, "Undo")
    changed(nudged, "ada", "Taken back")
    nudged.clock.move_to(PICKED + timedelta(days=2))
    nudged.wait_for(lambda: no_longer_waits(nudged) or None)
    assert reminders(nudged) == []


def test_a_time_that_makes_no_sense_is_answered_beside_the_picker(nudged: World) -> None:
    nudged.ada.press(received(nudged, "ada"), "Pick a time")
    nudging.modal(nudged, Modal.PICK_TIME, "ada")
    past = nudged.ada.submit(values={Block.PICKED_TIME: int((TEN_IN_BERLIN - timedelta(hours=1)).timestamp())})
    assert "has passed" in past.errors[Block.PICKED_TIME]
    late = nudged.ada.submit(values={Block.PICKED_TIME: int((TEN_IN_BERLIN + timedelta(days=12)).timestamp())})
    assert "before the end of 5 December 2026" in late.errors[Block.PICKED_TIME]
    assert nudged.ada.submit(values={Block.PICKED_TIME: int(PICKED.timestamp())}).ok


def _about_a_workshop(world: World, about: str, key: str) -> SeenMessage:
    """Nudge everybody about a workshop in seven days, of which Ada has asked for the programme; return her message."""
    with world.database.begin() as session:
        programme = a_programme(session, title="Row a Boat")
        a_workshop(session, programme)
        if key == "unmet":
            an_interest(session, world.employees["ada"], programme)
    form = nudging.open_form(world)
    offered = world.hana.suggestions(form, Block.HR_NUDGE_ABOUT, about)
    (option,) = [each for each in offered if each["value"].startswith(key)]
    assert world.hana.choose(form, Block.HR_NUDGE_ABOUT, option).ok
    words = {Block.HR_TITLE: "Come", Block.HR_NUDGE_WORDS: "Hello, it is open.", Block.HR_NUDGE_HOLD_OUT: 0}
    assert nudging.submit(world, words).ok
    nudging.start(world)
    nudging.at(world, TEN_IN_BERLIN)
    return received(world, "ada")


@pytest.mark.parametrize(("about", "key"), [("row a boat", "workshop"), ("interest", "unmet")])
def test_who_took_a_place_back_and_picked_a_time_is_reminded_then(world: World, about: str, key: str) -> None:
    message = _about_a_workshop(world, about, key)
    world.ada.press(message, "Enrol")
    world.ada.press(changed(world, "ada", "You have a seat"), "Undo")
    pick(world, PICKED, changed(world, "ada", "Taken back"))
    changed(world, "ada", "I remind you of")
    world.clock.move_to(PICKED + timedelta(seconds=1))
    reminder = world.ada.wait_for_message(REMINDS)
    assert "Enrol" in reminder.buttons


def test_of_a_workshop_nobody_is_reminded_once_it_has_begun(world: World) -> None:
    message = _about_a_workshop(world, "row a boat", "workshop")
    world.ada.press(message, "Pick a time")
    form = nudging.modal(world, Modal.PICK_TIME, "ada")
    assert "It begins on Tue 1 Dec 2026, 11:00." in plain(form)
    an_hour_late = NOW + timedelta(days=7, hours=1)
    late = world.ada.submit(values={Block.PICKED_TIME: int(an_hour_late.timestamp())})
    assert "before Tue 1 Dec 2026, 11:00" in late.errors[Block.PICKED_TIME]


def _left(world: World) -> None:
    with world.database.begin() as session:
        session.execute(
            update(EmployeeRow).where(EmployeeRow.slack_id == slack_id("ada")).values(status=EmploymentStatus.LEFT)
        )


def _closed(world: World) -> None:
    with world.database.begin() as session:
        session.execute(update(OpeningRow).values(status=OpeningStatus.CLOSED))


STORIES: dict[str, Callable[[World], object]] = {
    "applied": lambda world: apply(world.database, slack_id("ada"), 1, "", world.clock()),
    "stopped all": lambda world: quiet.stop(world.database, slack_id("ada"), None, world.clock()),
    "paused": lambda world: quiet.pause(world.database, slack_id("ada"), "30d", world.clock()),
    "closed": _closed,
    "left": _left,
}


@pytest.mark.parametrize("story", STORIES)
def test_what_happened_since_is_seen_at_the_moment_of_sending(nudged: World, story: str) -> None:
    pick(nudged, PICKED)
    changed(nudged, "ada", "I remind you of")
    STORIES[story](nudged)
    nudged.clock.move_to(PICKED + timedelta(seconds=1))
    nudged.wait_for(lambda: no_longer_waits(nudged) or None)
    assert reminders(nudged) == []
