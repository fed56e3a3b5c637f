"""What HR's form of a nudge holds becomes a nudge, or a sentence beside the input that needs another look."""

from datetime import date, time
from typing import Any

import pytest

from bot.handlers.hr.nudge_text import NotYet, text_in
from bot.views.ids import Block
from bot.views.values import OutOfDateError
from career.cadences import Once, Weekly
from career.localtime import Weekday
from career.nudges import Reach
from career.requirements import Requirements
from career.targets import ProgrammeTarget
from storage.nudges.records import NudgeText


def _option(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


FILLED_IN: dict[Block, dict[str, Any]] = {
    Block.HR_TITLE: {"value": " Come aboard "},
    Block.HR_NUDGE_ABOUT: _option("programme:3"),
    Block.HR_NUDGE_WORDS: {"value": "Hello {first_name}"},
    Block.HR_NUDGE_RHYTHM: _option("once"),
    Block.HR_NUDGE_DAY: {"selected_date": "2026-11-25"},
    Block.HR_NUDGE_HOUR: {"selected_time": "10:00"},
    Block.HR_NUDGE_TIMES: {"value": "2"},
    Block.HR_NUDGE_DAYS_BETWEEN: {"value": "14"},
    Block.HR_NUDGE_HOLD_OUT: {"value": "10"},
    Block.HR_LEVEL: {"value": "3"},
}
WEEKLY: dict[Block, dict[str, Any]] = {
    Block.HR_NUDGE_RHYTHM: _option("weekly"),
    Block.HR_NUDGE_WEEKDAYS: {"selected_options": [{"value": "tuesday"}, {"value": "friday"}]},
    Block.HR_NUDGE_FROM: {"selected_date": "2026-11-25"},
    Block.HR_NUDGE_UNTIL: {"selected_date": None},
}


def _view(changed: dict[Block, dict[str, Any]]) -> dict[str, Any]:
    return {"state": {"values": {block.value: {block.value: state} for block, state in (FILLED_IN | changed).items()}}}


def test_a_form_filled_in_is_a_nudge() -> None:
    assert text_in(_view({})) == NudgeText(
        title="Come aboard",
        target=ProgrammeTarget(3),
        words="Hello {first_name}",
        extra=Requirements(level_at_least=3).rule(),
        cadence=Once(date(2026, 11, 25), time(10)),
        reach=Reach(times_per_person=2, days_between=14, hold_out=0.1),
    )


def test_whatever_is_wrong_is_told_at_once() -> None:
    wrong = text_in(
        _view(
            WEEKLY
            | {
                Block.HR_NUDGE_UNTIL: {"selected_date": "2026-11-20"},
                Block.HR_NUDGE_WORDS: {"value": "Hello {name}"},
                Block.HR_NUDGE_TIMES: {"value": "9"},
            }
        )
    )
    assert isinstance(wrong, NotYet)
    assert set(wrong.errors) == {Block.HR_NUDGE_UNTIL, Block.HR_NUDGE_WORDS, Block.HR_NUDGE_TIMES}


def test_a_repeating_nudge_has_its_weekdays_and_may_go_on() -> None:
    text = text_in(_view(WEEKLY))
    assert isinstance(text, NudgeText)
    weekdays = frozenset({Weekday.TUESDAY, Weekday.FRIDAY})
    assert text.cadence == Weekly(weekdays, time(10), date(2026, 11, 25), None)


@pytest.mark.parametrize(
    ("changed", "block"),
    [
        ({Block.HR_NUDGE_ABOUT: {"selected_option": None}}, Block.HR_NUDGE_ABOUT),
        ({Block.HR_NUDGE_DAY: {"selected_date": None}}, Block.HR_NUDGE_DAY),
        ({Block.HR_NUDGE_DAY: {"selected_date": "2300-01-01"}}, Block.HR_NUDGE_DAY),
        ({Block.HR_NUDGE_HOUR: {"selected_time": None}}, Block.HR_NUDGE_HOUR),
        ({Block.HR_NUDGE_TIMES: {"value": "4"}}, Block.HR_NUDGE_TIMES),
        ({Block.HR_NUDGE_TIMES: {"value": ""}}, Block.HR_NUDGE_TIMES),
        ({Block.HR_NUDGE_DAYS_BETWEEN: {"value": "6"}}, Block.HR_NUDGE_DAYS_BETWEEN),
        ({Block.HR_NUDGE_HOLD_OUT: {"value": "51"}}, Block.HR_NUDGE_HOLD_OUT),
        ({Block.HR_NUDGE_HOLD_OUT: {"value": "a few"}}, Block.HR_NUDGE_HOLD_OUT),
        ({Block.HR_LEVEL: {"value": "999"}}, Block.HR_LEVEL),
        (WEEKLY | {Block.HR_NUDGE_WEEKDAYS: {"selected_options": []}}, Block.HR_NUDGE_WEEKDAYS),
        (WEEKLY | {Block.HR_NUDGE_FROM: {"selected_date": None}}, Block.HR_NUDGE_FROM),
        (WEEKLY | {Block.HR_NUDGE_UNTIL: {"selected_date": "2026-11-24"}}, Block.HR_NUDGE_UNTIL),
    ],
)
def test_what_needs_another_look_is_said_beside_its_input(changed: dict[Block, dict[str, Any]], block: Block) -> None:
    answer = text_in(_view(changed))
    assert isinstance(answer, NotYet)
    assert list(answer.errors) == [block]
    assert answer.errors[block].endswith(".")


@pytest.mark.parametrize(
    "forged", [{Block.HR_NUDGE_ABOUT: _option("salary:3")}, {Block.HR_NUDGE_RHYTHM: _option("hourly")}]
)
def test_an_option_that_was_never_offered_is_refused_as_out_of_date(forged: dict[Block, dict[str, Any]]) -> None:
    with pytest.raises(OutOfDateError):
        text_in(_view(forged))
