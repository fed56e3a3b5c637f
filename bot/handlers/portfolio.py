"""`/career portfolio` and its button: everything that HR holds about whoever asks, and "this is wrong"."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.disputing import acknowledge_note, written_note
from bot.handlers.errors import acknowledge, afterwards
from bot.slack.modals import open_and_fill
from bot.usecases.people import portfolios
from bot.usecases.shelves import Turned
from bot.views import portfolios as views
from bot.views.ids import Action, Modal
from bot.views.values import HubPage, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the button, to those that turn pages, and to the note to HR."""
    listen = _Listeners(desk)
    app.action(Action.PORTFOLIO)(ack=acknowledge, lazy=[afterwards(listen.open_modal)])
    for turn in (Action.PORTFOLIO_BACK, Action.PORTFOLIO_MORE):
        app.action(turn)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.view(Modal.PORTFOLIO)(listen.submit)


def open_portfolio(desk: Desk, client: WebClient, body: dict[str, Any], slack_id: str) -> None:
    """Open this person's own portfolio."""
    open_and_fill(client, body, views.OWN_TITLE, lambda: _view(desk, slack_id, Turned()))


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_modal(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        open_portfolio(self.desk, client, body, str(context.user_id))

    def turn_page(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        page = decoded(HubPage, action.get("value"))
        shown = _view(self.desk, str(context.user_id), Turned(page.part, page.skip))
        client.views_update(view_id=body["view"]["id"], view=shown)

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        written = written_note(self.desk, view)
        answer = portfolios.say_it_is_wrong(self.desk.database, str(context.user_id), written, self.desk.now())
        acknowledge_note(ack, answer, views.OWN_TITLE)


def _view(desk: Desk, slack_id: str, turned: Turned) -> View:
    return views.for_oneself(portfolios.own_portfolio(desk.database, slack_id, turned, views.SIZES, desk.now()))
