"""The button "This is wrong about me" under a nudge: what is held, put right or told to HR."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.disputing import acknowledge_note, written_note
from bot.handlers.errors import acknowledge, afterwards
from bot.slack.modals import open_and_fill
from bot.usecases.people import held_facts
from bot.usecases.people.held_facts import HeldAnswer
from bot.views.held_facts import TITLE, held_modal
from bot.views.ids import Action, Modal
from bot.views.values import DeliveryChoice, SkillChoice, decoded
from storage.database import Database

_HELD = "held"
"""Where the acknowledging half leaves, in Bolt's context, what is held now."""

UseCase = Callable[[Database, str, str, str, datetime], HeldAnswer]
"""Changes one skill: the database, who pressed, the token of the copy, the skill, now."""


def register(app: App, desk: Desk) -> None:
    """Listen to the button, and to what can be done in the modal that it opens."""
    listen = _Listeners(desk)
    show = [afterwards(show_anew)]
    app.action(Action.NUDGE_WRONG)(ack=acknowledge, lazy=[afterwards(listen.open_modal)])
    app.action(Action.HELD_SKILL_REMOVE)(ack=listen.changing(held_facts.remove_skill), lazy=show)
    app.action(Action.HELD_SKILL_DECLARE)(ack=listen.changing(held_facts.add_skill), lazy=show)
    app.view(Modal.HELD)(listen.submit)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_modal(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        slack_id, delivery = str(context.user_id), decoded(DeliveryChoice, action.get("value")).delivery
        database, now = self.desk.database, self.desk.now()
        open_and_fill(
            client, body, TITLE, lambda: held_modal(held_facts.what_is_held(database, slack_id, delivery, now))
        )

    def changing(self, use_case: UseCase) -> Callable[..., None]:
        """Return the listener that does `use_case` with the skill beside which its button stands."""

        def change(ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
            choice = decoded(SkillChoice, action.get("value"))
            context[_HELD] = use_case(
                self.desk.database, str(context.user_id), choice.delivery, choice.skill, self.desk.now()
            )
            ack()

        return change

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        delivery = decoded(DeliveryChoice, view.get("private_metadata")).delivery
        written = written_note(self.desk, view)
        answer = held_facts.tell_hr(self.desk.database, str(context.user_id), delivery, written, self.desk.now())
        acknowledge_note(ack, answer, TITLE)


def show_anew(client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
    """Let the modal show what is held after the change."""
    held: HeldAnswer | None = context.get(_HELD)
    if held is not None:
        client.views_update(view_id=body["view"]["id"], view=held_modal(held))
