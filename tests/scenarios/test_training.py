"""An employee looks at training, wishes for it, takes a seat and gives it back, as Slack sees it."""

from datetime import timedelta

import pytest

from storage.database import Database
from tests.factories import NOW, a_programme, a_workshop
from tests.scenarios.waiting import modal_with, reply
from tests.scenarios.world import World


@pytest.fixture
def sculling(world: World) -> int:
    """A programme with one workshop of one seat; its number."""
    return offer(world.database, "Sculling for beginners")


def offer(database: Database, title: str, seats: int = 1) -> int:
    with database.begin() as session:
        programme = a_programme(session, title=title, skills=("Rowing",))
        a_workshop(session, programme, starts_at=NOW + timedelta(days=30), seats=seats)
        return programme


def test_programmes_are_shown_with_dates_in_the_venues_hours_and_in_ones_own(world: World, sculling: int) -> None:
    shown = reply(world.chi, "/training")
    assert f"#{sculling}" in shown.words
    assert "teaches Rowing" in shown.words
    assert "Thu 24 Dec 2026, 11:00 to 13:00, Berlin time (05:00 for you)" in shown.words
    assert "1 seat left" in shown.words
    assert shown.buttons == ["Enrol", "I'm interested", "Ask for funding", "Details"]


def test_the_last_seat_goes_to_one_and_comes_back_to_who_waited(world: World, sculling: int) -> None:
    for person in (world.ada, world.ben):
        person.press(reply(person, "/training sculling"), "workshop.enrol")
    world.ada.wait_for_message("You have a seat in *Sculling")
    world.ben.wait_for_message("you are number 1 on the waitlist")
    assert "number 1 on the waitlist" in reply(world.ben, "/career").words

    world.ada.press(reply(world.ada, f"/training {sculling}"), "workshop.leave")
    world.ada.wait_for_message("You are no longer in the workshop")
    assert "you have a seat" in reply(world.ben, "/career").words


@pytest.mark.usefixtures("sculling")
def test_interest_is_logged_from_the_list_and_from_the_details(world: World) -> None:
    world.ada.press(reply(world.ada, "/training"), "training.interested")
    world.ada.wait_for_message("Noted: you are interested in")

    world.ben.press(reply(world.ben, "/training"), "training.view")
    world.ben.press(modal_with(world.ben, "Boathouse"), "training.interested")
    modal_with(world.ben, "Noted: you are interested")
    assert "Sculling for beginners" in reply(world.ben, "/interest").words


def test_pages_turn_there_and_back(world: World) -> None:
    for number in range(10):
        offer(world.database, f"Course {number}")
    first = reply(world.ada, "/training course")
    assert "1 to 8 of 10" in first.words
    world.ada.press(first, "training.more")
    second = world.ada.wait_for_message("9 to 10 of 10")
    world.ada.press(second, "training.back")
    world.ada.wait_for_message("1 to 8 of 10")


def test_words_are_kept_when_no_title_or_several_match(world: World) -> None:
    offer(world.database, "Knots I")
    offer(world.database, "Knots II")
    assert (
        "Noted in your own words: “under <!channel> & water”"
        in reply(world.ada, "/interest under <!channel> & water").words
    )

    asked = reply(world.ada, "/interest knots")
    assert "Which one do you mean?" in asked.words
    world.ada.press(asked, "interest.words")
    world.ada.wait_for_message("Noted in your own words: “knots”")

    mine = reply(world.ada, "/interest")
    assert mine.buttons == ["Remove", "Remove"]
    removed = next(field for field in mine.fields if "knots" in str(field.block))
    world.ada.press(mine, "interest.remove", block_id=removed.block_id)
    world.ada.wait_for(lambda: len(world.ada.last().buttons) == 1 or None)
    assert "knots" not in reply(world.ada, "/interest").words


def test_who_is_no_employee_may_look_and_is_told_what_to_do(world: World, sculling: int) -> None:
    assert "Sculling" in reply(world.noa, "/training").words
    assert "ask HR to link" in world.noa.command(f"/interest {sculling}").words


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ("/training 999999", "There is no training number 999999"),
        ("/training zzz", "No training matches “zzz” yet"),
        ("/interest 999999", "There is no training number 999999"),
        ("/interest ?!", "I found no words in that"),
        (f"/interest {'x' * 201}", "That is 1 character too long"),
    ],
)
def test_what_cannot_be_done_is_one_clear_sentence(world: World, typed: str, answered: str) -> None:
    assert answered in world.ada.command(typed).words
