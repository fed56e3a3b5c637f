"""`/hr attendance N`: who came, and finishing the workshop."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.handlers.desk import Desk
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_list, show_in_place
from bot.handlers.hr.orders import Order, Reply
from bot.handlers.hr.rosters import state_in
from bot.handlers.told import tell_later, told
from bot.handlers.words import Numbered, named
from bot.usecases.training import attendance
from bot.views.hr import attendance as hr_attendance
from bot.views.hr import workshops as hr_workshops
from bot.views.ids import Action
from bot.views.values import ParticipantChoice, WorkshopList, decoded
from career.training import EnrolmentState


def register(app: App, desk: Desk) -> None:
    """Listen to the list's buttons."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_ATTENDANCE_BACK, Action.HR_ATTENDANCE_MORE)
    listen_to_list(hr, Action.HR_ATTENDANCE, turns, lambda _by, carried: _list(desk, decoded(WorkshopList, carried)))
    hr.action(Action.HR_ATTENDED, listen.mark_attended, listen.show_marked)
    hr.action(Action.HR_ABSENT, listen.mark_absent, listen.show_marked)
    hr.action(Action.HR_ATTENDED_REST, listen.mark_the_rest, listen.show_anew)
    hr.action(Action.HR_FINISH, listen.finish, listen.show_anew)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about attendance."""

    def show(_by: str, rest: str) -> Reply:
        asked = named(rest)
        if isinstance(asked, Numbered):
            return _list(desk, WorkshopList(asked.number))
        return Reply(hr_workshops.which_number("attendance"))

    return (Order("attendance", "attendance N", "write down who came to workshop N, and finish it", show),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def mark_attended(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        self._mark(ack, action, context, EnrolmentState.ATTENDED)

    def mark_absent(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        self._mark(ack, action, context, EnrolmentState.ABSENT)

    def mark_the_rest(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        number = decoded(WorkshopList, action.get("value")).workshop_id
        answer = attendance.mark_the_rest(self.desk.database, str(context.user_id), number, self.desk.now())
        tell_later(context, ack, hr_attendance.answer_to_mark(answer))

    def finish(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        number = decoded(WorkshopList, action.get("value")).workshop_id
        answer = attendance.finish(self.desk.database, str(context.user_id), number, self.desk.now())
        tell_later(context, ack, hr_attendance.answer_to_finish(answer))

    def show_marked(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        choice = decoded(ParticipantChoice, action.get("value"))
        self._show(respond, WorkshopList(choice.workshop_id, choice.skip), told(context))

    def show_anew(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        self._show(respond, decoded(WorkshopList, action.get("value")), told(context))

    def _mark(self, ack: Ack, action: dict[str, Any], context: BoltContext, state: EnrolmentState) -> None:
        choice = decoded(ParticipantChoice, action.get("value"))
        answer = attendance.mark(
            self.desk.database, str(context.user_id), choice.enrolment_id, state_in(choice), state, self.desk.now()
        )
        tell_later(context, ack, hr_attendance.answer_to_mark(answer))

    def _show(self, respond: Respond, page: WorkshopList, above: str) -> None:
        show_in_place(respond, _list(self.desk, page, above))


def _list(desk: Desk, page: WorkshopList, above: str = "") -> Reply:
    seen = attendance.attendance(desk.database, page.workshop_id, page.skip, hr_attendance.PAGE_SIZE, desk.now())
    return Reply(above or hr_attendance.as_text(seen), hr_attendance.attendance(seen, above))
