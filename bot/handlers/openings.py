"""`/openings`: look at them, page by page, one in detail."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.replies import reply, tell
from bot.handlers.words import unescaped
from bot.slack.modals import open_and_fill
from bot.usecases.nudges import quiet
from bot.usecases.openings import browsing
from bot.views import openings, problems
from bot.views import quiet as quiet_views
from bot.views.help import help_asked
from bot.views.ids import Action, Command
from bot.views.values import OpeningChoice, Page, decoded
from career.targets import OpeningTarget

_WISH = "wish"
"""Where a listener leaves, in Bolt's context, the answer that its lazy half should tell."""


def register(app: App, desk: Desk) -> None:
    """Listen to `/openings` and to the buttons of its list."""
    listen = _Listeners(desk)
    app.command(Command.OPENINGS)(listen.show)
    app.action(Action.OPENING_VIEW)(ack=acknowledge, lazy=[afterwards(listen.open_details)])
    app.action(Action.OPENINGS_BACK)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.OPENINGS_MORE)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.OPENING_NOT_FOR_ME)(ack=listen.decline, lazy=[afterwards(listen.tell_wish)])
    app.action(Action.OPENING_FOR_ME)(ack=listen.undecline, lazy=[afterwards(listen.tell_wish)])


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def show(self, ack: Ack, command: dict[str, Any]) -> None:
        words = unescaped(command.get("text", "")).strip()
        if (told := help_asked(Command.OPENINGS, words)) is not None:
            reply(ack, told)
            return
        found = browsing.openings(self.desk.database, command["user_id"], words, 0, openings.PAGE_SIZE, self.desk.now())
        ack(text=openings.list_as_text(found), blocks=openings.opening_list(found))

    def turn_page(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        page, slack_id, now = decoded(Page, action.get("value")), str(context.user_id), self.desk.now()
        found = browsing.openings(self.desk.database, slack_id, page.words, page.skip, openings.PAGE_SIZE, now)
        respond(text=openings.list_as_text(found), blocks=openings.opening_list(found), replace_original=True)

    def open_details(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        choice = decoded(OpeningChoice, action.get("value"))
        open_and_fill(client, body, "Opening", lambda: self._details(str(context.user_id), choice))

    def _details(self, slack_id: str, choice: OpeningChoice) -> View:
        match browsing.look_at(self.desk.database, slack_id, choice.opening_id, self.desk.now()):
            case browsing.NotOpen() as missing:
                return problems.modal(openings.not_open(missing))
            case prospect, today:
                return openings.details(prospect, today, choice.delivery)

    def decline(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        self._wish(ack, action, context, quiet.decline_target)

    def undecline(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        self._wish(ack, action, context, quiet.undecline_target)

    def _wish(
        self, ack: Ack, action: dict[str, Any], context: BoltContext, change: Callable[..., quiet.QuietAnswer]
    ) -> None:
        target = OpeningTarget(decoded(OpeningChoice, action.get("value")).opening_id)
        context[_WISH] = change(self.desk.database, str(context.user_id), target, self.desk.now())
        ack()

    def tell_wish(self, context: BoltContext, respond: Respond) -> None:
        if context.get(_WISH) is not None:
            tell(respond, quiet_views.answer(context[_WISH]))
