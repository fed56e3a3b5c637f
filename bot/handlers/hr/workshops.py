"""`/hr workshops`, `/hr workshop new P`, `change N` and `cancel N`: dates, seats and venues."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from zoneinfo import available_timezones

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_pages
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.submitted import chosen, typed, whole_number
from bot.handlers.words import Numbered, named
from bot.slack.modals import open_and_fill, turn_into
from bot.usecases.deciding import ReasonTooLong, ReasonTooShort
from bot.usecases.training import workshop_plans
from bot.usecases.training.looking import NoSuchProgramme
from bot.usecases.training.written_plans import WrittenPlan
from bot.views import modals, problems
from bot.views.blocks import section
from bot.views.choices import MOST_OPTIONS, option
from bot.views.hr import programmes as hr_programmes
from bot.views.hr import workshop_form as hr_workshop_form
from bot.views.hr import workshops as hr_workshops
from bot.views.ids import Action, Block, Modal
from bot.views.values import OutOfDateError, ProgrammeForm, WorkshopForm, decoded
from storage.training.workshops import TitledWorkshop

Answer = Callable[[str, str], Reply | Opens]


def register(app: App, desk: Desk) -> None:
    """Listen to the list, the buttons that open the forms, and the forms."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_WORKSHOPS_BACK, Action.HR_WORKSHOPS_MORE)
    listen_to_pages(hr, Action.HR_WORKSHOPS, turns, lambda _by, skip: _list(desk, skip))
    hr.action(Action.HR_WORKSHOP_NEW, acknowledge, listen.open_new)
    hr.action(Action.HR_WORKSHOP_CHANGE, acknowledge, listen.open_change)
    hr.action(Action.HR_WORKSHOP_CANCEL, acknowledge, listen.open_cancel)
    hr.options(Block.HR_ZONE, listen.offer_zones)
    hr.view(Modal.HR_WORKSHOP, listen.save)
    hr.view(Modal.HR_WORKSHOP_CANCEL, listen.cancel)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about workshops."""
    forms = hr_workshop_form
    which = hr_programmes.which_number("workshop new")
    return (
        Order("workshops", "workshops", "all dates, with what is missing", lambda _by, _rest: _list(desk, 0)),
        Order(
            "workshop new",
            "workshop new N",
            "set a date for programme N",
            _opens(forms.NEW_TITLE, which),
            lambda by, number: _new(desk, by, number),
        ),
        Order(
            "workshop change",
            "workshop change N",
            "another time, place or number of seats",
            _opens(forms.CHANGE_TITLE, hr_workshops.which_number("workshop change")),
            lambda _by, number: _form(desk, number, forms.change),
        ),
        Order(
            "workshop cancel",
            "workshop cancel N",
            "call it off, with a reason",
            _opens(forms.CANCEL_TITLE, hr_workshops.which_number("workshop cancel")),
            lambda _by, number: _form(desk, number, forms.cancel),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_new(self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext) -> None:
        number, by = decoded(ProgrammeForm, action.get("value")).programme_id, str(context.user_id)
        turn_into(client, body, hr_workshop_form.NEW_TITLE, lambda: _new(self.desk, by, number))

    def open_change(self, client: WebClient, body: dict[str, Any], action: dict[str, Any]) -> None:
        number = decoded(WorkshopForm, action.get("value")).workshop_id
        fill = hr_workshop_form.change
        open_and_fill(client, body, hr_workshop_form.CHANGE_TITLE, lambda: _form(self.desk, number, fill))

    def open_cancel(self, client: WebClient, body: dict[str, Any], action: dict[str, Any]) -> None:
        number = decoded(WorkshopForm, action.get("value")).workshop_id
        fill = hr_workshop_form.cancel
        open_and_fill(client, body, hr_workshop_form.CANCEL_TITLE, lambda: _form(self.desk, number, fill))

    def offer_zones(self, ack: Ack, payload: dict[str, Any]) -> None:
        words = str(payload.get("value") or "").casefold().split()
        shown = {zone: zone.replace("_", " ") for zone in sorted(available_timezones()) if "/" in zone or zone == "UTC"}
        found = [zone for zone, name in shown.items() if all(word in name.casefold() for word in words)]
        ack(options=[option(shown[zone], zone) for zone in found[:MOST_OPTIONS]])

    def save(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        carried, written = decoded(WorkshopForm, view.get("private_metadata")), _plan_in(view)
        database, by, now = self.desk.database, str(context.user_id), self.desk.now()
        if not carried.workshop_id:
            planned = workshop_plans.plan(database, by, carried.programme_id, written, str(view["id"]), now)
            if isinstance(planned, workshop_plans.NotPlanned):
                ack(response_action="errors", errors=hr_workshop_form.errors(planned))
                return
            blocks = hr_workshops.answer_to_plan(planned)
            ack(response_action="update", view=modals.done(hr_workshop_form.NEW_TITLE, blocks))
            return
        changed = workshop_plans.change(database, by, carried.workshop_id, carried.revision, written, now)
        if isinstance(changed, workshop_plans.NotPlanned):
            ack(response_action="errors", errors=hr_workshop_form.errors(changed))
            return
        told = hr_workshops.answer_to_change(changed)
        ack(response_action="update", view=modals.done(hr_workshop_form.CHANGE_TITLE, [section(told)]))

    def cancel(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        carried = decoded(WorkshopForm, view.get("private_metadata"))
        answer = workshop_plans.cancel(
            self.desk.database,
            str(context.user_id),
            carried.workshop_id,
            carried.revision,
            typed(view, Block.HR_REASON),
            self.desk.now(),
        )
        told = hr_workshops.answer_to_cancel(answer)
        if isinstance(answer, ReasonTooShort | ReasonTooLong):
            ack(response_action="errors", errors={Block.HR_REASON.value: told})
            return
        ack(response_action="update", view=modals.done(hr_workshop_form.CANCEL_TITLE, [section(told)]))


def _opens(title: str, which: str) -> Answer:
    """Return what opens a form about the number that was typed, or asks for one."""

    def answer(_by: str, rest: str) -> Reply | Opens:
        asked = named(rest)
        return Opens(title, asked.number) if isinstance(asked, Numbered) else Reply(which)

    return answer


def _new(desk: Desk, by: str, number: int) -> View:
    match workshop_plans.to_plan(desk.database, by, number):
        case NoSuchProgramme() as missing:
            return problems.modal(hr_programmes.no_such(missing))
        case start:
            return hr_workshop_form.new(start)


def _form(desk: Desk, number: int, fill: Callable[[TitledWorkshop], View]) -> View:
    match workshop_plans.to_change(desk.database, number, desk.now()):
        case TitledWorkshop() as found:
            return fill(found)
        case refusal:
            return problems.modal(hr_workshops.refusal(refusal))


def _list(desk: Desk, skip: int) -> Reply:
    page = workshop_plans.listed(desk.database, skip, hr_workshops.PAGE_SIZE, desk.now())
    return Reply(hr_workshops.list_as_text(page), hr_workshops.workshop_list(page))


def _plan_in(view: Mapping[str, Any]) -> WrittenPlan:
    day, begins, ends = (chosen(view, block) for block in (Block.HR_DAY, Block.HR_BEGINS, Block.HR_ENDS))
    try:
        return WrittenPlan(
            day=None if day is None else date.fromisoformat(day),
            begins=None if begins is None else time.fromisoformat(begins),
            ends=None if ends is None else time.fromisoformat(ends),
            zone=chosen(view, Block.HR_ZONE) or "",
            venue=" ".join(typed(view, Block.HR_VENUE).split()),
            seats=whole_number(view, Block.HR_SEATS) or 0,
        )
    except ValueError as error:
        raise OutOfDateError("not a day or an hour") from error
