"""Whatever HR writes and whoever stands in the database, no view of a nudge is one that Slack refuses."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block as SlackBlock

from bot.usecases.conditions import Fitting, NotUnderstood
from bot.usecases.nudges.nudge_drafts import KnownTarget, NudgeDraft
from bot.usecases.nudges.nudge_list import ListedNudge, NudgePage, Versions
from bot.usecases.nudges.nudge_standing import (
    AppliedFor,
    Declined,
    EnrolledIn,
    InterestedIn,
    NudgeStanding,
    Reminding,
    Snoozed,
    Stopped,
    Unanswered,
)
from bot.usecases.nudges.own_hours import Hours
from bot.usecases.nudges.picking import Reminder, Suggested
from bot.usecases.nudges.previewing import Preview, Sample
from bot.usecases.nudges.settling import Settled, UncertainPage
from bot.usecases.nudges.steering import HaltAnswer, Halted, NeedsPreview, NoSuchNudge, Saved, StartAnswer, Started
from bot.views import own_hours, picking
from bot.views.hr import nudge_form as hr_nudge_form
from bot.views.hr import nudge_preview as hr_nudge_preview
from bot.views.hr import nudge_versions as hr_nudge_versions
from bot.views.hr import nudges as hr_nudges
from bot.views.hr import uncertain as hr_uncertain
from bot.views.hr.nudge_when import Rhythm
from bot.views.ids import Action, Block
from bot.views.nudge_answers import nudge_after, reminder_message
from bot.views.nudges import answered, nudge_message
from career import letters
from career.cadences import Once, Weekly
from career.criteria import EVERYONE
from career.holdout import Salt
from career.localtime import Weekday
from career.nudges import NudgeStatus, Reach, Refused
from career.outcomes import DeliveryState, LeftOut
from career.quiet import DeliveryHours, Quiet, Scope, Why
from career.requirements import Requirements
from career.targets import NoActivity, OpeningTarget, ProgrammeTarget, Topic
from storage.nudges.nudge_versions import Version
from storage.nudges.records import Nudge, NudgeText
from storage.nudges.targets import About
from storage.nudges.uncertain import UncertainDelivery
from tests.bot.views import slack_says
from tests.bot.views import strategies as some
from tests.factories import NOW

few = settings(max_examples=40, deadline=None)
TUESDAY = NOW.date()
AT_TEN = Once(TUESDAY, time(10))
TOKEN = "123e4567-e89b-12d3-a456-426614174000"

targets = st.builds(OpeningTarget, some.ids) | st.builds(ProgrammeTarget, some.ids)
days = st.integers(0, 800).map(lambda ahead: TUESDAY + timedelta(days=ahead))
hours = st.times().map(lambda at: at.replace(second=0, microsecond=0))
cadences = st.builds(Once, days, hours) | st.builds(
    Weekly,
    st.sets(st.sampled_from(Weekday), min_size=1).map(frozenset),
    hours,
    days,
    st.none() | st.just(date(2030, 1, 1)),
)
reaches = st.builds(Reach, st.integers(1, 3), st.integers(7, 365), st.integers(0, 50).map(lambda share: share / 100))
known = st.builds(KnownTarget, targets, some.texts(150), st.booleans())
menus = st.lists(some.texts(150), max_size=25, unique=True).map(tuple)
numbers = st.none() | st.integers(0, 100)
requirements = st.builds(
    Requirements,
    skills_all=menus,
    skills_some=menus,
    some_count=st.integers(1, 25),
    level_at_least=numbers,
    months_in_role=numbers,
    months_of_service=numbers,
    departments=menus,
    locations=menus,
    job_families=menus,
    job_titles=menus,
    last_rating_at_least=numbers,
    completed=menus,
    interests=menus,
    recognised_at_least=st.none() | st.integers(1, 99),
)
drafts = st.builds(
    NudgeDraft,
    cadence=cadences,
    nudge_id=st.just(0) | some.ids,
    title=st.just("") | some.texts(150),
    about=st.none() | known,
    words=st.just("") | some.texts(2_000),
    extra=requirements,
    reach=reaches,
)
picks = st.lists(
    st.builds(letters.OpeningPick, some.ids, some.texts(150), st.just(("you know SQL",)), st.none() | days)
    | st.builds(letters.WorkshopPick, some.ids, some.ids, some.texts(150), some.moments, st.none()),
    max_size=3,
).map(tuple)
letters_ = st.builds(
    letters.Letter,
    targets | st.builds(NoActivity, st.just(30)),
    some.texts(150),
    some.texts(2_600),
    some.texts(1_500),
    st.none() | days,
    picks,
)
nudges = st.builds(
    lambda id_, title, target, words, cadence, reach, status: Nudge(
        id_, NudgeText(title, target, words, EVERYONE, cadence, reach), status, None, Salt(1, 2), None, None, "UHR"
    ),
    some.ids,
    some.texts(150),
    targets,
    some.texts(2_000),
    cadences,
    reaches,
    st.sampled_from(NudgeStatus),
)
previews = st.builds(
    Preview,
    nudge=nudges,
    target=st.builds(About, some.texts(150), st.booleans(), st.none() | days, st.just(EVERYONE)),
    audience_in_words=some.texts(20_000),
    will_get=st.integers(0, 10**6),
    held_out=st.integers(0, 10**6),
    left_out=st.lists(st.builds(LeftOut, st.just("is on leave"), st.none() | st.integers(1, 10**6)), max_size=14).map(
        tuple
    ),
    samples=st.lists(st.builds(Sample, some.texts(240), letters_), max_size=5).map(tuple),
    first_at=st.none() | some.moments,
    obstacles=st.sampled_from(((), ("Its hour has passed everywhere; choose a later day.",))),
)
listed = st.builds(
    ListedNudge,
    id=some.ids,
    title=some.texts(150),
    status=st.sampled_from(NudgeStatus),
    about=some.texts(150),
    cadence=cadences,
    is_previewed=st.booleans(),
    counts=st.dictionaries(st.sampled_from(DeliveryState), st.integers(1, 10**6)),
    hold_out=st.floats(0, 0.5),
    acted=st.integers(0, 10**6),
    picked_time=st.integers(0, 10**6),
    quiet=st.none() | st.integers(5, 10**6),
    version=st.integers(1, 99),
)
pages = st.builds(
    lambda found, skip, more: NudgePage(tuple(found), skip, skip + len(found) + more),
    st.lists(listed, max_size=hr_nudges.PAGE_SIZE),
    st.sampled_from((0, hr_nudges.PAGE_SIZE)),
    st.sampled_from((0, 30)),
)
answers = st.one_of(
    st.builds(Started, some.ids, st.none() | some.moments),
    st.builds(Halted, some.ids, st.sampled_from((NudgeStatus.PAUSED, NudgeStatus.ENDED))),
    st.builds(NeedsPreview, some.ids),
    st.builds(NoSuchNudge, some.ids),
    st.builds(Refused, some.texts(500)),
)


@few
@given(drafts, some.fittings, st.sampled_from(Rhythm))
def test_the_form_fits_a_modal(draft: NudgeDraft, fitting: Fitting | NotUnderstood, rhythm: Rhythm) -> None:
    assert slack_says.of_modal(hr_nudge_form.nudge_form(draft, fitting, rhythm)) == []


@few
@given(previews, some.zones)
def test_the_preview_fits_a_modal(preview: Preview, zone: str | None) -> None:
    assert slack_says.of_modal(hr_nudge_preview.preview_modal(preview, zone)) == []


@few
@given(pages, some.texts(500).map(lambda words: words.replace("<", "").replace(">", "")))
def test_the_list_fits_a_message(page: NudgePage, told: str) -> None:
    assert slack_says.of_message(hr_nudges.list_as_text(page), hr_nudges.nudge_list(page, told)) == []


@few
@given(answers, some.zones)
def test_what_came_of_a_move_fits_a_message(answer: StartAnswer | HaltAnswer, zone: str | None) -> None:
    told = hr_nudges.move_as_text(3, answer, zone)
    assert slack_says.of_message(told, hr_nudges.move_blocks(3, answer, zone)) == []


@few
@given(some.texts(150), st.booleans(), st.booleans())
def test_what_came_of_the_form_fits_a_modal(title: str, needs_preview: bool, was_paused: bool) -> None:  # noqa: FBT001  drawn
    saved = Saved(3, NudgeStatus.DRAFT, needs_preview, was_paused)
    assert slack_says.of_modal(hr_nudge_preview.saved_modal(saved, title)) == []


@few
@given(letters_)
def test_the_message_fits_and_only_its_buttons_give_way_to_an_answer(letter: letters.Letter) -> None:
    message = nudge_message(letter, TOKEN)
    assert slack_says.of_message(message.text, message.blocks) == []
    shown = [block.to_dict() for block in message.blocks]
    once = answered(shown, "Not now: …")
    again = answered(once.blocks, "You applied.")
    assert [*again.blocks[:-1]] == [_without_its_button(block) for block in shown[:-1]]
    named = [block["block_id"] for block in again.blocks if "block_id" in block]
    assert named == [Block.NUDGE_WHY, Block.NUDGE_ANSWER]


def _without_its_button(block: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in block.items() if name != "accessory"}


def _preview(**changed: object) -> Preview:
    text = NudgeText("Join us", OpeningTarget(1), "Have a look.", EVERYONE, Once(TUESDAY, time(10)), Reach())
    values: dict[str, object] = {
        "nudge": Nudge(3, text, NudgeStatus.DRAFT, None, Salt(1, 2), None, None, "UHR"),
        "target": About("Data Analyst", True, None, EVERYONE),
        "audience_in_words": "everybody",
        "will_get": 12,
        "held_out": 1,
        "left_out": (),
        "samples": (),
        "first_at": NOW,
        "obstacles": (),
    }
    return Preview(**values | changed)  # type: ignore[arg-type]  # the values of a Preview


def test_a_message_that_its_placeholders_made_very_long_is_cut_in_the_preview_only() -> None:
    letter = letters.Letter(OpeningTarget(1), "Data Analyst", "& " * 20_000, "you know SQL", None)
    view = hr_nudge_preview.preview_modal(_preview(samples=(Sample("Ada", letter),) * 5), None)
    assert slack_says.of_modal(view) == []
    assert "and so on" in slack_says.words(view.blocks)


def test_what_cannot_start_yet_says_why_and_offers_no_start() -> None:
    view = hr_nudge_preview.preview_modal(_preview(obstacles=("Opening 1 is not open; open it first.",)), None)
    assert "Opening 1 is not open" in slack_says.words(view.blocks)
    assert Action.HR_NUDGE_START not in slack_says.buttons(view.blocks)


def test_a_start_asks_again_with_the_count_and_the_hour() -> None:
    view = hr_nudge_preview.preview_modal(_preview(), "Europe/Berlin")
    (start,) = [
        element
        for block in view.to_dict()["blocks"]
        for element in block.get("elements", ())
        if element.get("action_id") == Action.HR_NUDGE_START
    ]
    assert start["confirm"]["text"]["text"] == "*12 people* get it, from Tue 24 Nov 2026, 11:00 (your time) on."


def _told(**changed: object) -> str:
    return slack_says.words(hr_nudge_preview.preview_modal(_preview(**changed), "Europe/Berlin").blocks)


def test_a_preview_that_nobody_fits_says_for_whom_it_would_go_out_and_when() -> None:
    told = _told(will_get=0)
    assert "*Nobody* gets it as things stand" in told
    assert "Whoever fits by then gets it from *Tue 24 Nov 2026, 11:00 (your time)* on." in told
    assert "Goes out" not in told


def test_a_preview_of_what_cannot_start_promises_nothing() -> None:
    told = _told(obstacles=("Opening 1 is not open; open it first.",))
    assert "*12 people* would get it" in told
    assert "Goes out" not in told


def test_a_preview_says_whose_messages_it_shows() -> None:
    sample = Sample("Ada", letters.Letter(OpeningTarget(1), "Data Analyst", "Hello", "you know SQL", None))
    assert "*How it reads* for 1 of them:" in _told(samples=(sample,))
    assert "*How it reads* for each of them:" in _told(samples=(sample, sample), will_get=2)
    assert "*How it reads:*" in _told(samples=(sample,), will_get=1)


def test_one_to_four_who_asked_for_quiet_are_not_counted_in_a_preview() -> None:
    view = hr_nudge_preview.preview_modal(_preview(left_out=(LeftOut("other reasons", None),)), None)
    assert "other reasons: a few" in slack_says.words(view.blocks)


def test_the_list_tells_live_counts_and_how_many_answered() -> None:
    counts = {
        DeliveryState.SENT: 20,
        DeliveryState.DUE: 1,
        DeliveryState.CLAIMED: 1,
        DeliveryState.UNCERTAIN: 1,
        DeliveryState.HELD_OUT: 2,
    }
    nudge = ListedNudge(3, "Join us", NudgeStatus.RUNNING, "Data Analyst", AT_TEN, True, counts, 0.1, 4, 2, 5, 2)
    blocks = hr_nudges.nudge_list(NudgePage((nudge,), 0, 1))
    words = slack_says.words(blocks)
    assert "running · version 2 · about *Data Analyst*" in words
    assert "When: once, on 24 November 2026 at 10:00" in words
    assert "2 waiting · 20 sent · 2 held out (10%) · *1 uncertain*" in words
    assert "By its buttons: 4 acted · 2 picked a time · 5 asked for quiet" in words
    assert {Action.HR_UNCERTAIN, Action.HR_NUDGES_REFRESH, Action.HR_NUDGE_VERSIONS} <= set(slack_says.buttons(blocks))


def test_a_running_nudge_about_what_has_closed_says_that_nothing_goes_out() -> None:
    def listed(status: NudgeStatus, *, is_open: bool) -> str:
        nudge = ListedNudge(3, "Join us", status, "Cook", AT_TEN, True, {DeliveryState.SENT: 1}, is_open=is_open)
        return slack_says.words(hr_nudges.nudge_list(NudgePage((nudge,), 0, 1)))

    assert "nothing of it goes out" in listed(NudgeStatus.RUNNING, is_open=False)
    assert "nothing of it goes out" not in listed(NudgeStatus.RUNNING, is_open=True)
    assert "nothing of it goes out" not in listed(NudgeStatus.ENDED, is_open=False)


def test_one_that_comes_again_and_again_says_on_which_days_and_until_when() -> None:
    mondays = Weekly(frozenset({Weekday.MONDAY}), time(10), TUESDAY, date(2026, 12, 24))
    running = ListedNudge(3, "Join us", NudgeStatus.RUNNING, "Cook", mondays, True, {})
    words = slack_says.words(hr_nudges.nudge_list(NudgePage((running,), 0, 1)))
    assert "When: Monday at 10:00, from 24 November 2026 until 24 December 2026" in words
    ended = ListedNudge(3, "Join us", NudgeStatus.ENDED, "Cook", mondays, True, {})
    assert "When:" not in slack_says.words(hr_nudges.nudge_list(NudgePage((ended,), 0, 1)))


def test_a_nudge_that_ended_without_anybody_says_so() -> None:
    nudge = ListedNudge(3, "Join us", NudgeStatus.ENDED, "Cook", AT_TEN, True, {})
    assert "It was due for nobody." in slack_says.words(hr_nudges.nudge_list(NudgePage((nudge,), 0, 1)))


def test_fewer_than_five_who_asked_for_quiet_are_not_counted_in_the_list() -> None:
    nudge = ListedNudge(
        3, "Join us", NudgeStatus.RUNNING, "Cook", AT_TEN, True, {DeliveryState.SENT: 20}, 0.1, 4, 0, None
    )
    assert "quiet" not in slack_says.words(hr_nudges.nudge_list(NudgePage((nudge,), 0, 1)))


standings = st.one_of(
    st.builds(Unanswered, targets, st.none() | st.just(Quiet(Scope.ALL, "", None, Why.STOPPED)), some.zones),
    st.builds(Snoozed, some.texts(150), some.moments, some.zones, st.none() | days),
    st.builds(Declined, some.texts(150)),
    st.builds(Stopped, st.none() | st.sampled_from(Topic)),
    st.builds(AppliedFor, some.ids, some.texts(150), days, st.booleans(), st.booleans(), some.ids),
    st.builds(InterestedIn, some.ids, some.texts(150), st.booleans()),
    st.builds(EnrolledIn, some.ids, some.texts(150), st.booleans()),
    st.builds(Reminding, targets, some.texts(150), some.moments, some.zones),
)


@few
@given(letters_, st.lists(standings, max_size=4))
def test_however_somebody_stands_the_message_fits_and_keeps_its_words(
    letter: letters.Letter, then: list[NudgeStanding]
) -> None:
    sent = [block.to_dict() for block in nudge_message(letter, TOKEN).blocks]
    shown = sent
    for standing in then:
        after = nudge_after(shown, standing, TOKEN)
        assert slack_says.of_message(after.text, SlackBlock.parse_all(list(after.blocks))) == []
        shown = list(after.blocks)
    back = nudge_after(shown, Unanswered(letter.target, None, None), TOKEN)
    assert [block for block in back.blocks if block.get("block_id") != Block.NUDGE_ANSWER] == sent


@few
@given(letters_)
def test_the_reminder_fits_a_message(letter: letters.Letter) -> None:
    message = reminder_message(Reminder(letter, TOKEN))
    assert slack_says.of_message(message.text, message.blocks) == []


uncertain_pages = st.builds(
    lambda found, more: UncertainPage(tuple(found), 0, len(found) + more),
    st.lists(
        st.builds(
            UncertainDelivery,
            some.ids,
            some.ids,
            some.texts(150),
            some.texts(240),
            st.none() | some.moments,
            st.none() | st.just("UADA"),
        ),
        max_size=hr_uncertain.PAGE_SIZE,
    ),
    st.sampled_from((0, 30)),
)


@few
@given(uncertain_pages, some.zones)
def test_the_list_of_uncertain_messages_fits_a_message(page: UncertainPage, zone: str | None) -> None:
    told = hr_uncertain.answer(Settled(3, "Ada", arrived=False), zone)
    blocks = hr_uncertain.uncertain_list(page, zone, told)
    assert slack_says.of_message(hr_uncertain.list_as_text(page), blocks) == []


def test_one_uncertain_message_is_not_spoken_of_as_several() -> None:
    def told(total: int) -> str:
        delivery = UncertainDelivery(1, 3, "Join us", "Ada", NOW, "UADA")
        return slack_says.words(hr_uncertain.uncertain_list(UncertainPage((delivery,) * total, 0, total), None))

    assert "whether this arrived" in told(1)
    assert "whether these arrived" in told(2)


versions = st.builds(
    Version,
    st.integers(1, 40),
    some.texts(2_000),
    st.just(EVERYONE),
    cadences,
    reaches,
    st.just("U0HANA0000"),
    some.moments,
    st.integers(0, 10**6),
)


@few
@given(some.texts(150), st.lists(versions, max_size=30).map(tuple), some.zones)
def test_the_versions_fit_a_modal(title: str, found: tuple[Version, ...], zone: str | None) -> None:
    assert slack_says.of_modal(hr_nudge_versions.versions_modal(Versions(3, title, found), zone)) == []


own = st.builds(
    lambda weekdays, opens, are_own, zone: Hours(
        DeliveryHours(frozenset(weekdays), time(opens), time(opens + 2)), DeliveryHours(), are_own, zone
    ),
    st.sets(st.sampled_from(Weekday), min_size=1),
    st.integers(0, 21),
    st.booleans(),
    some.zones,
)


@few
@given(own)
def test_the_form_of_ones_own_hours_fits_a_modal(hours: Hours) -> None:
    assert slack_says.of_modal(own_hours.form(hours)) == []


@few
@given(some.texts(150), some.moments, some.zones, st.none() | days)
def test_the_form_to_pick_a_time_fits_a_modal(title: str, at: datetime, zone: str | None, last: date | None) -> None:
    assert slack_says.of_modal(picking.form(Suggested(title, at, zone, last), TOKEN)) == []
