"""The form in which HR posts an opening or changes one, and what comes of it."""

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

from bot.usecases.conditions import Fitting, NotUnderstood
from bot.usecases.openings.opening_edits import CannotEdit, Edited, OpeningDraft
from bot.usecases.openings.opening_moves import Overtaken
from bot.usecases.openings.posting import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    MOST_LEVEL,
    MOST_MONTHS,
    NoSuchPosting,
    Posted,
    PostedBefore,
    Wrong,
)
from bot.views import modals
from bot.views.blocks import button, context, section
from bot.views.choices import LONGEST_VALUE, option
from bot.views.dates import counted
from bot.views.hr.opening_moves import by_whom, move_as_text
from bot.views.hr.openings import STATUS_WORDS, name_of
from bot.views.ids import Action, Block, Modal
from bot.views.requirements_form import count_line, fitting_blocks, requirement_inputs, so_far
from bot.views.text import escaped
from bot.views.values import NudgeChoice, OpeningForm
from career.openings import Opening, OpeningStatus
from career.requirements import Requirements
from career.spans import MOST_RECOGNITIONS

_MOST_PAUSED = 10

NEW_TITLE = "New opening"
EDIT_TITLE = "Edit opening"


def new_form(fitting: Fitting | NotUnderstood) -> View:
    """Return the form for a new opening; `fitting` is how many people meet the requirements as they stand in it."""
    start = [
        option("Open it now: people can see it and apply", OpeningStatus.OPEN),
        option("Save as draft: only HR sees it", OpeningStatus.DRAFT),
    ]
    blocks = [
        *_inputs(None, Requirements(), fitting),
        InputBlock(
            block_id=Block.HR_START,
            label=PlainTextObject(text="And then?"),
            element=RadioButtonsElement(action_id=Block.HR_START, options=start, initial_option=start[0]),
        ),
    ]
    return modals.form(Modal.HR_OPENING, NEW_TITLE, "Save", blocks, OpeningForm(0))


def edit_form(draft: OpeningDraft, fitting: Fitting | NotUnderstood) -> View:
    """Return the form for an opening that is there, filled in; `fitting` is as in `new_form`."""
    opening = draft.opening
    blocks = [
        section(f"*#{opening.id} {escaped(opening.title)}*"),
        *_inputs(opening, draft.requirements, fitting),
        context(
            "Where a running nudge about this opening would go to other people, it waits until it is previewed again."
        ),
    ]
    return modals.form(Modal.HR_OPENING, EDIT_TITLE, "Save", blocks, OpeningForm(opening.id, opening.revision))


def _inputs(opening: Opening | None, asked: Requirements | None, fitting: Fitting | NotUnderstood) -> list[SlackBlock]:
    """Return the inputs, filled in with an opening; `asked` is None where no form can say what it asks for."""
    last_day = None if opening is None or opening.closes_on is None else opening.closes_on.isoformat()
    return [
        _words(Block.HR_TITLE, "Title", LONGEST_TITLE, opening.title if opening else None),
        _words(
            Block.HR_DESCRIPTION,
            "What it is about",
            LONGEST_DESCRIPTION,
            opening.description if opening else None,
            lines=True,
        ),
        _place(Block.HR_DEPARTMENT, "Department", opening.department if opening else None),
        _place(Block.HR_LOCATION, "Location", opening.location if opening else None),
        InputBlock(
            block_id=Block.HR_LAST_DAY,
            label=PlainTextObject(text="Last day to apply"),
            hint=PlainTextObject(text="People are told this day. You close the opening yourself."),
            optional=True,
            element=DatePickerElement(action_id=Block.HR_LAST_DAY, initial_date=last_day),
        ),
        DividerBlock(),
        section("*Who suits it?* This decides who may be nudged. Anyone may apply."),
        *so_far(fitting, count_line),
        *(requirement_inputs(asked) if asked is not None else [section(_STAY)]),
        *fitting_blocks(fitting, count_line),
        DividerBlock(),
    ]


_STAY = "These requirements were set in a way that this form cannot show. They stay as they are."


def edited(answer: Edited) -> View:
    """Return what HR reads after an opening was changed: who qualifies now, and which nudges wait for a preview."""
    blocks: list[SlackBlock] = [
        section(f"*#{answer.opening_id} {escaped(answer.title)}* is saved. {_reach(answer.qualified)}")
    ]
    if answer.paused:
        waits = counted(len(answer.paused), "nudge waits", "nudges wait")
        blocks.append(section(f"*{waits}* now, because other people would get it. Preview, then start again:"))
    for nudge in answer.paused[:_MOST_PAUSED]:
        preview = button("Preview", Action.HR_NUDGE_PREVIEW, NudgeChoice(nudge.id))
        blocks.append(section(f"#{nudge.id} {escaped(nudge.text.title)}", preview))
    if len(answer.paused) > _MOST_PAUSED:
        blocks.append(context(f"{len(answer.paused) - _MOST_PAUSED:,} more wait: see `/hr nudges`."))
    return modals.done(EDIT_TITLE, blocks)


def cannot_edit(answer: CannotEdit | Overtaken | NoSuchPosting, zone: str | None) -> str:
    """Return why an opening was not changed, instants in the reader's `zone`."""
    match answer:
        case CannotEdit(opening, latest):
            standing = f"*{name_of(opening)}* is {STATUS_WORDS[opening.status]}{by_whom(latest, zone)}"
            return f"{standing}, so it stays as people knew it. Post a new one with `/hr opening new`."
        case Overtaken() | NoSuchPosting():
            return move_as_text(answer, zone)
        case _:
            assert_never(answer)


def errors(wrong: frozenset[Wrong]) -> dict[str, str]:
    """Return a sentence for each input that needs another look, by its block's id."""
    return {block.value: sentence for block, sentence in (_ERRORS[each] for each in wrong)}


def posted(answer: Posted | PostedBefore) -> View:
    """Return what HR reads after the form was sent: the number, and the next step."""
    match answer:
        case PostedBefore(opening_id):
            told = f"This form has made opening #{opening_id} already; nothing was added. See it with `/hr openings`."
            return modals.done(NEW_TITLE, [section(told)])
        case Posted(opening_id, title, OpeningStatus.DRAFT, qualified):
            told = f"*{escaped(title)}* is saved as draft #{opening_id}. {_reach(qualified)}"
            step = f"Next: let people apply with `/hr opening open {opening_id}`."
        case Posted(opening_id, title, _, qualified):
            told = f"*{escaped(title)}* is open as #{opening_id}. {_reach(qualified)}"
            step = "Next: write to those who suit it with `/hr nudge new`."
        case _:
            assert_never(answer)
    return modals.done(NEW_TITLE, [section(told), context(step)])


def _reach(qualified: int) -> str:
    if qualified == 0:
        return "Nobody qualifies yet; anyone may apply."
    return f"{counted(qualified, 'employee')} {'qualifies' if qualified == 1 else 'qualify'}; anyone may apply."


_LEVELS = f"Please give a whole number from 0 to {MOST_LEVEL}."
_MONTHS = f"Please give months from 0 to {MOST_MONTHS}."

_ERRORS = {
    Wrong.NO_TITLE: (Block.HR_TITLE, "Please give the opening a title."),
    Wrong.TITLE_TOO_LONG: (Block.HR_TITLE, f"Please keep the title within {LONGEST_TITLE} characters."),
    Wrong.NO_DESCRIPTION: (Block.HR_DESCRIPTION, "Please say in a few words what it is about."),
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
    Wrong.RECOGNITIONS_OUT_OF_RANGE: (
        Block.HR_RECOGNISED,
        f"Please give a whole number from 1 to {MOST_RECOGNITIONS}.",
    ),
}


def _words(block: Block, label: str, most: int, written: str | None, *, lines: bool = False) -> InputBlock:
    element = PlainTextInputElement(action_id=block, multiline=lines, max_length=most, initial_value=written)
    return InputBlock(block_id=block, label=PlainTextObject(text=label), element=element)


def _place(block: Block, label: str, chosen: str | None) -> InputBlock:
    known = chosen if chosen and len(chosen) <= LONGEST_VALUE else None
    return InputBlock(
        block_id=block,
        label=PlainTextObject(text=label),
        hint=PlainTextObject(text="Choose a known one, or type a new one."),
        optional=True,
        element=ExternalDataSelectElement(
            action_id=block,
            placeholder=PlainTextObject(text="Type to search"),
            initial_option=option(known, known) if known else None,
            min_query_length=0,
        ),
    )
