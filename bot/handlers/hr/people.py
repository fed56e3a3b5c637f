"""`/hr unmatched`, `/hr link` and `/hr unlink`: employees and their Slack accounts."""

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltContext, Respond

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_pages, show_below, show_in_place
from bot.handlers.hr.orders import Asking, Follows, Order, Reply
from bot.handlers.replies import tell
from bot.handlers.words import unescaped
from bot.usecases.people import matching
from bot.views.hr import people as hr_people
from bot.views.ids import Action
from bot.views.values import LinkChoice, ShownMatches, decoded

_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
"""A person as Slack hands over what was typed as @person (docs.slack.dev, slash commands, "Escaping")."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the list."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_UNMATCHED_BACK, Action.HR_UNMATCHED_MORE)
    listen_to_pages(hr, Action.HR_UNMATCHED, turns, lambda _by, skip: _list(desk, skip))
    hr.action(Action.HR_LINK_MEANT, acknowledge, listen.link_as_meant)
    hr.action(Action.HR_MATCHES_CONFIRM, acknowledge, listen.confirm)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about people."""

    def ask_for_list(_by: str, _rest: str) -> Follows:
        return Follows()

    def show_list(asking: Asking, _carries: object) -> None:
        show_below(asking.respond, _list(desk, 0))

    def link(by: str, rest: str) -> Reply:
        mentioned = _MENTION.search(rest)
        number = unescaped(_MENTION.sub("", rest)).strip()
        if mentioned is None or not number:
            return Reply(hr_people.HOW_TO_LINK)
        answer = matching.link(desk.database, by, number, mentioned[1], desk.now())
        return Reply(hr_people.link_answer(answer), hr_people.link_blocks(answer))

    def unlink(by: str, rest: str) -> Reply:
        mentioned = _MENTION.search(rest)
        number = unescaped(rest).strip()
        if not number:
            return Reply(hr_people.HOW_TO_UNLINK)
        slack_id = None if mentioned is None else mentioned[1]
        return Reply(hr_people.unlink_answer(matching.unlink(desk.database, by, number, desk.now(), slack_id=slack_id)))

    return (
        Order("unmatched", "unmatched", "employees without a Slack account", ask_for_list, follow=show_list),
        Order("unlink", "unlink 00123", "take a wrong match away", unlink),
        Order("link", "link 00123 @person", "say which Slack account is whose", link),
    )


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def link_as_meant(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        meant = decoded(LinkChoice, action.get("value"))
        database, by, now = self.desk.database, str(context.user_id), self.desk.now()
        answer = matching.link(database, by, meant.number, meant.slack_id, now, meant=meant.linked_to)
        show_in_place(respond, Reply(hr_people.link_answer(answer), hr_people.link_blocks(answer)))

    def confirm(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        """Link those that were shown: everybody is read for it, so it comes after the acknowledgement."""
        shown = decoded(ShownMatches, action.get("value"))
        found = matching.unmatched(self.desk.database, self.desk.now())
        if hr_people.fingerprint(found.proposals) == shown.fingerprint:
            by = str(context.user_id)
            done = matching.confirm_matches(self.desk.database, by, found.proposals, self.desk.now())
            tell(respond, hr_people.confirmed(len(done.linked), len(done.changed)))
        else:
            tell(respond, hr_people.LIST_CHANGED)
        show_in_place(respond, _list(self.desk, 0))


def _list(desk: Desk, skip: int) -> Reply:
    found = matching.unmatched(desk.database, desk.now())
    return Reply(hr_people.unmatched_as_text(found), hr_people.unmatched_list(found, skip))
