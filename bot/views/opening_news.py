"""What applicants are told when an opening is cancelled, and HR when an opening that changed stops a nudge."""

from slack_sdk.models.blocks import Block

from bot.views.blocks import actions, button, context, section
from bot.views.dates import moment
from bot.views.hr.decisions import quoted
from bot.views.ids import Action
from bot.views.text import escaped, fitted
from bot.views.values import ApplicationChoice, NudgeChoice
from career.applications import Stage
from career.openings import Cancellation
from storage.openings.histories import History

_LONGEST_TITLE = 300


def cancelled_as_text(history: History) -> str:
    """Return what a notification or a screen reader gets of a cancelled opening."""
    return f"The opening {escaped(history.title)}, for which you applied, was cancelled."


def cancelled_blocks(history: History, cancellation: Cancellation, zone: str | None) -> list[Block]:
    """Return who cancelled it, when and why, and what becomes of the application, for a reader in `zone`."""
    application = history.application
    headline = f"The opening *{escaped(history.title)}*, for which you applied, was cancelled."
    who = f"{escaped(cancellation.by_name)} cancelled it on {moment(cancellation.at, zone)} and wrote:"
    ended = application.stage is Stage.OPENING_CANCELLED
    means = (
        "Your application ends with it. Nobody declined it. Thank you for putting yourself forward."
        if ended
        else "Nothing changes about your application, which had ended before."
    )
    return [
        section(f"{headline}\n{who}\n{quoted(cancellation.reason)}\n{means}"),
        context("Next: see what else is open with `/openings`."),
        actions(button("See your application", Action.APPLICATION_VIEW, ApplicationChoice(application.id))),
    ]


def nudge_paused_as_text(nudge_id: int, nudge: str, opening_id: int, opening: str) -> str:
    """Return that a nudge waits because its opening asks for something else by now."""
    return (
        f"Nudge *#{nudge_id} {fitted(nudge, _LONGEST_TITLE)}* is paused: *#{opening_id} {fitted(opening, _LONGEST_TITLE)}* "
        "asks for something else now, so other people would get it. It goes on once you have previewed and started it again."
    )


def nudge_paused_blocks(nudge_id: int, words: str) -> list[Block]:
    """Return the same with the way to its preview."""
    return [section(words), actions(button("Preview", Action.HR_NUDGE_PREVIEW, NudgeChoice(nudge_id), "primary"))]
