"""What an applicant is told when a person has decided something about their application."""

from slack_sdk.models.blocks import Block

from bot.views.blocks import actions, button, context, section
from bot.views.dates import moment
from bot.views.histories import NEXT
from bot.views.hr.decisions import quoted
from bot.views.ids import Action
from bot.views.text import escaped
from bot.views.values import ApplicationChoice
from career.applications import STAGE_AFTER, Decision
from storage.openings.histories import Decided

_NEWS = {
    Decision.REVIEW: "Your application for {opening} is in review now.",
    Decision.INTERVIEW: "Good news: you are invited to an interview for {opening}.",
    Decision.OFFER: "Great news: {opening} is offered to you.",
    Decision.ACCEPT: "Congratulations! Your application for {opening} is accepted.",
    Decision.DECLINE: "Your application for {opening} was declined this time. Thank you for putting yourself forward.",
}


def as_text(news: Decided) -> str:
    """Return what a notification or a screen reader gets of it."""
    return _NEWS[news.consideration.decision].format(opening=escaped(news.title))


def blocks(news: Decided, zone: str | None) -> list[Block]:
    """Return what was decided, by whom, when and why, and what comes next, for a reader in `zone`."""
    decided = news.consideration
    headline = _NEWS[decided.decision].format(opening=f"*{escaped(news.title)}*")
    who = f"{escaped(decided.by_name)} considered it on {moment(decided.at, zone)} and wrote:"
    return [
        section(f"{headline}\n{who}\n{quoted(decided.reason)}"),
        context(f"Next: {NEXT[STAGE_AFTER[decided.decision]]}"),
        actions(button("See your application", Action.APPLICATION_VIEW, ApplicationChoice(news.application.id))),
    ]
