"""Saying how a workshop was: the button under the question, and the form."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.submitted import chosen, typed
from bot.slack.modals import open_and_fill
from bot.usecases.training import feedback as rating
from bot.views import feedback, modals
from bot.views.blocks import section
from bot.views.ids import Action, Block, Modal
from bot.views.values import OutOfDateError, WorkshopChoice, decoded
from career.training import BEST_RATING


def register(app: App, desk: Desk) -> None:
    """Listen to the button under the question, and to the form."""
    listen = _Listeners(desk)
    app.action(Action.WORKSHOP_RATE)(ack=acknowledge, lazy=[afterwards(listen.open_form)])
    app.view(Modal.RATE)(listen.rate)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_form(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        choice, slack_id = decoded(WorkshopChoice, action.get("value")), str(context.user_id)
        open_and_fill(client, body, feedback.TITLE, lambda: self._form(slack_id, choice.workshop_id))

    def rate(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        workshop_id = decoded(WorkshopChoice, view.get("private_metadata")).workshop_id
        given = chosen(view, Block.RATING)
        if given not in {str(each) for each in range(1, BEST_RATING + 1)}:
            raise OutOfDateError("no rating")
        answer = rating.rate(
            self.desk.database,
            str(context.user_id),
            workshop_id,
            int(given),
            typed(view, Block.COMMENT),
            self.desk.now(),
        )
        told = feedback.answer(answer)
        if isinstance(answer, rating.CommentTooLong):
            ack(response_action="errors", errors={Block.COMMENT: told})
        else:
            ack(response_action="update", view=modals.done(feedback.TITLE, [section(told)]))

    def _form(self, slack_id: str, workshop_id: int) -> View:
        return feedback.form(rating.may_rate(self.desk.database, slack_id, workshop_id, self.desk.now()))
