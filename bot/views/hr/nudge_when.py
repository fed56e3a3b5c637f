"""The part of HR's form of a nudge that says when it goes out."""

from datetime import date
from enum import StrEnum
from typing import assert_never

from slack_sdk.models.blocks import (
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    RadioButtonsElement,
    TimePickerElement,
)

from bot.views.choices import option
from bot.views.dates import day, weekdays_in_words
from bot.views.ids import Block
from bot.views.inputs import labelled
from career.cadences import Cadence, Once, Weekly
from career.localtime import Weekday


class Rhythm(StrEnum):
    """How often a nudge falls due."""

    ONCE = "once"
    WEEKLY = "weekly"


def rhythm_of(cadence: Cadence) -> Rhythm:
    """Return the rhythm that the form shows for a cadence."""
    match cadence:
        case Once():
            return Rhythm.ONCE
        case Weekly():
            return Rhythm.WEEKLY
        case _:
            assert_never(cadence)


def when_in_words(cadence: Cadence) -> str:
    """Return when it goes out, as HR chose it."""
    match cadence:
        case Once(on, hour):
            return f"once, on {day(on)} at {hour:%H:%M}"
        case Weekly(weekdays, hour, starts_on, ends_on):
            until = "" if ends_on is None else f" until {day(ends_on)}"
            return f"{weekdays_in_words(weekdays)} at {hour:%H:%M}, from {day(starts_on)}{until}"
        case _:
            assert_never(cadence)


def when_inputs(cadence: Cadence, rhythm: Rhythm) -> list[InputBlock]:
    """Return the inputs for `rhythm`, filled in with `cadence` as far as it says anything about them."""
    choices = {
        Rhythm.ONCE: option("Once", Rhythm.ONCE),
        Rhythm.WEEKLY: option("Again and again, on weekdays", Rhythm.WEEKLY),
    }
    radio = RadioButtonsElement(
        action_id=Block.HR_NUDGE_RHYTHM, options=list(choices.values()), initial_option=choices[rhythm]
    )
    hour = TimePickerElement(action_id=Block.HR_NUDGE_HOUR, initial_time=f"{cadence.hour:%H:%M}")
    days = [_day(Block.HR_NUDGE_DAY, "Day", _first_day(cadence))] if rhythm is Rhythm.ONCE else _weekly(cadence)
    return [
        labelled(Block.HR_NUDGE_RHYTHM, "How often it goes out", radio, dispatches=True),
        *days,
        labelled(Block.HR_NUDGE_HOUR, "Hour", hour),
    ]


def _weekly(cadence: Cadence) -> list[InputBlock]:
    options = {weekday: option(weekday.name.capitalize(), weekday.name.lower()) for weekday in Weekday}
    match cadence:
        case Weekly(weekdays, _, _, ends_on):
            chosen, until = weekdays, ends_on
        case Once(day):
            chosen, until = frozenset({Weekday(day.weekday())}), None
        case _:
            assert_never(cadence)
    boxes = CheckboxesElement(
        action_id=Block.HR_NUDGE_WEEKDAYS,
        options=list(options.values()),
        initial_options=[options[weekday] for weekday in sorted(chosen)],
    )
    hint = "Empty: until you end it."
    return [
        labelled(Block.HR_NUDGE_WEEKDAYS, "On these days", boxes),
        _day(Block.HR_NUDGE_FROM, "From", _first_day(cadence)),
        _day(Block.HR_NUDGE_UNTIL, "Until", until, hint, is_optional=True),
    ]


def _first_day(cadence: Cadence) -> date:
    return cadence.day if isinstance(cadence, Once) else cadence.starts_on


def _day(
    block: Block, label: str, given: date | None, hint: str | None = None, *, is_optional: bool = False
) -> InputBlock:
    picker = DatePickerElement(action_id=block, initial_date=None if given is None else given.isoformat())
    return labelled(block, label, picker, hint, is_optional=is_optional)
