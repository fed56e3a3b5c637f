"""The form in which HR writes a nudge."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    DividerBlock,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.usecases.conditions import Fitting, NotUnderstood
from bot.usecases.nudges.nudge_drafts import NotInTheForm, NudgeDraft
from bot.usecases.nudges.steering import LONGEST_TITLE, Field, RewrittenSince
from bot.usecases.openings.posting import Wrong
from bot.views import modals
from bot.views.blocks import LONGEST_SECTION, actions, button, context, section
from bot.views.dates import counted
from bot.views.hr import opening_form as hr_opening_form
from bot.views.hr.nudge_about import about_input
from bot.views.hr.nudge_when import Rhythm, when_inputs
from bot.views.ids import Action, Block, Modal
from bot.views.inputs import labelled, number
from bot.views.own_hours import in_words
from bot.views.requirements_form import fitting_blocks, requirement_inputs, so_far
from bot.views.text import escaped, shortened
from bot.views.values import NudgeChoice, NudgeForm
from career.nudges import FEWEST_DAYS_BETWEEN, LARGEST_HOLD_OUT, MOST_DAYS_BETWEEN, MOST_TIMES, Reach
from career.placeholders import Placeholder
from career.targets import Target
from career.words import MOST_CHARACTERS, allowed

TITLE = "Nudge"
PERCENT = 100
MOST_PERCENT = round(LARGEST_HOLD_OUT * PERCENT)
_LONGEST_ERROR = 1_000


def nudge_form(
    draft: NudgeDraft, fitting: Fitting | NotUnderstood, rhythm: Rhythm, target: Target | None = None
) -> View:
    """Return the form, which says at present that the nudge is about `target`.

    `fitting` is how many people fit as it stands, nobody counted until it says what it is about.
    """
    blocks: list[SlackBlock] = [
        *([context(_written_from(draft.written_from))] if draft.written_from else []),
        labelled(
            Block.HR_TITLE,
            "Title",
            PlainTextInputElement(
                action_id=Block.HR_TITLE, initial_value=draft.title or None, max_length=LONGEST_TITLE
            ),
            "Only HR sees it.",
        ),
        about_input(draft.about),
        _words(draft.words, target),
        DividerBlock(),
        section("*Who gets it?* Whoever it suits. You can narrow that here; what is empty asks nothing."),
        *so_far(fitting, fitting_line),
        *requirement_inputs(draft.extra),
        *fitting_blocks(fitting, fitting_line),
        DividerBlock(),
        section(f"*When?* By the clock of whoever gets it, {in_words(draft.hours)}."),
        *when_inputs(draft.cadence, rhythm),
        DividerBlock(),
        section("*How often, and for how many?*"),
        *_reach(draft.reach),
    ]
    return modals.form(Modal.HR_NUDGE, TITLE, "Save", blocks, NudgeForm(draft.nudge_id, draft.seen, draft.written_from))


def rewritten_since(answer: RewrittenSince, words: str) -> View:
    """Return what HR reads whose change came after somebody else's; `words` are those that were not saved."""
    who = "Somebody" if answer.by is None else escaped(answer.by)
    told = (
        f"{who} changed nudge #{answer.nudge_id} while you had it open, so nothing of yours was saved. "
        "Open it again to see it as it is now."
    )
    again = button("Open it again", Action.HR_NUDGE_EDIT, NudgeChoice(answer.nudge_id), "primary")
    blocks: list[SlackBlock] = [section(told), actions(again)]
    if words:
        # Plain, so that what marks bold or a placeholder's braces is copied too.
        yours = PlainTextObject(text=shortened(words, LONGEST_SECTION), emoji=False)
        blocks += [section("*Your words*, to copy:"), SectionBlock(text=yours)]
    return modals.done(TITLE, blocks)


def fitting_line(fitting: int | None) -> str:
    """Return how many people fit the form as it stands."""
    match fitting:
        case None:
            return "Choose what it is about, and you see here how many people fit."
        case 0:
            return "*Nobody* fits. Ask for less to reach somebody."
        case _:
            tells = "whether they get it" if fitting == 1 else "how many of them get it"
            return f"*{counted(fitting, 'employee')}* {'fits' if fitting == 1 else 'fit'}. The preview tells {tells}."


def cannot_edit(refused: NotInTheForm) -> str:
    """Return what HR reads where the form cannot show a nudge."""
    return (
        f"The audience of nudge #{refused.nudge_id} is a rule that this form cannot show, so it cannot be changed here. "
        "End it and write a new one: `/hr nudge new`."
    )


def errors(problems: Mapping[Field, Sequence[str]], rhythm: Rhythm) -> dict[str, str]:
    """Return the sentences about each field by the id of an input that the form shows."""
    blocks = {
        Field.TITLE: Block.HR_TITLE,
        Field.TARGET: Block.HR_NUDGE_ABOUT,
        Field.WORDS: Block.HR_NUDGE_WORDS,
        Field.WHEN: Block.HR_NUDGE_DAY if rhythm is Rhythm.ONCE else Block.HR_NUDGE_UNTIL,
    }
    return {blocks[field].value: " ".join(told)[:_LONGEST_ERROR] for field, told in problems.items()}


def requirement_errors(wrong: frozenset[Wrong]) -> dict[str, str]:
    """Return a sentence for each requirement that needs another look, by its block's id."""
    return hr_opening_form.errors(wrong)


def _written_from(nudge_id: int) -> str:
    return f"A new nudge, written from #{nudge_id}. Whoever had that one may get this one too."


def _words(written: str, target: Target | None) -> InputBlock:
    names = ", ".join(name.written for name in (Placeholder if target is None else allowed(target)))
    element = PlainTextInputElement(
        action_id=Block.HR_NUDGE_WORDS,
        placeholder=PlainTextObject(text="Hello {first_name}, this may be something for you: …"),
        initial_value=written or None,
        multiline=True,
        max_length=MOST_CHARACTERS,
    )
    hint = f"Filled in for each person: {names}. Why they get it is always told below your words."
    return labelled(Block.HR_NUDGE_WORDS, "Your words", element, hint)


def _reach(reach: Reach) -> list[InputBlock]:
    percent = round(reach.hold_out * PERCENT)
    return [
        number(Block.HR_NUDGE_TIMES, "Times that one person may get it", (1, MOST_TIMES), reach.times_per_person),
        number(
            Block.HR_NUDGE_DAYS_BETWEEN,
            "Days between two times, at least",
            (FEWEST_DAYS_BETWEEN, MOST_DAYS_BETWEEN),
            reach.days_between,
        ),
        number(
            Block.HR_NUDGE_HOLD_OUT,
            "Hold-out, in percent",
            (0, MOST_PERCENT),
            percent,
            "So many get no message, by a random draw, so that you can see whether it makes a difference.",
        ),
    ]
