"""`/career` and the Home tab: what is one's own, and what can be done about it there."""

from datetime import timedelta
from uuid import uuid4

import pytest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.views.nudges import nudge_message
from career.applications import Decision, Stage
from career.criteria import Fact, FactName, Relation, Where
from career.letters import Letter
from career.outcomes import Response
from career.targets import OpeningTarget, ProgrammeTarget
from sandbox.person import Person
from sandbox.seen import SeenView
from storage.nudges.quiets import declined_among
from storage.tables import ApplicationRow, DeliveryRow, InterestRow
from tests.factories import NOW, a_consideration, a_programme, a_sent_nudge, a_workshop, an_application, an_opening
from tests.scenarios.waiting import home_with, modal_with, reply
from tests.scenarios.world import World, slack_id

KNOWS_PYTHON = Where(Fact(FactName.SKILL, "Python"), Relation.IS, True)


def opened_home(person: Person) -> SeenView:
    person.open_home()
    return home_with(person, "What is next")


@pytest.fixture
def application(world: World) -> int:
    """Ada has applied, and Hana wants to meet her; the application's number."""
    with world.database.begin() as session:
        opening = an_opening(session, title="Harbour Pilot")
        application = an_application(session, opening, world.employees["ada"], stage=Stage.INTERVIEW)
        a_consideration(session, application, decision=Decision.INTERVIEW, reason="Come & talk to us")
        return application


def stage_of(world: World, application: int) -> Stage:
    with world.database.read() as session:
        return session.get_one(ApplicationRow, application).stage


@pytest.mark.usefixtures("application")
def test_the_hub_tells_who_considered_an_application_when_and_with_what_words(world: World) -> None:
    shown = reply(world.ada, "/career").words
    assert "*Harbour Pilot* · at the interview stage" in shown
    assert "Hana Novak wants to meet you in an interview on Tue 24 Nov 2026, 11:00: “Come & talk to us”" in shown
    assert "Hana Novak" not in reply(world.ben, "/career").words


def test_an_application_is_withdrawn_by_a_button_and_the_home_tab_follows(world: World, application: int) -> None:
    home = opened_home(world.ada)
    world.ada.press(home, "application.view")
    details = modal_with(world.ada, "Hana Novak")
    assert details.field("application.withdraw").element["confirm"]["confirm"]["text"] == "Withdraw"
    world.ada.press(details, "application.withdraw")
    modal_with(world.ada, "is withdrawn")
    home_with(world.ada, "· withdrawn")
    assert stage_of(world, application) is Stage.WITHDRAWN


def test_nudge_settings_change_by_words_and_by_buttons(world: World) -> None:
    assert "no nudges until Thu 24 Dec 2026" in world.ada.command("/career pause").words
    assert "Tue 8 Dec 2026" in world.ada.command("/career pause 2w").words
    assert "Mon 1 Feb 2027, 00:00" in world.ada.command("/career pause until 2027-01-31").words
    assert "Write for how long" in world.ada.command("/career pause a bit").words
    hub = reply(world.ada, "/career")
    assert "Paused: no nudge comes until Mon 1 Feb 2027" in hub.words
    world.ada.press(hub, "hub.resume")
    world.ada.wait_for_message("Your pause is over")
    assert "no more nudges, from anyone" in world.ada.command("/career stop").words
    assert "Allow nudges again" in reply(world.ada, "/career").buttons
    assert "nudges may come again" in world.ada.command("/career start").words


def test_help_is_on_one_screen_and_a_mistyped_word_offers_the_nearest(world: World) -> None:
    assert len(world.ada.command("/career help").words.splitlines()) < 14
    assert "Did you mean `/career pause`?" in world.ada.command("/career puase 3d").words
    assert "I do not know “<!channel>”" in world.ada.command("/career <!channel>").words


def test_the_home_tab_is_shown_when_it_is_opened_and_its_buttons_work_there(world: World) -> None:
    with world.database.begin() as session:
        an_opening(session, title="Snake Charmer", requirements=KNOWS_PYTHON)
        a_workshop(session, a_programme(session, title="Sculling"), starts_at=NOW + timedelta(days=30))
    listed = reply(world.ada, "/training")
    world.ada.press(listed, "workshop.enrol")
    world.ada.wait_for_message("You have a seat")
    world.ada.command("/interest knitting")
    world.ada.command("/career pause")

    home = opened_home(world.ada)
    for words in ("Snake Charmer", "you know Python", "Sculling", "knitting", "Paused"):
        assert words in home.words

    world.ada.press(home, "hub.remove_interest")
    home = home_with(world.ada, "Removed.")
    assert "knitting" not in home.words
    world.ada.press(home, "hub.leave")
    home = home_with(world.ada, "You are no longer in the workshop")
    world.ada.press(home, "hub.resume")
    home = home_with(world.ada, "Your pause is over")
    world.ada.press(home, "opening.apply")
    form = modal_with(world.ada, "A note to HR")
    world.ada.submit(form)
    home_with(world.ada, "*Snake Charmer* · submitted")
    with world.database.read() as session:
        assert session.scalars(select(ApplicationRow.employee_id)).all() == [world.employees["ada"]]


def test_what_does_not_fit_one_page_is_reached_by_its_buttons(world: World) -> None:
    for number in range(14):
        world.ada.command(f"/interest wish number {number:02}")
    home = opened_home(world.ada)
    assert "(1 to 12 of 14)" in home.words
    world.ada.press(home, "hub.more")
    assert "wish number 00" in home_with(world.ada, "(13 to 14 of 14)").words
    hub = reply(world.ada, "/career")
    world.ada.press(hub, "hub.more")
    world.ada.press(world.ada.wait_for_message("(6 to 10 of 14)"), "hub.back")
    world.ada.wait_for_message("(1 to 5 of 14)")


def test_who_is_no_employee_yet_reads_on_the_home_tab_what_to_do(world: World) -> None:
    world.noa.open_home()
    assert "ask HR to link" in home_with(world.noa, "Your career").words


def test_interest_pressed_in_a_nudge_changes_the_message_to_what_happened(world: World) -> None:
    token = uuid4()
    client = WebClient(world.slack.bot_token, base_url=world.slack.api_url)
    with world.database.begin() as session:
        programme = a_programme(session, title="Sculling")
    letter = Letter(ProgrammeTarget(programme), "Sculling", "Come and row, Ada.", "you know Python", None)
    copy = nudge_message(letter, str(token))
    sent = client.chat_postMessage(channel=slack_id("ada"), text=copy.text, blocks=copy.blocks)
    with world.database.begin() as session:
        place = {"channel": sent["channel"], "message_ts": sent["ts"]}
        a_sent_nudge(session, world.employees["ada"], letter.target, token=token, **place)

    world.ada.press(world.ada.wait_for_message("Come and row"), "training.interested")
    changed = world.ada.wait_for_message("Noted: you are interested in")
    assert "Come and row" in changed.words
    assert changed.buttons == ["Undo"]
    with world.database.read() as session:
        assert session.scalars(select(InterestRow.programme_id)).all() == [programme]
        assert session.scalars(select(DeliveryRow.response)).all() == [Response.INTERESTED]


def test_every_command_says_how_it_is_typed_and_does_nothing_else(world: World) -> None:
    for command in ("/openings", "/apply", "/training", "/interest", "/kudos", "/career"):
        assert f"`{command}" in world.ada.command(f"{command} help").words
    assert "You have not said yet" in world.ada.command("/interest").words, "help is no wish"
    assert "`/openings` is a command of its own" in world.ada.command("/career openings").words


def test_a_declined_opening_may_come_up_again_once_that_is_taken_back(world: World) -> None:
    with world.database.begin() as session:
        opening = an_opening(session, title="Data Analyst", location="Hamburg")
    shown = world.ada.command("/openings hamburg").reply
    assert shown is not None
    world.ada.press(shown, "Not for me")
    world.ada.wait_for_message("Not for you")
    again = world.ada.command("/openings").reply
    assert again is not None
    assert "You said: not for me." in again.words
    world.ada.press(again, "Take that back")
    world.ada.wait_for_message("Taken back: you may hear about *Data Analyst* again.")
    with world.database.read() as session:
        assert not declined_among(session, world.employees["ada"], [OpeningTarget(opening)], world.clock())


def test_a_withdrawn_application_can_be_made_again_from_the_list(world: World) -> None:
    with world.database.begin() as session:
        an_opening(session, title="Data Analyst")
    world.ada.command("/apply 1 first")
    shown = world.ada.command("/openings").reply
    assert shown is not None
    world.ada.press(shown, "Your application")
    world.ada.press(modal_with(world.ada, "Nobody has considered it yet"), "Withdraw")
    modal_with(world.ada, "is withdrawn")
    world.ada.close()
    again = world.ada.command("/openings").reply
    assert again is not None
    world.ada.press(again, "Apply")
    world.ada.submit(modal_with(world.ada, "Anyone may apply"), {"note": "second"})
    modal_with(world.ada, "You applied for")
