"""Tuition assistance from the policy to the decision, as HR and employees see it in Slack."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.views.ids import Action, Block, Modal
from career.money import PARTS, Money
from career.tuition import RequestState
from sandbox.seen import SeenMessage, SeenView
from storage.funding.tuition_policy import yearly_cap
from storage.tables import HrMemberRow, ProgrammeRow, TuitionRequestRow
from tests.factories import a_programme
from tests.scenarios.nudging import last_ephemeral, modal
from tests.scenarios.waiting import home_with, reply
from tests.scenarios.world import GENERAL, HR_CHANNEL, World, slack_id

STARTS = date(2026, 12, 1)


def set_cap(world: World, cap: str = "1000 EUR", **chosen: Any) -> str:
    """Let Hana set what HR pays for; return what she reads."""
    assert world.hr("/hr funding policy") == ""
    form = modal(world, Modal.HR_FUNDING_POLICY)
    values: dict[str, Any] = {Block.HR_FUNDING_CAP: cap}
    for block, words in chosen.items():
        (option,) = world.hana.suggestions(form, block, words)
        values[block] = [option]
    done = world.hana.submit(form, {str(name): value for name, value in values.items()})
    assert done.ok, done
    told = modal(world, "yearly cap").words
    world.hana.close()
    return told


def filled(**other: Any) -> dict[str, Any]:
    values = {
        Block.FUNDING_TITLE: "Navigation at night",
        Block.FUNDING_PROVIDER: "Harbour <School>",
        Block.FUNDING_COST: "1,200.50",
        Block.FUNDING_STARTS: STARTS.isoformat(),
        Block.FUNDING_WHY: "So that we can sail in winter & fog.",
    }
    return {str(name): value for name, value in (values | other).items()}


def ask(world: World, name: str = "ada", **other: Any) -> SeenView:
    """Let somebody ask for something outside; return what they read."""
    person = world.person(name)
    person.press(reply(person, "/career funding"), "Ask for funding")
    form = modal(world, Modal.FUNDING, name)
    done = person.submit(form, filled(**other))
    assert done.ok, done
    told = modal(world, "You have asked", name)
    person.close()
    return told


def open_request(world: World, name: str = "hana") -> SeenView:
    """Let somebody of HR open the request that has waited longest."""
    person = world.person(name)
    shown = person.command("/hr funding", HR_CHANNEL).reply
    assert shown is not None
    person.press(shown, "Decide")
    return modal(world, Modal.HR_FUNDING, name)


def decision(choice: str, sum_: str = "", reason: str = "It helps us all & you.") -> dict[str, Any]:
    return {
        str(Block.HR_DECISION): choice,
        str(Block.HR_FUNDING_SUM): sum_,
        str(Block.HR_REASON): reason,
    }


def states(world: World) -> list[RequestState]:
    with world.database.read() as session:
        return list(session.scalars(select(TuitionRequestRow.state).order_by(TuitionRequestRow.id)))


def members(world: World) -> list[str]:
    with world.database.read() as session:
        return list(session.scalars(select(HrMemberRow.slack_id)))


def test_a_request_is_asked_weighed_approved_and_told(world: World) -> None:
    assert "€1,000" in set_cap(world)
    told = ask(world)
    assert "€1,000 is left for you in 2026: that is the most that HR can approve of it" in told.words
    listed = world.hr("/hr funding")
    assert "1 request for funding" in listed
    assert "Ada Lovering" in listed
    assert "€1,200.50 · Harbour <School> · 1 December 2026" in listed
    assert "€1,000 of €1,000 in 2026" in listed

    form = open_request(world)
    assert form.field(Block.HR_FUNDING_SUM).element["initial_value"] == "1000"
    refused = world.hana.submit(form, decision("approve", "1000.01"))
    assert "At most €1,000" in refused.errors[Block.HR_FUNDING_SUM]
    assert world.hana.submit(form, decision("approve", "1,000")).ok
    assert "Approved: €1,000 for *Ada Lovering*" in modal(world, "Approved").words

    news = world.ada.wait_for_message("Good news: funding for Navigation at night is approved")
    assert "*Hana Novak* approved €1,000 of €1,200.50 and wrote:" in news.words
    assert "It helps us all & you." in news.words.replace("&amp;", "&")
    assert "*€0* of your €1,000 is left for training that starts in 2026" in reply(world.ada, "/career").words
    assert "No request for funding waits" in world.hr("/hr funding")


def test_a_request_is_declined_with_a_reason_that_is_read_word_for_word(world: World) -> None:
    ask(world, **{Block.FUNDING_COST: "300 EUR"})
    form = open_request(world)
    refused = world.hana.submit(form, decision("decline", reason=" "))
    assert "The employee will read it" in refused.errors[Block.HR_REASON]
    assert world.hana.submit(form, decision("decline", reason="<!channel> not this year")).ok
    news = world.ada.wait_for_message("was declined this time")
    assert "*Hana Novak* declined it and wrote:" in news.words
    assert "&lt;!channel&gt; not this year" in str(news.blocks)
    assert states(world) == [RequestState.DECLINED]


def test_of_two_who_decide_at_once_the_second_is_told_what_happened(world: World) -> None:
    set_cap(world)
    ask(world, **{Block.FUNDING_COST: "300"})
    hanas, hugos = open_request(world), open_request(world, "hugo")
    assert world.hana.submit(hanas, decision("approve", "300")).ok
    modal(world, "Approved")
    assert world.hugo.submit(hugos, decision("decline")).ok
    told = modal(world, "Nothing of yours was recorded", "hugo").words
    assert "*Hana Novak* approved €300" in told
    assert states(world) == [RequestState.APPROVED]
    assert len([each for each in world.posts_to("ada") if "funding" in str(each)]) <= 1


def test_nothing_is_approved_before_there_is_a_policy_and_still_one_may_ask(world: World) -> None:
    world.ada.press(reply(world.ada, "/career funding"), "Ask for funding")
    form = modal(world, Modal.FUNDING, "ada")
    assert "HR has not set a yearly amount yet. You may ask all the same" in form.words
    wrong = world.ada.submit(form, filled(**{Block.FUNDING_COST: "300"}))
    assert "add the currency" in wrong.errors[Block.FUNDING_COST]
    assert world.ada.submit(form, filled(**{Block.FUNDING_COST: "300 usd"})).ok
    form = open_request(world)
    assert world.hana.submit(form, decision("approve", "300 USD")).ok
    assert "before a yearly cap is set" in modal(world, "yearly cap is set").words
    assert states(world) == [RequestState.WAITING]


def test_a_form_says_what_needs_another_look_beside_it(world: World) -> None:
    world.ada.press(reply(world.ada, "/career funding"), "Ask for funding")
    form = modal(world, Modal.FUNDING, "ada")
    wrong = world.ada.submit(
        form,
        filled(
            **{
                Block.FUNDING_COST: "a lot",
                Block.FUNDING_STARTS: "2020-01-01",
                Block.FUNDING_ENDS: "2019-01-01",
            }
        ),
    )
    assert set(wrong.errors) == {Block.FUNDING_COST, Block.FUNDING_STARTS, Block.FUNDING_ENDS}
    assert states(world) == []


@pytest.mark.parametrize("is_qualifying", [True, False])
def test_a_programme_is_asked_for_from_the_list_of_trainings(world: World, *, is_qualifying: bool) -> None:
    set_cap(world)
    with world.database.begin() as session:
        a_programme(session, title="Sculling", provider="Rowing Club", qualifies_for_tuition_assistance=is_qualifying)
    world.ada.press(reply(world.ada, "/training"), "Ask for funding")
    form = modal(world, Modal.FUNDING, "ada")
    assert ("is not on the list of what qualifies" in form.words) is not is_qualifying
    values = filled()
    del values[Block.FUNDING_TITLE], values[Block.FUNDING_PROVIDER]
    assert world.ada.submit(form, values).ok
    assert "asked for *Sculling*" in modal(world, "You have asked", "ada").words
    one = open_request(world).words
    assert ("It is on the list of what qualifies." in one) is is_qualifying


def test_asking_twice_for_the_same_is_harmless(world: World) -> None:
    ask(world, **{Block.FUNDING_COST: "300 EUR"})
    told = ask(world, **{Block.FUNDING_COST: "350 EUR"}).words
    assert "You have asked already for *Navigation at night* (€300 " in told
    assert "To change it, withdraw it" in told
    assert states(world) == [RequestState.WAITING]


def test_the_policy_names_the_programmes_and_employees_see_them(world: World) -> None:
    with world.database.begin() as session:
        a_programme(session, title="Sculling")
        a_programme(session, title="Knots", qualifies_for_tuition_assistance=True)
    told = set_cap(world, "1500 EUR", **{Block.HR_FUNDING_ADD: "scull", Block.HR_FUNDING_REMOVE: "knots"})
    assert "1 programme qualifies (1 added, 1 taken out)" in told
    with world.database.read() as session:
        assert yearly_cap(session) == Money(1_500 * PARTS, "EUR")
        qualify = select(ProgrammeRow.title).where(ProgrammeRow.qualifies_for_tuition_assistance)
        assert session.scalars(qualify).all() == ["Sculling"]
    world.ben.press(reply(world.ben, "/career funding"), "What qualifies (1)")
    listed = modal(world, "Sculling", "ben")
    assert "Knots" not in listed.words
    world.ben.press(listed, "Ask for funding")
    modal(world, Modal.FUNDING, "ben")


@pytest.mark.parametrize(("cap", "says"), [("12", "three letters"), ("12 DEM", "do not know"), ("free", "above 0")])
def test_a_cap_in_no_currency_of_today_is_refused(world: World, cap: str, says: str) -> None:
    world.hr("/hr funding policy")
    form = modal(world, Modal.HR_FUNDING_POLICY)
    wrong = world.hana.submit(form, {Block.HR_FUNDING_CAP: cap})
    assert says in wrong.errors[Block.HR_FUNDING_CAP]


def test_a_grant_that_is_withdrawn_is_told_to_hr_and_free_again(world: World) -> None:
    set_cap(world)
    ask(world, **{Block.FUNDING_COST: "300"})
    world.hana.submit(open_request(world), decision("approve", "300"))
    world.ada.wait_for_message("Good news")
    mine = reply(world.ada, "/career funding")
    assert "*€700* of your €1,000 is left" in mine.words
    world.ada.press(mine, Action.FUNDING_WITHDRAW)
    world.ada.wait_for_message("€300 is yours to ask for again")

    def channel_told() -> SeenMessage | None:
        seen = reversed(world.hana.messages(HR_CHANNEL))
        return next((each for each in seen if "has withdrawn the approved request" in each.words), None)

    assert "Ada Lovering" in world.wait_for(channel_told).words
    assert "All of your *€1,000* is left" in reply(world.ada, "/career funding").words


def test_funding_is_reached_from_the_home_tab_in_a_modal(world: World) -> None:
    set_cap(world)
    world.ada.open_home()
    home = home_with(world.ada, "All of your *€1,000* is left")
    world.ada.press(home, "funding")
    shown = modal(world, "You have not asked for anything yet", "ada")
    world.ada.press(shown, "Ask for funding")
    form = modal(world, Modal.FUNDING, "ada")
    assert world.ada.submit(form, filled()).ok
    modal(world, "You have asked", "ada")


def test_funding_is_for_hr_alone_to_decide(world: World) -> None:
    ask(world, **{Block.FUNDING_COST: "300 EUR"})
    shown = world.hana.command("/hr funding", HR_CHANNEL).reply
    assert shown is not None
    assert "This is for HR" in world.ada.command("/hr funding", GENERAL).words
    assert "This is for HR" in world.gus.command("/hr funding policy", HR_CHANNEL).words
    form = open_request(world, "hugo")
    world.hugo.leave(HR_CHANNEL)
    world.wait_for(lambda: slack_id("hugo") not in members(world))
    world.hugo.submit(form, decision("decline"))
    modal(world, "This is for HR", "hugo")
    assert states(world) == [RequestState.WAITING]


def test_the_hub_counts_requests_and_leads_to_them(world: World) -> None:
    ask(world, **{Block.FUNDING_COST: "300 EUR"})
    shown = world.hana.command("/hr", HR_CHANNEL).reply
    assert shown is not None
    assert "*1 request* for funding not decided yet" in shown.words
    world.hana.press(shown, "Funding")
    last_ephemeral(world, "hana", "1 request for funding")
