"""HR's hub: counts, buttons to what waits, and every order explained."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block

from bot.usecases.house.hr_hub import Hub
from bot.views.blocks import actions, button, context, header, section
from bot.views.dates import counted, days_since
from bot.views.ids import Action
from bot.views.text import escaped, shortened
from bot.views.values import Nothing, NudgeChoice, Page, QueuePage

_MOST_REPEATED = 80
"""Characters repeated of what somebody typed."""

_ORDERS_A_SECTION = 12


def hub_blocks(hub: Hub) -> list[Block]:
    """Return the hub."""
    counts = hub.counts
    lines = [
        f"*{counted(counts.unconsidered, 'application')}* not considered yet{_waiting(hub)}",
        f"*{counted(counts.interests, 'interest')}* in training logged",
        f"*{counted(counts.funding_requests, 'request')}* for funding not decided yet",
        f"*{counted(counts.running_nudges, 'nudge')}* running",
        f"*{counted(counts.without_slack, 'employee')}* without a Slack account",
    ]
    if counts.unmarked_workshops:
        lines.append(f"*{counted(counts.unmarked_workshops, 'workshop')}* over, attendance missing")
    if counts.uncertain_deliveries:
        lines.append(
            f"*{counted(counts.uncertain_deliveries, 'message')}* may or may not have arrived: please say which"
        )
    if counts.untold:
        lines.append(f"*{counted(counts.untold, 'message')}* did not get through: please tell it yourself")
    first = "primary" if counts.unconsidered else None
    return [
        header("HR"),
        section("\n".join(lines)),
        actions(
            button("Applications", Action.HR_APPLICATIONS, QueuePage(0), first),
            button("Openings", Action.HR_OPENINGS, Page("", 0)),
            button("New opening", Action.HR_OPENING_NEW, Nothing()),
            button("Nudges", Action.HR_NUDGES, Nothing()),
            button("New nudge", Action.HR_NUDGE_NEW, Nothing()),
            button("Interest", Action.HR_DEMAND, Page("", 0)),
            button("Programmes", Action.HR_PROGRAMMES, Page("", 0)),
            button("Workshops", Action.HR_WORKSHOPS, Page("", 0)),
            button("Report", Action.HR_REPORT, NudgeChoice(0)),
            button("Funding", Action.HR_FUNDING, Nothing()),
            *([button("Uncertain messages", Action.HR_UNCERTAIN, Nothing())] if counts.uncertain_deliveries else []),
            *([button("Not got through", Action.HR_UNTOLD, Page("", 0))] if counts.untold else []),
            button("Unmatched people", Action.HR_UNMATCHED, Page("", 0)),
            button("Settings", Action.HR_SETTINGS, Nothing()),
        ),
        context("Everything you can type: `/hr help`"),
    ]


def hub_as_text(hub: Hub) -> str:
    """Return what a notification or a screen reader gets of the hub."""
    return f"{counted(hub.counts.unconsidered, 'application')} not considered yet{_waiting(hub)}."


def help_blocks(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> list[Block]:
    """Return every order with what it does, given by group as (usage, what it does)."""
    told: list[Block] = []
    for name, usages in groups:
        lines = [f"`/hr {escaped(usage)}` {does}" for usage, does in usages]
        for at in range(0, len(lines), _ORDERS_A_SECTION):
            head = [f"*{name}*"] if at == 0 else []
            told.append(section("\n".join([*head, *lines[at : at + _ORDERS_A_SECTION]])))
    return [
        *told,
        context("N is the number that stands before each thing in its list. What is in [ ] may be left out."),
    ]


def unknown_order(typed: str, usage: str | None) -> str:
    """Return what somebody reads whose words nobody understood; `usage` is of what they probably meant."""
    repeated = escaped(shortened(typed, _MOST_REPEATED))
    if usage is None:
        return f"I do not know “/hr {repeated}”. See everything you can type with `/hr help`."
    return f"I do not know “/hr {repeated}”. Did you mean `/hr {escaped(usage)}`?"


def _waiting(hub: Hub) -> str:
    oldest = hub.counts.oldest_since
    return "" if oldest is None else f", the oldest waiting {days_since(oldest, hub.now)}"
