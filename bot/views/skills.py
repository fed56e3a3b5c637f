"""The modal in which somebody declares skills and takes them back, and what its menu offers."""

from collections.abc import Sequence
from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import DividerBlock, ExternalDataMultiSelectElement, Option
from slack_sdk.models.views import View

from bot.usecases.people.skills import (
    MOST_DECLARED,
    AddAnswer,
    MySkills,
    NoSkill,
    RemoveAnswer,
    SkillRemoved,
    SkillsAdded,
    TooManySkills,
)
from bot.usecases.people.speaker import HasLeft, NoEmployee, NotLinked
from bot.views import modals, problems
from bot.views.blocks import actions, button, section
from bot.views.choices import MOST_OPTIONS, option
from bot.views.ids import Action, Block, Modal
from bot.views.inputs import labelled
from bot.views.paging import Place
from bot.views.text import escaped, fitted
from bot.views.values import Nothing, OwnSkill
from career.codes import code_of
from career.employees import SkillSource
from career.reasons import sentence
from storage.people.portfolios import HeldSkill

TITLE = "Your skills"
PAGE_SIZE = 15
MOST_OTHERS = 40

_NONE_DECLARED = "*You said so yourself*\nNothing yet. Add what you know above: openings that ask for it will find you."
_MOST_AT_ONCE = 20
_LONGEST_VALUE = 150
"""Characters of an option's value (docs.slack.dev, composition objects, option)."""
_LONGEST_SHOWN = 200
_MOST_TOLD = 12

_SAID_BY = {SkillSource.IMPORTED: "HR system", SkillSource.TRAINED: "training", SkillSource.DECLARED: "you"}


def skills_modal(mine: MySkills | NoEmployee, notice: str = "") -> View:
    """Return the modal; `notice` (escaped mrkdwn) tells what a button did."""
    match mine:
        case MySkills():
            blocks: list[SlackBlock] = [section(notice)] if notice else []
            blocks += [
                _menu(),
                DividerBlock(),
                section(f"*You said so yourself* ({mine.total:,})" if mine.total else _NONE_DECLARED),
            ]
            for name in mine.declared:
                remove = button("Remove", Action.SKILL_REMOVE, OwnSkill(name, mine.skip))
                blocks.append(section(fitted(name, _LONGEST_SHOWN), remove))
            place = Place(mine.skip, PAGE_SIZE, mine.total)
            turning = place.buttons(Action.SKILLS_BACK, Action.SKILLS_MORE, lambda skip: OwnSkill("", skip))
            if turning:
                blocks.append(actions(*turning))
            blocks += [DividerBlock(), section(_others(mine))]
            if mine.others_total:
                blocks.append(
                    section("Is one of these wrong? Tell HR.", button("This is wrong", Action.PORTFOLIO, Nothing()))
                )
            return modals.form(Modal.SKILLS, TITLE, "Add", blocks, Nothing())
        case NotLinked() | HasLeft():
            return problems.modal(problems.no_employee(mine))
        case _:
            assert_never(mine)


def after_adding(told: str) -> View:
    """Return the modal that says what was added."""
    return modals.done(TITLE, [section(told), actions(button("Back to my skills", Action.SKILLS, Nothing()))])


def answer_to_add(answer: AddAnswer) -> str:
    """Return what whoever declared skills reads."""
    match answer:
        case SkillsAdded(added, already):
            told = [f"Added: {_names(added)}."] if added else []
            told += [f"There already: {_names(already)}."] if already else []
            return " ".join(told)
        case NoSkill():
            return "Choose or write at least one skill, in up to 120 characters."
        case TooManySkills():
            return f"You can declare {MOST_DECLARED} skills. Please remove some that matter less first."
        case NotLinked() | HasLeft():
            return problems.no_employee(answer)
        case _:
            assert_never(answer)


def answer_to_remove(answer: RemoveAnswer) -> str:
    """Return what whoever took a skill back reads."""
    match answer:
        case SkillRemoved(skill, was_there=True):
            return f"Removed: *{fitted(skill, _LONGEST_SHOWN)}*."
        case SkillRemoved(skill, _):
            return f"*{fitted(skill, _LONGEST_SHOWN)}* is not among what you declared."
        case NotLinked() | HasLeft():
            return problems.no_employee(answer)
        case _:
            assert_never(answer)


def options_for(typed: str, known: Sequence[str]) -> list[Option]:
    """Return what the menu offers for what was typed: the known skills, and last what was typed if it is none of them."""
    names = list(known[: MOST_OPTIONS - 1])
    written = " ".join(typed.split())[:_LONGEST_VALUE]
    if written and code_of(written) not in {code_of(name) for name in names}:
        names.append(written)
    return [option(name, name) for name in names]


def _menu() -> SlackBlock:
    element = ExternalDataMultiSelectElement(
        action_id=Block.SKILLS_ADD,
        placeholder="Type a skill, such as SQL",
        min_query_length=1,
        max_selected_items=_MOST_AT_ONCE,
    )
    hint = "If it is not in the list, choose your own words at its end."
    return labelled(Block.SKILLS_ADD, "What do you know?", element, hint)


def _others(mine: MySkills) -> str:
    if not mine.others:
        return "*What HR's system and your training say*\nNothing yet."
    named = ", ".join(_other(each) for each in mine.others)
    rest = mine.others_total - len(mine.others)
    more = f" and {rest:,} more: see `/career portfolio`" if rest else ""
    return f"*What HR's system and your training say* ({mine.others_total:,})\n{named}{more}"


def _other(skill: HeldSkill) -> str:
    return f"{escaped(skill.name[:60])} ({_SAID_BY[skill.source]})"


def _names(names: Sequence[str]) -> str:
    told = [f"*{fitted(name, _LONGEST_SHOWN)}*" for name in names[:_MOST_TOLD]]
    return sentence([*told, *([f"{len(names) - _MOST_TOLD:,} more"] if len(names) > _MOST_TOLD else [])])
