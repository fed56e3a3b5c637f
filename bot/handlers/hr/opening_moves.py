"""`/hr opening close`, `fill` and `cancel`: each asks in a form first, and says what came of it there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.submitted import chosen, typed
from bot.handlers.words import Numbered, named
from bot.slack.modals import turn_into
from bot.usecases.deciding import ReasonTooLong, ReasonTooShort
from bot.usecases.openings import opening_cancelling, opening_moves
from bot.usecases.people.speaker import zone_of
from bot.views.choices import MOST_OPTIONS
from bot.views.hr import opening_moves as hr_opening_moves
from bot.views.ids import Action, Block, Modal
from bot.views.values import OpeningForm, OutOfDateError, PostingChoice, decoded
from career.openings import OpeningVerb

Verb = opening_moves.AsksFirst

_ACTIONS: tuple[tuple[Action, Verb], ...] = (
    (Action.HR_OPENING_CLOSE, OpeningVerb.CLOSE),
    (Action.HR_OPENING_FILL, OpeningVerb.FILL),
    (Action.HR_OPENING_CANCEL, OpeningVerb.CANCEL),
)


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons that open the forms, to the menu of who was accepted, and to the forms."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    for action, verb in _ACTIONS:
        hr.action(action, acknowledge, listen.opening_form(verb))
    hr.options(Block.HR_FILLED_BY, listen.offer_accepted)
    hr.view(Modal.HR_OPENING_CLOSE, listen.close)
    hr.view(Modal.HR_OPENING_FILL, listen.fill)
    hr.view(Modal.HR_OPENING_CANCEL, listen.cancel)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type to move an opening by a form."""
    return tuple(_order(desk, verb) for _, verb in _ACTIONS)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def opening_form(self, verb: Verb) -> Callable[..., None]:
        """Return the listener that opens the form for `verb`."""

        def open_form(client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
            number, by = decoded(PostingChoice, action.get("value")).opening_id, str(context.user_id)
            turn_into(client, body, hr_opening_moves.TITLES[verb], lambda: _form(self.desk, by, number, verb))

        return open_form

    def offer_accepted(self, ack: Ack, body: dict[str, Any], payload: dict[str, Any]) -> None:
        number = decoded(OpeningForm, (body.get("view") or {}).get("private_metadata")).opening_id
        words = str(payload.get("value") or "")
        found = opening_moves.who_may_fill(self.desk.database, number, words, MOST_OPTIONS)
        ack(options=hr_opening_moves.choices(found))

    def close(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        form, by = decoded(OpeningForm, view.get("private_metadata")), str(context.user_id)
        answer = opening_moves.close_opening(self.desk.database, by, form.opening_id, form.revision, self.desk.now())
        ack(response_action="update", view=self._told(by, OpeningVerb.CLOSE, answer))

    def fill(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        form, by = decoded(OpeningForm, view.get("private_metadata")), str(context.user_id)
        answer = opening_moves.fill_opening(
            self.desk.database, by, form.opening_id, form.revision, _chosen_application(view), self.desk.now()
        )
        if isinstance(answer, opening_moves.NotAccepted):
            ack(
                response_action="errors",
                errors={Block.HR_FILLED_BY: "This one is not accepted. Please choose another."},
            )
            return
        ack(response_action="update", view=self._told(by, OpeningVerb.FILL, answer))

    def cancel(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        form, by = decoded(OpeningForm, view.get("private_metadata")), str(context.user_id)
        answer = opening_cancelling.cancel_opening(
            self.desk.database, by, form.opening_id, form.revision, typed(view, Block.HR_REASON), self.desk.now()
        )
        match answer:
            case ReasonTooShort() | ReasonTooLong():
                ack(response_action="errors", errors={Block.HR_REASON: hr_opening_moves.move_as_text(answer, None)})
            case _:
                ack(response_action="update", view=self._told(by, OpeningVerb.CANCEL, answer))

    def _told(self, by: str, verb: Verb, answer: opening_moves.MoveAnswer | opening_cancelling.CancelAnswer) -> View:
        return hr_opening_moves.told(hr_opening_moves.TITLES[verb], answer, zone_of(self.desk.database, by))


def _order(desk: Desk, verb: Verb) -> Order:
    def answer(_by: str, rest: str) -> Reply | Opens:
        asked = named(rest)
        if isinstance(asked, Numbered):
            return Opens(hr_opening_moves.TITLES[verb], asked.number)
        return Reply(hr_opening_moves.which_number(verb))

    return Order(
        f"opening {verb}",
        f"opening {verb} N",
        hr_opening_moves.MOVES_DO[verb],
        answer,
        lambda by, number: _form(desk, by, number, verb),
    )


def _form(desk: Desk, by: str, number: int, verb: Verb) -> View:
    start = opening_moves.start_move(desk.database, number, verb)
    return hr_opening_moves.form(start, zone_of(desk.database, by))


def _chosen_application(view: dict[str, Any]) -> int:
    """Return the application that was chosen.

    Raises:
        OutOfDateError: what was sent is no number.
    """
    application = chosen(view, Block.HR_FILLED_BY) or ""
    if not application.isdecimal() or len(application) > len("999999999"):
        raise OutOfDateError("no application was chosen")
    return int(application)
