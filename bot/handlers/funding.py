"""`/career funding` and every button about it: what is left, what qualifies, asking, and taking a request back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.models.blocks import Block as SlackBlock
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.home import publishing
from bot.handlers.submitted import chosen, typed
from bot.handlers.told import tell_later, told
from bot.slack.modals import open_and_fill
from bot.usecases.funding import asking
from bot.usecases.funding import my_funding as looking
from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.usecases.training.looking import NoSuchProgramme
from bot.views import funding, funding_form, modals, problems, training
from bot.views.ids import Action, Block, Modal
from bot.views.values import FundingFor, OutOfDateError, Page, RequestChoice, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons about funding, wherever they stand, and to the form."""
    listen = _Listeners(desk)
    anew = afterwards(publishing(desk))
    app.action(Action.FUNDING)(ack=acknowledge, lazy=[afterwards(listen.open_mine)])
    app.action(Action.FUNDING_BACK)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.FUNDING_MORE)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.FUNDING_WITHDRAW)(ack=listen.withdraw, lazy=[afterwards(listen.show_withdrawn), anew])
    app.action(Action.FUNDING_ASK)(ack=acknowledge, lazy=[afterwards(listen.open_form)])
    app.action(Action.QUALIFYING)(ack=acknowledge, lazy=[afterwards(listen.open_qualifying)])
    app.action(Action.QUALIFYING_BACK)(ack=acknowledge, lazy=[afterwards(listen.turn_qualifying)])
    app.action(Action.QUALIFYING_MORE)(ack=acknowledge, lazy=[afterwards(listen.turn_qualifying)])
    app.view(Modal.FUNDING)(ack=listen.ask, lazy=[anew])


def my_funding(desk: Desk, slack_id: str) -> tuple[str, list[SlackBlock]]:
    """Return what `/career funding` answers: the text and the blocks."""
    mine = looking.my_funding(desk.database, slack_id, 0, funding.PAGE_SIZE, desk.now())
    return funding.as_text(mine), funding.funding_page(mine)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_mine(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        who = str(context.user_id)
        open_and_fill(client, body, funding.TITLE, lambda: funding.as_modal(self._mine(who, 0)[1]))

    def turn_page(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext, respond: Respond
    ) -> None:
        skip = decoded(Page, action.get("value")).skip
        _show(client, body, respond, self._mine(str(context.user_id), skip))

    def withdraw(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(RequestChoice, action.get("value"))
        hr_channel = self.desk.settings.hr_channel
        answer = asking.withdraw(
            self.desk.database, str(context.user_id), choice.request_id, hr_channel, self.desk.now()
        )
        tell_later(context, ack, funding.answer_to_withdraw(answer))

    def show_withdrawn(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext, respond: Respond
    ) -> None:
        if told(context):
            skip = decoded(RequestChoice, action.get("value")).skip
            _show(client, body, respond, self._mine(str(context.user_id), skip, told(context)))

    def open_form(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        programme_id, who = decoded(FundingFor, action.get("value")).programme_id, str(context.user_id)
        open_and_fill(client, body, funding_form.TITLE, lambda: self._form(who, programme_id))

    def open_qualifying(self, client: WebClient, body: dict[str, Any]) -> None:
        open_and_fill(client, body, "What qualifies", lambda: modals.done("What qualifies", self._qualifying(0)[1]))

    def turn_qualifying(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], respond: Respond
    ) -> None:
        skip = decoded(Page, action.get("value")).skip
        _show(client, body, respond, self._qualifying(skip))

    def ask(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(FundingFor, view.get("private_metadata"))
        filled = asking.Filled(
            programme_id=choice.programme_id,
            title=typed(view, Block.FUNDING_TITLE),
            provider=typed(view, Block.FUNDING_PROVIDER),
            cost=typed(view, Block.FUNDING_COST),
            starts_on=_day(view, Block.FUNDING_STARTS),
            ends_on=_day(view, Block.FUNDING_ENDS),
            why=typed(view, Block.FUNDING_WHY),
        )
        match asking.ask(self.desk.database, str(context.user_id), filled, str(view["id"]), self.desk.now()):
            case asking.Asked() as answer:
                ack(response_action="update", view=funding_form.asked(answer))
            case asking.NotAsked() as answer:
                ack(response_action="errors", errors=funding_form.errors(answer))
            case NoSuchProgramme() as missing:
                ack(response_action="update", view=problems.modal(training.not_there(missing)))
            case (NotLinked() | HasLeft()) as nobody:
                ack(response_action="update", view=problems.modal(problems.no_employee(nobody)))
            case unknown:
                assert_never(unknown)

    def _form(self, slack_id: str, programme_id: int) -> View:
        match asking.before_asking(self.desk.database, slack_id, programme_id, self.desk.now()):
            case asking.Asking() as known:
                return funding_form.ask_form(known)
            case NoSuchProgramme() as missing:
                return problems.modal(training.not_there(missing))
            case (NotLinked() | HasLeft()) as nobody:
                return problems.modal(problems.no_employee(nobody))
            case unknown:
                assert_never(unknown)

    def _mine(self, slack_id: str, skip: int, notice: str = "") -> tuple[str, list[SlackBlock]]:
        mine = looking.my_funding(self.desk.database, slack_id, skip, funding.PAGE_SIZE, self.desk.now())
        return notice or funding.as_text(mine), funding.funding_page(mine, notice)

    def _qualifying(self, skip: int) -> tuple[str, list[SlackBlock]]:
        found = looking.what_qualifies(self.desk.database, skip, funding.QUALIFYING_PAGE_SIZE)
        return funding.qualifying_as_text(found), funding.qualifying_page(found)


def _show(client: WebClient, body: Mapping[str, Any], respond: Respond, shown: tuple[str, list[SlackBlock]]) -> None:
    """Show a page in place of the one that was pressed in: a modal, or a message."""
    text, blocks = shown
    view = body.get("view")
    if view:
        client.views_update(view_id=view["id"], view=modals.done(view["title"]["text"], blocks))
    else:
        respond(text=text, blocks=blocks, replace_original=True)


def _day(view: Mapping[str, Any], block: Block) -> date | None:
    picked = chosen(view, block)
    try:
        return None if picked is None else date.fromisoformat(picked)
    except ValueError as error:
        raise OutOfDateError("not a day") from error
