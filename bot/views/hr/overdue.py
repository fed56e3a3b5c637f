"""The note in the HR channel about applications and requests for funding that wait too long."""

from slack_sdk.models.blocks import Block

from bot.usecases.messages.overdue import Late, Overdue
from bot.views.blocks import actions, button, context, section
from bot.views.dates import counted
from bot.views.hr.decisions import left_mark
from bot.views.ids import Action
from bot.views.text import fitted
from bot.views.values import ApplicationChoice, Nothing, QueuePage

MOST_NAMED = 10
"""Applications named in the note, as many as a phone shows at once; more of them are behind its second button."""

_LONGEST_NAME = 40


def as_text(late: Overdue) -> str:
    """Return what a notification or a screen reader gets of it."""
    return " ".join(
        [*([_applications(late)] if late.count else []), *([_requests(late)] if late.requests.count else [])]
    )


def blocks(late: Overdue) -> list[Block]:
    """Return who waits and for how long, the longest first, the requests for funding in a line, and the ways to them."""
    told: list[Block] = []
    if late.count:
        first = ApplicationChoice(late.first[0].candidate.application_id)
        told += [
            section(f"*{_applications(late)}*"),
            section("\n".join(_names(late))),
            actions(
                button("Open the first", Action.HR_APPLICATION, first, "primary"),
                button("See all", Action.HR_APPLICATIONS, QueuePage(0)),
            ),
        ]
    if late.requests.count:
        told += [
            section(f"*{_requests(late)}* Decide with `/hr funding`."),
            actions(button("See the requests", Action.HR_FUNDING, Nothing(), None if late.count else "primary")),
        ]
    return [*told, context("I bring this up once on a working day, as long as somebody waits.")]


def _applications(late: Overdue) -> str:
    waits = "waits" if late.count == 1 else "wait"
    return f"{counted(late.count, 'application')} {waits} longer than {counted(late.within, 'working day')} to be considered."


def _requests(late: Overdue) -> str:
    requests = late.requests
    waited = counted(requests.longest, "working day")
    if requests.count == 1:
        return f"1 request for funding has waited {waited} for a decision."
    limit, many = counted(late.within, "working day"), counted(requests.count, "request")
    return f"{many} for funding have waited longer than {limit} for a decision, the oldest {waited}."


def _names(late: Overdue) -> list[str]:
    names = [_line(each) for each in late.first[:MOST_NAMED]]
    more = late.count - len(names)
    return [*names, f"… and {more:,} more"] if more else names


def _line(late: Late) -> str:
    candidate = late.candidate
    who, title = fitted(candidate.name, _LONGEST_NAME), fitted(candidate.opening_title, _LONGEST_NAME)
    left = left_mark(has_left=candidate.has_left)
    return f"• *{who}*{left}, {counted(late.working_days, 'working day')}: #{candidate.opening_id} {title}"
