"""`/career` and the buttons of the hub, in its message and on the Home tab; one application in detail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.career_words import (
    Asked,
    CareerWord,
    Elsewhere,
    Everything,
    ShowHub,
    Unknown,
    UnknownTopic,
    career_wish,
    topic_in,
)
from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.funding import my_funding
from bot.handlers.home import is_home, publish
from bot.handlers.my_data import send_my_data
from bot.handlers.own_hours import open_form
from bot.handlers.portfolio import open_portfolio
from bot.handlers.replies import reply
from bot.handlers.skills import open_skills
from bot.handlers.told import tell_later, telling, told
from bot.slack.modals import open_and_fill
from bot.usecases import hub as reading
from bot.usecases.nudges import quiet
from bot.usecases.openings import applying
from bot.usecases.shelves import FIRST_PAGES, Turned
from bot.usecases.training import enrolling, interests
from bot.views import career, histories, hub, problems, workshops
from bot.views import interests as interest_views
from bot.views import quiet as quiet_views
from bot.views.ids import Action, Command
from bot.views.quiet_settings import START_TOPIC, STOP_TOPIC
from bot.views.values import ApplicationChoice, HubPage, InterestChoice, WorkshopChoice, decoded
from career.targets import Topic

_TITLE = "Your application"


def register(app: App, desk: Desk) -> None:
    """Listen to `/career`, to the hub's own buttons, and to those of one application."""
    listen = _Listeners(desk)
    show = [afterwards(listen.show_anew)]
    for word, follow in listen.followed().items():
        app.command(Command.CAREER, matchers=[_asks_for(word)])(ack=acknowledge, lazy=[afterwards(follow)])
    app.command(Command.CAREER)(listen.answer)
    for action in (Action.HUB_BACK, Action.HUB_MORE):
        app.action(action)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.HUB_LEAVE)(ack=listen.leave, lazy=show)
    app.action(Action.HUB_REMOVE_INTEREST)(ack=listen.remove_interest, lazy=show)
    app.action(Action.HUB_PAUSE)(ack=listen.pause, lazy=show)
    app.action(Action.HUB_RESUME)(ack=listen.resume, lazy=show)
    app.action(Action.HUB_STOP)(ack=listen.stop, lazy=show)
    app.action(Action.HUB_START)(ack=listen.start, lazy=show)
    for topic in Topic:
        app.action(STOP_TOPIC[topic])(ack=listen.changing(CareerWord.STOP, topic), lazy=show)
        app.action(START_TOPIC[topic])(ack=listen.changing(CareerWord.START, topic), lazy=show)
    app.action(Action.APPLICATION_VIEW)(ack=acknowledge, lazy=[afterwards(listen.open_application)])
    app.action(Action.APPLICATION_WITHDRAW)(ack=listen.withdraw, lazy=[afterwards(telling(desk, _TITLE))])


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def answer(self, ack: Ack, command: dict[str, Any]) -> None:
        slack_id = command["user_id"]
        match career_wish(command.get("text", "")):
            case ShowHub():
                mine = reading.hub_of(self.desk.database, slack_id, FIRST_PAGES, hub.IN_A_MESSAGE, self.desk.now())
                ack(text=hub.as_text(mine), blocks=hub.message(mine))
            case Asked(CareerWord.FUNDING, _):
                text, blocks = my_funding(self.desk, slack_id)
                ack(text=text, blocks=blocks)
            case Asked(CareerWord.HELP, _):
                reply(ack, career.HELP)
            case Asked(word, rest):
                reply(ack, self._change(slack_id, word, rest))
            case Elsewhere(command_name):
                reply(ack, career.another_command(command_name))
            case Unknown(typed, nearest):
                reply(ack, career.unknown_word(typed, nearest))
            case unknown:
                assert_never(unknown)

    def _change(self, slack_id: str, word: CareerWord, rest: str) -> str:
        """Do what was asked about nudges, and return what the person reads."""
        database, now = self.desk.database, self.desk.now()
        match word:
            case CareerWord.PAUSE:
                return quiet_views.answer(quiet.pause(database, slack_id, rest, now))
            case CareerWord.RESUME:
                return quiet_views.answer(quiet.resume(database, slack_id, now))
            case CareerWord.STOP | CareerWord.START:
                return self._stop_or_start(slack_id, word, topic_in(rest))
            case (
                CareerWord.HELP
                | CareerWord.FUNDING
                | CareerWord.HOURS
                | CareerWord.PORTFOLIO
                | CareerWord.SKILLS
                | CareerWord.DATA
            ):  # answered elsewhere
                return career.HELP
            case _:
                assert_never(word)

    def _stop_or_start(self, slack_id: str, word: CareerWord, topic: Topic | Everything | UnknownTopic) -> str:
        if isinstance(topic, UnknownTopic):
            return career.unknown_topic(topic.typed, word)
        change = quiet.stop if word is CareerWord.STOP else quiet.start
        wanted = None if isinstance(topic, Everything) else topic
        return quiet_views.answer(change(self.desk.database, slack_id, wanted, self.desk.now()))

    def changing(self, word: CareerWord, topic: Topic) -> Callable[..., None]:
        """Return the listener that stops or starts one topic."""

        def change(ack: Ack, context: BoltContext) -> None:
            tell_later(context, ack, self._stop_or_start(str(context.user_id), word, topic))

        return change

    def followed(self) -> Mapping[CareerWord, Callable[..., None]]:
        """Return who answers the words whose whole answer calls Slack, so that it stands behind the acknowledgement."""
        return {
            CareerWord.HOURS: self.open_hours,
            CareerWord.PORTFOLIO: self.open_portfolio,
            CareerWord.SKILLS: self.open_skills,
            CareerWord.DATA: self.send_data,
        }

    def open_hours(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        open_form(self.desk, client, body, str(context.user_id))

    def open_portfolio(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        open_portfolio(self.desk, client, body, str(context.user_id))

    def open_skills(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        open_skills(self.desk, client, body, str(context.user_id))

    def send_data(self, client: WebClient, context: BoltContext, respond: Respond) -> None:
        send_my_data(self.desk, client, respond, str(context.user_id))

    def pause(self, ack: Ack, context: BoltContext) -> None:
        tell_later(context, ack, self._change(str(context.user_id), CareerWord.PAUSE, ""))

    def resume(self, ack: Ack, context: BoltContext) -> None:
        tell_later(context, ack, self._change(str(context.user_id), CareerWord.RESUME, ""))

    def stop(self, ack: Ack, context: BoltContext) -> None:
        tell_later(context, ack, self._change(str(context.user_id), CareerWord.STOP, ""))

    def start(self, ack: Ack, context: BoltContext) -> None:
        tell_later(context, ack, self._change(str(context.user_id), CareerWord.START, ""))

    def leave(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(WorkshopChoice, action.get("value"))
        answer = enrolling.leave(self.desk.database, str(context.user_id), choice.workshop_id, self.desk.now())
        tell_later(context, ack, workshops.answer_to_leave(answer))

    def remove_interest(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(InterestChoice, action.get("value"))
        answer = interests.remove(self.desk.database, str(context.user_id), choice.interest_id)
        tell_later(context, ack, interest_views.answer_to_remove(answer))

    def withdraw(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(ApplicationChoice, action.get("value"))
        answer = applying.withdraw(self.desk.database, str(context.user_id), choice.application_id, self.desk.now())
        tell_later(context, ack, histories.answer_to_withdraw(answer))

    def show_anew(self, client: WebClient, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        if told(context):
            self._show(client, body, respond, str(context.user_id), FIRST_PAGES, told(context))

    def turn_page(
        self,
        client: WebClient,
        body: dict[str, Any],
        action: dict[str, Any],
        context: BoltContext,
        respond: Respond,
    ) -> None:
        page = decoded(HubPage, action.get("value"))
        self._show(client, body, respond, str(context.user_id), Turned(page.part, page.skip), "")

    def _show(
        self, client: WebClient, body: dict[str, Any], respond: Respond, slack_id: str, turned: Turned, notice: str
    ) -> None:
        if is_home(body):
            publish(client, self.desk, slack_id, notice, turned)
        else:
            mine = reading.hub_of(self.desk.database, slack_id, turned, hub.IN_A_MESSAGE, self.desk.now())
            blocks = hub.message(mine, notice)
            respond(text=notice or hub.as_text(mine), blocks=blocks, replace_original=True)

    def open_application(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        choice = decoded(ApplicationChoice, action.get("value"))
        open_and_fill(client, body, _TITLE, lambda: self._application(str(context.user_id), choice))

    def _application(self, slack_id: str, choice: ApplicationChoice) -> View:
        match reading.one_application(self.desk.database, slack_id, choice.application_id):
            case reading.OneApplication() as one:
                return histories.details(one)
            case refusal:
                return problems.modal(histories.answer_to_withdraw(refusal))


def _asks_for(word: CareerWord) -> Callable[..., bool]:
    def asks(command: dict[str, Any]) -> bool:
        wish = career_wish(command.get("text", ""))
        return isinstance(wish, Asked) and wish.word is word

    return asks
