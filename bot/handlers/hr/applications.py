"""`/hr applications`: the queue, one application in full, and the decision on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_list, listen_to_turns
from bot.handlers.hr.orders import Order, Reply
from bot.handlers.submitted import chosen, typed
from bot.handlers.words import Numbered, Unnamed, Worded, named
from bot.slack.modals import turn_into
from bot.usecases.deciding import ReasonTooLong, ReasonTooShort
from bot.usecases.openings import considering
from bot.usecases.people.speaker import zone_of
from bot.views import modals, problems
from bot.views.hr import applications as hr_applications
from bot.views.hr import decisions as hr_decisions
from bot.views.hr import endings as hr_endings
from bot.views.ids import Action, Block, Modal
from bot.views.values import ApplicationChoice, OutOfDateError, Page, QueuePage, SeenApplication, decoded
from career.applications import Decision, Stage


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the queue, and to the form of a decision."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_APPLICATIONS_BACK, Action.HR_APPLICATIONS_MORE)
    listen_to_list(hr, Action.HR_APPLICATIONS, turns, lambda by, carried: _queue(desk, by, decoded(QueuePage, carried)))
    hr.action(Action.HR_APPLICATION, acknowledge, listen.open_form)
    turns = (Action.HR_ENDINGS_BACK, Action.HR_ENDINGS_MORE)
    listen_to_turns(hr, turns, lambda by, carried: _ended(desk, by, decoded(Page, carried).skip))
    hr.view(Modal.HR_CONSIDER, listen.decide)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about applications."""

    def show_queue(by: str, rest: str) -> Reply:
        match named(rest):
            case Numbered(number, _):
                return _queue(desk, by, QueuePage(number))
            case Unnamed():
                return _queue(desk, by, QueuePage(0))
            case Worded():
                return Reply(hr_applications.WHICH)

    def show_ended(by: str, _rest: str) -> Reply:
        return _ended(desk, by, 0)

    does = "who waits to be considered, the longest first; with N for one opening"
    ended = "what became of each that has ended: who decided it, when and why"
    return (
        Order("applications", "applications [N]", does, show_queue),
        Order("applications ended", "applications ended", ended, show_ended),
    )


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_form(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        application_id, by = decoded(ApplicationChoice, action.get("value")).application_id, str(context.user_id)
        turn_into(client, body, hr_applications.TITLE, lambda: self._form(by, application_id))

    def decide(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        seen, by = decoded(SeenApplication, view.get("private_metadata")), str(context.user_id)
        zone = zone_of(self.desk.database, by)
        answer = considering.consider(
            self.desk.database,
            by,
            seen.application_id,
            _decision_in(view),
            typed(view, Block.HR_REASON),
            _as_seen(seen),
            self.desk.now(),
        )
        match answer:
            case ReasonTooShort() | ReasonTooLong():
                ack(response_action="errors", errors={Block.HR_REASON: hr_decisions.answer_as_text(answer, zone)})
            case _:
                told = modals.done(hr_applications.TITLE, hr_decisions.answer_blocks(answer, zone))
                ack(response_action="update", view=told)

    def _form(self, by: str, application_id: int) -> View:
        seen = considering.application_in_full(self.desk.database, application_id, self.desk.now())
        if seen is None:
            return problems.modal(hr_decisions.gone())
        return hr_applications.consider_form(seen, zone_of(self.desk.database, by))


def _queue(desk: Desk, by: str, page: QueuePage) -> Reply:
    size = hr_applications.PAGE_SIZE
    match considering.application_queue(desk.database, page.opening_id, page.skip, size, desk.now()):
        case considering.NoSuchQueue(number):
            return Reply(hr_applications.no_such_queue(number))
        case queue:
            blocks = hr_applications.queue_list(queue, zone_of(desk.database, by))
            return Reply(hr_applications.queue_as_text(queue), blocks)


def _ended(desk: Desk, by: str, skip: int) -> Reply:
    page = considering.ended_applications(desk.database, skip, hr_endings.PAGE_SIZE)
    return Reply(hr_endings.ended_as_text(page), hr_endings.ended_list(page, zone_of(desk.database, by)))


def _decision_in(view: Mapping[str, Any]) -> Decision:
    decision = chosen(view, Block.HR_DECISION)
    if decision not in set(Decision):
        raise OutOfDateError("no decision")
    return Decision(decision)


def _as_seen(seen: SeenApplication) -> considering.Seen:
    """Return how HR saw the application.

    Raises:
        OutOfDateError: the form carries no stage or no instant.
    """
    try:
        submitted_at = datetime.fromisoformat(seen.submitted_at)
        return considering.Seen(Stage(seen.stage), submitted_at)
    except ValueError as error:
        raise OutOfDateError("not a stage and an instant") from error
