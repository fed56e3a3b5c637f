"""`/apply`, every Apply button and the form they open."""

from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import afterwards
from bot.handlers.home import publishing
from bot.handlers.nudge_messages import note_answered, showing_answered
from bot.handlers.replies import reply
from bot.handlers.submitted import typed
from bot.handlers.words import Numbered, Unnamed, Worded, named
from bot.slack.modals import open_and_fill
from bot.usecases.openings import applying, browsing, encouraging
from bot.views import applications, modals, openings, problems
from bot.views.blocks import section
from bot.views.help import help_asked
from bot.views.ids import Action, Block, Command, Modal
from bot.views.values import OpeningChoice, decoded

_CHOICE = "choice"
"""Where a listener leaves, in Bolt's context, what its lazy half should open a form for."""


def register(app: App, desk: Desk) -> None:
    """Listen to `/apply`, to the Apply buttons, and to the form."""
    listen = _Listeners(desk)
    # Bolt copies the whole request for a lazy half; whoever sends a note along is answered without one.
    app.command(Command.APPLY, matchers=[_brings_a_note])(listen.apply_at_once)
    app.command(Command.APPLY)(ack=listen.answer, lazy=[afterwards(listen.open_form)])
    app.action(Action.APPLY)(ack=listen.choose, lazy=[afterwards(listen.open_form)])
    app.view(Modal.APPLY)(ack=listen.submit, lazy=[afterwards(showing_answered(desk)), afterwards(publishing(desk))])


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def apply_at_once(self, ack: Ack, command: dict[str, Any]) -> None:
        typed_words = named(command.get("text", ""))
        if isinstance(typed_words, Numbered):  # the matcher let nothing else through
            number, note = typed_words.number, typed_words.rest
            answer = applying.apply(self.desk.database, command["user_id"], number, note, self.desk.now())
            reply(ack, applications.answer_to_apply(answer))

    def answer(self, ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        slack_id, now = command["user_id"], self.desk.now()
        match named(command.get("text", "")):
            case Unnamed():
                found = browsing.openings(self.desk.database, slack_id, "", 0, openings.PAGE_SIZE, now)
                ack(text=openings.list_as_text(found), blocks=openings.opening_list(found))
            case Numbered(number):
                context[_CHOICE] = OpeningChoice(number)
                ack()
            case Worded(words) if (told := help_asked(Command.APPLY, words)) is not None:
                reply(ack, told)
            case Worded(words):
                self._answer_words(ack, context, words)
            case unknown:
                assert_never(unknown)

    def _answer_words(self, ack: Ack, context: BoltContext, words: str) -> None:
        slack_id, now = str(context.user_id), self.desk.now()
        found = browsing.openings(self.desk.database, slack_id, words, 0, openings.MOST_CHOICES, now)
        match found.page.entries:
            case ():
                reply(ack, openings.list_as_text(found))
            case (only,):
                context[_CHOICE] = OpeningChoice(only.opening.id)
                ack()
            case _:
                ack(text="Which opening do you mean?", blocks=openings.which_opening(found))

    def choose(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        context[_CHOICE] = decoded(OpeningChoice, action.get("value"))
        ack()

    def open_form(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        choice = context.get(_CHOICE)
        if isinstance(choice, OpeningChoice):
            slack_id = str(context.user_id)
            open_and_fill(client, body, "Apply", lambda: self._form(slack_id, choice))

    def _form(self, slack_id: str, choice: OpeningChoice) -> View:
        match browsing.look_at(self.desk.database, slack_id, choice.opening_id, self.desk.now()):
            case browsing.NotOpen() as missing:
                return problems.modal(openings.not_open(missing))
            case prospect, today:
                if prospect.application is not None and prospect.application.stage.is_standing:
                    return openings.details(prospect, today)
                line = openings.facts_line(prospect.opening, today)
                said = encouraging.encourage(self.desk.database, slack_id, choice.opening_id, self.desk.now())
                return applications.apply_form(prospect.opening, line, said, choice.delivery)

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(OpeningChoice, view.get("private_metadata"))
        answer = applying.apply(
            self.desk.database,
            str(context.user_id),
            choice.opening_id,
            typed(view, Block.NOTE),
            self.desk.now(),
            delivery=choice.delivery,
        )
        told = applications.answer_to_apply(answer)
        if isinstance(answer, applying.Applied | applying.AlreadyApplied):
            note_answered(context, choice.delivery, told)
        if isinstance(answer, applying.NoteTooLong):
            ack(response_action="errors", errors={Block.NOTE: told})
        else:
            ack(response_action="update", view=modals.done("Apply", [section(told)]))


def _brings_a_note(command: dict[str, Any]) -> bool:
    match named(command.get("text", "")):
        case Numbered(_, note):
            return bool(note)
        case _:
            return False
