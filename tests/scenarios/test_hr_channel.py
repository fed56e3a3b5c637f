"""The HR channel: who may act in it, what the hub shows, and linking people to their accounts."""

import pytest
from sqlalchemy import func, select

from bot.views.ids import Block
from hris.names import full_name_keys
from sandbox.seen import SeenMessage, SeenView
from storage.tables import ConsiderationRow, EmployeeRow, HrMemberRow
from tests.factories import an_application, an_employee, an_opening
from tests.scenarios.world import GENERAL, HR_CHANNEL, World, slack_id


@pytest.mark.parametrize("name", ["ada", "gus", "noa"])
def test_hr_commands_are_refused_politely_to_everybody_else(world: World, name: str) -> None:
    with world.database.begin() as session:
        opening = an_opening(session)
    channel = HR_CHANNEL if name == "gus" else GENERAL
    told = world.person(name).command(f"/hr opening close {opening}", channel)
    assert "This is for HR" in told.words
    assert "open" in world.hr("/hr openings")


def test_hr_commands_work_in_the_hr_channel_only(world: World) -> None:
    told = world.hana.command("/hr", GENERAL)
    assert "works in the HR channel only" in told.words
    assert "not considered yet" in world.hr("/hr")


def test_a_button_kept_by_somebody_who_became_a_guest_does_nothing(world: World) -> None:
    with world.database.begin() as session:
        an_opening(session)
    world.hugo.command("/hr openings", HR_CHANNEL)
    kept = world.hugo.last(HR_CHANNEL)
    world.hugo.change(is_restricted=True)
    world.wait_for(lambda: "This is for HR" in world.hugo.command("/hr", HR_CHANNEL).words)
    world.hugo.press(kept, "Close")
    world.wait_for(lambda: any("This is for HR" in each.words for each in world.hugo.ephemerals(HR_CHANNEL)))
    assert "open" in world.hr("/hr openings").split("#1 Data Analyst")[1].split("·")[0]


def test_a_form_kept_open_by_somebody_who_left_the_channel_decides_nothing(world: World) -> None:
    with world.database.begin() as session:
        an_application(session, an_opening(session), world.employees["ada"])
    world.hugo.command("/hr applications", HR_CHANNEL)
    world.hugo.press(world.hugo.last(HR_CHANNEL), "Open")
    form = _form(world, "hugo", "hr.consider")
    world.hugo.leave(HR_CHANNEL)
    world.wait_for(lambda: not _is_member(world, "hugo"))
    world.hugo.submit(form, {Block.HR_DECISION: "decline", Block.HR_REASON: "No reason at all."})
    told = world.hugo.view()
    assert told is not None
    assert "This is for HR" in told.words
    with world.database.read() as session:
        assert session.execute(select(func.count()).select_from(ConsiderationRow)).scalar_one() == 0


def test_whoever_joins_the_channel_is_hr_at_once_and_a_guest_never(world: World) -> None:
    world.ada.join(HR_CHANNEL)
    world.wait_for(lambda: _is_member(world, "ada"))
    assert "not considered yet" in world.ada.command("/hr", HR_CHANNEL).words
    assert not _is_member(world, "gus")


def test_the_help_lists_everything_and_a_slip_of_the_pen_is_understood(world: World) -> None:
    told = world.hr("/hr help")
    for usage in ("/hr opening new", "/hr openings", "/hr applications [N]", "/hr unmatched", "/hr link"):
        assert usage in told
    assert "Did you mean `/hr opening close N`?" in world.hr("/hr opning close 1")
    assert "/hr help" in world.hr("/hr xyzzy & <friends>")
    assert "Please type its number" in world.hr("/hr opening close")
    assert "There is no opening number 99" in world.hr("/hr opening open 99")


def test_the_buttons_of_the_hub_lead_on(world: World) -> None:
    world.hana.command("/hr", HR_CHANNEL)
    hub = world.hana.last(HR_CHANNEL)
    for label, words in (
        ("Applications", "There is no application yet"),
        ("Openings", "There is no opening yet"),
        ("Unmatched people", "Everybody has a Slack account"),
    ):
        world.hana.press(hub, label)
        _told(world, words)
    world.hana.press(hub, "New opening")
    _form(world, "hana", "hr.opening")


def test_matches_by_name_are_proposed_and_linked_once_hr_confirms(world: World) -> None:
    _newcomer(world, "00777")
    world.hana.command("/hr unmatched", HR_CHANNEL)
    shown = world.hana.wait_for_message("Noa Newcomer", HR_CHANNEL)
    assert "Noa Newcomer (00777)" in shown.words
    assert _account_of(world, "00777") is None
    world.hana.press(shown, "Confirm this match")
    _told(world, "Linked 1 employee")
    assert _account_of(world, "00777") == slack_id("noa")


def test_matches_that_changed_since_they_were_shown_are_not_linked(world: World) -> None:
    _newcomer(world, "00777")
    world.hana.command("/hr unmatched", HR_CHANNEL)
    shown = world.hana.wait_for_message("Noa Newcomer", HR_CHANNEL)
    _newcomer(world, "00778")
    world.hana.press(shown, "Confirm this match")
    _told(world, "nothing was linked")
    assert _account_of(world, "00777") is None


def test_hr_links_a_person_by_number_and_mention(world: World) -> None:
    _newcomer(world, "A&7")
    assert "Please type the employee number" in world.hr("/hr link 00777")
    assert "is linked to" in world.hr("/hr link A&7 @noa")
    assert _account_of(world, "A&7") == slack_id("noa")
    assert "Nobody has the employee number 1<2" in world.hr("/hr link 1<2 @noa")


def test_a_slip_in_the_number_is_asked_about_before_anybody_sees_another_ones_career(world: World) -> None:
    _newcomer(world, "00777")
    told = world.hr("/hr link 00001 @noa")
    assert f"Ada Lovering (00001) is linked to <@{slack_id('ada')}>" in told
    assert _account_of(world, "00001") == slack_id("ada")
    assert "Ada Lovering (00001)" in world.hr("/hr unlink @ada")
    asked = world.hana.command("/hr link 00001 @noa", HR_CHANNEL).reply
    assert asked is not None
    assert "have different names" in asked.words
    assert _account_of(world, "00001") is None
    world.hana.press(asked, "They are the same person")
    _told(world, f"Ada Lovering (00001) is linked to <@{slack_id('noa')}> now")
    assert _account_of(world, "00001") == slack_id("noa")


def _newcomer(world: World, number: str) -> None:
    with world.database.begin() as session:
        an_employee(
            session,
            number=number,
            given_name="Noa",
            family_name="Newcomer",
            full_name_key=full_name_keys("Noa", "Newcomer"),
            slack_id=None,
            slack_match=None,
        )


def _account_of(world: World, number: str) -> str | None:
    with world.database.read() as session:
        return session.execute(select(EmployeeRow.slack_id).where(EmployeeRow.number == number)).scalar_one()


def _is_member(world: World, name: str) -> bool:
    with world.database.read() as session:
        found = select(HrMemberRow.slack_id).where(HrMemberRow.slack_id == slack_id(name))
        return session.execute(found).scalar_one_or_none() is not None


def _told(world: World, words: str) -> SeenMessage:
    def found() -> SeenMessage | None:
        return next((each for each in reversed(world.hana.ephemerals(HR_CHANNEL)) if words in each.words), None)

    return world.wait_for(found)


def _form(world: World, name: str, modal: str) -> SeenView:
    def found() -> SeenView | None:
        return next((view for view in world.person(name).views() if view.callback_id == modal), None)

    return world.wait_for(found)
