"""The buttons under a nudge by which its recipient hears less, and Undo; the message then shows how they stand to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import afterwards
from bot.handlers.nudge_messages import show_elsewhere
from bot.handlers.replies import tell
from bot.usecases.nudges import answering
from bot.usecases.nudges.answering import ActOnNudge, NotYours, NudgeAnswer, Tap
from bot.usecases.nudges.nudge_standing import Said
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.views import problems
from bot.views.ids import Action
from bot.views.nudge_answers import nudge_after
from bot.views.values import AnswerChoice, DeliveryChoice, OutOfDateError, decoded

_GIVEN = "nudge.given"
"""Where the acknowledging half leaves, in Bolt's context, which copy was answered, and how the person then stands."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons under a nudge that are about quiet, and to Undo."""
    listen = _Listeners(desk)
    show = [afterwards(listen.show_answer)]
    app.action(Action.NUDGE_NOT_NOW)(ack=listen.answering(answering.not_now), lazy=show)
    app.action(Action.NUDGE_NOT_FOR_ME)(ack=listen.answering(answering.not_for_me), lazy=show)
    app.action(Action.NUDGE_STOP)(ack=listen.answering(answering.stop_these), lazy=show)
    app.action(Action.NUDGE_STOP_ALL)(ack=listen.answering(answering.stop_all), lazy=show)
    app.action(Action.NUDGE_UNDO)(ack=listen.undo, lazy=show)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def answering(self, use_case: ActOnNudge) -> Callable[..., None]:
        """Return the listener that does `use_case` with the copy under which its button stands."""

        def answer(ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
            delivery = decoded(DeliveryChoice, action.get("value")).delivery
            given = use_case(self.desk.database, _tap(action, context, delivery), self.desk.now())
            context[_GIVEN] = (delivery, given)
            ack()

        return answer

    def undo(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(AnswerChoice, action.get("value"))
        tap, now = _tap(action, context, choice.delivery), self.desk.now()
        given = answering.undo(self.desk.database, tap, _said(choice.answer), now)
        context[_GIVEN] = (choice.delivery, given)
        ack()

    def show_answer(self, client: WebClient, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        """Let the message tell how the person stands; where it is not theirs it stays, and whoever pressed reads why."""
        if context.get(_GIVEN) is None:
            return
        delivery: str = context[_GIVEN][0]
        given: NudgeAnswer = context[_GIVEN][1]
        match given:
            case NotYours():
                tell(respond, problems.OUT_OF_DATE)
            case NotLinked() | HasLeft():
                tell(respond, problems.no_employee(given))
            case standing:
                after = nudge_after((body.get("message") or {}).get("blocks") or (), standing, delivery)
                respond(text=after.text, blocks=after.blocks, replace_original=True)
                show_elsewhere(client, self.desk, str(context.user_id), delivery, body)


def _tap(action: dict[str, Any], context: BoltContext, delivery: str) -> Tap:
    return Tap(str(context.user_id), delivery, str(action.get("action_ts") or ""))


def _said(answer: str) -> Said:
    try:
        return Said(answer)
    except ValueError as error:
        raise OutOfDateError(str(error)) from error
