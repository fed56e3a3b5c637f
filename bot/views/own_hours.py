"""The hours in which somebody wants to get nudges: in words, and the form to choose them."""

from datetime import time
from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import CheckboxesElement, TimePickerElement
from slack_sdk.models.views import View

from bot.usecases.nudges.own_hours import Hours, HoursAnswer, HoursSet, NoWeekday, TooShort
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import modals, problems
from bot.views.blocks import actions, button, section
from bot.views.choices import option
from bot.views.dates import place_of, weekdays_in_words
from bot.views.ids import Action, Block, Modal
from bot.views.inputs import labelled
from bot.views.quiet import REPLIES_COME
from bot.views.values import Nothing
from career.localtime import Weekday
from career.quiet import DeliveryHours

TITLE = "My hours"


def answer(given: HoursAnswer) -> str:
    """Return what somebody reads who chose hours: when nudges come now, and when not."""
    match given:
        case HoursSet(hours, is_quiet):
            whose = "your own hours" if hours.are_own else "the usual hours"
            told = f"Nudges come {in_words(hours.hours)} ({_clock(hours.zone)}), {whose}, and at no other time."
            others = f"{REPLIES_COME[:-1]} at once, and so does a reminder at the time that you pick."
            held = " Just now none comes, as you asked for quiet: see `/career`." if is_quiet else ""
            return f"{told} {others}{held}"
        case NoWeekday():
            return "Choose at least one day; to get no nudges at all, write: /career stop"
        case TooShort():
            return "Choose an end at least one hour after the beginning, on the same day."
        case NotLinked() | HasLeft():
            return problems.no_employee(given)
        case _:
            assert_never(given)


def errors(given: NoWeekday | TooShort) -> dict[str, str]:
    """Return the same beside the input that it is about."""
    block = Block.HOURS_WEEKDAYS if isinstance(given, NoWeekday) else Block.HOURS_UNTIL
    return {block.value: answer(given)}


def in_words(hours: DeliveryHours) -> str:
    """Return hours such as ``Monday to Thursday, 07:00 to 12:00``."""
    return f"{weekdays_in_words(hours.weekdays)}, {hours.opens:%H:%M} to {hours.closes:%H:%M}"


def form(hours: Hours) -> View:
    """Return the form, filled in with the hours that hold."""
    days = {weekday: option(weekday.name.capitalize(), str(weekday.value)) for weekday in Weekday}
    boxes = CheckboxesElement(
        action_id=Block.HOURS_WEEKDAYS,
        options=list(days.values()),
        initial_options=[days[weekday] for weekday in sorted(hours.hours.weekdays)],
    )
    blocks: list[SlackBlock] = [
        section(
            f"Nudges come {in_words(hours.hours)} ({_clock(hours.zone)}). Choose other hours if these do not suit you; "
            "they count by your own clock, wherever Slack says that you are."
        ),
        labelled(Block.HOURS_WEEKDAYS, "On these days", boxes),
        labelled(Block.HOURS_FROM, "From", _hour(Block.HOURS_FROM, hours.hours.opens)),
        labelled(Block.HOURS_UNTIL, "Until", _hour(Block.HOURS_UNTIL, hours.hours.closes)),
    ]
    if hours.are_own:
        blocks.append(actions(button(f"Back to {in_words(hours.usual)}", Action.OWN_HOURS_USUAL, Nothing())))
    return modals.form(Modal.OWN_HOURS, TITLE, "Save", blocks, Nothing())


def _hour(block: Block, given: time) -> TimePickerElement:
    return TimePickerElement(action_id=block, initial_time=f"{given:%H:%M}")


def _clock(zone: str | None) -> str:
    return "UTC, as Slack does not say where you are" if zone is None else f"{place_of(zone)} time"
