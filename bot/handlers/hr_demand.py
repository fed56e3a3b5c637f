"""`/hr interest [N]`: what people would like to learn, and who."""

from slack_bolt import App

from bot.handlers.desk import Desk
from bot.handlers.hr_lists import listen_to_list
from bot.handlers.hr_only import HrOnly
from bot.handlers.hr_orders import Order, Reply
from bot.handlers.words import Numbered, named
from bot.usecases import demand
from bot.views import hr_demand
from bot.views.ids import Action
from bot.views.values import Page, ProgrammeList, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the lists."""
    hr = HrOnly(app, desk)
    listen_to_list(
        hr,
        Action.HR_DEMAND,
        (Action.HR_DEMAND_BACK, Action.HR_DEMAND_MORE),
        lambda _by, carried: _demand(desk, decoded(Page, carried).skip),
    )
    listen_to_list(
        hr,
        Action.HR_INTERESTED,
        (Action.HR_INTERESTED_BACK, Action.HR_INTERESTED_MORE),
        lambda _by, carried: _interested(desk, decoded(ProgrammeList, carried)),
    )
    listen_to_list(
        hr,
        Action.HR_WISHERS,
        (Action.HR_WISHERS_BACK, Action.HR_WISHERS_MORE),
        lambda _by, carried: _wishers(desk, decoded(Page, carried)),
    )


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about interest."""

    def show(_by: str, rest: str) -> Reply:
        asked = named(rest)
        return _interested(desk, ProgrammeList(asked.number)) if isinstance(asked, Numbered) else _demand(desk, 0)

    return (Order("interest", "interest [N]", "what people ask for; with N who wants programme N", show),)


def _demand(desk: Desk, skip: int) -> Reply:
    seen = demand.demand(desk.database, skip, hr_demand.PAGE_SIZE)
    return Reply(hr_demand.demand_as_text(seen), hr_demand.demand(seen))


def _interested(desk: Desk, page: ProgrammeList) -> Reply:
    size = hr_demand.PEOPLE_PAGE_SIZE
    seen = demand.interested(desk.database, page.programme_id, page.skip, size, desk.now())
    return Reply(hr_demand.interested_as_text(seen), hr_demand.interested(seen))


def _wishers(desk: Desk, page: Page) -> Reply:
    seen = demand.wishers(desk.database, page.words, page.skip, hr_demand.PEOPLE_PAGE_SIZE)
    return Reply(hr_demand.wishers_as_text(seen), hr_demand.wishers(seen))
