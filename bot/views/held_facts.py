"""What is held about somebody, beside a nudge that they say is wrong about them; and what HR then reads."""

from datetime import date
from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.usecases.people.held_facts import (
    Held,
    HeldAnswer,
    HeldFact,
    NoSuchCopy,
)
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import modals, problems
from bot.views.blocks import button, section
from bot.views.dates import counted, day
from bot.views.disputing import note_input
from bot.views.ids import Action, Modal
from bot.views.text import escaped
from bot.views.values import DeliveryChoice, SkillChoice
from career.criteria import Fact, FactName
from career.employees import SkillSource

TITLE = "What we hold"

_MOST_FACTS = 40
_LONGEST_NOTE_SHOWN = 2_000
_BEFORE_EVERYTHING = date(1900, 1, 1)
_NOT_HELD = "not on record"
_WENT_BY = "*This is what the nudge went by.* Put right what you can."
_WENT_BY_NOTHING = "*The nudge went by nothing about you* but that you work here, and what you did here lately."

_SAYS = {
    SkillSource.IMPORTED: "on record with HR",
    SkillSource.DECLARED: "you said so yourself",
    SkillSource.TRAINED: "from a training",
}


def held_modal(answer: HeldAnswer) -> View:
    """Return the modal: each fact that the nudge used, what can be put right here, and a note to HR for the rest."""
    match answer:
        case Held(delivery, facts):
            blocks: list[SlackBlock] = [section(_WENT_BY if facts else _WENT_BY_NOTHING)]
            blocks += [_line(each, delivery) for each in facts[:_MOST_FACTS]]
            blocks.append(note_input("What is wrong?"))
            return modals.form(Modal.HELD, TITLE, "Tell HR", blocks, DeliveryChoice(delivery))
        case NoSuchCopy():
            return problems.modal(problems.OUT_OF_DATE)
        case NotLinked() | HasLeft():
            return problems.modal(problems.no_employee(answer))
        case _:
            assert_never(answer)


def _line(held: HeldFact, delivery: str) -> SlackBlock:
    return section(f"*{escaped(_name(held.fact))}:* {escaped(_value(held))}", _button(held, delivery))


def _button(held: HeldFact, delivery: str) -> ButtonElement | None:
    choice = SkillChoice(delivery, held.fact.about)
    if held.is_theirs_to_remove:
        return button("Remove", Action.HELD_SKILL_REMOVE, choice)
    if held.is_theirs_to_declare:
        return button("I have it", Action.HELD_SKILL_DECLARE, choice)
    return None


def _name(fact: Fact) -> str:  # noqa: PLR0911  one name for each sort of fact
    match fact.name:
        case FactName.SKILL:
            return fact.about
        case FactName.COMPLETED_TRAINING:
            return f"Training {fact.about}"
        case FactName.DECLARED_INTEREST:
            return f"Interest in {fact.about}"
        case FactName.HIRED_ON:
            return "With the company since"
        case FactName.IN_ROLE_SINCE:
            return "In your role since"
        case FactName.RECOGNISED:
            return f"Recognised {counted(int(fact.about), 'time')}"
        case name:
            return name.value.replace("_", " ").capitalize()


def _value(held: HeldFact) -> str:  # noqa: PLR0911  one line of words for each sort of fact
    match held.fact.name, held.value:
        case FactName.SKILL, _:
            return _NOT_HELD if held.source is None else _SAYS[held.source]
        case FactName.COMPLETED_TRAINING, value:
            return "completed" if value else _NOT_HELD
        case FactName.DECLARED_INTEREST, value:
            return "you asked for it" if value else _NOT_HELD
        case FactName.RECOGNISED, date() as since:
            return _NOT_HELD if since <= _BEFORE_EVERYTHING else f"since {day(since)}"
        case _, None:
            return _NOT_HELD
        case _, date() as since:
            return day(since)
        case _, value:
            return str(value)
