"""HR's programmes: the list, the form, and what came of sending it."""

from collections.abc import Sequence
from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import (
    ExternalDataMultiSelectElement,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.usecases.training.looking import NoSuchProgramme
from bot.usecases.training.programmes import (
    ChangedMeanwhile,
    GroupGone,
    NotSaved,
    ProgrammePage,
    SaveAnswer,
    Saved,
    SavedBefore,
    TitleTaken,
    Wrong,
)
from bot.views import modals
from bot.views.blocks import actions, button, context, header, section
from bot.views.choices import option
from bot.views.dates import counted
from bot.views.ids import Action, Block, Modal
from bot.views.inputs import labelled
from bot.views.paging import Place, searched
from bot.views.text import escaped
from bot.views.values import Nothing, Page, ProgrammeForm, ProgrammeList
from career.training import LONGEST_DESCRIPTION, LONGEST_PROVIDER, LONGEST_TITLE, MOST_SKILLS
from storage.training.programmes import ListedProgramme, ProgrammeText

PAGE_SIZE = 15
"""Programmes on one page: at two blocks each, with a head and a foot, within the 50 blocks of a message."""

NEW_TITLE = "New programme"
EDIT_TITLE = "Edit programme"

YES = "yes"
NO = "no"

EMPTY = ProgrammeText("", "", None, (), qualifies_for_tuition_assistance=False, is_offered=True)


def form(carries: ProgrammeForm, text: ProgrammeText = EMPTY) -> View:
    """Return the form, filled in with `text`."""
    blocks: list[SlackBlock] = [
        _words(Block.HR_TITLE, "Title", text.title, LONGEST_TITLE),
        _words(Block.HR_DESCRIPTION, "What it is about", text.description, LONGEST_DESCRIPTION, is_long=True),
        _words(Block.HR_PROVIDER, "Who gives it", text.provider or "", LONGEST_PROVIDER, is_optional=True),
        labelled(
            Block.HR_TEACHES,
            "Skills it teaches",
            ExternalDataMultiSelectElement(
                action_id=Block.HR_TEACHES,
                placeholder=PlainTextObject(text="Type to search, or a new one"),
                initial_options=[option(skill, skill) for skill in text.skills] or None,
                min_query_length=0,
                max_selected_items=MOST_SKILLS,
            ),
            "Whoever completes a workshop of it has them afterwards.",
            is_optional=True,
        ),
        _choice(
            Block.HR_QUALIFIES,
            "Does it qualify for tuition assistance?",
            ("Yes: people may ask HR to pay for it", "No"),
            is_yes=text.qualifies_for_tuition_assistance,
        ),
        _choice(
            Block.HR_OFFERED,
            "Do you offer it now?",
            ("Yes: people see it, and whoever asked for it is told", "No: only HR sees it"),
            is_yes=text.is_offered,
        ),
    ]
    return modals.form(Modal.HR_PROGRAMME, EDIT_TITLE if carries.programme_id else NEW_TITLE, "Save", blocks, carries)


def errors(wrong: frozenset[Wrong]) -> dict[str, str]:
    """Return a sentence for each input that needs another look, by its block's id."""
    return {block.value: sentence for block, sentence in (_ERRORS[each] for each in wrong)}


def title_taken(answer: TitleTaken) -> dict[str, str]:
    """Return the sentence beside a title that another programme has."""
    return {Block.HR_TITLE.value: f"Programme #{answer.programme_id} has this title already. Please choose another."}


def adding(external_id: str) -> View:
    """Return what stands there while the wishes that it is made of are looked for."""
    return modals.working(NEW_TITLE, "Adding it, and looking who asked for it …", external_id)


def saved(answer: SaveAnswer) -> View:
    """Return what HR reads after the form was sent, and the next step."""
    title = NEW_TITLE if not isinstance(answer, Saved) or answer.is_new else EDIT_TITLE
    match answer:
        case Saved(programme_id, text, is_new, told):
            stands = "is added" if is_new else "is changed"
            asked = f" {counted(told, 'person', 'people')} who asked for it will be told." if told else ""
            words = f"*#{programme_id} {escaped(text.title)}* {stands}.{asked}"
            new = button("New workshop", Action.HR_WORKSHOP_NEW, ProgrammeForm(programme_id), "primary")
            return modals.done(title, [section(words), actions(new), context("Next: set a date for it.")])
        case SavedBefore(programme_id):
            words = f"This form has made programme #{programme_id} already; nothing was added."
        case ChangedMeanwhile(programme):
            words = (
                f"Nothing was saved: somebody else changed *#{programme.id} {escaped(programme.text.title)}* after you "
                f"opened it. See it as it stands now with `/hr programme edit {programme.id}`."
            )
        case GroupGone():
            words = (
                "Nothing was saved: somebody has just made a programme of these wishes. See it with `/hr programmes`."
            )
        case NoSuchProgramme(number):
            words = f"There is no programme number {number}. See all with `/hr programmes`."
        case TitleTaken(programme_id):
            words = (
                f"Nothing was saved: programme #{programme_id} has just been given this title. "
                "Please add yours from `/hr interest` with another one."
            )
        case NotSaved():
            words = "Please have another look at the form."
        case _:
            assert_never(answer)
    return modals.done(title, [section(words)])


def programme_list(page: ProgrammePage) -> list[SlackBlock]:
    """Return one page of the programmes, those offered first."""
    new = button("New programme", Action.HR_PROGRAMME_NEW, Nothing())
    if not page.programmes:
        return [
            section("There is no programme yet. Make the first one, or see what people ask for: `/hr interest`."),
            actions(new),
        ]
    blocks: list[SlackBlock] = [header(list_as_text(page))]
    for programme in page.programmes:
        blocks += _entry(programme)
    place = Place(page.skip, PAGE_SIZE, page.total)
    turning = place.buttons(Action.HR_PROGRAMMES_BACK, Action.HR_PROGRAMMES_MORE, searched(""))
    workshops = button("Workshops", Action.HR_WORKSHOPS, Page("", 0))
    return [*blocks, context(place.words), actions(new, workshops, *turning)]


def list_as_text(page: ProgrammePage) -> str:
    """Return what a notification or a screen reader gets of the list."""
    return counted(page.total, "programme")


def no_such(missing: NoSuchProgramme) -> str:
    """Return what somebody reads who named no programme."""
    return f"There is no programme number {missing.number}. See all with `/hr programmes`."


def which_number(usage: str) -> str:
    """Return what somebody reads who did not say which programme."""
    return f"Which programme? Please type its number, such as `/hr {usage} 7`. See them with `/hr programmes`."


def _entry(programme: ListedProgramme) -> Sequence[SlackBlock]:
    parts = [] if programme.is_offered else ["not offered"]
    parts.append(f"{programme.interested:,} interested" if programme.interested else "nobody interested yet")
    parts.append(f"{counted(programme.planned, 'workshop')} planned" if programme.planned else "no date yet")
    if programme.qualifies_for_tuition_assistance:
        parts.append("qualifies for tuition assistance")
    choice = ProgrammeForm(programme.id)
    buttons = [
        button("Edit", Action.HR_PROGRAMME_EDIT, choice),
        button("New workshop", Action.HR_WORKSHOP_NEW, choice),
    ]
    if programme.interested:
        buttons.append(button("Who", Action.HR_INTERESTED, ProgrammeList(programme.id)))
    return [section(f"*#{programme.id} {escaped(programme.title)}*\n{' · '.join(parts)}"), actions(*buttons)]


def _words(
    block: Block, label: str, given: str, most: int, *, is_long: bool = False, is_optional: bool = False
) -> SlackBlock:
    element = PlainTextInputElement(
        action_id=block, multiline=is_long, max_length=most, initial_value=given[:most] or None
    )
    return labelled(block, label, element, is_optional=is_optional)


def _choice(block: Block, label: str, answers: tuple[str, str], *, is_yes: bool) -> SlackBlock:
    yes, no = option(answers[0], YES), option(answers[1], NO)
    element = RadioButtonsElement(action_id=block, options=[yes, no], initial_option=yes if is_yes else no)
    return labelled(block, label, element)


_ERRORS = {
    Wrong.NO_TITLE: (Block.HR_TITLE, "Please give it a title."),
    Wrong.TITLE_TOO_LONG: (Block.HR_TITLE, f"Please keep the title within {LONGEST_TITLE} characters."),
    Wrong.NO_DESCRIPTION: (Block.HR_DESCRIPTION, "Please say in a few words what it is about."),
    Wrong.DESCRIPTION_TOO_LONG: (
        Block.HR_DESCRIPTION,
        f"Please keep this within {LONGEST_DESCRIPTION:,} characters.",
    ),
    Wrong.PROVIDER_TOO_LONG: (Block.HR_PROVIDER, f"Please keep this within {LONGEST_PROVIDER} characters."),
    Wrong.TOO_MANY_SKILLS: (Block.HR_TEACHES, f"Please choose up to {MOST_SKILLS}."),
    Wrong.SKILL_TOO_LONG: (Block.HR_TEACHES, "Please choose shorter names."),
}
