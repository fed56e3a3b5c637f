"""`/hr`: the hub, and the way from what HR types to the topic that answers it."""

from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.handlers import hr_applications, hr_nudges, hr_openings, hr_people
from bot.handlers.desk import Desk
from bot.handlers.hr_only import HrOnly
from bot.handlers.hr_orders import Opens, Order, Reply, nearest, order_for
from bot.handlers.replies import reply
from bot.handlers.words import unescaped
from bot.slack.modals import open_and_fill
from bot.usecases.hr_hub import hub
from bot.views import hr_hub
from bot.views.ids import Command

_TOPICS = (hr_openings, hr_applications, hr_nudges, hr_people)
"""Whoever takes orders: each has `orders(desk) -> tuple[Order, ...]`, beside its own `register`."""

_OPENS = "hr.opens"
"""Where the acknowledging half leaves, in Bolt's context, which order opens a modal, and with what."""


def register(app: App, desk: Desk) -> None:
    """Listen to `/hr` and everything after it."""
    orders = tuple(order for topic in _TOPICS for order in topic.orders(desk))
    listen = _Listeners(desk, (*_own_orders(desk, orders), *orders))
    HrOnly(app, desk).command(Command.HR, listen.answer, listen.open_modal)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk
    orders: tuple[Order, ...]

    def answer(self, ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        # Mentions keep their <@U…> here: what people wrote themselves has entities instead, see `unescaped`.
        typed = command.get("text", "").strip()
        found = order_for(typed, self.orders)
        if found is None:
            meant = nearest(unescaped(typed), self.orders)
            reply(ack, hr_hub.unknown_order(unescaped(typed), meant.usage if meant else None))
            return
        order, rest = found
        match order.answer(str(context.user_id), rest):
            case Reply(text, blocks):
                ack(text=text, blocks=blocks)
            case Opens() as opens:
                context[_OPENS] = (order.words, opens)
                ack()
            case unknown:
                assert_never(unknown)

    def open_modal(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        match context.get(_OPENS):
            case (str(words), Opens(title, carries)):
                fill = next(order.fill for order in self.orders if order.words == words)
                if fill is None:
                    raise RuntimeError(f"The order {words!r} opens a modal and fills none.")
                by = str(context.user_id)
                open_and_fill(client, body, title, lambda: fill(by, carries))
            case _:
                return


def _own_orders(desk: Desk, others: tuple[Order, ...]) -> tuple[Order, ...]:
    usages = [(order.usage, order.does) for order in others]

    def show_hub(_by: str, _rest: str) -> Reply:
        seen = hub(desk.database, desk.now())
        return Reply(hr_hub.hub_as_text(seen), hr_hub.hub_blocks(seen))

    def show_help(_by: str, _rest: str) -> Reply:
        seen = hub(desk.database, desk.now())
        return Reply(hr_hub.hub_as_text(seen), [*hr_hub.hub_blocks(seen), *hr_hub.help_blocks(usages)])

    return (
        Order("", "", "the hub: what waits for you", show_hub),
        Order("help", "help", "the hub and everything you can type", show_help),
    )
