"""`/training`: look at programmes, page by page, one in detail; take a seat in a workshop, or leave it."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers import calendar_files
from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.nudge_messages import note_answered, show_answered
from bot.handlers.replies import reply
from bot.handlers.told import tell_later, telling
from bot.handlers.words import Numbered, named, unescaped
from bot.slack.modals import open_and_fill
from bot.usecases.training import enrolling, looking
from bot.views import problems, training, workshops
from bot.views.help import help_asked
from bot.views.ids import Action, Command
from bot.views.values import Page, ProgrammeChoice, WorkshopChoice, decoded

_TITLE = "Training"

_LONGEST_SEARCH = 150
"""Characters of the words searched for: as long as a title, so that they fit on the buttons that turn pages."""


def register(app: App, desk: Desk) -> None:
    """Listen to `/training` and to the buttons of its list."""
    listen = _Listeners(desk)
    tell = afterwards(telling(desk, _TITLE))
    app.command(Command.TRAINING)(listen.show)
    app.action(Action.TRAINING_BACK)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.TRAINING_MORE)(ack=acknowledge, lazy=[afterwards(listen.turn_page)])
    app.action(Action.TRAINING_VIEW)(ack=acknowledge, lazy=[afterwards(listen.open_details)])
    send_calendar_file = afterwards(calendar_files.sending(desk))
    app.action(Action.WORKSHOP_ENROL)(ack=listen.enrol, lazy=[afterwards(listen.tell_enrolled), send_calendar_file])
    app.action(Action.WORKSHOP_LEAVE)(ack=listen.leave, lazy=[tell])


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def show(self, ack: Ack, command: dict[str, Any]) -> None:
        slack_id, typed = command["user_id"], command.get("text", "")
        if (told := help_asked(Command.TRAINING, typed)) is not None:
            reply(ack, told)
            return
        match named(typed):
            case Numbered(number, ""):
                found = looking.offer(self.desk.database, slack_id, number, self.desk.now())
            case _:
                words = unescaped(typed).strip()[:_LONGEST_SEARCH]
                found = looking.offers(self.desk.database, slack_id, words, 0, training.PAGE_SIZE, self.desk.now())
        if isinstance(found, looking.NoSuchProgramme):
            reply(ack, training.not_there(found))
        else:
            ack(text=training.list_as_text(found), blocks=training.programme_list(found))

    def turn_page(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        page, slack_id, now = decoded(Page, action.get("value")), str(context.user_id), self.desk.now()
        found = looking.offers(self.desk.database, slack_id, page.words, page.skip, training.PAGE_SIZE, now)
        respond(text=training.list_as_text(found), blocks=training.programme_list(found), replace_original=True)

    def open_details(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        choice = decoded(ProgrammeChoice, action.get("value"))
        open_and_fill(client, body, _TITLE, lambda: self._details(str(context.user_id), choice))

    def _details(self, slack_id: str, choice: ProgrammeChoice) -> View:
        found = looking.offer(self.desk.database, slack_id, choice.programme_id, self.desk.now())
        if isinstance(found, looking.NoSuchProgramme):
            return problems.modal(training.not_there(found))
        return training.details(found, choice.delivery)

    def enrol(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(WorkshopChoice, action.get("value"))
        answer = enrolling.enrol(
            self.desk.database, str(context.user_id), choice.workshop_id, self.desk.now(), choice.delivery
        )
        if isinstance(answer, enrolling.Seated) and answer.is_new:
            calendar_files.note_new_seat(context, choice.workshop_id)
        sentence = workshops.answer_to_enrol(answer)
        if isinstance(answer, enrolling.Seated | enrolling.Waiting):
            note_answered(context, choice.delivery, sentence)
        tell_later(context, ack, sentence)

    def tell_enrolled(self, client: WebClient, body: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        nudge_tells = show_answered(client, self.desk, context)
        if not (nudge_tells and body.get("message")):
            telling(self.desk, _TITLE)(client=client, body=body, context=context, respond=respond)

    def leave(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(WorkshopChoice, action.get("value"))
        answer = enrolling.leave(self.desk.database, str(context.user_id), choice.workshop_id, self.desk.now())
        tell_later(context, ack, workshops.answer_to_leave(answer))
