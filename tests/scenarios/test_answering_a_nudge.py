"""The employee decides: one press answers a nudge, and its message then tells what happened (promise 4)."""

import pytest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.views.ids import Action, Modal
from career.outcomes import Response
from career.quiet import Scope, Why
from sandbox.seen import SeenMessage
from storage.tables import ApplicationRow, DeliveryRow, InterestRow, QuietRow
from tests.factories import a_programme, an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, changed, plain, received
from tests.scenarios.world import World, slack_id

ANSWERS = ("Not now:", "Not for you:", "Stopped:", "You applied")


@pytest.fixture
def nudged(world: World) -> World:
    """Everybody in Berlin has just been nudged about an opening."""
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    return world


@pytest.fixture
def nudged_about_training(world: World) -> World:
    """Everybody in Berlin has just been nudged about a programme."""
    with world.database.begin() as session:
        a_programme(session, title="Row a Boat")
    nudging.a_running_nudge(world, about="Row a Boat", nudge_words="Hello {first_name}, {training} is open.")
    nudging.at(world, TEN_IN_BERLIN)
    return world


def _responses(world: World, name: str) -> list[Response | None]:
    with world.database.read() as session:
        query = select(DeliveryRow.response).where(DeliveryRow.employee_id == world.employees[name])
        return list(session.scalars(query))


def _quiets(world: World, name: str) -> list[tuple[Scope, str, Why]]:
    with world.database.read() as session:
        query = select(QuietRow.scope, QuietRow.about, QuietRow.why).where(
            QuietRow.employee_id == world.employees[name]
        )
        return [(row.scope, row.about, row.why) for row in session.execute(query)]


def _answers_in(message: SeenMessage) -> int:
    return sum(plain(message).count(answer) for answer in ANSWERS)


def test_each_answer_takes_the_place_of_the_buttons(nudged: World) -> None:
    nudged.ada.press(received(nudged, "ada"), "Not now")
    message = changed(nudged, "ada", "Not now:")
    assert "until Wed 9 Dec 2026, 10:00" in plain(message)
    assert "Hello Ada, Data Analyst is open." in message.words
    assert message.buttons == ["Undo"]
    assert _responses(nudged, "ada") == [Response.NOT_NOW]
    assert _quiets(nudged, "ada") == [(Scope.TARGET, "opening:1", Why.NOT_NOW)]

    nudged.ben.press(received(nudged, "ben"), "Not for me")
    assert changed(nudged, "ben", "Not for you:").buttons == ["Undo"]
    assert _quiets(nudged, "ben") == [(Scope.TARGET, "opening:1", Why.NOT_FOR_ME)]

    nudged.hana.press(received(nudged, "hana"), "Stop these")
    stopped = changed(nudged, "hana", "no more nudges about openings")
    assert stopped.buttons == ["Stop all nudges", "Undo"]
    nudged.hana.press(stopped, "Stop all nudges")
    stopped_all = changed(nudged, "hana", "you get no more nudges, from anyone")
    assert stopped_all.buttons == ["Undo"]
    assert _answers_in(stopped_all) == 1
    assert (Scope.ALL, "", Why.STOPPED) in _quiets(nudged, "hana")


def test_applying_from_the_nudge_changes_it(nudged: World) -> None:
    nudged.ada.press(received(nudged, "ada"), "Apply")
    nudging.modal(nudged, Modal.APPLY, "ada")
    assert nudged.ada.submit(note="I row well.").ok
    message = changed(nudged, "ada", "You applied for")
    assert message.buttons == ["Undo"]
    assert "Hello Ada, Data Analyst is open." in message.words
    assert _responses(nudged, "ada") == [Response.APPLIED]
    assert len(nudged.posts_to("ada")) == 1


def test_an_answer_after_another_takes_its_place_and_nothing_stands_twice(nudged: World) -> None:
    message = received(nudged, "ada")
    nudged.ada.press(message, "Details")
    details = nudging.modal(nudged, "Anyone may apply", "ada")
    nudged.ada.press(message, "Not now")
    changed(nudged, "ada", "Not now:")
    nudged.ada.press(details, Action.APPLY)
    nudging.modal(nudged, Modal.APPLY, "ada")
    assert nudged.ada.submit().ok
    message = changed(nudged, "ada", "You applied for")
    assert _answers_in(message) == 1
    assert _responses(nudged, "ada") == [Response.APPLIED]


def test_the_same_press_twice_is_harmless(nudged: World) -> None:
    message = received(nudged, "ada")
    nudged.slack.faults.envelope("twice")
    nudged.ada.press(message, "Not for me")
    assert _answers_in(changed(nudged, "ada", "Not for you:")) == 1
    assert _quiets(nudged, "ada") == [(Scope.TARGET, "opening:1", Why.NOT_FOR_ME)]
    assert _responses(nudged, "ada") == [Response.NOT_FOR_ME]


@pytest.mark.parametrize("button", ["Not now", "Not for me", "Stop these"])
def test_a_press_under_somebody_elses_nudge_changes_nothing(nudged: World, button: str) -> None:
    client = WebClient(nudged.slack.bot_token, base_url=nudged.slack.api_url, retry_handlers=[])
    copied = received(nudged, "ada").blocks
    client.chat_postMessage(channel=slack_id("chi"), text="Look at this", blocks=copied)
    nudged.chi.press(nudged.chi.last(), button)
    told = nudging.last_ephemeral(nudged, "chi", "older message", None)
    assert told.buttons == []
    assert nudged.chi.messages()[0].buttons == received(nudged, "ada").buttons
    assert _responses(nudged, "ada") == [None]
    assert _quiets(nudged, "ada") == _quiets(nudged, "chi") == []


def test_applying_from_somebody_elses_nudge_applies_and_leaves_their_nudge_alone(nudged: World) -> None:
    client = WebClient(nudged.slack.bot_token, base_url=nudged.slack.api_url, retry_handlers=[])
    client.chat_postMessage(channel=slack_id("chi"), text="Look at this", blocks=received(nudged, "ada").blocks)
    nudged.chi.press(nudged.chi.last(), "Apply")
    nudging.modal(nudged, Modal.APPLY, "chi")
    assert nudged.chi.submit().ok
    nudging.modal(nudged, "You applied for", "chi")
    with nudged.database.read() as session:
        assert list(session.scalars(select(ApplicationRow.employee_id))) == [nudged.employees["chi"]]
    assert _responses(nudged, "ada") == [None]
    assert "Not now" in received(nudged, "ada").buttons


def test_an_interest_said_in_the_nudge_or_in_its_details_changes_it(nudged_about_training: World) -> None:
    world = nudged_about_training
    world.ada.press(received(world, "ada"), "I'm interested")
    assert world.wait_for(lambda: received(world, "ada").buttons == ["Undo"])
    assert _responses(world, "ada") == [Response.INTERESTED]
    assert world.ada.ephemerals() == []

    world.ben.press(received(world, "ben"), "Details")
    world.ben.press(nudging.modal(world, "Row a Boat", "ben"), Action.TRAINING_INTERESTED)
    assert world.wait_for(lambda: received(world, "ben").buttons == ["Undo"])
    assert _responses(world, "ben") == [Response.INTERESTED]
    with world.database.read() as session:
        interested = set(session.scalars(select(InterestRow.employee_id)))
    assert interested == {world.employees["ada"], world.employees["ben"]}


def test_a_slack_that_fails_when_the_nudge_is_to_change_loses_no_application(nudged: World) -> None:
    nudged.ada.press(received(nudged, "ada"), "Apply")
    nudging.modal(nudged, Modal.APPLY, "ada")
    nudged.slack.faults.error("chat.update", "fatal_error")
    assert nudged.ada.submit().ok
    nudging.modal(nudged, "You applied for", "ada")
    assert _responses(nudged, "ada") == [Response.APPLIED]
