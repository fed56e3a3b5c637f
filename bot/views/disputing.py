"""The note to HR that something held about somebody is wrong: its input, what they read, and what HR reads."""

from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import PlainTextInputElement

from bot.usecases.people.disputing import LONGEST_NOTE, HrTold, NothingSaid
from bot.usecases.people.held_facts import NoSuchCopy, NoteAnswer
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import problems
from bot.views.ids import Block
from bot.views.inputs import labelled
from bot.views.text import escaped, fitted

_LONGEST_NOTE_SHOWN = 2_000


def note_input(label: str) -> SlackBlock:
    """Return the input for the note."""
    element = PlainTextInputElement(action_id=Block.HELD_WRONG, multiline=True, max_length=LONGEST_NOTE)
    return labelled(Block.HELD_WRONG, label, element, "A person in HR reads it. Nobody else does.")


def answer_to_note(answer: NoteAnswer) -> str:
    """Return what the person reads after sending the note."""
    match answer:
        case HrTold():
            return "HR has your note and puts right what only they can change. Thank you for saying so."
        case NothingSaid():
            return "Please say in a few words what is wrong."
        case NoSuchCopy():
            return problems.OUT_OF_DATE
        case NotLinked() | HasLeft():
            return problems.no_employee(answer)
        case _:
            assert_never(answer)


def note_to_hr(name: str, number: str, nudge: tuple[int, str] | None, words: str) -> str:
    """Return what the HR channel reads, escaped; everything given is as people wrote it.

    `nudge` is the one, by id and title, under which it came up; None where it did in the person's own portfolio.
    """
    quoted = "\n".join(f"> {line}" for line in fitted(words, _LONGEST_NOTE_SHOWN).splitlines())
    return (
        f"*{escaped(name)}* ({escaped(number)}) says that something we hold about them is wrong:\n{quoted}\n"
        f"It came up {_where(nudge)}. "
        "Put it right in the HR system; the next import brings it here."
    )


def _where(nudge: tuple[int, str] | None) -> str:
    return "in their portfolio" if nudge is None else f"with nudge #{nudge[0]} *{escaped(nudge[1])}*"
