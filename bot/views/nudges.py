"""A nudge as the employee sees it, and the same message once they have answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, MarkdownTextObject, SectionBlock

from bot.views.blocks import LONGEST_SECTION, button
from bot.views.dates import day
from bot.views.ids import Action
from bot.views.ids import Block as BlockId
from bot.views.nudge_picks import offered, offered_to_press
from bot.views.text import escaped, fitted, shortened
from bot.views.values import DeliveryChoice, OpeningChoice, ProgrammeChoice
from career.letters import Letter
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    UnmetInterest,
    WorkshopTarget,
)

_LONGEST_NOTIFICATION = 500
_LONGEST_WHY = 500
_GIVE_WAY = (BlockId.NUDGE_BUTTONS, BlockId.NUDGE_ANSWER)


@dataclass(frozen=True, slots=True)
class NudgeMessage:
    """A message: its blocks, and the text for a notification or a screen reader."""

    text: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class AnsweredNudge:
    """What takes a nudge's place: its own words, and below them what happened instead of the buttons."""

    text: str
    blocks: Sequence[dict[str, Any]]


def nudge_message(letter: Letter, delivery: str) -> NudgeMessage:
    """Return the message for `letter`; `delivery` is the token that its buttons bring back."""
    return NudgeMessage(
        escaped(shortened(letter.text, _LONGEST_NOTIFICATION)),
        [
            *_words(letter),
            *offered_to_press(letter, delivery),
            _why(letter, delivery),
            ActionsBlock(block_id=BlockId.NUDGE_BUTTONS, elements=nudge_buttons(letter.target, delivery)),
        ],
    )


def sample(letter: Letter) -> list[Block]:
    """Return the message as a preview shows it: without what only its recipient may press."""
    return [*_words(letter), *offered(letter), _why(letter)]


def answered(shown: Sequence[Mapping[str, Any]], told: str, more: Sequence[ButtonElement] = ()) -> AnsweredNudge:
    """Return the message that was `shown` with `told` (escaped mrkdwn) in place of its buttons, and `more` buttons.

    What an earlier answer told gives way to it.
    """
    kept = [_unpressed(block) for block in shown if block.get("block_id") not in _GIVE_WAY]
    added: list[Block] = [_small(told, BlockId.NUDGE_ANSWER)]
    if more:
        added.append(ActionsBlock(block_id=BlockId.NUDGE_BUTTONS, elements=list(more)))
    return AnsweredNudge(told, [*kept, *(block.to_dict() for block in added)])


def nudge_buttons(target: Target, delivery: str) -> list[ButtonElement]:
    """Return what can be pressed under a nudge about `target`; `delivery` is the token that it brings back."""
    copy = DeliveryChoice(delivery)
    return [
        *acts_on(target, delivery),
        button("Pick a time", Action.NUDGE_PICK_TIME, copy),
        button("Not now", Action.NUDGE_NOT_NOW, copy),
        button("Not for me", Action.NUDGE_NOT_FOR_ME, copy),
        button("Stop these", Action.NUDGE_STOP, copy),
    ]


def acts_on(target: Target, delivery: str) -> list[ButtonElement]:
    """Return what can be pressed to do what a nudge about `target` is for."""
    match target:
        case OpeningTarget(opening_id):
            opening = OpeningChoice(opening_id, delivery)
            return [
                button("Apply", Action.APPLY, opening, style="primary"),
                button("Details", Action.OPENING_VIEW, opening),
            ]
        case ProgrammeTarget(programme_id):
            programme = ProgrammeChoice(programme_id, delivery)
            return [
                button("I'm interested", Action.TRAINING_INTERESTED, programme, style="primary"),
                button("Details", Action.TRAINING_VIEW, programme),
            ]
        case WorkshopTarget() | SuitingOpenings() | UnmetInterest() | NoActivity():
            return []  # each thing it offers has its own
        case _:
            assert_never(target)


def _words(letter: Letter) -> list[Block]:
    return [_paragraph(piece) for piece in _pieces(letter.text)]


def _why(letter: Letter, delivery: str = "") -> SectionBlock:
    """Return why this person gets it and until when, and beside it how to say that it is wrong."""
    about_you = f"*Why you:* {fitted(letter.why, _LONGEST_WHY)}."
    if letter.deadline is not None:
        about_you += f"\n*Last day:* {day(letter.deadline)}."
    wrong = button("This is wrong about me", Action.NUDGE_WRONG, DeliveryChoice(delivery)) if delivery else None
    words = MarkdownTextObject(text=about_you, verbatim=True)
    return SectionBlock(block_id=BlockId.NUDGE_WHY if delivery else None, text=words, accessory=wrong)


def _unpressed(block: Mapping[str, Any]) -> dict[str, Any]:
    """Return a block of an answered nudge: the button beside the why goes with the others."""
    kept = dict(block)
    if kept.get("block_id") == BlockId.NUDGE_WHY:
        kept.pop("accessory", None)
    return kept


def _pieces(text: str) -> Iterator[str]:
    """Cut `text` into escaped pieces that fit a section; escaping makes an ampersand five times as long."""
    piece, length = "", 0
    for word in _with_spaces(text):
        longer = len(escaped(word))
        if length + longer > LONGEST_SECTION:
            yield escaped(piece)
            piece, length = "", 0
        piece, length = piece + word, length + longer
    if piece.strip():
        yield escaped(piece)


def _with_spaces(text: str) -> Iterator[str]:
    """Split after each space or line break, and words that fit no section by themselves after every 500 characters."""
    most = LONGEST_SECTION // len(escaped("&")) - 100
    for line in text.splitlines(keepends=True):
        for position, word in enumerate(line.split(" ")):
            whole = word if position == 0 else f" {word}"
            yield from (whole[start : start + most] for start in range(0, len(whole), most))


def _paragraph(text: str) -> SectionBlock:
    """Return a section in which nothing that somebody wrote becomes a link or a channel by itself."""
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def _small(text: str, block_id: str | None = None) -> ContextBlock:
    words = MarkdownTextObject(text=shortened(text, LONGEST_SECTION), verbatim=True)
    return ContextBlock(block_id=block_id, elements=[words])
