"""A programme and its workshop from the first wish to the last answer, as HR and employees see it in Slack."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.views.ids import Action, Block, Modal
from career.training import EnrolmentState
from sandbox.seen import SeenMessage, SeenView
from storage.tables import CompletionRow, EmployeeSkillRow, EnrolmentRow, FeedbackRow, SkillRow
from tests.factories import NOW, a_programme, a_workshop
from tests.scenarios.nudging import last_ephemeral, modal, plain, read_hr_channel
from tests.scenarios.waiting import reply
from tests.scenarios.world import HR_CHANNEL, World

STARTS = NOW + timedelta(days=14)
"""A Tuesday at eleven in Berlin."""


def fill_in(world: World, values: Mapping[Block, Any], name: str = "hana") -> None:
    done = world.person(name).submit(None, {str(block): value for block, value in values.items()})
    assert done.ok, done


def make_programme(world: World, title: str = "Sculling") -> None:
    assert world.hr("/hr programme new") == ""
    form = modal(world, Modal.HR_PROGRAMME)
    (skill, *_) = world.hana.suggestions(form, Block.HR_TEACHES, "Steady rowing")
    fill_in(
        world,
        {Block.HR_TITLE: title, Block.HR_DESCRIPTION: "Two oars, one person.", Block.HR_TEACHES: [skill]},
    )
    modal(world, "Next: set a date")


def plan_workshop(world: World, programme: int = 1, seats: int = 1) -> None:
    world.hr(f"/hr workshop new {programme}")
    modal(world, Modal.HR_WORKSHOP)
    fill_in(
        world,
        {
            Block.HR_DAY: STARTS.date().isoformat(),
            Block.HR_BEGINS: "11:00",
            Block.HR_ENDS: "13:00",
            Block.HR_VENUE: "Boathouse",
            Block.HR_SEATS: seats,
        },
    )
    modal(world, "people can enrol")


def enrol(world: World, name: str, programme: int = 1) -> None:
    person = world.person(name)
    person.press(reply(person, f"/training {programme}"), Action.WORKSHOP_ENROL)


def shown_to_hr(world: World, order: str) -> SeenMessage:
    answer = world.hana.command(order, HR_CHANNEL).reply
    assert answer is not None
    return answer


def wanted_as_hr_sees_it(world: World) -> SeenMessage:
    """Ask for all that people would like to learn, which is put together behind the acknowledgement."""
    before = len(world.hana.ephemerals(HR_CHANNEL))
    assert world.hana.command("/hr interest", HR_CHANNEL).reply is None
    return world.hana.wait_for(lambda: next(iter(world.hana.ephemerals(HR_CHANNEL)[before:]), None))


def press_in_line(world: World, seen: SeenMessage | SeenView, action: Action, name: str) -> None:
    """Press the button that stands in the line with a name, or in the row below it."""
    blocks = seen.blocks
    for at, block in enumerate(blocks):
        if name in str(block.get("text")):
            row = block if "accessory" in block else blocks[at + 1]
            assert world.hana.press(seen, action, block_id=row["block_id"]).ok
            return
    raise AssertionError(f"{name} is not in {seen.words}")


def states(world: World) -> dict[str, EnrolmentState]:
    names = {number: name for name, number in world.employees.items()}
    with world.database.read() as session:
        rows = session.execute(select(EnrolmentRow.employee_id, EnrolmentRow.state))
        return {names[employee_id]: state for employee_id, state in rows}


def test_the_whole_life_of_a_workshop(world: World) -> None:
    make_programme(world)
    plan_workshop(world)

    enrol(world, "ada")
    world.ada.wait_for_message("You have a seat in *Sculling*")
    with_file = world.ada.wait_for(lambda: next((each for each in world.ada.dm() if each.files), None))
    assert with_file.files[0]["name"] == "workshop.ics"
    enrol(world, "ben")
    world.ben.wait_for_message("you are number 1 on the waitlist")
    enrol(world, "chi")
    world.chi.wait_for_message("you are number 2 on the waitlist")

    roster = shown_to_hr(world, "/hr roster 1")
    assert "1 of 1 seat taken · 2 waiting" in roster.words
    assert plain(roster).index("Ben Okafor") < plain(roster).index("number 1 on the waitlist")

    world.ada.press(reply(world.ada, "/training 1"), Action.WORKSHOP_LEAVE)
    told = world.ben.wait_for_message("A seat came free: you are in *Sculling* now.")
    world.ben.press(told, Action.WORKSHOP_CALENDAR)
    world.ben.wait_for(lambda: next((each for each in world.ben.dm() if each.files), None))
    assert "you are number 1 on the waitlist" in reply(world.chi, "/career").words

    world.hr("/hr workshop change 1")
    modal(world, Modal.HR_WORKSHOP)
    fill_in(world, {Block.HR_SEATS: 2, Block.HR_VENUE: "Lake house"})
    modal(world, "from the waitlist got a seat")
    world.ben.wait_for_message("has a new ")
    world.chi.wait_for_message("A seat came free")
    assert len([each for each in world.ben.dm() if "has a new " in each.words]) == 1

    world.clock.move_to(STARTS - timedelta(hours=1) + timedelta(seconds=1))
    reminded = world.ben.wait_for_message("*Sculling* is in an hour.")
    assert "Lake house" in reminded.words
    assert not any("is in" in each.words for each in world.ada.dm())

    finish(world)
    answer_how_it_was(world)


def finish(world: World) -> None:
    """Let Hana write down that Ben came and Chiara did not."""
    world.clock.move_to(STARTS + timedelta(minutes=5))
    read_hr_channel(world)
    press_in_line(world, shown_to_hr(world, "/hr attendance 1"), Action.HR_ABSENT, "Chiara")
    half = last_ephemeral(world, "hana", "0 attended, 1 absent, 1 not written down yet")
    world.hana.press(half, Action.HR_ATTENDED_REST)
    ready = last_ephemeral(world, "hana", "1 attended, 1 absent")
    world.hana.press(ready, Action.HR_FINISH)
    last_ephemeral(world, "hana", "1 person has completed it, 1 was absent")
    assert "Steady rowing" in world.ben.wait_for_message("you completed *Sculling*").words
    assert states(world) == {
        "ada": EnrolmentState.LEFT,
        "ben": EnrolmentState.COMPLETED,
        "chi": EnrolmentState.ABSENT,
    }
    with world.database.read() as session:
        assert session.scalar(select(CompletionRow.title)) == "Sculling"
        granted = select(EmployeeSkillRow.source).join(SkillRow, SkillRow.id == EmployeeSkillRow.skill_id)
        assert session.scalar(granted.where(SkillRow.code == "steady rowing")) == "trained"


def answer_how_it_was(world: World) -> None:
    """Let Ben, who came, and nobody else be asked how it was."""
    world.clock.move_to(STARTS + timedelta(hours=2, minutes=31))
    asked = world.ben.wait_for_message("How was *Sculling*?")
    world.ben.press(asked, Action.WORKSHOP_RATE)
    modal(world, Modal.RATE, "ben")
    fill_in(world, {Block.RATING: "4", Block.COMMENT: "More boats, please."}, "ben")
    modal(world, "Thank you", "ben")
    assert not any("How was" in each.words for each in (*world.ada.dm(), *world.chi.dm()))
    read_hr_channel(world)
    assert "1 answer so far; shown from 5 answers on" in shown_to_hr(world, "/hr roster 1").words
    with world.database.read() as session:
        assert session.scalar(select(FeedbackRow.rating)) == 4


def test_a_group_of_wishes_becomes_a_programme_in_two_taps_and_those_who_asked_are_told(world: World) -> None:
    for name, words in (("ada", "Excel pivot tables"), ("ben", "excel pivot tabels"), ("chi", "knitting")):
        world.person(name).command(f"/interest {words}")
    seen = wanted_as_hr_sees_it(world)
    assert "2 people wish for it" in seen.words
    press_in_line(world, seen, Action.HR_PROGRAMME_FROM_WISHES, "people wish for it")
    form = modal(world, Modal.HR_PROGRAMME)
    assert "pivot" in form.field(Block.HR_TITLE).element["initial_value"]
    fill_in(world, {Block.HR_TITLE: "Excel pivot tables"})
    modal(world, "2 people who asked for it will be told")
    assert (
        "You asked for “excel pivot tabels”" in world.ben.wait_for_message("HR offers *Excel pivot tables* now").words
    )
    world.ada.wait_for_message("HR offers *Excel pivot tables* now")
    assert not any("HR offers" in each.words for each in world.chi.dm())
    again = wanted_as_hr_sees_it(world)
    assert "2 people interested" in again.words
    assert "2 people wish" not in again.words


def test_wishes_that_mean_what_is_offered_already_are_counted_for_it_and_those_who_asked_are_told(
    world: World,
) -> None:
    make_programme(world)
    for name, words in (("ada", "oars for one"), ("ben", "oars for onne"), ("chi", "knitting")):
        world.person(name).command(f"/interest {words}")
    press_in_line(world, wanted_as_hr_sees_it(world), Action.HR_WISHES_OFFERED, "people wish for it")
    form = modal(world, Modal.HR_WISHES_OFFERED)
    assert "2 wishes are like" in form.words
    (sculling,) = world.hana.suggestions(form, Block.HR_MEANT_PROGRAMME, "scull")
    fill_in(world, {Block.HR_MEANT_PROGRAMME: sculling})
    modal(world, "2 people are newly interested in")
    assert "You asked for “oars for onne”" in world.ben.wait_for_message("HR offers *Sculling* now").words
    again = wanted_as_hr_sees_it(world).words
    assert "2 people interested" in again
    assert "2 people wish" not in again


@pytest.fixture
def offered(world: World) -> World:
    """Ada and Ben want what a workshop of one seat teaches, and Hana nominates Ada."""
    with world.database.begin() as session:
        a_workshop(session, a_programme(session, title="Sculling"), starts_at=STARTS)
    for name in ("ada", "ben"):
        world.person(name).command("/interest sculling")
    press_in_line(world, shown_to_hr(world, "/hr nominate 1"), Action.HR_NOMINATE, "Ada")
    last_ephemeral(world, "hana", "Ada Lovering is asked")
    return world


def test_a_nominee_accepts_by_a_tap_and_hr_sees_it(offered: World) -> None:
    asked = offered.ada.wait_for_message("Hana Novak offers you a seat in *Sculling*")
    enrol(offered, "ben")
    offered.ben.wait_for_message("you are number 1 on the waitlist")
    offered.ada.press(asked, Action.NOMINATION_ACCEPT)
    offered.ada.wait_for_message("The seat in *Sculling* is yours")
    offered.hana.wait_for_message("*Ada Lovering* accepted the seat", HR_CHANNEL)
    assert "accepted your offer" in shown_to_hr(offered, "/hr roster 1").words
    offered.ada.wait_for(lambda: next((each for each in offered.ada.dm() if each.files), None))


def test_a_nominee_declines_and_the_first_who_waits_has_the_seat(offered: World) -> None:
    asked = offered.ada.wait_for_message("offers you a seat")
    enrol(offered, "ben")
    offered.ben.wait_for_message("on the waitlist")
    offered.ada.press(asked, Action.NOMINATION_DECLINE)
    offered.ben.wait_for_message("A seat came free")
    offered.hana.wait_for_message("*Ada Lovering* declined the seat", HR_CHANNEL)
    changed = offered.ada.wait_for_message("You declined the seat")
    assert changed.buttons == []


def test_cancelling_tells_everybody_once_with_the_reason(world: World) -> None:
    make_programme(world)
    plan_workshop(world)
    enrol(world, "ada")
    enrol(world, "ben")
    world.ben.wait_for_message("on the waitlist")
    world.hr("/hr workshop cancel 1")
    modal(world, Modal.HR_WORKSHOP_CANCEL)
    fill_in(world, {Block.HR_REASON: "The trainer is ill <sorry>."})
    modal(world, "2 people will be told")
    for person in (world.ada, world.ben):
        assert "The trainer is ill <sorry>." in person.wait_for_message("The workshop of *Sculling* is cancelled").words
    assert "Hana Novak cancelled *Sculling*" in world.hr("/hr attendance 1")
    assert "No date yet" in reply(world.ada, "/training 1").words


def test_of_two_who_change_a_workshop_at_once_one_is_told(world: World) -> None:
    make_programme(world)
    plan_workshop(world)
    world.hr("/hr workshop change 1")
    modal(world, Modal.HR_WORKSHOP)
    world.hugo.command("/hr workshop change 1", HR_CHANNEL)
    modal(world, Modal.HR_WORKSHOP, "hugo")
    fill_in(world, {Block.HR_SEATS: 5}, "hugo")
    modal(world, "It is changed", "hugo")
    fill_in(world, {Block.HR_SEATS: 9})
    modal(world, "Hugo Brandt changed it before you")


def test_whoever_is_not_hr_presses_copied_buttons_in_vain(world: World) -> None:
    make_programme(world)
    plan_workshop(world)
    for order in ("roster 1", "attendance 1", "interest", "nominate 1", "programmes", "workshops"):
        assert "This is for HR" in world.gus.command(f"/hr {order}", HR_CHANNEL).words


@pytest.mark.parametrize(
    ("typed", "answered"),
    [
        ("roster", "Which workshop?"),
        ("roster 99", "There is no workshop number 99"),
        ("attendance", "Which workshop?"),
        ("attendance 99", "There is no workshop number 99"),
        ("nominate", "Which workshop?"),
        ("nominate 99", "There is no workshop number 99"),
        ("interest 99", "There is no programme number 99"),
        ("programmes", "There is no programme yet"),
        ("programme edit", "Which programme?"),
        ("workshops", "There is no workshop yet"),
        ("workshop new", "Which programme?"),
        ("workshop cancel", "Which workshop?"),
    ],
)
def test_what_names_nothing_is_one_clear_sentence(world: World, typed: str, answered: str) -> None:
    assert answered in world.hr(f"/hr {typed}")


def test_hr_reads_that_nobody_has_said_yet_what_they_would_like_to_learn(world: World) -> None:
    assert "Nobody has said yet" in wanted_as_hr_sees_it(world).words


@pytest.mark.parametrize("typed", ["workshop change 99", "workshop cancel 99", "programme edit 99", "workshop new 99"])
def test_a_form_about_nothing_says_so(world: World, typed: str) -> None:
    world.hr(f"/hr {typed}")
    modal(world, "number 99")
