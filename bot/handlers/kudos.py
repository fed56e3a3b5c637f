"""`/kudos @person <for what>`: thanks at once, or a form for what is missing."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import afterwards
from bot.handlers.mentions import addressed, people_in, spelled_out
from bot.handlers.replies import reply
from bot.handlers.submitted import chosen, typed
from bot.slack.modals import open_and_fill
from bot.usecases.people import recognising
from bot.views import modals, recognition
from bot.views.blocks import section
from bot.views.help import help_asked
from bot.views.ids import Block, Command, Modal
from career.recognition import LONGEST_THANKS, RecognitionKind

_MISSING = "kudos.missing"
"""Where the command leaves, in Bolt's context, whom and what the form is filled in with."""

_TITLE = recognition.TITLES[RecognitionKind.KUDOS]


def register(app: App, desk: Desk) -> None:
    """Listen to `/kudos` and its form."""
    listen = _Listeners(desk)
    app.command(Command.KUDOS)(ack=listen.answer, lazy=[afterwards(listen.open_form)])
    app.view(Modal.KUDOS)(listen.submit)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def answer(self, ack: Ack, command: dict[str, Any], context: BoltContext) -> None:
        to = addressed(command.get("text", ""))
        if to.slack_id is None and (told := help_asked(Command.KUDOS, to.rest)) is not None:
            reply(ack, told)
            return
        words = spelled_out(to.rest, recognising.names_behind(self.desk.database, people_in(to.rest)))
        if to.slack_id is None or not words:
            context[_MISSING] = (to.slack_id, words[:LONGEST_THANKS])
            ack()
            return
        # Slack names every command by the trigger that it hands over; the same one again is the same command.
        answer = self._give(command["user_id"], to.slack_id, words, str(command["trigger_id"]))
        reply(ack, recognition.answer(answer))

    def open_form(self, client: WebClient, body: dict[str, Any], context: BoltContext) -> None:
        match context.get(_MISSING):
            case (to, str(words)):
                channel = self.desk.settings.kudos_channel
                open_and_fill(
                    client,
                    body,
                    _TITLE,
                    lambda: recognition.thank_form(RecognitionKind.KUDOS, to, words, channel),
                )
            case _:
                return

    def submit(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        to = chosen(view, Block.KUDOS_TO) or ""
        answer = self._give(str(context.user_id), to, typed(view, Block.KUDOS_WORDS), str(view["id"]))
        errors = recognition.error(answer)
        if errors is not None:
            ack(response_action="errors", errors=errors)
        else:
            told = [section(recognition.answer(answer))]
            ack(response_action="update", view=modals.done(_TITLE, told))

    def _give(self, slack_id: str, to: str, words: str, request: str) -> recognising.ThankAnswer:
        channel = self.desk.settings.kudos_channel
        return recognising.give_kudos(self.desk.database, slack_id, to, words, channel, request, self.desk.now())
