"""`/interest`: say what you would like to learn, see it, take it back."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.nudge_messages import note_answered, show_answered
from bot.handlers.replies import reply
from bot.handlers.told import tell_later, telling, told
from bot.handlers.words import Numbered, Unnamed, named, unescaped
from bot.usecases.training import interests as wanting
from bot.views import interests
from bot.views.help import help_asked
from bot.views.ids import Action, Command
from bot.views.values import InterestChoice, Page, ProgrammeChoice, WishChoice, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to `/interest`, and to every button that says what somebody would like to learn."""
    listen = _Listeners(desk)
    app.command(Command.INTEREST)(listen.answer)
    app.action(Action.TRAINING_INTERESTED)(ack=listen.want, lazy=[afterwards(listen.tell_wanted)])
    app.action(Action.INTEREST_WORDS)(ack=listen.want_words, lazy=[afterwards(listen.replace)])
    app.action(Action.INTEREST_REMOVE)(ack=listen.remove, lazy=[afterwards(listen.turn_after_removal)])
    app.action(Action.INTERESTS_BACK)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.INTERESTS_MORE)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def answer(self, ack: Ack, command: dict[str, Any]) -> None:
        slack_id, typed = command["user_id"], command.get("text", "")
        if (how := help_asked(Command.INTEREST, typed)) is not None:
            reply(ack, how)
            return
        match named(typed):
            case Unnamed():
                mine = wanting.my_interests(self.desk.database, slack_id, 0, interests.PAGE_SIZE)
                ack(text=interests.list_as_text(mine), blocks=interests.interest_list(mine))
                return
            case Numbered(number, ""):
                answer = wanting.want_programme(self.desk.database, slack_id, number, self.desk.now())
            case _:
                answer = wanting.ask(self.desk.database, slack_id, unescaped(typed), self.desk.now())
        ack(text=interests.answer(answer), blocks=interests.answer_blocks(answer))

    def want(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(ProgrammeChoice, action.get("value"))
        answer = wanting.want_programme(
            self.desk.database, str(context.user_id), choice.programme_id, self.desk.now(), choice.delivery
        )
        sentence = interests.answer(answer)
        if isinstance(answer, wanting.Interested):
            note_answered(context, choice.delivery, sentence)
        tell_later(context, ack, sentence)

    def tell_wanted(self, client: WebClient, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        nudge_tells = show_answered(client, self.desk, context)
        if not (nudge_tells and body.get("message")):
            telling(self.desk, "Training")(client=client, body=body, context=context, respond=respond)

    def want_words(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(WishChoice, action.get("value"))
        answer = wanting.want_words(
            self.desk.database, str(context.user_id), choice.words, self.desk.now(), choice.instead_of
        )
        tell_later(context, ack, interests.answer(answer))

    def replace(self, context: BoltContext, respond: Respond) -> None:
        respond(text=told(context), replace_original=True)

    def remove(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(InterestChoice, action.get("value"))
        answer = wanting.remove(self.desk.database, str(context.user_id), choice.interest_id)
        tell_later(context, ack, interests.answer_to_remove(answer))

    def turn_page(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        self._show(respond, str(context.user_id), decoded(Page, action.get("value")).skip)

    def turn_after_removal(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        self._show(respond, str(context.user_id), decoded(InterestChoice, action.get("value")).skip)

    def _show(self, respond: Respond, slack_id: str, skip: int) -> None:
        mine = wanting.my_interests(self.desk.database, slack_id, skip, interests.PAGE_SIZE)
        blocks = interests.interest_list(mine)
        respond(text=interests.list_as_text(mine), blocks=blocks, replace_original=True)
