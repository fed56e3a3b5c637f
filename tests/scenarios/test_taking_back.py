"""Undo: a nudge's message changes back to its buttons, and what the tap did is undone (promise 4)."""

import pytest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.views.ids import Action, Modal
from career.applications import Stage
from career.outcomes import Response
from sandbox.seen import SeenMessage
from storage.tables import ApplicationRow, DeliveryRow, QuietRow
from tests.factories import a_programme, an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, changed, received
from tests.scenarios.world import World, slack_id

BUTTONS = ["Apply", "Details", "Pick a time", "Not now", "Not for me", "Stop these"]


@pytest.fixture
def nudged(world: World) -> World:
    """Everybody in Berlin has just been nudged about an opening."""
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    return world


def buttons_of(message: SeenMessage) -> list[str]:
    return [each for each in message.buttons if each != "This is wrong about me"]


def undone(world: World, name: str) -> SeenMessage:
    message = changed(world, name, "Taken back")
    assert buttons_of(message) == BUTTONS
    return message


def quiets(world: World, name: str) -> int:
    with world.database.read() as session:
        query = select(QuietRow.id).where(QuietRow.employee_id == world.employees[name])
        return len(session.scalars(query).all())


def response(world: World, name: str) -> Response | None:
    with world.database.read() as session:
        return session.scalar(select(DeliveryRow.response).where(DeliveryRow.employee_id == world.employees[name]))


@pytest.mark.parametrize(
    ("button", "says"), [("Not now", "Not now:"), ("Not for me", "Not for you:"), ("Stop these", "Stopped:")]
)
def test_each_answer_can_be_taken_back_by_one_tap(nudged: World, button: str, says: str) -> None:
    original = received(nudged, "ada")
    nudged.ada.press(original, button)
    answered = changed(nudged, "ada", says)
    assert "Undo" in answered.buttons
    nudged.ada.press(answered, "Undo")
    message = undone(nudged, "ada")
    assert "Hello Ada, Data Analyst is open." in message.words
    assert "This is wrong about me" in message.buttons
    assert (quiets(nudged, "ada"), response(nudged, "ada")) == (0, None)
    nudged.ada.press(message, button)
    assert "Undo" in changed(nudged, "ada", says).buttons


def test_a_stop_of_everything_is_taken_back_whole(nudged: World) -> None:
    nudged.ada.press(received(nudged, "ada"), "Stop these")
    nudged.ada.press(changed(nudged, "ada", "about openings"), "Stop all nudges")
    nudged.ada.press(changed(nudged, "ada", "you get no more nudges, from anyone"), "Undo")
    undone(nudged, "ada")
    assert quiets(nudged, "ada") == 0


def test_an_application_is_taken_back_while_nobody_has_considered_it(nudged: World) -> None:
    nudged.ada.press(received(nudged, "ada"), "Apply")
    nudging.modal(nudged, Modal.APPLY, "ada")
    assert nudged.ada.submit().ok
    nudged.ada.press(changed(nudged, "ada", "You applied for"), "Undo")
    undone(nudged, "ada")
    with nudged.database.read() as session:
        assert session.scalars(select(ApplicationRow.stage)).one() is Stage.WITHDRAWN
    assert response(nudged, "ada") is None


def test_an_interest_is_taken_back(world: World) -> None:
    with world.database.begin() as session:
        a_programme(session, title="Row a Boat")
    nudging.a_running_nudge(world, about="Row a Boat", nudge_words="Hello {first_name}, {training} is open.")
    nudging.at(world, TEN_IN_BERLIN)
    world.ada.press(received(world, "ada"), "I'm interested")
    world.ada.press(changed(world, "ada", "you are interested in"), "Undo")
    assert "I'm interested" in changed(world, "ada", "Taken back").buttons


def test_the_same_undo_twice_and_a_button_of_an_older_screen_change_nothing_wrongly(nudged: World) -> None:
    original = received(nudged, "ada")
    nudged.ada.press(original, "Not now")
    answered = changed(nudged, "ada", "Not now:")
    nudged.slack.faults.envelope("twice")
    nudged.ada.press(answered, "Undo")
    undone(nudged, "ada")
    nudged.ada.press(received(nudged, "ada"), "Stop these")
    stopped = changed(nudged, "ada", "about openings")
    assert [
        element["action_id"]
        for block in stopped.blocks
        for element in block.get("elements", ())
        if "action_id" in element
    ] == [Action.NUDGE_STOP_ALL, Action.NUDGE_UNDO]
    assert quiets(nudged, "ada") == 1


def test_hr_has_no_way_to_take_back_somebodys_stop(nudged: World) -> None:
    nudged.ada.press(received(nudged, "ada"), "Stop these")
    changed(nudged, "ada", "about openings")
    token = next(
        element["value"]
        for block in received(nudged, "ada").blocks
        for element in block.get("elements", ())
        if element.get("action_id") == Action.NUDGE_UNDO
    )
    blocks = [
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "action_id": Action.NUDGE_UNDO,
                    "text": {"type": "plain_text", "text": "Undo"},
                    "value": token,
                }
            ],
        }
    ]
    client = WebClient(nudged.slack.bot_token, base_url=nudged.slack.api_url, retry_handlers=[])
    client.chat_postMessage(channel=slack_id("hana"), text="Look at this", blocks=blocks)
    nudged.hana.press(nudged.hana.last(), "Undo")
    nudging.last_ephemeral(nudged, "hana", "older message", None)
    assert quiets(nudged, "ada") == 1
