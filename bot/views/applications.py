"""What an applicant reads."""

from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.usecases.openings.applying import (
    AlreadyApplied,
    Applied,
    ApplyAnswer,
    NoSuchOpening,
    NoteTooLong,
    OpeningNotOpen,
)
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import modals, problems
from bot.views.blocks import context, section
from bot.views.dates import counted, day_of
from bot.views.ids import Block, Modal
from bot.views.text import escaped, fitted
from bot.views.values import OpeningChoice
from career.applications import LONGEST_TEXT, Stage
from career.encouragement import Encouragement
from career.openings import Opening
from career.reasons import sentence

STAGE_WORDS = {
    Stage.SUBMITTED: "submitted",
    Stage.IN_REVIEW: "in review",
    Stage.INTERVIEW: "at the interview stage",
    Stage.OFFERED: "offered to you",
    Stage.ACCEPTED: "accepted",
    Stage.DECLINED: "declined",
    Stage.WITHDRAWN: "withdrawn",
    Stage.OPENING_CANCELLED: "ended, because the opening was cancelled",
}


_LONGEST_DESCRIPTION = 2_900


def answer_to_apply(answer: ApplyAnswer) -> str:  # noqa: PLR0911  one sentence for each answer
    """Return what whoever applied reads."""
    match answer:
        case Applied(_, _, title):
            return (
                f"You applied for *{escaped(title)}*. A person in HR will consider it and you will hear from me. "
                "See it any time with `/career`."
            )
        case AlreadyApplied(title, application, zone):
            return (
                f"You applied for *{escaped(title)}* on {day_of(application.submitted_at, zone)}, and that stands as you "
                f"sent it: your application is {STAGE_WORDS[application.stage]}. See it any time with `/career`."
            )
        case OpeningNotOpen(title):
            return f"*{escaped(title)}* takes no applications any more. See what is open with `/openings`."
        case NoSuchOpening(number):
            return f"There is no opening number {number}. See what is open with `/openings`."
        case NoteTooLong(excess):
            return f"Your note is {counted(excess, 'character')} too long; {LONGEST_TEXT:,} fit. Please shorten it and send it again."
        case NotLinked():
            return problems.NOT_LINKED
        case HasLeft():
            return problems.HAS_LEFT
        case _:
            assert_never(answer)


def apply_form(opening: Opening, facts_line: str, said: Encouragement, delivery: str) -> View:
    """Return the modal in which somebody applies: the opening, what speaks for them and is good to tell, a note."""
    blocks: list[SlackBlock] = [
        section(f"*{escaped(opening.title)}*\n{facts_line}"),
        section(fitted(opening.description, _LONGEST_DESCRIPTION)),
    ]
    if said.brings:
        blocks.append(section(f"*What you bring:* {escaped(sentence(said.brings))}."))
    if said.tell:
        blocks.append(section(f"*What would be good to tell:* {escaped(sentence(said.tell))}."))
    blocks.append(
        InputBlock(
            block_id=Block.NOTE,
            optional=True,
            label=PlainTextObject(text="A note to HR"),
            hint=PlainTextObject(text="Why you, in a sentence or two. You can leave it empty."),
            element=PlainTextInputElement(action_id=Block.NOTE, multiline=True, max_length=LONGEST_TEXT),
        )
    )
    blocks.append(
        context("Anyone may apply, whether or not everything fits. A person in HR considers every application.")
    )
    return modals.form(Modal.APPLY, "Apply", "Apply", blocks, OpeningChoice(opening.id, delivery))
