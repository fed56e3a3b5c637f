"""Thanks: the form, what becomes of them, and how they are read."""

from typing import assert_never

from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.blocks import PlainTextInputElement, UserSelectElement
from slack_sdk.models.views import View

from bot.usecases.deciding import NoName
from bot.usecases.people.recognising import (
    ColleagueLeft,
    EnoughToday,
    NotAColleague,
    ThankAnswer,
    Thanked,
    ToABot,
    ToOneself,
)
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import modals, problems
from bot.views.blocks import context
from bot.views.dates import counted, day
from bot.views.deciding import no_name
from bot.views.ids import Block, Modal
from bot.views.inputs import labelled
from bot.views.text import escaped
from bot.views.values import Nothing
from career.recognition import LONGEST_THANKS, NoThanks, RecognitionKind, ThanksTooLong
from storage.people.recognition import Recognition

TITLES = {RecognitionKind.KUDOS: "Thank a colleague", RecognitionKind.AWARD: "Give an award"}
_MODALS = {RecognitionKind.KUDOS: Modal.KUDOS, RecognitionKind.AWARD: Modal.HR_AWARD}

HELP = (
    "Thank a colleague: `/kudos @person &lt;for what&gt;`, such as `/kudos @ada showing me the new pumps`. "
    "`/kudos` alone opens a form."
)


def thank_form(kind: RecognitionKind, to: str | None, words: str, channel: str | None) -> View:
    """Return the form with what is known already; `channel` is where everybody will read it."""
    blocks: list[SlackBlock] = [
        labelled(Block.KUDOS_TO, "Who?", UserSelectElement(action_id=Block.KUDOS_TO, initial_user=to)),
        labelled(
            Block.KUDOS_WORDS,
            "For what?",
            PlainTextInputElement(
                action_id=Block.KUDOS_WORDS, multiline=True, max_length=LONGEST_THANKS, initial_value=words or None
            ),
        ),
        context(f"{_readers(kind, channel)} It stays with them in `/career`."),
    ]
    return modals.form(
        _MODALS[kind], TITLES[kind], "Thank" if kind is RecognitionKind.KUDOS else "Give", blocks, Nothing()
    )


def answer(answer: ThankAnswer) -> str:  # noqa: PLR0911  one sentence for each answer
    """Return what whoever thanked reads."""
    match answer:
        case Thanked(name, kind, channel, is_new):
            what = "thanks" if kind is RecognitionKind.KUDOS else "award"
            done = f"Your {what} for *{escaped(name)}* {'are' if what == 'thanks' else 'is'}"
            return f"{done} {'on the way' if is_new else 'on the way already'}. {_readers(kind, channel)}"
        case ToOneself() | ToABot() | NotAColleague() | ColleagueLeft():
            return _not_to_them(answer)
        case EnoughToday(limit):
            return (
                f"You have thanked {counted(limit, 'time')} today, and that is as often as I pass on in a day. "
                "Please keep this one for tomorrow."
            )
        case NoName():
            return no_name("An award")
        case ThanksTooLong(excess):
            return f"That is {counted(excess, 'character')} too long; {LONGEST_THANKS} fit. Please say it more briefly."
        case NoThanks():
            return "Please say for what, in a few words."
        case NotLinked() | HasLeft():
            return problems.no_employee(answer)
        case _:
            assert_never(answer)


def error(answered: ThankAnswer) -> dict[str, str] | None:
    """Return the sentence for the input that needs another look; None where the form has nothing to put right."""
    match answered:
        case ToOneself() | ToABot():
            return {Block.KUDOS_TO.value: answer(answered)}
        case ThanksTooLong() | NoThanks():
            return {Block.KUDOS_WORDS.value: answer(answered)}
        case _:
            return None


def in_words(recognition: Recognition) -> str:
    """Return one recognition as its receiver reads it."""
    what = "Award from" if recognition.kind is RecognitionKind.AWARD else "Thanks from"
    return f"{what} *{escaped(recognition.by_name)}* on {day(recognition.given_on)}\n“{escaped(recognition.words)}”"


def received(recognition: Recognition) -> str:
    """Return what somebody is told who was thanked; the words are theirs to read."""
    who = f"*{escaped(recognition.by_name)}*"
    first = f"{who} gives you an award:" if recognition.kind is RecognitionKind.AWARD else f"{who} thanks you:"
    return f"{first}\n>{escaped(recognition.words)}"


def shared(recognition: Recognition, name: str) -> str:
    """Return what everybody in the kudos channel reads; `name` is of who was thanked."""
    return f"*{escaped(recognition.by_name)}* thanks *{escaped(name)}*:\n>{escaped(recognition.words)}"


def _not_to_them(answer: ToOneself | ToABot | NotAColleague | ColleagueLeft) -> str:
    match answer:
        case ToOneself():
            return "You cannot thank yourself here, however well deserved. Who helped you?"
        case ToABot():
            return "That is a bot. It was glad to help; please thank a person."
        case NotAColleague(name, is_guest):
            who = f"*{escaped(name)}*" if name else "That person"
            why = "is a guest here and not in the HR system" if is_guest else "is not in the HR system yet"
            return f"{who} {why}, so I cannot keep your thanks for them. Please tell them yourself; they will be glad."
        case ColleagueLeft(name):
            return (
                f"*{escaped(name)}* has left the company, so I cannot tell them. A line from you would still be nice."
            )
        case _:
            assert_never(answer)


def _readers(kind: RecognitionKind, channel: str | None) -> str:
    if kind is RecognitionKind.AWARD:
        return "They get a message; nobody else is told."
    return "They get a message." if channel is None else f"They get a message, and everybody in <#{channel}> reads it."
