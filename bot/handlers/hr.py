"""`/hr`: the hub, and the way from what HR types to the topic that answers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers import (
    hr_applications,
    hr_attendance,
    hr_audit,
    hr_demand,
    hr_find,
    hr_forget,
    hr_funding,
    hr_import,
    hr_nominations,
    hr_nudges,
    hr_openings,
    hr_people,
    hr_portfolio,
    hr_programmes,
    hr_recognition,
    hr_reports,
    hr_rosters,
    hr_settings,
    hr_uncertain,
    hr_untold,
    hr_workshops,
)
from bot.handlers.desk import Desk
from bot.handlers.hr_only import HrOnly
from bot.handlers.hr_orders import Asking, Follows, Opens, Order, Reply, nearest, order_for
from bot.handlers.replies import reply
from bot.handlers.words import unescaped
from bot.slack.modals import open_and_fill
from bot.usecases.hr_hub import hub
from bot.views import hr_hub
from bot.views.ids import Command

_TOPICS = (
    ("Openings and applications", (hr_openings, hr_applications)),
    ("Training", (hr_programmes, hr_workshops, hr_rosters, hr_attendance, hr_demand, hr_nominations)),
    ("Nudges and messages", (hr_nudges, hr_reports, hr_uncertain, hr_untold)),
    ("People", (hr_find, hr_portfolio, hr_people, hr_import)),
    ("Money and thanks", (hr_funding, hr_recognition)),
    ("Settings and records", (hr_settings, hr_audit, hr_forget)),
)
"""Whoever takes orders, as the help groups them: each has `orders(desk) -> tuple[Order, ...]`, beside its own `register`."""

_ORDER = "hr.order"
"""Where the acknowledging half leaves, in Bolt's context, which order goes on afterwards, and with what."""


def register(app: App, desk: Desk) -> None:
    """Listen to `/hr` and everything after it."""
    listen = _Listeners(desk, all_orders(desk))
    HrOnly(app, desk).command(Command.HR, listen.answer, listen.go_on)


def all_orders(desk: Desk) -> tuple[Order, ...]:
    """Return everything that HR can type after `/hr`, the hub and the help first."""
    groups = [(name, [order for topic in topics for order in topic.orders(desk)]) for name, topics in _TOPICS]
    return (*_own_orders(desk, groups), *(order for _, orders in groups for order in orders))


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
            case (Opens() | Follows()) as goes_on:
                context[_ORDER] = (order.words, goes_on)
                ack()
            case unknown:
                assert_never(unknown)

    def go_on(self, client: WebClient, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        if context.get(_ORDER) is None:
            return
        words, goes_on = context[_ORDER]
        order = next(order for order in self.orders if order.words == words)
        by = str(context.user_id)
        match goes_on:
            case Opens(title, carries) if (fill := order.fill) is not None:
                open_and_fill(client, body, title, lambda: fill(by, carries))
            case Follows(carries) if order.follow is not None:
                order.follow(Asking(by, client, respond), carries)
            case _:
                raise RuntimeError(f"The order {words!r} cannot go on.")


def _own_orders(desk: Desk, groups: Sequence[tuple[str, Sequence[Order]]]) -> tuple[Order, ...]:
    usages = [(name, [(order.usage, order.does) for order in orders]) for name, orders in groups]

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
