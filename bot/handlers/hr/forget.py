"""`/hr forget`: erase a leaver's data on request."""

from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.submitted import typed
from bot.handlers.words import unescaped
from bot.slack.modals import fill_once_shown, name_while_worked_on
from bot.usecases.people.forgetting import Forgotten, Leaver, NotForgotten, forget, leaver
from bot.views.hr import forget as hr_forget
from bot.views.ids import Block, Modal
from bot.views.values import EmployeeChoice, decoded

_TYPED = "hr.forget.typed"
"""Where the acknowledging half leaves, in Bolt's context, whom to forget and what was typed."""


def register(app: App, desk: Desk) -> None:
    """Listen to the form."""
    listen = _Listeners(desk)
    HrOnly(app, desk).view(Modal.HR_FORGET, listen.check, listen.erase)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about it."""

    def open_form(_by: str, rest: str) -> Opens | Reply:
        number = unescaped(rest).strip()
        is_number = number and not number.startswith("<@")
        return Opens(hr_forget.TITLE, number) if is_number else Reply(hr_forget.HOW_TO_FORGET)

    def fill(_by: str, number: str) -> View:
        match leaver(desk.database, number):
            case Leaver() as found:
                return hr_forget.form(found)
            case NotForgotten() as answer:
                return hr_forget.refused(answer)
            case unknown:
                assert_never(unknown)

    return (Order("forget", "forget 00123", "erase the personal data of somebody who has left", open_form, fill),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def check(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        """Look at what was typed; all texts of the database are looked through only after the acknowledgement."""
        number = decoded(EmployeeChoice, view.get("private_metadata")).number
        again = typed(view, Block.HR_FORGET_NUMBER)
        if again.casefold() != number.casefold():
            ack(response_action="errors", errors={Block.HR_FORGET_NUMBER.value: f"Please type {number} to confirm."})
            return
        context[_TYPED] = (number, again)
        ack(response_action="update", view=hr_forget.working(name_while_worked_on(view)))

    def erase(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        if context.get(_TYPED) is None:
            return
        number, again = context[_TYPED]
        by = str(context.user_id)
        fill_once_shown(client, name_while_worked_on(body["view"]), lambda: self._erased(by, number, again))

    def _erased(self, by: str, number: str, again: str) -> View:
        match forget(self.desk.database, by, number, again, self.desk.now()):
            case Forgotten() as done:
                return hr_forget.forgotten(done)
            case NotForgotten() as answer:
                return hr_forget.refused(answer)
            case unknown:
                assert_never(unknown)
