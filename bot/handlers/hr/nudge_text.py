"""What HR filled in of a nudge, read from the form and checked as far as no database is needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, assert_never

from bot.handlers.requirements import requirements_in
from bot.handlers.submitted import all_chosen, chosen, typed, whole_number
from bot.usecases.nudges.steering import Field
from bot.usecases.openings.posting import wrong_requirements
from bot.views.hr.nudge_form import MOST_PERCENT, PERCENT, requirement_errors
from bot.views.hr.nudge_form import errors as form_errors
from bot.views.hr.nudge_when import Rhythm
from bot.views.ids import Block
from bot.views.requirements_form import more_error
from bot.views.values import OutOfDateError
from career.cadences import Cadence, Once, Weekly
from career.localtime import Weekday
from career.nudges import FEWEST_DAYS_BETWEEN, MOST_DAYS_BETWEEN, MOST_TIMES, Reach
from career.requirements import Requirements
from career.targets import Target, target_from_key
from career.words import check_words
from storage.nudges.records import NudgeText


@dataclass(frozen=True, slots=True)
class NotYet:
    """The form needs another look: a sentence by the id of each input that does."""

    errors: Mapping[str, str]


def text_in(view: Mapping[str, Any]) -> NudgeText | NotYet:
    """Return the nudge that a form holds."""
    target, cadence, reach = target_in(view), _cadence_in(view), _reach_in(view)
    extra = requirements_in(view)
    errors = requirement_errors(wrong_requirements(extra)) if isinstance(extra, Requirements) else more_error(extra)
    if target is None:
        errors[Block.HR_NUDGE_ABOUT] = "Choose what it is about."
    for part in (cadence, reach):
        if isinstance(part, NotYet):
            errors |= part.errors
    if (
        target is None
        or isinstance(cadence, NotYet)
        or isinstance(reach, NotYet)
        or not isinstance(extra, Requirements)
        or errors
    ):
        return NotYet(errors | _wrong_words(view, target))
    return NudgeText(
        title=typed(view, Block.HR_TITLE),
        target=target,
        words=typed(view, Block.HR_NUDGE_WORDS),
        extra=extra.rule(),
        cadence=cadence,
        reach=reach,
    )


def _wrong_words(view: Mapping[str, Any], target: Target | None) -> dict[str, str]:
    """Return what is wrong with the words, to be told together with all else: nobody should have to send it twice."""
    told = () if target is None else check_words(typed(view, Block.HR_NUDGE_WORDS), target)
    return form_errors({Field.WORDS: told}, rhythm_in(view)) if told else {}


def target_in(view: Mapping[str, Any]) -> Target | None:
    """Return what the nudge is about; None where nothing is chosen yet.

    Raises:
        OutOfDateError: the option is none that this version offers.
    """
    key = chosen(view, Block.HR_NUDGE_ABOUT)
    if key is None:
        return None
    try:
        return target_from_key(key)
    except ValueError as error:
        raise OutOfDateError(str(error)) from error


def rhythm_in(view: Mapping[str, Any]) -> Rhythm:
    """Return whether it goes out once or again and again.

    Raises:
        OutOfDateError: the option is none that this version offers.
    """
    try:
        return Rhythm(chosen(view, Block.HR_NUDGE_RHYTHM) or "")
    except ValueError as error:
        raise OutOfDateError(str(error)) from error


def _cadence_in(view: Mapping[str, Any]) -> Cadence | NotYet:
    hour = chosen(view, Block.HR_NUDGE_HOUR)
    if hour is None:
        return NotYet({Block.HR_NUDGE_HOUR: "Choose an hour."})
    match rhythm_in(view):
        case Rhythm.ONCE:
            return _once(_day_in(view, Block.HR_NUDGE_DAY), time.fromisoformat(hour))
        case Rhythm.WEEKLY:
            return _weekly(view, time.fromisoformat(hour))
        case unknown:
            assert_never(unknown)


def _once(day: date | None, hour: time) -> Once | NotYet:
    if day is None:
        return NotYet({Block.HR_NUDGE_DAY: "Choose a day."})
    try:
        return Once(day, hour)
    except ValueError as error:
        return NotYet({Block.HR_NUDGE_DAY: str(error)})


def _weekly(view: Mapping[str, Any], hour: time) -> Weekly | NotYet:
    names = all_chosen(view, Block.HR_NUDGE_WEEKDAYS)
    weekdays = frozenset(weekday for weekday in Weekday if weekday.name.lower() in names)
    first, last = _day_in(view, Block.HR_NUDGE_FROM), _day_in(view, Block.HR_NUDGE_UNTIL)
    if not weekdays:
        return NotYet({Block.HR_NUDGE_WEEKDAYS: "Choose at least one weekday."})
    if first is None:
        return NotYet({Block.HR_NUDGE_FROM: "Choose the first day."})
    try:
        return Weekly(weekdays, hour, first, last)
    except ValueError as error:
        return NotYet({Block.HR_NUDGE_FROM if last is None else Block.HR_NUDGE_UNTIL: str(error)})


def _day_in(view: Mapping[str, Any], block: Block) -> date | None:
    day = chosen(view, block)
    return None if day is None else date.fromisoformat(day)


def _reach_in(view: Mapping[str, Any]) -> Reach | NotYet:
    limits = {
        Block.HR_NUDGE_TIMES: (1, MOST_TIMES),
        Block.HR_NUDGE_DAYS_BETWEEN: (FEWEST_DAYS_BETWEEN, MOST_DAYS_BETWEEN),
        Block.HR_NUDGE_HOLD_OUT: (0, MOST_PERCENT),
    }
    given = {block: whole_number(view, block) for block in limits}
    within = {
        block: number for block, number in given.items() if number is not None and _is_within(number, limits[block])
    }
    if within.keys() != limits.keys():
        return NotYet({block.value: _whole_from(limits[block]) for block in limits if block not in within})
    return Reach(
        times_per_person=within[Block.HR_NUDGE_TIMES],
        days_between=within[Block.HR_NUDGE_DAYS_BETWEEN],
        hold_out=within[Block.HR_NUDGE_HOLD_OUT] / PERCENT,
    )


def _is_within(number: int, limits: tuple[int, int]) -> bool:
    least, most = limits
    return least <= number <= most


def _whole_from(limits: tuple[int, int]) -> str:
    least, most = limits
    return f"Please give a whole number from {least} to {most}."
