"""`/hr interest [N]`: what people would like to learn, and who."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_list, show_below
from bot.handlers.hr.orders import Asking, Follows, Order, Reply
from bot.handlers.submitted import chosen
from bot.handlers.words import Numbered, named
from bot.slack.modals import fill_once_shown, name_while_worked_on, open_and_fill
from bot.usecases.training import demand, programmes
from bot.views.choices import MOST_OPTIONS, option
from bot.views.hr import demand as hr_demand
from bot.views.ids import Action, Block, Modal
from bot.views.values import OutOfDateError, Page, ProgrammeList, decoded

_ANSWERED = "hr.demand.answered"
"""Where the acknowledging half leaves, in Bolt's context, which programme HR chose for which wishes."""


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
        lambda by, carried: _interested(desk, by, decoded(ProgrammeList, carried)),
    )
    listen_to_list(
        hr,
        Action.HR_WISHERS,
        (Action.HR_WISHERS_BACK, Action.HR_WISHERS_MORE),
        lambda by, carried: _wishers(desk, by, decoded(Page, carried)),
    )
    listen = _Listeners(desk)
    hr.action(Action.HR_WISHES_OFFERED, acknowledge, listen.ask_which)
    hr.options(Block.HR_MEANT_PROGRAMME, listen.offer_programmes)
    hr.view(Modal.HR_WISHES_OFFERED, listen.take_answer, listen.count)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about interest."""

    def show(by: str, rest: str) -> Reply | Follows:
        asked = named(rest)
        # Wishes are put into groups when they are read: of 10,000 that takes longer than a command should.
        return _interested(desk, by, ProgrammeList(asked.number)) if isinstance(asked, Numbered) else Follows()

    def show_all(asking: Asking, _carries: object) -> None:
        show_below(asking.respond, _demand(desk, 0))

    does = "what people ask for; with N who wants programme N"
    return (Order("interest", "interest [N]", does, show, follow=show_all),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def ask_which(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        words, by = decoded(Page, action.get("value")).words, str(context.user_id)
        open_and_fill(
            client,
            body,
            hr_demand.OFFERED_TITLE,
            lambda: hr_demand.offered_form(demand.wishers(self.desk.database, by, words, 0, 1)),
        )

    def offer_programmes(self, ack: Ack, payload: dict[str, Any]) -> None:
        found = programmes.to_choose(self.desk.database, str(payload.get("value") or ""), MOST_OPTIONS)
        ack(options=[option(f"#{each.id} {each.title}", str(each.id)) for each in found])

    def take_answer(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        """Take the answer; which wishes are alike is looked for only after the acknowledgement."""
        number = chosen(view, Block.HR_MEANT_PROGRAMME) or ""
        if not (number.isascii() and number.isdigit()):
            raise OutOfDateError("no programme")
        context[_ANSWERED] = (int(number), decoded(Page, view.get("private_metadata")).words)
        ack(response_action="update", view=hr_demand.counting(name_while_worked_on(view)))

    def count(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        if context.get(_ANSWERED) is None:
            return
        number, group = context[_ANSWERED]
        database, by, now = self.desk.database, str(context.user_id), self.desk.now()
        fill_once_shown(
            client,
            name_while_worked_on(body["view"]),
            lambda: hr_demand.counted_wishes(programmes.count_wishes(database, by, number, group, now)),
        )


def _demand(desk: Desk, skip: int) -> Reply:
    seen = demand.demand(desk.database, skip, hr_demand.PAGE_SIZE)
    return Reply(hr_demand.demand_as_text(seen), hr_demand.demand(seen))


def _interested(desk: Desk, by: str, page: ProgrammeList) -> Reply:
    size = hr_demand.PEOPLE_PAGE_SIZE
    seen = demand.interested(desk.database, by, page.programme_id, page.skip, size, desk.now())
    return Reply(hr_demand.interested_as_text(seen), hr_demand.interested(seen))


def _wishers(desk: Desk, by: str, page: Page) -> Reply:
    seen = demand.wishers(desk.database, by, page.words, page.skip, hr_demand.PEOPLE_PAGE_SIZE)
    return Reply(hr_demand.wishers_as_text(seen), hr_demand.wishers(seen))
