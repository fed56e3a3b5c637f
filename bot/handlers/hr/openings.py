"""`/hr openings` and `/hr opening open`: HR's list of openings, and the way to their forms."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers import requirements
from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr import opening_form
from bot.handlers.hr import opening_moves as moves
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_pages, show_below, show_in_place
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.words import Numbered, named
from bot.slack.modals import open_and_fill
from bot.usecases.openings import opening_moves, posting
from bot.usecases.people.speaker import zone_of
from bot.views import problems
from bot.views.hr import opening_form as form_views
from bot.views.hr import opening_moves as move_views
from bot.views.hr import openings as hr_openings
from bot.views.ids import Action
from bot.views.values import PostingChoice, decoded
from career.openings import OpeningVerb

_MOVED = "hr.moved"
"""Where a listener leaves, in Bolt's context, what its lazy half should tell, and which page to show again."""


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the list, and to the forms."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_OPENINGS_BACK, Action.HR_OPENINGS_MORE)
    listen_to_pages(hr, Action.HR_OPENINGS, turns, lambda by, skip: _list(desk, by, skip))
    hr.action(Action.HR_OPENING_VIEW, acknowledge, listen.open_details)
    hr.action(Action.HR_OPENING_OPEN, listen.open_opening, listen.tell)
    opening_form.register(app, desk)
    moves.register(app, desk)
    requirements.register(app, desk)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about openings."""

    def show_list(by: str, _rest: str) -> Reply:
        return _list(desk, by, 0)

    def new(_by: str, _rest: str) -> Opens:
        return Opens(form_views.NEW_TITLE, opening_form.NEW)

    def edit(_by: str, rest: str) -> Reply | Opens:
        asked = named(rest)
        if isinstance(asked, Numbered):
            return Opens(form_views.EDIT_TITLE, asked.number)
        return Reply(move_views.which_number("edit"))

    def fill_form(by: str, number: int) -> View:
        return opening_form.form(desk, by, number)

    def open_one(by: str, rest: str) -> Reply:
        asked = named(rest)
        if not isinstance(asked, Numbered):
            return Reply(move_views.which_number(OpeningVerb.OPEN))
        moved = opening_moves.open_opening(desk.database, by, asked.number, desk.now())
        zone = zone_of(desk.database, by)
        return Reply(move_views.move_as_text(moved, zone), move_views.move_blocks(moved, zone))

    return (
        Order("opening new", "opening new", "post an opening", new, fill_form),
        Order("opening edit", "opening edit N", "change what it says, and who suits it", edit, fill_form),
        Order("openings", "openings", "every opening, what waits for you first", show_list),
        Order("opening open", "opening open N", move_views.MOVES_DO[OpeningVerb.OPEN], open_one),
        *moves.orders(desk),
    )


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_details(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        number, by = decoded(PostingChoice, action.get("value")).opening_id, str(context.user_id)
        open_and_fill(client, body, "Opening", lambda: self._details(by, number))

    def open_opening(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(PostingChoice, action.get("value"))
        now = self.desk.now()
        moved = opening_moves.open_opening(self.desk.database, str(context.user_id), choice.opening_id, now)
        context[_MOVED] = (moved, choice.skip)
        ack()

    def tell(self, context: BoltContext, respond: Respond) -> None:
        if context.get(_MOVED) is None:
            return
        answer, skip = context[_MOVED]
        by = str(context.user_id)
        zone = zone_of(self.desk.database, by)
        told = move_views.move_as_text(answer, zone)
        if isinstance(answer, opening_moves.Moved):
            show_in_place(respond, _list(self.desk, by, skip, told))
        else:
            show_below(respond, Reply(told, move_views.move_blocks(answer, zone)))

    def _details(self, by: str, number: int) -> View:
        match posting.posting_in_full(self.desk.database, by, number, self.desk.now()):
            case posting.NoSuchPosting() as missing:
                return problems.modal(move_views.move_as_text(missing, None))
            case seen:
                return hr_openings.in_full(seen)


def _list(desk: Desk, by: str, skip: int, told: str = "") -> Reply:
    page = posting.posting_page(desk.database, by, skip, hr_openings.PAGE_SIZE, desk.now())
    return Reply(told or hr_openings.list_as_text(page), hr_openings.posting_list(page, told))
