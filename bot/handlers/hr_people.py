"""`/hr unmatched` and `/hr link`: employees and their Slack accounts."""

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr_only import HrOnly
from bot.handlers.hr_orders import Order, Reply
from bot.handlers.replies import tell
from bot.handlers.words import unescaped
from bot.usecases import matching
from bot.views import hr_people
from bot.views.ids import Action
from bot.views.values import Page, ShownMatches, decoded

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
"""A person as Slack hands over what was typed as @person (docs.slack.dev, slash commands, "Escaping")."""

_TOLD = "hr.confirmed"
"""Where confirming leaves, in Bolt's context, what its lazy half should tell."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the list."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    hr.action(Action.HR_UNMATCHED, acknowledge, listen.show_list)
    hr.action(Action.HR_UNMATCHED_BACK, acknowledge, listen.turn_page)
    hr.action(Action.HR_UNMATCHED_MORE, acknowledge, listen.turn_page)
    hr.action(Action.HR_MATCHES_CONFIRM, listen.confirm, listen.tell)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about people."""

    def show_list(_by: str, _rest: str) -> Reply:
        found = matching.unmatched(desk.database, desk.now())
        return Reply(hr_people.unmatched_as_text(found), hr_people.unmatched_list(found, 0))

    def link(by: str, rest: str) -> Reply:
        mentioned = _MENTION.search(rest)
        number = unescaped(_MENTION.sub("", rest)).strip()
        if mentioned is None or not number:
            return Reply(hr_people.HOW_TO_LINK)
        return Reply(hr_people.link_answer(matching.link(desk.database, by, number, mentioned[1], desk.now())))

    return (
        Order("unmatched", "unmatched", "employees without a Slack account", show_list),
        Order("link", "link 00123 @person", "say which Slack account is whose", link),
    )


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def show_list(self, respond: Respond) -> None:
        self._show(respond, 0, is_new=True)

    def turn_page(self, action: dict[str, Any], respond: Respond) -> None:
        self._show(respond, decoded(Page, action.get("value")).skip)

    def confirm(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        shown = decoded(ShownMatches, action.get("value"))
        found = matching.unmatched(self.desk.database, self.desk.now())
        if hr_people.fingerprint(found.proposals) == shown.fingerprint:
            by = str(context.user_id)
            done = matching.confirm_matches(self.desk.database, by, found.proposals, self.desk.now())
            context[_TOLD] = hr_people.confirmed(len(done.linked), len(done.changed))
        else:
            context[_TOLD] = hr_people.LIST_CHANGED
        ack()

    def tell(self, context: BoltContext, respond: Respond) -> None:
        told = context.get(_TOLD)
        if told is not None:
            tell(respond, told)
            self._show(respond, 0)

    def _show(self, respond: Respond, skip: int, *, is_new: bool = False) -> None:
        found = matching.unmatched(self.desk.database, self.desk.now())
        respond(
            text=hr_people.unmatched_as_text(found),
            blocks=hr_people.unmatched_list(found, skip),
            response_type="ephemeral",
            replace_original=not is_new,
        )
