"""`/hr uncertain`: messages of which Slack never said whether they arrived, each settled by a button."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.handlers.desk import Desk
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_pages, show_in_place
from bot.handlers.hr.orders import Order, Reply
from bot.usecases.nudges import settling
from bot.usecases.people.speaker import zone_of
from bot.views.hr import uncertain as hr_uncertain
from bot.views.ids import Action
from bot.views.values import UncertainChoice, decoded

_SETTLED = "hr.delivery.settled"
"""Where the acknowledging half leaves, in Bolt's context, what came of it, and which page it was on."""


def register(app: App, desk: Desk) -> None:
    """Listen to the list and its buttons."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_UNCERTAIN_BACK, Action.HR_UNCERTAIN_MORE)
    listen_to_pages(hr, Action.HR_UNCERTAIN, turns, lambda by, skip: _list(desk, by, skip))
    hr.action(Action.HR_DELIVERY_ARRIVED, listen.settling(arrived=True), listen.tell)
    hr.action(Action.HR_DELIVERY_LOST, listen.settling(arrived=False), listen.tell)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about them."""

    def show_list(by: str, _rest: str) -> Reply:
        return _list(desk, by, 0)

    return (Order("uncertain", "uncertain", "messages of which Slack never said whether they arrived", show_list),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def settling(self, *, arrived: bool) -> Callable[..., None]:
        """Return the listener that records whether the message of its button arrived."""

        def settle(ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
            choice, by = decoded(UncertainChoice, action.get("value")), str(context.user_id)
            given = settling.settle(self.desk.database, by, choice.delivery_id, self.desk.now(), arrived=arrived)
            context[_SETTLED] = (given, choice.skip)
            ack()

        return settle

    def tell(self, context: BoltContext, respond: Respond) -> None:
        if context.get(_SETTLED) is not None:
            given, skip = context[_SETTLED]
            by = str(context.user_id)
            told = hr_uncertain.answer(given, zone_of(self.desk.database, by))
            show_in_place(respond, _list(self.desk, by, skip, told))


def _list(desk: Desk, by: str, skip: int, told: str = "") -> Reply:
    page = settling.uncertain_page(desk.database, skip, hr_uncertain.PAGE_SIZE)
    blocks = hr_uncertain.uncertain_list(page, zone_of(desk.database, by), told)
    return Reply(told or hr_uncertain.list_as_text(page), blocks)
