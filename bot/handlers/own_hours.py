"""`/career hours` and the button My hours: the form in which somebody says when nudges may come."""

from dataclasses import dataclass
from datetime import time
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.home import publishing
from bot.handlers.submitted import all_chosen, chosen
from bot.handlers.told import tell_later, telling
from bot.slack.modals import open_and_fill
from bot.usecases.nudges import own_hours
from bot.usecases.nudges.own_hours import Hours, NoWeekday, TooShort
from bot.views import modals, problems
from bot.views import own_hours as views
from bot.views.blocks import section
from bot.views.ids import Action, Block, Modal
from bot.views.values import OutOfDateError
from career.localtime import Weekday


def register(app: App, desk: Desk) -> None:
    """Listen to the button, and to the form that it opens."""
    listen = _Listeners(desk)
    app.action(Action.OWN_HOURS)(ack=acknowledge, lazy=[afterwards(listen.open_form)])
    app.action(Action.OWN_HOURS_USUAL)(ack=listen.choose_usual, lazy=[afterwards(telling(desk, views.TITLE))])
    app.view(Modal.OWN_HOURS)(ack=listen.submit, lazy=[afterwards(publishing(desk))])


def open_form(desk: Desk, client: WebClient, body: dict[str, Any], slack_id: str) -> None:
    """Open the form with the hours that hold for this person."""

    def filled() -> View:
        hours = own_hours.hours_of(desk.database, slack_id)
        return views.form(hours) if isinstance(hours, Hours) else problems.modal(problems.no_employee(hours))

    open_and_fill(client, body, views.TITLE, filled)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_form(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        open_form(self.desk, client, body, str(context.user_id))

    def choose_usual(self, ack: Ack, context: BoltContext) -> None:
        answer = own_hours.choose_usual(self.desk.database, str(context.user_id), self.desk.now())
        tell_later(context, ack, views.answer(answer))

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        weekdays = frozenset(_weekday(number) for number in all_chosen(view, Block.HOURS_WEEKDAYS))
        opens, closes = (time.fromisoformat(chosen(view, block) or "00:00") for block in _HOURS)
        answer = own_hours.choose(self.desk.database, str(context.user_id), weekdays, opens, closes, self.desk.now())
        if isinstance(answer, NoWeekday | TooShort):
            ack(response_action="errors", errors=views.errors(answer))
        else:
            ack(response_action="update", view=modals.done(views.TITLE, [section(views.answer(answer))]))


_HOURS = (Block.HOURS_FROM, Block.HOURS_UNTIL)


def _weekday(number: str) -> Weekday:
    try:
        return Weekday(int(number))
    except ValueError as error:
        raise OutOfDateError(str(error)) from error
