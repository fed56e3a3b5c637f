"""The form in which somebody tells HR that something held about them is wrong, wherever it stands."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack

from bot.handlers.desk import Desk
from bot.handlers.submitted import typed
from bot.handlers.words import unescaped
from bot.usecases.people.disputing import NoteToHr, NothingSaid
from bot.usecases.people.held_facts import NoteAnswer
from bot.views import modals
from bot.views.blocks import section
from bot.views.disputing import answer_to_note
from bot.views.ids import Block


def written_note(desk: Desk, view: Mapping[str, Any]) -> NoteToHr:
    """Return the note that the form holds."""
    return NoteToHr(unescaped(typed(view, Block.HELD_WRONG)), desk.settings.hr_channel, str(view["id"]))


def acknowledge_note(ack: Ack, answer: NoteAnswer, title: str) -> None:
    """Say in the form, called `title`, what came of the note."""
    told = answer_to_note(answer)
    if isinstance(answer, NothingSaid):
        ack(response_action="errors", errors={Block.HELD_WRONG: told})
    else:
        ack(response_action="update", view=modals.done(title, [section(told)]))
