"""The form in which somebody picks a time to be reminded, and what they read where none can be."""

from datetime import datetime
from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import DateTimePickerElement
from slack_sdk.models.views import View

from bot.usecases.nudges.answering import NotYours
from bot.usecases.nudges.picking import (
    AfterTheLastDay,
    InThePast,
    NoLongerOpen,
    NotThen,
    PickAnswer,
    QuietThen,
    Suggested,
    TooFarAhead,
)
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import modals, nudge_answers, problems, quiet
from bot.views.blocks import section
from bot.views.dates import day, moment
from bot.views.ids import Block, Modal
from bot.views.inputs import labelled
from bot.views.text import escaped
from bot.views.values import DeliveryChoice

TITLE = "Pick a time"


def form(suggested: Suggested, delivery: str) -> View:
    """Return the form; `delivery` is the token of the copy that it is about."""
    until = "" if suggested.deadline is None else f" The last day to act is {day(suggested.deadline)}."
    if suggested.begins_at is not None:
        until = f" It begins on {moment(suggested.begins_at, suggested.zone)}."
    picker = DateTimePickerElement(action_id=Block.PICKED_TIME, initial_date_time=int(suggested.at.timestamp()))
    blocks: list[SlackBlock] = [
        section(f"When shall I remind you of *{escaped(suggested.title)}*? I do it once.{until}"),
        labelled(Block.PICKED_TIME, "Day and hour", picker, "By the clock that your Slack shows."),
    ]
    return modals.form(Modal.PICK_TIME, TITLE, "Remind me", blocks, DeliveryChoice(delivery))


def answer(given: PickAnswer) -> str:
    """Return what somebody reads who picked a time, or wanted to."""
    match given:
        case InThePast() | TooFarAhead() | AfterTheLastDay() | QuietThen():
            return not_then(given)
        case NoLongerOpen(title):
            return f"Nobody can act on *{escaped(title)}* any more, so there is nothing to remind you of."
        case NotYours():
            return problems.OUT_OF_DATE
        case NotLinked() | HasLeft():
            return problems.no_employee(given)
        case _:
            return nudge_answers.words(given)


def not_then(refused: NotThen) -> str:
    """Return what stands beside the picker; plain text, as it is no place for a format."""
    match refused:
        case InThePast():
            return "That time has passed; please pick one to come."
        case TooFarAhead():
            return "That is more than half a year away; please pick a time before."
        case AfterTheLastDay(_, datetime() as begins_at, zone):
            return f"It has begun by then; please pick a time before {moment(begins_at, zone)}."
        case AfterTheLastDay(last):
            if last is None:
                return "It is over by then; please pick an earlier time."
            return f"Nobody can act on it any more then; please pick a time before the end of {day(last)}."
        case QuietThen(wish, zone):
            return f"{quiet.still_quiet(wish, zone)} Or pick another time.".replace("`", "")
        case _:
            assert_never(refused)
