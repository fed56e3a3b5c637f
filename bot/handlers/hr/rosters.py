"""`/hr roster N`: who is in a workshop, and taking somebody out."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_list, show_in_place
from bot.handlers.hr.orders import Order, Reply
from bot.handlers.told import tell_later, told
from bot.handlers.words import Numbered, named
from bot.slack.modals import open_and_fill
from bot.usecases.training import rosters
from bot.usecases.training.enrolling import NoSuchWorkshop
from bot.views import problems
from bot.views.hr import rosters as hr_rosters
from bot.views.hr import workshops as hr_workshops
from bot.views.ids import Action
from bot.views.values import OutOfDateError, ParticipantChoice, WorkshopList, decoded
from career.training import EnrolmentState


def register(app: App, desk: Desk) -> None:
    """Listen to the roster's buttons."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_ROSTER_BACK, Action.HR_ROSTER_MORE)
    listen_to_list(hr, Action.HR_ROSTER, turns, lambda _by, carried: _roster(desk, decoded(WorkshopList, carried)))
    hr.action(Action.HR_TAKE_OUT, listen.take_out, listen.show_anew)
    hr.action(Action.HR_COMMENTS, acknowledge, listen.open_comments)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about rosters."""

    def show(_by: str, rest: str) -> Reply:
        asked = named(rest)
        if isinstance(asked, Numbered):
            return _roster(desk, WorkshopList(asked.number))
        return Reply(hr_workshops.which_number("roster"))

    return (Order("roster", "roster N", "who is in workshop N, and who waits", show),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def take_out(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(ParticipantChoice, action.get("value"))
        answer = rosters.take_somebody_out(
            self.desk.database, str(context.user_id), choice.enrolment_id, state_in(choice), self.desk.now()
        )
        tell_later(context, ack, hr_rosters.answer_to_take_out(answer))

    def show_anew(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        choice = decoded(ParticipantChoice, action.get("value"))
        show_in_place(respond, _roster(self.desk, WorkshopList(choice.workshop_id, choice.skip), told(context)))

    def open_comments(self, client: WebClient, body: dict[str, Any], action: dict[str, Any]) -> None:
        number = decoded(WorkshopList, action.get("value")).workshop_id
        open_and_fill(client, body, hr_rosters.COMMENTS_TITLE, lambda: self._comments(number))

    def _comments(self, number: int) -> View:
        match rosters.comments(self.desk.database, number):
            case NoSuchWorkshop() as missing:
                return problems.modal(hr_workshops.no_such(missing))
            case seen:
                return hr_rosters.comments(seen)


def state_in(choice: ParticipantChoice) -> EnrolmentState:
    """Return how HR saw somebody.

    Raises:
        OutOfDateError: the button carries no state.
    """
    if choice.seen not in set(EnrolmentState):
        raise OutOfDateError("no state")
    return EnrolmentState(choice.seen)


def _roster(desk: Desk, page: WorkshopList, told: str = "") -> Reply:
    match rosters.roster(desk.database, page.workshop_id, page.skip, hr_rosters.PAGE_SIZE, desk.now()):
        case NoSuchWorkshop() as missing:
            return Reply(hr_workshops.no_such(missing))
        case seen:
            return Reply(told or hr_rosters.as_text(seen), hr_rosters.roster(seen, told))
