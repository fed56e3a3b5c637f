"""The form by which HR erases a leaver's data."""

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import PlainTextInputElement
from slack_sdk.models.views import View

from bot.usecases.people.forgetting import Forgotten, Leaver, NotForgotten
from bot.views import modals
from bot.views.blocks import section
from bot.views.ids import Block, Modal
from bot.views.inputs import labelled
from bot.views.text import escaped
from bot.views.values import EmployeeChoice

TITLE = "Forget someone"
_LONGEST_NUMBER = 64

HOW_TO_FORGET = "Please type the employee number of somebody who has left, such as `/hr forget 00123`."


def form(leaver: Leaver) -> View:
    """Return the form: what goes, what stays, and the number to type again."""
    typed = PlainTextInputElement(action_id=Block.HR_FORGET_NUMBER, max_length=_LONGEST_NUMBER)
    blocks: list[SlackBlock] = [
        section(f"*{escaped(leaver.full_name)}* ({escaped(leaver.number)}) has left."),
        section(
            "*What goes, for ever:* name, e-mail, Slack account, job title, skills, reviews, completions, recognition, leave, what "
            "they wrote, and what was written about their applications. Wherever else their name stands, it is replaced."
        ),
        section(
            "*What stays, without a person:* that somebody applied, got a nudge, took part or was granted money, and when; so "
            "all counts stay right. Praise they gave to others stays, without their name."
        ),
        section(
            "Messages in Slack itself are not changed. An import will not bring them back unless they work here again."
        ),
        labelled(Block.HR_FORGET_NUMBER, "Type the employee number to confirm", typed),
    ]
    return modals.form(Modal.HR_FORGET, TITLE, "Erase for ever", blocks, EmployeeChoice(leaver.number))


def refused(answer: NotForgotten) -> View:
    """Return why nothing is erased."""
    return modals.done(TITLE, [section(escaped(answer.sentence))])


def forgotten(answer: Forgotten) -> View:
    """Return that it is done."""
    return modals.done(TITLE, [section(f"Done. Nothing here says any more who employee {escaped(answer.number)} was.")])


WORKING = "Erasing … This may take a while in a large company; I tell you here when it is done."


def working(external_id: str) -> View:
    """Return what stands there in the meantime, under a name by which it is found again."""
    return modals.working(TITLE, WORKING, external_id)
