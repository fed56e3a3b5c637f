import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.usecases.nudges.nudge_standing import (
    AppliedFor,
    Declined,
    EnrolledIn,
    NudgeStanding,
    Snoozed,
    Stopped,
    Unanswered,
)
from bot.usecases.people.held_facts import Held, HeldFact
from bot.views.held_facts import held_modal
from bot.views.ids import Action
from bot.views.ids import Block as BlockId
from bot.views.nudge_answers import nudge_after
from bot.views.nudges import AnsweredNudge, answered, nudge_message, sample
from bot.views.text import escaped
from bot.views.values import DeliveryChoice, OpeningChoice, ProgrammeChoice, decoded
from career.criteria import Fact, FactName
from career.letters import NO_REASON_TO_NAME, Letter, OpeningPick, Reader, WorkshopPick, write
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    Topic,
    UnmetInterest,
)
from sandbox.rules.blocks import check_blocks
from sandbox.rules.breach import Place, Surface
from tests.bot.views import slack_says
from tests.factories import NOW

TOKEN = str(uuid4())


def a_letter(text: str = "Have a look.", target: Target | None = None, **changed: object) -> Letter:
    values: dict[str, object] = {"why": "you know Python", "deadline": date(2026, 12, 24)} | changed
    return Letter(target or OpeningTarget(12), "Cook", text, **values)  # type: ignore[arg-type]  # a test's fields


def test_a_nudge_says_why_you_and_until_when() -> None:
    shown = json.dumps([block.to_dict() for block in nudge_message(a_letter(), TOKEN).blocks])
    assert "*Why you:* you know Python." in shown
    assert "24 December 2026" in shown


def test_one_tap_applies_or_ends_it() -> None:
    [*_, buttons] = [block.to_dict() for block in nudge_message(a_letter(), TOKEN).blocks]
    pressed = {button["action_id"]: button["value"] for button in buttons["elements"]}
    assert list(pressed) == [
        Action.APPLY,
        Action.OPENING_VIEW,
        Action.NUDGE_PICK_TIME,
        Action.NUDGE_NOT_NOW,
        Action.NUDGE_NOT_FOR_ME,
        Action.NUDGE_STOP,
    ]
    assert decoded(OpeningChoice, pressed[Action.APPLY]) == OpeningChoice(12, TOKEN)
    assert decoded(DeliveryChoice, pressed[Action.NUDGE_STOP]) == DeliveryChoice(TOKEN)
    assert buttons["elements"][0]["style"] == "primary"


def test_a_training_nudge_asks_for_interest() -> None:
    [*_, buttons] = [block.to_dict() for block in nudge_message(a_letter(target=ProgrammeTarget(3)), TOKEN).blocks]
    first = buttons["elements"][0]
    assert first["action_id"] == Action.TRAINING_INTERESTED
    assert decoded(ProgrammeChoice, first["value"]) == ProgrammeChoice(3, TOKEN)


def test_a_sample_has_nothing_to_press() -> None:
    assert "actions" not in [block.type for block in sample(a_letter())]


@given(st.text(max_size=2_600), st.text(max_size=3_000))
@example("<" * 2_600, "&" * 3_000)
@example("a <b> & " * 300, "")
def test_whatever_hr_writes_is_shown_whole_and_taken_by_slack(text: str, why: str) -> None:
    message = nudge_message(a_letter(text or "x", why=why), TOKEN)
    blocks = [block.to_dict() for block in message.blocks]
    assert [
        breach
        for breach in check_blocks(blocks, Place("", Surface.MESSAGE, "invalid_blocks"))
        if breach.severity == "error"
    ] == []
    sections = "".join(
        block["text"]["text"]
        for block in blocks
        if block["type"] == "section" and block.get("block_id") != BlockId.NUDGE_WHY
    )
    assert sections.split() == escaped(text or "x").split()
    assert "<" not in sections
    assert all(block["text"]["verbatim"] for block in blocks if block["type"] == "section")


@pytest.mark.parametrize(
    ("given_answer", "says"),
    [
        (Snoozed("Cook", NOW + timedelta(days=14), "Europe/Berlin"), "until Tue 8 Dec 2026, 11:00"),
        (
            Snoozed("Cook", NOW + timedelta(days=14), None, date(2026, 12, 1)),
            "The last day to act comes before that, on 1 December 2026",
        ),
        (Declined("Cook"), "nothing more about *Cook*"),
        (Stopped(Topic.OPENINGS), "no more nudges about openings"),
    ],
)
def test_after_an_answer_the_message_says_what_happened_instead_of_its_buttons(
    given_answer: NudgeStanding, says: str
) -> None:
    shown = [block.to_dict() for block in nudge_message(a_letter("My words."), TOKEN).blocks]
    after = nudge_after(shown, given_answer, TOKEN)
    text = json.dumps(after.blocks)
    assert "My words." in text
    assert says in text
    assert Action.NUDGE_NOT_NOW not in text
    assert says in after.text


def test_what_was_put_off_beyond_its_last_day_can_still_be_picked_a_time_for() -> None:
    shown = [block.to_dict() for block in nudge_message(a_letter(), TOKEN).blocks]
    late = Snoozed("Cook", NOW + timedelta(days=14), None, date(2026, 12, 1))
    assert _pressable(nudge_after(shown, late, TOKEN)) == ["Pick a time", "Undo"]
    assert _pressable(nudge_after(shown, replace(late, last=None), TOKEN)) == ["Undo"]


def _pressable(message: AnsweredNudge) -> list[str]:
    return [each["text"]["text"] for block in message.blocks for each in block.get("elements", ()) if "value" in each]


def test_the_button_of_what_was_acted_on_says_that_it_is_done_until_it_is_taken_back() -> None:
    picks = tuple(WorkshopPick(number, 1, "Row", NOW + timedelta(days=7), None) for number in (7, 8))
    sent = [block.to_dict() for block in nudge_message(a_letter(target=UnmetInterest(), picks=picks), TOKEN).blocks]
    seat = nudge_after(sent, EnrolledIn(7, "Row", can_undo=True), TOKEN)
    assert _pressable(seat) == ["✓ Done", "Details", "Enrol", "Details", "Undo"]
    assert not [each for block in seat.blocks for each in block.get("elements", ()) if "style" in each]
    again = nudge_after(seat.blocks, Unanswered(UnmetInterest(), None, None), TOKEN)
    assert [block for block in again.blocks if block.get("block_id") != BlockId.NUDGE_ANSWER] == sent
    openings = tuple(OpeningPick(number, "Cook", (), None) for number in (7, 8))
    sent = [
        block.to_dict() for block in nudge_message(a_letter(target=SuitingOpenings(), picks=openings), TOKEN).blocks
    ]
    applied = AppliedFor(1, "Cook", NOW.date(), is_considered=False, can_undo=True, opening_id=8)
    assert _pressable(nudge_after(sent, applied, TOKEN)) == ["Apply", "Details", "✓ Done", "Details", "Undo"]


def test_who_is_asked_to_be_active_and_whom_nothing_suits_reads_where_to_look() -> None:
    where = "See what is open with `/openings`, and what is taught with `/training`."
    some = (OpeningPick(7, "Cook", (), None),)
    assert where in json.dumps([block.to_dict() for block in sample(a_letter(target=NoActivity(30)))])
    assert where in json.dumps(
        [block.to_dict() for block in nudge_message(a_letter(target=NoActivity(30)), TOKEN).blocks]
    )
    assert where not in json.dumps([block.to_dict() for block in sample(a_letter(target=NoActivity(30), picks=some))])
    assert where not in json.dumps([block.to_dict() for block in sample(a_letter())])


def test_whoever_got_it_for_nothing_held_about_them_is_not_asked_to_put_anything_right() -> None:
    told = slack_says.words(held_modal(Held(TOKEN, ())).blocks)
    assert "nothing about you" in told
    assert "Put right" not in told
    held = HeldFact(Fact(FactName.DEPARTMENT), "Sales", None)
    assert "Put right what you can" in slack_says.words(held_modal(Held(TOKEN, (held,))).blocks)


def test_stopping_everything_is_one_more_tap() -> None:
    shown = [block.to_dict() for block in nudge_message(a_letter(), TOKEN).blocks]
    stopped = nudge_after(shown, Stopped(Topic.OPENINGS), TOKEN)
    assert Action.NUDGE_STOP_ALL in json.dumps(stopped.blocks)
    assert Action.NUDGE_STOP_ALL not in json.dumps(nudge_after(stopped.blocks, Stopped(None), TOKEN).blocks)


def test_any_other_end_of_a_nudge_can_be_told_in_its_place() -> None:
    shown = [block.to_dict() for block in nudge_message(a_letter(), TOKEN).blocks]
    after = answered(shown, "You applied.")
    assert BlockId.NUDGE_BUTTONS not in json.dumps(after.blocks)


def test_where_nothing_may_be_named_the_why_stays_true() -> None:
    letter = write("Because {why}.", OpeningTarget(1), "Cook", Reader("Ada", ()), None)
    assert letter.text == f"Because {NO_REASON_TO_NAME}."
