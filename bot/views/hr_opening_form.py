"""The form in which HR posts an opening, and what comes of it."""

from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    DatePickerElement,
    DividerBlock,
    ExternalDataSelectElement,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.usecases.posting import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    MOST_LEVEL,
    MOST_MONTHS,
    Posted,
    PostedBefore,
    Wrong,
)
from bot.views import modals
from bot.views.blocks import context, section
from bot.views.choices import option
from bot.views.dates import counted
from bot.views.ids import Block, Modal
from bot.views.requirements_form import count_line, requirement_inputs
from bot.views.text import escaped
from bot.views.values import Nothing
from career.openings import OpeningStatus

TITLE = "New opening"


def opening_form(qualified: int) -> View:
    """Return the form; `qualified` is how many people meet the requirements as they stand in it."""
    start = [
        option("Open it now: people can see it and apply", OpeningStatus.OPEN),
        option("Save as draft: only HR sees it", OpeningStatus.DRAFT),
    ]
    blocks: list[SlackBlock] = [
        _words(Block.HR_TITLE, "Title", LONGEST_TITLE),
        _words(Block.HR_DESCRIPTION, "What the job is", LONGEST_DESCRIPTION, lines=True),
        _place(Block.HR_DEPARTMENT, "Department"),
        _place(Block.HR_LOCATION, "Location"),
        InputBlock(
            block_id=Block.HR_LAST_DAY,
            label=PlainTextObject(text="Last day to apply"),
            hint=PlainTextObject(text="People are told this day. You close the opening yourself."),
            optional=True,
            element=DatePickerElement(action_id=Block.HR_LAST_DAY),
        ),
        DividerBlock(),
        section("*Who suits it?* This decides who may be nudged. Anyone may apply."),
        *requirement_inputs(),
        section(count_line(qualified)),
        DividerBlock(),
        InputBlock(
            block_id=Block.HR_START,
            label=PlainTextObject(text="And then?"),
            element=RadioButtonsElement(action_id=Block.HR_START, options=start, initial_option=start[0]),
        ),
    ]
    return modals.form(Modal.HR_OPENING, TITLE, "Save", blocks, Nothing())


def errors(wrong: frozenset[Wrong]) -> dict[str, str]:
    """Return a sentence for each input that needs another look, by its block's id."""
    return {block.value: sentence for block, sentence in (_ERRORS[each] for each in wrong)}


def posted(answer: Posted | PostedBefore) -> View:
    """Return what HR reads after the form was sent: the number, and the next step."""
    match answer:
        case PostedBefore(opening_id):
            told = f"This form has made opening #{opening_id} already; nothing was added. See it with `/hr openings`."
            return modals.done(TITLE, [section(told)])
        case Posted(opening_id, title, OpeningStatus.DRAFT, qualified):
            told = f"*{escaped(title)}* is saved as draft #{opening_id}. {_reach(qualified)}"
            step = f"Next: let people apply with `/hr opening open {opening_id}`."
        case Posted(opening_id, title, _, qualified):
            told = f"*{escaped(title)}* is open as #{opening_id}. {_reach(qualified)}"
            step = "Next: write to those who suit it with `/hr nudge new`."
        case _:
            assert_never(answer)
    return modals.done(TITLE, [section(told), context(step)])


def _reach(qualified: int) -> str:
    if qualified == 0:
        return "Nobody qualifies yet; anyone may apply."
    return f"{counted(qualified, 'employee')} {'qualifies' if qualified == 1 else 'qualify'}; anyone may apply."


_LEVELS = f"Please give a whole number from 0 to {MOST_LEVEL}."
_MONTHS = f"Please give months from 0 to {MOST_MONTHS}."

_ERRORS = {
    Wrong.NO_TITLE: (Block.HR_TITLE, "Please give the opening a title."),
    Wrong.TITLE_TOO_LONG: (Block.HR_TITLE, f"Please keep the title within {LONGEST_TITLE} characters."),
    Wrong.NO_DESCRIPTION: (Block.HR_DESCRIPTION, "Please say in a few words what the job is."),
    Wrong.DESCRIPTION_TOO_LONG: (
        Block.HR_DESCRIPTION,
        f"Please keep this within {LONGEST_DESCRIPTION:,} characters.",
    ),
    Wrong.DEPARTMENT_TOO_LONG: (Block.HR_DEPARTMENT, "Please choose a shorter name."),
    Wrong.LOCATION_TOO_LONG: (Block.HR_LOCATION, "Please choose a shorter name."),
    Wrong.LAST_DAY_HAS_PASSED: (Block.HR_LAST_DAY, "That day has passed. Please choose today or a later one."),
    Wrong.MORE_THAN_CHOSEN: (
        Block.HR_SOME_COUNT,
        "Please give at most as many as you chose above, and at least 1.",
    ),
    Wrong.LEVEL_OUT_OF_RANGE: (Block.HR_LEVEL, _LEVELS),
    Wrong.MONTHS_IN_ROLE_OUT_OF_RANGE: (Block.HR_MONTHS_IN_ROLE, _MONTHS),
    Wrong.MONTHS_OF_SERVICE_OUT_OF_RANGE: (Block.HR_MONTHS_OF_SERVICE, _MONTHS),
    Wrong.RATING_OUT_OF_RANGE: (Block.HR_LAST_RATING, _LEVELS),
}


def _words(block: Block, label: str, most: int, *, lines: bool = False) -> InputBlock:
    element = PlainTextInputElement(action_id=block, multiline=lines, max_length=most)
    return InputBlock(block_id=block, label=PlainTextObject(text=label), element=element)


def _place(block: Block, label: str) -> InputBlock:
    return InputBlock(
        block_id=block,
        label=PlainTextObject(text=label),
        hint=PlainTextObject(text="Choose a known one, or type a new one."),
        optional=True,
        element=ExternalDataSelectElement(
            action_id=block, placeholder=PlainTextObject(text="Type to search"), min_query_length=0
        ),
    )
