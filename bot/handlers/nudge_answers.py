"""The buttons under a nudge by which its recipient hears less: Not now, Not for me, Stop these, Stop all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.handlers.desk import Desk
from bot.handlers.errors import afterwards
from bot.handlers.replies import tell
from bot.usecases import quiet
from bot.usecases.people import HasLeft, NotLinked
from bot.usecases.quiet import NotYours, NudgeAnswer
from bot.views.ids import Action
from bot.views.nudges import nudge_after
from bot.views.quiet import answer_to_nudge
from bot.views.values import DeliveryChoice, decoded
from storage.database import Database

_GIVEN = "nudge.given"
"""Where the acknowledging half leaves, in Bolt's context, the answer that the message should show."""

UseCase = Callable[[Database, str, str, datetime], NudgeAnswer]
"""Answers a nudge: the database, who pressed, the token of the copy, now."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons under a nudge that are about quiet."""
    listen = _Listeners(desk)
    show = [afterwards(show_answer)]
    app.action(Action.NUDGE_NOT_NOW)(ack=listen.answering(quiet.not_now), lazy=show)
    app.action(Action.NUDGE_NOT_FOR_ME)(ack=listen.answering(quiet.not_for_me), lazy=show)
    app.action(Action.NUDGE_STOP)(ack=listen.answering(quiet.stop_these), lazy=show)
    app.action(Action.NUDGE_STOP_ALL)(ack=listen.stop_all, lazy=show)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def answering(self, use_case: UseCase) -> Callable[..., None]:
        """Return the listener that does `use_case` with the copy under which its button stands."""

        def answer(ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
            choice = decoded(DeliveryChoice, action.get("value"))
            given = use_case(self.desk.database, str(context.user_id), choice.delivery, self.desk.now())
            context[_GIVEN] = given
            ack()

        return answer

    def stop_all(self, ack: Ack, context: BoltContext) -> None:
        context[_GIVEN] = quiet.stop(self.desk.database, str(context.user_id), None, self.desk.now())
        ack()


def show_answer(body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
    """Let the message tell what happened; where nothing did, the message stays and whoever pressed reads why."""
    given: NudgeAnswer | None = context.get(_GIVEN)
    match given:
        case None:
            return
        case NotYours() | NotLinked() | HasLeft():
            tell(respond, answer_to_nudge(given))
        case _:
            after = nudge_after((body.get("message") or {}).get("blocks") or (), given)
            respond(text=after.text, blocks=after.blocks, replace_original=True)
