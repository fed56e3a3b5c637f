"""HR writes a nudge, previews it and starts it; whoever it suits and has not acted hears of it, once (promises 4, 5)."""

import pytest
from slack_sdk import WebClient
from sqlalchemy import update

from bot.views.ids import Action, Block, Modal
from career.employees import EmploymentStatus
from career.nudges import NudgeStatus
from career.outcomes import DeliveryState
from career.requirements import Requirements
from sandbox.seen import SeenMessage, SeenView
from storage.tables import EmployeeRow
from tests.factories import an_opening
from tests.scenarios import nudging
from tests.scenarios.nudging import TEN_IN_BERLIN, TEN_IN_NEW_YORK
from tests.scenarios.world import GENERAL, HR_CHANNEL, World


@pytest.fixture
def opening(world: World) -> int:
    """An opening for whoever knows SQL: Ada in Berlin and Chiara in New York."""
    return _an_opening(world, Requirements(skills_all=("SQL",)))


@pytest.fixture
def opening_for_all(world: World) -> int:
    """An opening that suits everybody."""
    return _an_opening(world, Requirements())


def _an_opening(world: World, asked: Requirements) -> int:
    with world.database.begin() as session:
        return an_opening(session, title="Data Analyst", requirements=asked.rule())


@pytest.mark.usefixtures("opening")
def test_whoever_it_suits_gets_it_once_in_their_own_morning(world: World) -> None:
    nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    assert len(world.posts_to("ada")) == 1
    assert world.posts_to("chi") == []
    nudging.at(world, TEN_IN_NEW_YORK)
    assert len(world.posts_to("chi")) == 1
    message = nudging.received(world, "ada")
    assert "Hello Ada, Data Analyst is open." in message.words
    assert "Why you:" in message.words
    assert message.buttons == [
        "This is wrong about me",
        "Apply",
        "Details",
        "Pick a time",
        "Not now",
        "Not for me",
        "Stop these",
    ]
    for name in ("ben", "hana", "hugo"):
        assert world.posts_to(name) == []
    assert len(world.posts_to("ada")) == 1


@pytest.mark.usefixtures("opening")
def test_the_form_counts_who_fits_while_hr_fills_it_in(world: World) -> None:
    form = nudging.open_form(world)
    assert "Choose what it is about" in form.words
    nudging.choose_target(world, form, "analyst")
    nudging.modal(world, "2 employees fit")
    world.hana.choose(nudging.modal(world, Modal.HR_NUDGE), Block.HR_LEVEL, 5)
    nudging.modal(world, "Nobody fits")


@pytest.mark.usefixtures("opening")
def test_the_form_asks_for_weekdays_only_where_it_repeats_and_keeps_what_was_typed(world: World) -> None:
    form = nudging.open_form(world)
    nudging.choose_target(world, form, "analyst")
    world.hana.choose(form, Block.HR_NUDGE_RHYTHM, "weekly")
    nudging.modal(world, "On these days")
    assert world.hana.view().values[Block.HR_NUDGE_ABOUT][Block.HR_NUDGE_ABOUT]["selected_option"]["value"]  # type: ignore[union-attr]  # it is open
    filled_in = {Block.HR_TITLE: "Weekly", Block.HR_NUDGE_WORDS: "Have a look.", Block.HR_NUDGE_UNTIL: "2026-11-20"}
    done = nudging.submit(world, filled_in)
    assert done.errors == {Block.HR_NUDGE_UNTIL: "The last day is before the first; choose a later last day."}
    assert nudging.submit(world, {Block.HR_NUDGE_UNTIL: "2026-12-20"}).ok
    nudging.modal(world, "Nothing goes out yet")


@pytest.mark.usefixtures("opening")
def test_words_with_an_unknown_placeholder_are_answered_beside_the_words(world: World) -> None:
    form = nudging.open_form(world)
    nudging.choose_target(world, form, "analyst")
    done = nudging.submit(world, {Block.HR_TITLE: "Hm", Block.HR_NUDGE_WORDS: "Dear {name}, <!channel>"})
    assert list(done.errors) == [Block.HR_NUDGE_WORDS]
    assert "{name}" in done.errors[Block.HR_NUDGE_WORDS]


@pytest.mark.usefixtures("opening")
def test_the_form_names_only_what_can_be_filled_in_of_what_it_is_about(world: World) -> None:
    form = nudging.open_form(world)
    assert all(name in _hint(form) for name in ("{opening}", "{training}", "{deadline}"))
    nudging.choose_target(world, form, "analyst")
    assert "{training}" not in _hint(nudging.modal(world, "2 employees fit"))
    (anything,) = world.hana.suggestions(form, Block.HR_NUDGE_ABOUT, "that suits")
    assert world.hana.choose(form, Block.HR_NUDGE_ABOUT, anything).ok
    world.wait_for(lambda: "{first_name}, {why}." in _hint(nudging.modal(world, Modal.HR_NUDGE)) or None)


def _hint(form: SeenView) -> str:
    (block,) = [each for each in form.blocks if each.get("block_id") == Block.HR_NUDGE_WORDS]
    return str(block["hint"]["text"])


@pytest.mark.usefixtures("opening")
def test_the_preview_tells_who_gets_it_who_does_not_and_how_it_reads(world: World) -> None:
    assert world.ada.command("/apply 1 I row well").ok
    nudging.write(world)
    seen = nudging.plain(nudging.preview(world))
    assert "1 person gets it" in seen
    assert "has already applied, asked or enrolled: 1" in seen
    assert "Goes out from Wed 25 Nov 2026, 10:00 (your time) on" in seen
    assert "To Chiara Rossi" in seen
    assert "Hello Chiara, Data Analyst is open." in seen
    assert all(world.posts_to(name) == [] for name in ("ada", "chi"))


@pytest.mark.usefixtures("opening")
def test_nothing_starts_before_it_was_previewed(world: World) -> None:
    number = nudging.write(world)
    assert "look at its preview first" in world.hr(f"/hr nudge start {number}")
    assert nudging.status_of(world, number) is NudgeStatus.DRAFT
    nudging.preview(world)
    assert "runs" in world.hr(f"/hr nudge start {number}")


@pytest.mark.usefixtures("opening")
def test_a_start_from_a_preview_that_a_colleague_has_overtaken_shows_the_newer_one_first(world: World) -> None:
    number = nudging.write(world)
    older = nudging.preview(world)
    _rewrite_as_hugo(world, number, "Dear {first_name}, {opening} waits.")
    world.hana.press(older, Action.HR_NUDGE_START)
    refused = nudging.modal(world, "look at its preview first")
    assert nudging.status_of(world, number) is NudgeStatus.DRAFT
    world.hana.press(refused, Action.HR_NUDGE_PREVIEW)
    assert "waits." in nudging.modal(world, "waits.").words


def _rewrite_as_hugo(world: World, number: int, words: str) -> None:
    """Let Hugo change the words of a nudge and look at its preview."""
    assert world.hugo.command(f"/hr nudge edit {number}", HR_CHANNEL).ok
    form = world.wait_for(
        lambda: next((each for each in world.hugo.views() if each.callback_id == Modal.HR_NUDGE), None)
    )
    assert world.hugo.submit(form, {str(Block.HR_NUDGE_WORDS): words}).ok
    world.hugo.press(world.hugo.wait_for_view("Saved"), Action.HR_NUDGE_PREVIEW)
    world.wait_for(lambda: "waits." in world.hugo.views()[0].words)


@pytest.mark.usefixtures("opening")
def test_a_running_nudge_that_is_rewritten_stands_still_until_it_is_previewed_and_started_anew(world: World) -> None:
    number = nudging.a_running_nudge(world)
    form = nudging.open_form(world, f"nudge edit {number}")
    assert form.values[Block.HR_NUDGE_WORDS][Block.HR_NUDGE_WORDS]["value"] == nudging.WORDS
    assert nudging.submit(world, {Block.HR_NUDGE_WORDS: "Hi {first_name}, it is open."}).ok
    saved = nudging.modal(world, "is paused now")
    assert nudging.status_of(world, number) is NudgeStatus.PAUSED
    assert "look at its preview first" in world.hr(f"/hr nudge start {number}")
    world.hana.press(saved, Action.HR_NUDGE_PREVIEW)
    world.hana.press(nudging.modal(world, "it suits"), Action.HR_NUDGE_START)
    nudging.modal(world, "runs")
    nudging.at(world, TEN_IN_BERLIN)
    assert "Hi Ada, it is open." in nudging.received(world, "ada").words


@pytest.mark.usefixtures("opening")
def test_a_new_title_alone_changes_nothing_that_runs(world: World) -> None:
    number = nudging.a_running_nudge(world)
    nudging.open_form(world, f"nudge edit {number}")
    assert nudging.submit(world, {Block.HR_TITLE: "Come & see"}).ok
    assert "all stays as it was" in nudging.modal(world, "saved").words
    assert nudging.status_of(world, number) is NudgeStatus.RUNNING


@pytest.mark.usefixtures("opening_for_all")
def test_who_acted_before_their_hour_gets_nothing(world: World) -> None:
    nudging.a_running_nudge(world)
    assert world.ada.command("/apply 1 Gladly").ok
    assert world.ben.command("/career pause 30d").ok
    assert world.chi.command("/career stop").ok
    with world.database.begin() as session:
        left = update(EmployeeRow).where(EmployeeRow.id == world.employees["hugo"])
        session.execute(left.values(status=EmploymentStatus.LEFT))
    nudging.at(world, TEN_IN_BERLIN)
    nudging.at(world, TEN_IN_NEW_YORK)
    assert len(world.posts_to("hana")) == 1
    for name in ("ada", "ben", "chi", "hugo"):
        assert world.posts_to(name) == []
    assert nudging.recorded(world, DeliveryState.SENT) == 1


@pytest.mark.usefixtures("opening_for_all")
def test_who_said_not_for_me_in_the_list_of_jobs_is_not_nudged_about_it(world: World) -> None:
    nudging.a_running_nudge(world)
    assert world.ada.command("/openings").ok
    world.ada.press(world.ada.last(), Action.OPENING_NOT_FOR_ME)
    nudging.at(world, TEN_IN_BERLIN)
    assert world.posts_to("ada") == []
    assert len(world.posts_to("ben")) == 1


@pytest.mark.usefixtures("opening")
def test_a_paused_or_ended_nudge_sends_nothing(world: World) -> None:
    paused, ended = nudging.a_running_nudge(world), nudging.a_running_nudge(world)
    assert "paused" in world.hr(f"/hr nudge pause {paused}")
    world.hr("/hr nudges")
    page = nudging.last_ephemeral(world, "hana", "2 nudges")
    world.hana.press(page, Action.HR_NUDGE_END, value=f'{{"nudge_id":{ended},"skip":0}}')
    assert "#2 Come aboard\nended" in nudging.plain(nudging.last_ephemeral(world, "hana", "has ended"))
    running = nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    assert len(world.posts_to("ada")) == 1
    assert nudging.statuses(world) == {
        paused: NudgeStatus.PAUSED,
        ended: NudgeStatus.ENDED,
        running: NudgeStatus.RUNNING,
    }
    assert nudging.recorded(world, DeliveryState.SENT, DeliveryState.DROPPED) == 1


@pytest.mark.usefixtures("opening")
def test_the_list_tells_where_each_nudge_stands(world: World) -> None:
    nudging.a_running_nudge(world)
    nudging.at(world, TEN_IN_BERLIN)
    nudging.read_hr_channel(world)
    seen = world.hr("/hr nudges")
    assert "#1 Come aboard" in seen
    assert "running" in seen
    assert "0 waiting · 1 sent · 0 held out (0%)" in seen


@pytest.mark.usefixtures("opening")
def test_a_button_of_hrs_copied_elsewhere_does_nothing_for_anybody_else(world: World) -> None:
    number = nudging.write(world)
    nudging.preview(world)
    world.hr("/hr nudges")
    _post_a_copy(world, nudging.last_ephemeral(world, "hana", "Come aboard"))
    copy = world.ada.last(GENERAL)
    actions = (Action.HR_NUDGE_START, Action.HR_NUDGE_END, Action.HR_NUDGE_PREVIEW, Action.HR_NUDGE_EDIT)
    for action in actions:
        assert world.ada.press(copy, action).ok
    refusals = world.wait_for(lambda: (found := world.ada.ephemerals(GENERAL))[len(actions) - 1 :] and found)
    assert all("This is for HR" in refusal.words for refusal in refusals)
    assert nudging.status_of(world, number) is NudgeStatus.DRAFT
    assert world.ada.views() == []
    assert world.gus.press(copy, Action.HR_NUDGE_START).ok
    nudging.last_ephemeral(world, "gus", "for HR", GENERAL)
    assert nudging.status_of(world, number) is NudgeStatus.DRAFT


def _post_a_copy(world: World, message: SeenMessage) -> None:
    client = WebClient(world.slack.bot_token, base_url=world.slack.api_url, retry_handlers=[])
    client.chat_postMessage(channel=GENERAL, text="Look at this", blocks=message.blocks)


@pytest.mark.usefixtures("opening")
def test_the_same_form_delivered_twice_makes_one_nudge(world: World) -> None:
    form = nudging.open_form(world)
    nudging.choose_target(world, form, "analyst")
    world.slack.faults.envelope("twice")
    nudging.submit(world, {Block.HR_TITLE: "Once", Block.HR_NUDGE_WORDS: "Have a look."})
    nudging.modal(world, "Nothing goes out yet")
    assert "1 nudge\n" in world.hr("/hr nudges")


def test_what_has_no_such_number_is_answered_kindly(world: World) -> None:
    assert "There is no nudge number 9" in world.hr("/hr nudge start 9")
    assert "Please type its number" in world.hr("/hr nudge pause")
    world.hr("/hr nudge edit 9")
    nudging.modal(world, "There is no nudge number 9")
