"""`/hr untold`: people whom Slack's message did not reach, until HR has told them."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.handlers.desk import Desk
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_pages, show_in_place
from bot.handlers.hr.orders import Order, Reply
from bot.usecases.messages import telling
from bot.usecases.people.speaker import zone_of
from bot.views.hr import untold as hr_untold
from bot.views.ids import Action
from bot.views.values import NoticeChoice, decoded

_TOLD = "hr.untold.told"
"""Where the acknowledging half leaves, in Bolt's context, what came of it, and which page it was on."""


def register(app: App, desk: Desk) -> None:
    """Listen to the list and its buttons."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_UNTOLD_BACK, Action.HR_UNTOLD_MORE)
    listen_to_pages(hr, Action.HR_UNTOLD, turns, lambda by, skip: _reply(desk, by, skip))
    hr.action(Action.HR_TOLD, listen.settle, listen.show_anew)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about them."""

    def show_list(by: str, _rest: str) -> Reply:
        return _reply(desk, by, 0)

    return (Order("untold", "untold", "whom a message did not reach, so that you tell them", show_list),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def settle(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(NoticeChoice, action.get("value"))
        is_new = telling.told_by_hr(self.desk.database, str(context.user_id), choice.notice_id, self.desk.now())
        context[_TOLD] = (is_new, choice.skip)
        ack()

    def show_anew(self, context: BoltContext, respond: Respond) -> None:
        if context.get(_TOLD) is not None:
            is_new, skip = context[_TOLD]
            answer = hr_untold.answer_to_told(is_new=is_new)
            show_in_place(respond, _reply(self.desk, str(context.user_id), skip, answer))


def _reply(desk: Desk, by: str, skip: int, answer: str = "") -> Reply:
    page = telling.untold_page(desk.database, skip, hr_untold.PAGE_SIZE, desk.now())
    return Reply(
        answer or hr_untold.untold_as_text(page), hr_untold.untold_list(page, zone_of(desk.database, by), answer)
    )
