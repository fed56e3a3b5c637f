"""`/hr portfolio @person`: what is held about one employee; the button Portfolio beside whoever HR looks at."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.mentions import addressed
from bot.handlers.words import unescaped
from bot.slack.modals import open_and_fill
from bot.usecases.people import portfolios
from bot.usecases.shelves import Turned
from bot.views import portfolios as views
from bot.views.ids import Action
from bot.views.values import PortfolioPage, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that open a portfolio, and to those that turn its pages."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    hr.action(Action.HR_PORTFOLIO, acknowledge, listen.open_modal)
    hr.action(Action.HR_PORTFOLIO_BACK, acknowledge, listen.turn_page)
    hr.action(Action.HR_PORTFOLIO_MORE, acknowledge, listen.turn_page)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about one person."""

    def look_up(_by: str, rest: str) -> Opens | Reply:
        to = addressed(rest)
        number = unescaped(to.rest).strip() if to.slack_id is None else ""
        if to.slack_id is None and not number:
            return Reply(views.HOW_TO_ASK)
        employee_id = portfolios.employee_named(desk.database, to.slack_id, number)
        return Reply(views.nobody_called(number)) if employee_id is None else Opens(views.TITLE, employee_id)

    def fill(by: str, employee_id: int) -> View:
        return _view(desk, by, PortfolioPage(employee_id))

    does = "skills, training, applications, reviews and more of one person"
    return (Order("portfolio", "portfolio @person", does, look_up, fill),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_modal(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        page = decoded(PortfolioPage, action.get("value"))
        open_and_fill(client, body, views.TITLE, lambda: _view(self.desk, str(context.user_id), page))

    def turn_page(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        page = decoded(PortfolioPage, action.get("value"))
        client.views_update(view_id=body["view"]["id"], view=_view(self.desk, str(context.user_id), page))


def _view(desk: Desk, by: str, page: PortfolioPage) -> View:
    turned = Turned(page.part, page.skip)
    return views.for_hr(portfolios.portfolio_of(desk.database, by, page.employee_id, turned, views.SIZES, desk.now()))
