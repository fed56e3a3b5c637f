"""Answering HR's offer of a seat: accept it or decline it, wherever it is shown."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers import calendar_files
from bot.handlers.desk import Desk
from bot.handlers.errors import afterwards
from bot.handlers.home import publish
from bot.handlers.told import tell_later, telling, told
from bot.usecases.training import nominating
from bot.views import workshops
from bot.views.blocks import section
from bot.views.ids import Action
from bot.views.values import WorkshopChoice, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the two answers."""
    listen = _Listeners(desk)
    send = afterwards(calendar_files.sending(desk))
    app.action(Action.NOMINATION_ACCEPT)(ack=listen.accept, lazy=[afterwards(listen.tell), send])
    app.action(Action.NOMINATION_DECLINE)(ack=listen.decline, lazy=[afterwards(listen.tell)])


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def accept(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        self._answer(ack, action, context, accepts=True)

    def decline(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        self._answer(ack, action, context, accepts=False)

    def tell(self, client: WebClient, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        """Put the answer where the question stood; in a list or a modal, tell it beside them."""
        sentence = told(context)
        if sentence and body.get("message"):
            respond(text=sentence, blocks=[section(sentence)], replace_original=True)
            publish(client, self.desk, str(context.user_id))
        else:
            telling(self.desk, "Training")(client=client, body=body, context=context, respond=respond)

    def _answer(self, ack: Ack, action: dict[str, Any], context: BoltContext, *, accepts: bool) -> None:
        workshop_id = decoded(WorkshopChoice, action.get("value")).workshop_id
        slack_id = str(context.user_id)
        answer = nominating.answer(self.desk.database, slack_id, workshop_id, self.desk.now(), accepts=accepts)
        if isinstance(answer, nominating.Accepted) and answer.is_new:
            calendar_files.note_new_seat(context, workshop_id)
        tell_later(context, ack, workshops.answer_to_offer(answer))
