"""`/hr`: the hub, and the way from what HR types to the topic that answers it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.hr import (
    applications,
    attendance,
    audit,
    demand,
    find,
    forget,
    funding,
    imports,
    membership,
    nominations,
    nudges,
    openings,
    people,
    portfolio,
    programmes,
    recognition,
    reports,
    rosters,
    settings,
    uncertain,
    untold,
    workshops,
)
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Asking, Follows, Opens, Order, Reply, nearest, order_for
from bot.handlers.replies import reply
from bot.handlers.words import unescaped
from bot.slack.modals import open_and_fill
from bot.usecases.house.hr_hub import hub
from bot.views.hr import hub as hr_hub
from bot.views.ids import Command

_TOPICS = (
    ("Openings and applications", (openings, applications)),
    ("Training", (programmes, workshops, rosters, attendance, demand, nominations)),
    ("Nudges and messages", (nudges, reports, uncertain, untold)),
    ("People", (find, portfolio, people, imports)),
    ("Money and thanks", (funding, recognition)),
    ("Settings and records", (settings, audit, forget)),
)
"""Whoever takes orders, as the help groups them: each has `orders(desk) -> tuple[Order, ...]`, beside its own `register`."""

_ORDER = "hr.order"
"""Where the acknowledging half leaves, in Bolt's context, which order goes on afterwards, and with what."""


def register(app: App, desk: Desk) -> None:
    """Listen to `/hr` and everything after it, to the buttons and forms of each topic, and to who is HR."""
    listen = _Listeners(desk, all_orders(desk))
    HrOnly(app, desk).command(Command.HR, listen.answer, listen.go_on)
    for _, topics in _TOPICS:
        for topic in topics:
            topic.register(app, desk)
    membership.register(app, desk)


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
