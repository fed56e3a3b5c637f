"""The note in the HR channel about applications that wait too long."""

from slack_sdk.models.blocks import Block

from bot.usecases.overdue import Late, Overdue
from bot.views.blocks import actions, button, context, section
from bot.views.dates import counted
from bot.views.ids import Action
from bot.views.text import fitted
from bot.views.values import ApplicationChoice, QueuePage

MOST_NAMED = 20
"""Applications named in the note; more of them are behind its second button."""

_LONGEST_NAME = 40


def as_text(late: Overdue) -> str:
    """Return what a notification or a screen reader gets of it."""
    waits = "waits" if late.count == 1 else "wait"
    return f"{counted(late.count, 'application')} {waits} longer than {counted(late.within, 'working day')} to be considered."


def blocks(late: Overdue) -> list[Block]:
    """Return who waits and for how long, the longest first, and the way to the first of them."""
    names = [_line(each) for each in late.first[:MOST_NAMED]]
    if late.count > len(names):
        names.append(f"… and {late.count - len(names):,} more")
    first = ApplicationChoice(late.first[0].candidate.application_id)
    return [
        section(f"*{as_text(late)}*"),
        section("\n".join(names)),
        actions(
            button("Open the first", Action.HR_APPLICATION, first, "primary"),
            button("See all", Action.HR_APPLICATIONS, QueuePage(0)),
        ),
        context("I bring this up once on a working day, as long as somebody waits."),
    ]


def _line(late: Late) -> str:
    candidate = late.candidate
    who, title = fitted(candidate.name, _LONGEST_NAME), fitted(candidate.opening_title, _LONGEST_NAME)
    return f"• *{who}* for #{candidate.opening_id} {title}, waiting {counted(late.working_days, 'working day')}"
