"""An application as whoever made it sees it: where it stands, who considered it when, and with what words."""

from typing import assert_never

from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject, DividerBlock
from slack_sdk.models.views import View

from bot.usecases.hub import OneApplication
from bot.usecases.openings.applying import CannotWithdraw, NoSuchApplication, WithdrawAnswer, Withdrawn
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import modals, problems
from bot.views.applications import STAGE_WORDS
from bot.views.blocks import actions, button, context, section
from bot.views.dates import day_of, moment
from bot.views.ids import Action
from bot.views.text import escaped, fitted
from bot.views.values import ApplicationChoice, OpeningChoice
from career.applications import Consideration, Decision, Stage
from career.openings import Cancellation
from storage.openings.histories import History

NEXT = {
    Stage.SUBMITTED: "a person in HR will consider it.",
    Stage.IN_REVIEW: "HR is looking at it closely.",
    Stage.INTERVIEW: "HR arranges an interview with you.",
    Stage.OFFERED: "it is offered to you; please talk to HR.",
    Stage.ACCEPTED: "it is yours. Congratulations!",
    Stage.DECLINED: "this one has ended. See what else is open with `/openings`.",
    Stage.WITHDRAWN: "you withdrew it. You can apply again while the opening is open.",
    Stage.OPENING_CANCELLED: "see what else is open with `/openings`.",
}
"""What comes next at each stage."""

_DECIDED = {
    Decision.REVIEW: "took it into review",
    Decision.INTERVIEW: "wants to meet you in an interview",
    Decision.OFFER: "offers it to you",
    Decision.ACCEPT: "accepted it",
    Decision.DECLINE: "declined it",
}

_LONGEST_IN_SHORT = 600
_LONGEST_IN_FULL = 2_500
_LONGEST_NAME = 300
_MOST_CONSIDERATIONS = 12


def in_short(history: History, zone: str | None) -> str:
    """Return an application in a few lines, with the latest decision on it, for a viewer in `zone`."""
    stage = history.application.stage
    lines = [f"*{escaped(history.title)}* · {STAGE_WORDS[stage]}", _applied(history, zone)]
    if history.cancellation is not None:
        lines.append(_cancellation(history.cancellation, zone, _LONGEST_IN_SHORT))
    elif history.latest is not None:
        lines.append(_consideration(history.latest, zone, _LONGEST_IN_SHORT))
    lines.append(f"Next: {NEXT[stage]}")
    return "\n".join(lines)


def details(one: OneApplication) -> View:
    """Return a modal with everything about one application, and the way to withdraw it."""
    history, zone = one.history, one.zone
    application = history.application
    blocks: list[Block] = [
        section(f"*{escaped(history.title)}* · {STAGE_WORDS[application.stage]}\n{_applied(history, zone)}")
    ]
    if application.note:
        blocks.append(section(f"*Your note*\n{fitted(application.note, _LONGEST_IN_FULL)}"))
    blocks.append(DividerBlock())
    if history.cancellation is not None:
        blocks.append(section(_cancellation(history.cancellation, zone, _LONGEST_IN_FULL)))
    shown = history.considerations[:_MOST_CONSIDERATIONS]
    if application.stage is Stage.SUBMITTED:
        before = " What stands below is from before you applied again." if shown else ""
        blocks.append(section(f"Nobody has considered it yet.{before}"))
    blocks += [section(_consideration(each, zone, _LONGEST_IN_FULL)) for each in shown]
    blocks.append(context(f"Next: {NEXT[application.stage]}"))
    if application.stage is Stage.WITHDRAWN:
        blocks.append(actions(button("Apply again", Action.APPLY, OpeningChoice(application.opening_id))))
    elif not application.stage.has_ended:
        blocks.append(actions(_withdraw_button(application.id)))
    return modals.done("Your application", blocks)


def _withdraw_button(application_id: int) -> ButtonElement:
    withdraw = button("Withdraw", Action.APPLICATION_WITHDRAW, ApplicationChoice(application_id), style="danger")
    withdraw.confirm = ConfirmObject(
        title="Withdraw your application?",
        text="HR will not consider it any more. You can apply again while the opening is open.",
        confirm="Withdraw",
        deny="Keep it",
    )
    return withdraw


def answer_to_withdraw(answer: WithdrawAnswer) -> str:
    """Return what whoever takes back an application reads."""
    match answer:
        case Withdrawn(opening_id, title):
            return (
                f"Your application for *{escaped(title)}* is withdrawn. If you think again, "
                f"`/apply {opening_id}` takes it up anew while the opening is open."
            )
        case CannotWithdraw(title, application):
            return (
                f"Your application for *{escaped(title)}* is {STAGE_WORDS[application.stage]} already, "
                "so there is nothing to withdraw. If you have second thoughts, please talk to HR."
            )
        case NoSuchApplication():
            return "I found no such application of yours. See all of them with `/career`."
        case NotLinked() | HasLeft():
            return problems.no_employee(answer)
        case _:
            assert_never(answer)


def _applied(history: History, zone: str | None) -> str:
    return f"You applied on {day_of(history.application.submitted_at, zone)}."


def _cancellation(cancellation: Cancellation, zone: str | None, most: int) -> str:
    who, when = fitted(cancellation.by_name, _LONGEST_NAME), moment(cancellation.at, zone)
    return f"{who} cancelled the opening on {when}: “{fitted(cancellation.reason, most)}”"


def _consideration(consideration: Consideration, zone: str | None, most: int) -> str:
    who, what = fitted(consideration.by_name, _LONGEST_NAME), _DECIDED[consideration.decision]
    return f"{who} {what} on {moment(consideration.at, zone)}: “{fitted(consideration.reason, most)}”"
