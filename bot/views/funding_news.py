"""What an employee is told when HR has decided on a request for funding."""

from slack_sdk.models.blocks import Block

from bot.views.blocks import actions, button, context, section
from bot.views.funding import balance_line, decision_line, facts
from bot.views.ids import Action
from bot.views.text import escaped
from bot.views.values import Nothing
from career.tuition import Balance, RequestState
from storage.funding.tuition import Request


def as_text(request: Request) -> str:
    """Return what a notification or a screen reader gets of it."""
    title = escaped(request.wanted.title)
    if request.state is RequestState.APPROVED:
        return f"Good news: funding for {title} is approved."
    return f"Your request for funding for {title} was declined this time."


def blocks(request: Request, balance: Balance) -> list[Block]:
    """Return what was decided, by whom and why, and what is left of that year's cap."""
    decided = "" if request.verdict is None else f"\n{decision_line(request.wanted, request.verdict)}"
    return [
        section(f"{as_text(request)}\n{facts(request.wanted)}{decided}"),
        context(balance_line(balance)),
        actions(button("Your funding", Action.FUNDING, Nothing())),
    ]
