"""Asking a participant how a workshop was, and what comes of the answer."""

from typing import assert_never

from slack_sdk.models.blocks import PlainTextInputElement, RadioButtonsElement
from slack_sdk.models.views import View

from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.usecases.training.feedback import (
    AnsweredBefore,
    Askable,
    AskAnswer,
    CommentTooLong,
    NotAsked,
    RateAnswer,
    Thanked,
)
from bot.views import modals, problems
from bot.views.blocks import context, section
from bot.views.choices import option
from bot.views.dates import counted
from bot.views.ids import Block, Modal
from bot.views.inputs import labelled
from bot.views.text import escaped
from bot.views.values import WorkshopChoice
from career.training import BEST_RATING, LONGEST_COMMENT

TITLE = "How was it?"

_WORDS = {1: "1: not worth my time", 2: "2: not much in it", 3: "3: all right", 4: "4: good", 5: "5: very good"}


def form(asked: AskAnswer) -> View:
    """Return the form, or why there is nothing to fill in."""
    if not isinstance(asked, Askable):
        return modals.done(TITLE, [section(_not_now(asked))])
    workshop = asked.found.workshop
    ratings = RadioButtonsElement(
        action_id=Block.RATING, options=[option(_WORDS[each], str(each)) for each in range(BEST_RATING, 0, -1)]
    )
    comment = PlainTextInputElement(action_id=Block.COMMENT, multiline=True, max_length=LONGEST_COMMENT)
    blocks = [
        section(f"How was *{escaped(asked.found.title)}*?"),
        labelled(Block.RATING, "Your rating", ratings),
        labelled(
            Block.COMMENT,
            "A comment",
            comment,
            "HR reads comments without names. What you write may still tell who you are.",
            is_optional=True,
        ),
        context("HR sees an average and comments once five people have answered, and never whose they are."),
    ]
    return modals.form(Modal.RATE, TITLE, "Send", blocks, WorkshopChoice(workshop.id))


def answer(given: RateAnswer) -> str:
    """Return what whoever sent the form reads."""
    match given:
        case Thanked(title):
            return f"Thank you. Your answer on *{escaped(title)}* helps whoever comes next."
        case CommentTooLong(excess):
            return f"That is {counted(excess, 'character')} too long; {LONGEST_COMMENT:,} fit. Please shorten it."
        case AnsweredBefore() | NotAsked() | NotLinked() | HasLeft():
            return _not_now(given)
        case _:
            assert_never(given)


def _not_now(given: AnsweredBefore | NotAsked | NotLinked | HasLeft) -> str:
    match given:
        case AnsweredBefore(title):
            return f"You have answered on *{escaped(title)}* before, and that answer counts. Thank you."
        case NotAsked():
            return "There is nothing to rate here: only who took part in a workshop can, once it is over."
        case NotLinked() | HasLeft():
            return problems.no_employee(given)
        case _:
            assert_never(given)
