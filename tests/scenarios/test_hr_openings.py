"""HR posts a job, people apply, HR considers every one of them, and only then does the job close or get filled."""

from sqlalchemy import func, select

from bot.views.ids import Block, Modal
from sandbox.person import Done
from sandbox.seen import SeenMessage, SeenView
from storage.tables import ConsiderationRow, OpeningRow, PlacementRow
from tests.factories import an_application, an_opening
from tests.scenarios import nudging
from tests.scenarios.world import HR_CHANNEL, World


def _new_opening(world: World, filled_in: dict[Block, str]) -> Done:
    assert world.hana.command("/hr opening new", HR_CHANNEL).ok
    form = _form(world)
    values = {Block.HR_TITLE: "Data Analyst", Block.HR_DESCRIPTION: "Help us see."} | filled_in
    return world.hana.submit(form, {str(name): value for name, value in values.items()})


def _form(world: World, name: str = "hana", modal: Modal = Modal.HR_OPENING) -> SeenView:
    """Return the form on top, as soon as it is filled in."""

    def found() -> SeenView | None:
        return next((view for view in world.person(name).views() if view.callback_id == modal), None)

    return world.wait_for(found)


def _form_saying(world: World, words: str) -> SeenView:
    def found() -> SeenView | None:
        view = world.hana.view()
        return view if view is not None and words in view.words else None

    return world.wait_for(found)


def _last_ephemeral(world: World, words: str) -> SeenMessage:
    def found() -> SeenMessage | None:
        return next((each for each in reversed(world.hana.ephemerals(HR_CHANNEL)) if words in each.words), None)

    return world.wait_for(found)


def _an_opening_with(world: World, *names: str) -> int:
    with world.database.begin() as session:
        opening = an_opening(session, title="Data Analyst")
        for name in names:
            an_application(session, opening, world.employees[name], note="I row well.", submitted_at=world.clock())
    return opening


def _move(world: World, order: str, modal: Modal, filled_in: dict[Block, str]) -> str:
    """Let Hana type an order, send the form that it opens, and return what she reads."""
    world.hr(order)
    form = _form(world, "hana", modal)
    assert world.hana.submit(form, {str(name): value for name, value in filled_in.items()}).ok
    view = world.hana.view()
    assert view is not None
    words = view.words
    world.hana.close()
    return str(words)


def _consider(world: World, name: str, decision: str, reason: str) -> str:
    """Let Hana open the application of `name` from the queue and decide on it; return what she reads."""
    world.hana.command("/hr applications", HR_CHANNEL)
    queue = world.hana.last(HR_CHANNEL)
    with_name = next(block for block in queue.blocks if name in str(block))
    world.hana.press(queue, "Open", block_id=with_name["block_id"])
    form = _form(world, "hana", Modal.HR_CONSIDER)
    assert world.hana.submit(form, {Block.HR_DECISION: decision, Block.HR_REASON: reason}).ok
    view = world.hana.view()
    assert view is not None
    words = view.words
    world.hana.close()
    return str(words)


def test_a_job_is_posted_with_a_live_count_of_who_qualifies(world: World) -> None:
    assert world.hana.command("/hr opening new", HR_CHANNEL).ok
    form = _form(world)
    assert "*5 employees* qualify" in form.words
    offered = world.hana.suggestions(form, Block.HR_SKILLS_ALL, "pyth")
    assert [option["value"] for option in offered] == ["Python"]
    assert world.hana.choose(form, Block.HR_SKILLS_ALL, offered).ok
    form = _form_saying(world, "*2 employees* qualify")
    sent = world.hana.submit(
        form,
        {
            Block.HR_TITLE: "Data Analyst",
            Block.HR_DESCRIPTION: "Help us see.",
            Block.HR_SKILLS_ALL: offered,
        },
    )
    assert sent.ok
    told = world.hana.view()
    assert told is not None
    assert "#1" in told.words
    assert "2 employees qualify" in told.words
    assert "/hr nudge new" in told.words
    assert "Data Analyst" in world.ada.command("/openings").words


def test_the_count_is_that_of_the_newest_change_however_fast_they_come(world: World) -> None:
    world.hana.command("/hr opening new", HR_CHANNEL)
    form = _form(world)
    excel, python, _sql = world.hana.suggestions(form, Block.HR_SKILLS_ALL, "")
    for skills in ([python], [python, excel], [python], [excel]):
        assert world.hana.choose(form, Block.HR_SKILLS_ALL, skills).ok
    _form_saying(world, "*3 employees* qualify")
    assert world.hana.choose(_form(world), Block.HR_LEVEL, "9").ok
    _form_saying(world, "*Nobody* qualifies")


def test_a_draft_is_seen_by_hr_alone_until_it_is_opened(world: World) -> None:
    assert _new_opening(world, {Block.HR_START: "draft"}).ok
    world.hana.close()
    assert "Data Analyst" not in world.ada.command("/openings").words
    assert "is open now" in world.hr("/hr opening open 1")
    assert "Data Analyst" in world.ada.command("/openings").words


def test_what_is_wrong_in_the_form_is_said_beside_the_input(world: World) -> None:
    sent = _new_opening(world, {Block.HR_TITLE: "   ", Block.HR_LAST_DAY: "2020-01-01"})
    assert set(sent.errors) == {Block.HR_TITLE, Block.HR_LAST_DAY}
    with world.database.read() as session:
        assert session.execute(select(func.count()).select_from(OpeningRow)).scalar_one() == 0


def test_a_department_may_be_a_known_one_or_a_new_one(world: World) -> None:
    world.hana.command("/hr opening new", HR_CHANNEL)
    form = _form(world)
    assert [each["value"] for each in world.hana.suggestions(form, Block.HR_DEPARTMENT, "oper")] == [
        "oper",
        "Operations",
    ]
    assert [each["value"] for each in world.hana.suggestions(form, Block.HR_DEPARTMENT, "")] == ["Operations"]


def test_an_application_is_considered_and_the_applicant_is_told_why(world: World) -> None:
    _an_opening_with(world, "ada")
    assert "1 application not considered yet" in world.hr("/hr").replace("*", "")
    read = _consider(world, "Ada", "interview", "Strong <!channel> SQL.")
    assert "Recorded" in read
    message = world.ada.wait_for_message("invited to an interview")
    assert "Hana Novak considered it" in message.words
    assert "Strong <!channel> SQL." in message.words
    with world.database.read() as session:
        kept = session.execute(select(ConsiderationRow.by_name, ConsiderationRow.decision)).one()
        assert kept == ("Hana Novak", "interview")


def test_of_two_members_of_hr_who_decide_the_second_is_told(world: World) -> None:
    _an_opening_with(world, "ada")
    world.hugo.command("/hr applications", HR_CHANNEL)
    world.hugo.press(world.hugo.last(HR_CHANNEL), "Open")
    form = _form(world, "hugo", Modal.HR_CONSIDER)
    _consider(world, "Ada", "decline", "Not this time.")
    world.hugo.submit(form, {Block.HR_DECISION: "offer", Block.HR_REASON: "Yes please."})
    told = world.hugo.view()
    assert told is not None
    assert "Hana Novak was faster and declined it" in told.words
    assert "(your time)" in told.words


def test_a_job_does_not_close_while_somebody_waits_and_the_refusal_opens_the_first(world: World) -> None:
    opening = _an_opening_with(world, "ada", "ben")
    world.hr(f"/hr opening close {opening}")
    refusal = _form_saying(world, "cannot be closed yet: 2 applications wait")
    assert "Ada Lovering" in refusal.words
    assert "Ben Okafor" in refusal.words
    world.hana.press(refusal, "Open the first")
    form = _form(world, "hana", Modal.HR_CONSIDER)
    assert "Ada Lovering" in form.words
    assert "I row well." in form.words
    world.hana.close()
    assert world.hana.view() is None
    _consider(world, "Ada", "decline", "Not this time.")
    _consider(world, "Ben", "accept", "Just right.")
    assert "is closed now" in _move(world, f"/hr opening close {opening}", Modal.HR_OPENING_CLOSE, {})
    assert "is filled now, by *Ben Okafor*" in _move(world, f"/hr opening fill {opening}", Modal.HR_OPENING_FILL, {})
    with world.database.read() as session:
        assert session.execute(select(PlacementRow.employee_id)).scalar_one() == world.employees["ben"]


def test_nobody_fills_a_job_who_was_not_accepted(world: World) -> None:
    opening = _an_opening_with(world, "ada")
    _consider(world, "Ada", "offer", "Yes please.")
    world.hr(f"/hr opening fill {opening}")
    _form_saying(world, "no application for it has been accepted")


def test_hr_chooses_which_of_several_accepted_people_fills_the_job(world: World) -> None:
    opening = _an_opening_with(world, "ada", "ben")
    _consider(world, "Ada", "accept", "Just right.")
    _consider(world, "Ben", "accept", "Just right too.")
    world.hr(f"/hr opening fill {opening}")
    form = _form(world, "hana", Modal.HR_OPENING_FILL)
    assert len(world.hana.suggestions(form, Block.HR_FILLED_BY, "")) == 2
    (ben,) = world.hana.suggestions(form, Block.HR_FILLED_BY, "oka")
    assert world.hana.submit(form, {Block.HR_FILLED_BY: ben}).ok
    _form_saying(world, "is filled now, by *Ben Okafor*")
    with world.database.read() as session:
        assert session.execute(select(PlacementRow.employee_id)).scalar_one() == world.employees["ben"]


def test_a_cancelled_job_tells_everybody_who_applied_why_and_declines_nobody(world: World) -> None:
    opening = _an_opening_with(world, "ada", "ben")
    world.hr(f"/hr opening cancel {opening}")
    form = _form(world, "hana", Modal.HR_OPENING_CANCEL)
    assert "2 people applied and will be told" in form.words
    assert set(world.hana.submit(form, {Block.HR_REASON: "No."}).errors) == {Block.HR_REASON}
    assert world.hana.submit(form, {Block.HR_REASON: "The budget for it is gone."}).ok
    _form_saying(world, "2 people are told, once, with your reason")
    for person in (world.ada, world.ben):
        message = person.wait_for_message("was cancelled")
        assert "The budget for it is gone." in message.words
        assert "Nobody declined it" in message.words
    assert "ended, because the opening was cancelled" in world.ada.command("/career").words
    ended = world.hr("/hr applications ended")
    assert "Hana Novak cancelled the opening" in ended
    assert "The budget for it is gone." in ended


def test_of_two_members_of_hr_the_second_is_told_who_was_faster(world: World) -> None:
    opening = _an_opening_with(world)
    world.hugo.command(f"/hr opening cancel {opening}", HR_CHANNEL)
    form = _form(world, "hugo", Modal.HR_OPENING_CANCEL)
    assert "is closed now" in _move(world, f"/hr opening close {opening}", Modal.HR_OPENING_CLOSE, {})
    world.hugo.submit(form, {Block.HR_REASON: "The budget for it is gone."})
    told = world.hugo.view()
    assert told is not None
    assert "Hana Novak closed it" in told.words
    assert "Nothing of yours was done" in told.words


def test_a_job_is_edited_with_a_live_count_and_its_nudge_waits_to_be_seen_again(world: World) -> None:
    opening = _an_opening_with(world)
    nudge = nudging.a_running_nudge(world)
    world.hr(f"/hr opening edit {opening}")
    form = _form(world)
    assert "*5 employees* qualify" in form.words
    offered = world.hana.suggestions(form, Block.HR_SKILLS_ALL, "pyth")
    assert world.hana.choose(form, Block.HR_SKILLS_ALL, offered).ok
    form = _form_saying(world, "*2 employees* qualify")
    assert world.hana.submit(form, {Block.HR_TITLE: "Insight Analyst", Block.HR_SKILLS_ALL: offered}).ok
    told = _form_saying(world, "1 nudge waits")
    assert "*#1 Insight Analyst* is saved. 2 employees qualify" in told.words
    message = world.hana.wait_for_message("asks for something else now", HR_CHANNEL)
    world.hana.press(message, "Preview")
    nudging.modal(world, "it suits")
    assert "paused" in world.hr("/hr nudges")
    assert "Insight Analyst" in world.ada.command("/openings").words
    assert nudge == 1


def test_the_list_of_openings_turns_pages_and_closes_by_a_button(world: World) -> None:
    with world.database.begin() as session:
        for number in range(14):
            an_opening(session, title=f"Job {number}")
    world.hana.command("/hr openings", HR_CHANNEL)
    listed = world.hana.last(HR_CHANNEL)
    assert "1 to 12 of 14" in listed.words
    world.hana.press(listed, "More")
    second = _last_ephemeral(world, "13 to 14 of 14")
    view = next(each for each in second.fields if each.label == "Close")
    world.hana.press(second, "Close", block_id=view.block_id)
    assert world.hana.submit(_form(world, "hana", Modal.HR_OPENING_CLOSE)).ok
    _form_saying(world, "is closed now")


def test_one_opening_is_shown_in_full(world: World) -> None:
    _an_opening_with(world, "ada")
    world.hana.command("/hr openings", HR_CHANNEL)
    world.hana.press(world.hana.last(HR_CHANNEL), "View")
    seen = _form_saying(world, "Who suits it")
    assert "1 application" in seen.words
