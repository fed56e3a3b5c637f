"""Pick a time: the form under a nudge, and what comes of it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.nudge_messages import note_answered, showing_answered
from bot.handlers.submitted import moment_chosen
from bot.slack.modals import open_and_fill
from bot.usecases.nudges import picking
from bot.usecases.nudges.nudge_standing import Reminding
from bot.usecases.nudges.picking import NotThen, Suggested
from bot.views import modals, problems
from bot.views import picking as views
from bot.views.blocks import section
from bot.views.ids import Action, Block, Modal
from bot.views.values import DeliveryChoice, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the button under a nudge, and to the form."""
    listen = _Listeners(desk)
    app.action(Action.NUDGE_PICK_TIME)(ack=acknowledge, lazy=[afterwards(listen.open_form)])
    app.view(Modal.PICK_TIME)(ack=listen.submit, lazy=[afterwards(showing_answered(desk))])


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_form(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        delivery = decoded(DeliveryChoice, action.get("value")).delivery
        open_and_fill(client, body, views.TITLE, lambda: self._form(str(context.user_id), delivery))

    def _form(self, slack_id: str, delivery: str) -> View:
        found = picking.suggested(self.desk.database, slack_id, delivery, self.desk.now())
        if isinstance(found, Suggested):
            return views.form(found, delivery)
        return problems.modal(views.answer(found), views.TITLE)

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        delivery = decoded(DeliveryChoice, view.get("private_metadata")).delivery
        seconds = moment_chosen(view, Block.PICKED_TIME)
        if seconds is None:
            ack(response_action="errors", errors={Block.PICKED_TIME: "Choose a day and an hour."})
            return
        at = datetime.fromtimestamp(seconds, UTC)
        given = picking.pick(self.desk.database, str(context.user_id), delivery, at, self.desk.now())
        if isinstance(given, NotThen):
            ack(response_action="errors", errors={Block.PICKED_TIME: views.not_then(given)})
            return
        told = views.answer(given)
        if isinstance(given, Reminding):
            note_answered(context, delivery, told)
        ack(response_action="update", view=modals.done(views.TITLE, [section(told)]))
