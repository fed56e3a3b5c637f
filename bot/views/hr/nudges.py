"""HR's list of nudges, and what came of starting, pausing or ending one."""

from datetime import datetime
from typing import assert_never

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, DividerBlock

from bot.usecases.house.latest import Latest
from bot.usecases.nudges.nudge_list import ListedNudge, NudgePage
from bot.usecases.nudges.steering import (
    CannotMove,
    HaltAnswer,
    Halted,
    HasEnded,
    NeedsPreview,
    NoSuchNudge,
    StartAnswer,
    Started,
)
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, your_time
from bot.views.hr.nudge_preview import name_of
from bot.views.hr.nudge_when import when_in_words
from bot.views.ids import Action
from bot.views.paging import Place, searched
from bot.views.text import escaped
from bot.views.values import Nothing, NudgeChoice, Page, SeenNudge
from career.nudges import MOVES, NudgeStatus, NudgeVerb, Refused
from career.outcomes import DeliveryState

PAGE_SIZE = 12
"""Nudges on one page: at three blocks each, with a head and a foot, within the 50 blocks of a message."""

STATUS_WORDS = {
    NudgeStatus.DRAFT: "not started",
    NudgeStatus.RUNNING: "running",
    NudgeStatus.PAUSED: "paused",
    NudgeStatus.ENDED: "ended",
}
"""What HR reads of where a nudge is in its life."""

_DID_WORDS = {"nudge.started": "started it", "nudge.paused": "paused it", "nudge.ended": "ended it"}


def which_number(verb: str) -> str:
    """Return what somebody reads who did not say which nudge."""
    return f"Which nudge? Please type its number, such as `/hr nudge {verb} 3`. See them with `/hr nudges`."


def nudge_list(page: NudgePage, told: str = "") -> list[Block]:
    """Return one page of the nudges, running ones first; `told` stands above it."""
    blocks: list[Block] = [section(told)] if told else []
    new = button("New nudge", Action.HR_NUDGE_NEW, Nothing())
    if not page.nudges:
        return [*blocks, section("There is no nudge yet. Write the first one."), actions(new)]
    blocks.append(header(list_as_text(page)))
    for nudge in page.nudges:
        blocks += _entry(nudge, page.skip)
    place = Place(page.skip, PAGE_SIZE, page.total)
    turning = place.buttons(Action.HR_NUDGES_BACK, Action.HR_NUDGES_MORE, searched(""))
    refresh = button("Refresh", Action.HR_NUDGES_REFRESH, Page("", page.skip))
    uncertain = button("Uncertain messages", Action.HR_UNCERTAIN, Nothing())
    is_any_uncertain = any(nudge.counts.get(DeliveryState.UNCERTAIN) for nudge in page.nudges)
    foot = [new, refresh, *([uncertain] if is_any_uncertain else []), *turning]
    return [*blocks, context(place.words), actions(*foot)]


def list_as_text(page: NudgePage) -> str:
    """Return what a notification or a screen reader gets of the list."""
    return counted(page.total, "nudge")


def move_as_text(  # noqa: PLR0911  one sentence for each answer
    nudge_id: int, answer: StartAnswer | HaltAnswer, zone: str | None
) -> str:
    """Return what HR reads after starting, pausing or ending a nudge; `zone` is that of whoever did it."""
    match answer:
        case Started(_, first_at):
            return f"Nudge #{nudge_id} runs. {_first(first_at, zone)}"
        case Halted(_, NudgeStatus.PAUSED):
            return f"Nudge #{nudge_id} is paused: nothing of it goes out until you start it again."
        case Halted():
            return f"Nudge #{nudge_id} has ended: nothing of it goes out any more."
        case NeedsPreview():
            return f"Nudge #{nudge_id} is not started: look at its preview first, as it is now."
        case NoSuchNudge(number):
            return f"There is no nudge number {number}. See all of them with `/hr nudges`."
        case HasEnded(_, latest):
            return f"Nudge #{nudge_id} has ended and sends nothing any more.{_by_whom(latest, zone)}"
        case CannotMove(Refused(sentence), latest):
            return f"{escaped(sentence)}{_by_whom(latest, zone)}"
        case Refused(sentence):
            return escaped(sentence)
        case _:
            assert_never(answer)


def move_blocks(nudge_id: int, answer: StartAnswer | HaltAnswer, zone: str | None) -> list[Block]:
    """Return the same, with the way on: to the preview, to the form, or to a new one where it has ended."""
    told: list[Block] = [section(move_as_text(nudge_id, answer, zone))]
    if isinstance(answer, NeedsPreview):
        told.append(actions(button("Preview", Action.HR_NUDGE_PREVIEW, NudgeChoice(nudge_id), "primary")))
    if isinstance(answer, Refused):
        told.append(actions(button("Change it", Action.HR_NUDGE_EDIT, NudgeChoice(nudge_id))))
    if isinstance(answer, HasEnded):
        told.append(actions(_write_anew(NudgeChoice(nudge_id))))
    return told


def _write_anew(choice: NudgeChoice) -> ButtonElement:
    return button("Write a new one from it", Action.HR_NUDGE_ANEW, choice)


def _by_whom(latest: Latest | None, zone: str | None) -> str:
    """Return who brought it there, when and why, as a sentence after another; empty where nobody knows."""
    if latest is None:
        return ""
    why = f": {latest.why}" if latest.why else ""
    return f" {escaped(latest.by_name)} {_DID_WORDS[latest.action]}, {your_time(latest.at, zone)}{why}."


def _first(first_at: datetime | None, zone: str | None) -> str:
    if first_at is None:
        return "What it still owed goes out now."
    return f"Messages go out from {your_time(first_at, zone)} on, in each one's own working hours."


def _entry(nudge: ListedNudge, skip: int) -> list[Block]:
    lines = [
        f"*{name_of(nudge.id, nudge.title)}*",
        f"{STATUS_WORDS[nudge.status]}{_version(nudge)} · about *{escaped(nudge.about)}*",
    ]
    if nudge.status is not NudgeStatus.ENDED:
        lines.append(f"When: {when_in_words(nudge.cadence)}")
    if nudge.status is NudgeStatus.RUNNING and not nudge.is_open:
        lines.append(":warning: That is not open any more, so nothing of it goes out.")
    if nudge.counts:
        lines.append(_counts(nudge))
    elif nudge.status is NudgeStatus.ENDED:
        lines.append("It was due for nobody.")
    if nudge.counts.get(DeliveryState.SENT):
        lines.append(_answers(nudge))
    buttons = _buttons(nudge, skip)
    return [section("\n".join(lines)), *([actions(*buttons)] if buttons else []), DividerBlock()]


def _version(nudge: ListedNudge) -> str:
    return "" if nudge.version == 1 else f" · version {nudge.version}"


def _counts(nudge: ListedNudge) -> str:
    counts = nudge.counts
    waiting = counts.get(DeliveryState.DUE, 0) + counts.get(DeliveryState.CLAIMED, 0)
    parts = [f"{waiting:,} waiting", f"{counts.get(DeliveryState.SENT, 0):,} sent"]
    parts.append(f"{counts.get(DeliveryState.HELD_OUT, 0):,} held out ({nudge.hold_out:.0%})")
    for state, words in ((DeliveryState.FAILED, "refused by Slack"), (DeliveryState.UNCERTAIN, "uncertain")):
        if counts.get(state):
            parts.append(f"*{counts[state]:,} {words}*")
    return " · ".join(parts)


def _answers(nudge: ListedNudge) -> str:
    """Return how people answered by its buttons; the report counts everybody who acted, however they did."""
    parts = [f"{nudge.acted:,} acted"]
    if nudge.picked_time:
        parts.append(f"{nudge.picked_time:,} picked a time")
    if nudge.quiet is not None:
        parts.append(f"{nudge.quiet:,} asked for quiet")
    return f"By its buttons: {' · '.join(parts)}"


def _buttons(nudge: ListedNudge, skip: int) -> list[ButtonElement]:
    """Return what can be done with it: one not previewed as it stands is started there, one not sent has no report."""
    choice = NudgeChoice(nudge.id, skip)
    report = [button("Report", Action.HR_REPORT, choice)] if nudge.counts else []
    if nudge.version > 1:
        report.append(button("Versions", Action.HR_NUDGE_VERSIONS, choice))
    if nudge.status is NudgeStatus.ENDED:
        return [*report, _write_anew(choice)]
    can_start = (nudge.status, NudgeVerb.START) in MOVES
    found = [
        button("Preview", Action.HR_NUDGE_PREVIEW, choice, "primary" if can_start and not nudge.is_previewed else None)
    ]
    if can_start and nudge.is_previewed:
        found.append(button("Start", Action.HR_NUDGE_START, SeenNudge(nudge.id, "", skip), "primary"))
    if (nudge.status, NudgeVerb.PAUSE) in MOVES:
        found.append(button("Pause", Action.HR_NUDGE_PAUSE, choice))
    end = button("End", Action.HR_NUDGE_END, choice)
    end.confirm = ConfirmObject(
        title="End this nudge?",
        text="Nothing of it goes out any more, and it cannot be started again.",
        confirm="End it",
        deny="Keep it",
        style="danger",
    )
    return [*found, *report, button("Change", Action.HR_NUDGE_EDIT, choice), end]
