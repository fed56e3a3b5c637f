"""What a nudge offers where it names no opening and no training by itself: a few things, each with its buttons."""

from typing import assert_never

from slack_sdk.models.blocks import ActionsBlock, Block, MarkdownTextObject, SectionBlock

from bot.views.blocks import button
from bot.views.dates import day, day_of, moment
from bot.views.ids import Action
from bot.views.text import escaped, fitted
from bot.views.values import OpeningChoice, ProgrammeChoice, WorkshopChoice
from career.letters import Letter, OpeningPick, Pick, WorkshopPick
from career.reasons import sentence

_LONGEST_WHY = 500


def offered(letter: Letter) -> list[Block]:
    """Return what `letter` offers, without anything to press."""
    return [_line(pick, letter.zone) for pick in letter.picks]


def offered_to_press(letter: Letter, delivery: str) -> list[Block]:
    """Return what `letter` offers, each with its buttons; `delivery` is the token that they bring back."""
    blocks: list[Block] = []
    for number, pick in enumerate(letter.picks):
        blocks += [_line(pick, letter.zone), _buttons(pick, delivery, is_first=number == 0)]
    return blocks


def _line(pick: Pick, zone: str | None) -> SectionBlock:
    match pick:
        case OpeningPick(_, title, reasons, closes_on):
            lines = [f"*{escaped(title)}*"]
            if reasons:
                lines.append(f"_Suits you: {fitted(sentence(reasons), _LONGEST_WHY)}._")
            if closes_on is not None:
                lines.append(f"Apply by {day(closes_on)}.")
        case WorkshopPick(_, _, title, starts_at, asked_at):
            lines = [f"*{escaped(title)}*", f"{moment(starts_at, zone)} ({'your time' if zone else 'UTC'})"]
            if asked_at is not None:
                lines.append(f"_You asked for it on {day_of(asked_at, zone)}._")
        case _:
            assert_never(pick)
    return SectionBlock(text=MarkdownTextObject(text="\n".join(lines), verbatim=True))


def _buttons(pick: Pick, delivery: str, *, is_first: bool) -> ActionsBlock:
    style = "primary" if is_first else None
    match pick:
        case OpeningPick(opening_id):
            opening = OpeningChoice(opening_id, delivery)
            return ActionsBlock(
                elements=[
                    button("Apply", Action.APPLY, opening, style),
                    button("Details", Action.OPENING_VIEW, opening),
                ]
            )
        case WorkshopPick(workshop_id, programme_id):
            return ActionsBlock(
                elements=[
                    button("Enrol", Action.WORKSHOP_ENROL, WorkshopChoice(workshop_id, delivery), style),
                    button("Details", Action.TRAINING_VIEW, ProgrammeChoice(programme_id, delivery)),
                ]
            )
        case _:
            assert_never(pick)
