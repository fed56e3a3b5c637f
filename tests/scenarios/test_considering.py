"""HR considers what waits, and whoever applied hears of every step once, from a named person, with a reason."""

from datetime import timedelta

from sqlalchemy import func, select

from bot.usecases.messages.overdue import bring_up
from bot.views.ids import Action, Block
from career.criteria import Every, Fact, FactName, Relation, Where
from career.outcomes import DeliveryState
from sandbox.person import Done
from sandbox.seen import SeenView
from storage.tables import ConsiderationRow, NoticeRow
from tests.factories import NOW, an_application, an_opening
from tests.scenarios.waiting import modal_with
from tests.scenarios.world import HR_CHANNEL, World

PYTHON = Where(Fact(FactName.SKILL, "Python"), Relation.IS, bound=True)
RATING = Where(Fact(FactName.LAST_RATING), Relation.AT_LEAST, 4)


def _applied(world: World, *names: str, days_ago: int = 1) -> None:
    with world.database.begin() as session:
        opening = an_opening(session, requirements=Every((PYTHON, RATING)))
        for name in names:
            since = NOW - timedelta(days=days_ago)
            an_application(session, opening, world.employees[name], note="I row well.", submitted_at=since)


def _opened(world: World, name: str) -> SeenView:
    """Let Hana open somebody's application from the queue."""
    world.hana.command("/hr applications", HR_CHANNEL)
    queue = world.hana.last(HR_CHANNEL)
    line = next(block for block in queue.blocks if name in str(block))
    world.hana.press(queue, "Open", block_id=line["block_id"])
    return modal_with(world.hana, f"*{name}*")


def _decide(world: World, name: str, decision: str, reason: str) -> Done:
    form = _opened(world, name)
    return world.hana.submit(form, {Block.HR_DECISION: decision, Block.HR_REASON: reason})


def _all_told(world: World) -> bool:
    with world.database.read() as session:
        query = select(func.count()).where(NoticeRow.state.in_([DeliveryState.DUE, DeliveryState.CLAIMED]))
        return session.scalar(query) == 0


def test_an_application_is_read_beside_the_requirements_the_note_and_what_hr_holds(world: World) -> None:
    _applied(world, "ada")
    words = _opened(world, "Ada Lovering").words
    assert "met: Python" in words
    assert "unknown: the last review" in words
    assert "I row well." in words
    assert "*Skills*\nPython, SQL" in words
    assert "Last review: none on record" in words


def test_every_stage_change_is_told_once_with_name_reason_and_what_comes_next(world: World) -> None:
    _applied(world, "ada")
    for decision, reason, news in (
        ("review", "Good to see you here.", "is in review now"),
        ("interview", "Let us talk about SQL.", "invited to an interview"),
        ("decline", "Another applicant has led a crew before.", "was declined this time"),
    ):
        assert _decide(world, "Ada Lovering", decision, reason).ok
        world.hana.close()
        told = world.ada.wait_for_message(news)
        assert "Hana Novak considered it on" in told.words
        assert reason in told.words
    world.wait_for(lambda: _all_told(world) or None)
    assert len(world.posts_to("ada")) == 3
    world.ada.press(world.ada.last(), "See your application")
    seen = modal_with(world.ada, "Another applicant has led a crew before.")
    assert "Hana Novak declined it" in seen.words
    ended = world.hr("/hr applications ended")
    assert "*Ada Lovering*" in ended
    assert "“Another applicant has led a crew before.”" in ended


def test_a_message_about_a_decision_can_be_found_again_by_its_token(world: World) -> None:
    _applied(world, "ada")
    _decide(world, "Ada Lovering", "review", "Good to see you here.")
    world.ada.wait_for_message("is in review now")
    with world.database.read() as session:
        token = session.scalars(select(NoticeRow.token)).one()
    [post] = world.posts_to("ada")
    assert post.metadata["event_payload"]["delivery"] == str(token)


def test_nobody_is_declined_with_a_word(world: World) -> None:
    _applied(world, "ada")
    refused = _decide(world, "Ada Lovering", "decline", "No.")
    assert "10 characters" in str(refused.errors)
    with world.database.read() as session:
        assert session.scalar(select(func.count()).select_from(ConsiderationRow)) == 0


def test_whoever_withdraws_before_the_message_is_sent_is_not_told_of_a_decision(world: World) -> None:
    _applied(world, "ada")
    world.slack.faults.rate_limited("chat.postMessage", retry_after=2)
    _decide(world, "Ada Lovering", "review", "Good to see you here.")
    world.wait_for(lambda: world.slack.record.calls_of("chat.postMessage") or None)
    world.ada.command("/career")
    world.ada.press(world.ada.last(), Action.APPLICATION_VIEW)
    world.ada.press(modal_with(world.ada, "Your note"), Action.APPLICATION_WITHDRAW)
    world.wait_for(lambda: _all_told(world) or None)
    assert world.posts_to("ada") == []


def test_what_waits_too_long_is_brought_up_in_the_channel_and_opened_from_there(world: World) -> None:
    _applied(world, "ada", "ben", days_ago=30)
    assert bring_up(world.database, HR_CHANNEL, world.clock())
    note = world.hana.wait_for_message("wait longer than 5 working days", HR_CHANNEL)
    assert "*Ada Lovering*, 22 working days: #1 Data Analyst" in note.words
    world.hana.press(note, "Open the first")
    assert "I row well." in modal_with(world.hana, "*Ada Lovering*").words


def test_whom_the_message_did_not_reach_is_told_by_a_person(world: World) -> None:
    _applied(world, "ada")
    world.slack.faults.error("chat.postMessage", "user_disabled")
    _decide(world, "Ada Lovering", "interview", "Let us talk about SQL.")
    world.hana.close()
    world.wait_for(lambda: _all_told(world) or None)
    assert "1 message did not get through" in world.hr("/hr").replace("*", "")
    told = "*Ada Lovering*\nDecision on their application for #1 Data Analyst: invited to an interview.\n"
    assert told in world.hr("/hr untold")
    world.hana.press(world.hana.last(HR_CHANNEL), "I told them")
    world.wait_for(lambda: "did not get through" not in world.hr("/hr") or None)
    assert world.hr("/hr untold") == "Everybody has been told what they are owed."


def test_one_decision_leads_to_whoever_waits_longest_in_the_same_modal(world: World) -> None:
    _applied(world, "ada", days_ago=3)
    _applied(world, "ben", days_ago=2)
    _applied(world, "chi", days_ago=1)
    assert _decide(world, "Ada Lovering", "review", "Good to see you here.").ok
    for name in ("Ben Okafor", "Chiara Rossi"):
        world.hana.press(modal_with(world.hana, "Recorded"), "Open the next")
        form = modal_with(world.hana, f"*{name}*")
        assert len(world.hana.views()) == 1
        assert world.hana.submit(form, {Block.HR_DECISION: "review", Block.HR_REASON: "Good to see you here."}).ok
    assert modal_with(world.hana, "Recorded").buttons == []


def test_a_queue_that_nobody_can_mean_is_asked_about(world: World) -> None:
    assert "Please type its number" in world.hr("/hr applications analyst")
