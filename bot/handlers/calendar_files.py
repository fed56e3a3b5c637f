"""A workshop's calendar file, sent with a new seat and whenever it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import App, BoltContext, Respond
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge, afterwards
from bot.handlers.replies import tell
from bot.slack.files import send_file
from bot.slack.trouble import Trouble
from bot.slack.uploads import Upload
from bot.usecases.training.enrolling import my_seat
from bot.views.calendar_files import FILENAME, calendar_file
from bot.views.ids import Action
from bot.views.text import escaped
from bot.views.values import WorkshopChoice, decoded
from storage.training.enrolments import Enrolment

_NEW_SEAT = "workshop.new_seat"
"""Where a listener leaves, in Bolt's context, the workshop in which somebody has just got a seat."""

_NO_SEAT = "There is a calendar file for those who have a seat. See where you stand with `/career`."
_NOT_SENT = "I could not send the calendar file just now. Please try again in a minute."


def register(app: App, desk: Desk) -> None:
    """Listen to the button that asks for the file."""
    app.action(Action.WORKSHOP_CALENDAR)(ack=acknowledge, lazy=[afterwards(_Sender(desk).send_asked)])


def note_new_seat(context: BoltContext, workshop_id: int) -> None:
    """Leave word, in the acknowledging half, that somebody has just got a seat."""
    context[_NEW_SEAT] = workshop_id


def sending(desk: Desk) -> Callable[..., None]:
    """Return a lazy listener that sends the calendar file of the seat that `note_new_seat` told of, if it did."""
    return _Sender(desk).send_new


@dataclass(frozen=True, slots=True)
class _Sender:
    desk: Desk

    def send_new(self, client: WebClient, context: BoltContext) -> None:
        workshop_id = context.get(_NEW_SEAT)
        if workshop_id is not None:
            self._send(client, str(context.user_id), workshop_id)

    def send_asked(self, client: WebClient, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        workshop_id = decoded(WorkshopChoice, action.get("value")).workshop_id
        match self._send(client, str(context.user_id), workshop_id):
            case None:
                return
            case str(sentence):
                tell(respond, sentence)
            case _:
                tell(respond, _NOT_SENT)

    def _send(self, client: WebClient, slack_id: str, workshop_id: int) -> str | Trouble | None:
        seat = my_seat(self.desk.database, slack_id, workshop_id)
        if not isinstance(seat, Enrolment):
            return _NO_SEAT
        content = calendar_file(seat.title, seat.workshop, self.desk.now())
        words = f"For your calendar: *{escaped(seat.title)}*. Open the file to add it."
        return send_file(client, slack_id, Upload(FILENAME, seat.title, content), words)
