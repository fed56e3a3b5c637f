"""What a nudge offers where it names no opening and no training by itself: a few things, each with its buttons."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from slack_sdk.models.blocks import ActionsBlock, Block, MarkdownTextObject, SectionBlock

from bot.usecases.nudges.nudge_standing import AppliedFor, EnrolledIn, NudgeStanding
from bot.views.blocks import button, section
from bot.views.dates import day, day_of, moment
from bot.views.ids import Action
from bot.views.ids import Block as BlockId
from bot.views.text import escaped, fitted
from bot.views.values import OpeningChoice, ProgrammeChoice, WorkshopChoice, decoded
from career.letters import Letter, OpeningPick, Pick, WorkshopPick
from career.reasons import sentence
from career.targets import NoActivity

_LONGEST_WHY = 500
_APPLY, _ENROL, _DONE = "Apply", "Enrol", "✓ Done"
_ACTS = {Action.APPLY.value: _APPLY, Action.WORKSHOP_ENROL.value: _ENROL}
"""What the button reads by which one of the things is acted on."""


def offered(letter: Letter) -> list[Block]:
    """Return what `letter` offers, without anything to press."""
    return [*(_line(pick, letter.zone) for pick in letter.picks), *_where_to_look(letter)]


def offered_to_press(letter: Letter, delivery: str) -> list[Block]:
    """Return what `letter` offers, each with its buttons; `delivery` is the token that they bring back."""
    blocks: list[Block] = []
    for number, pick in enumerate(letter.picks):
        blocks += [_line(pick, letter.zone), _buttons(pick, delivery, is_first=number == 0)]
    return [*blocks, *_where_to_look(letter)]


def _where_to_look(letter: Letter) -> list[Block]:
    """Return where there is something to do, for somebody who is asked to be active and whom nothing suits just now."""
    if letter.picks or not isinstance(letter.target, NoActivity):
        return []
    return [section("See what is open with `/openings`, and what is taught with `/training`.")]


def picks_after(shown: Sequence[Mapping[str, Any]], standing: NudgeStanding) -> list[dict[str, Any]]:
    """Return the blocks `shown`, in which the button of what was acted on says that it is done, and no other does."""
    blocks: list[dict[str, Any]] = []
    is_first = True
    for block in shown:
        acts = block.get("block_id") != BlockId.NUDGE_BUTTONS and any(
            _is_act(each) for each in block.get("elements", ())
        )
        if not acts:
            blocks.append(dict(block))
            continue
        elements = [_as_it_stands(each, standing, is_first=is_first) for each in block["elements"]]
        blocks.append({**block, "elements": elements})
        is_first = False
    return blocks


def _is_act(element: Mapping[str, Any]) -> bool:
    return element.get("action_id") in _ACTS


def _as_it_stands(element: Mapping[str, Any], standing: NudgeStanding, *, is_first: bool) -> dict[str, Any]:
    """Return a button of a pick: pressed once more, one that is done tells that it is."""
    if not _is_act(element):
        return dict(element)
    is_done = _done_by(standing, str(element["action_id"]), str(element.get("value", "")))
    words = _DONE if is_done else _ACTS[str(element["action_id"])]
    stands = {name: value for name, value in element.items() if name != "style"}
    stands["text"] = {**element["text"], "text": words}
    return stands | ({"style": "primary"} if is_first and not is_done else {})


def _done_by(standing: NudgeStanding, action: str, value: str) -> bool:
    match standing:
        case AppliedFor(opening_id=number) if action == Action.APPLY:
            return decoded(OpeningChoice, value).opening_id == number
        case EnrolledIn(workshop_id=number) if action == Action.WORKSHOP_ENROL:
            return decoded(WorkshopChoice, value).workshop_id == number
        case _:
            return False


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
                    button(_APPLY, Action.APPLY, opening, style),
                    button("Details", Action.OPENING_VIEW, opening),
                ]
            )
        case WorkshopPick(workshop_id, programme_id):
            return ActionsBlock(
                elements=[
                    button(_ENROL, Action.WORKSHOP_ENROL, WorkshopChoice(workshop_id, delivery), style),
                    button("Details", Action.TRAINING_VIEW, ProgrammeChoice(programme_id, delivery)),
                ]
            )
        case _:
            assert_never(pick)
