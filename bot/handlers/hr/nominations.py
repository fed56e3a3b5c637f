"""`/hr nominate N`: offer seats to those who are interested."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond

from bot.handlers.desk import Desk
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_list, show_in_place
from bot.handlers.hr.orders import Order, Reply
from bot.handlers.told import tell_later, told
from bot.handlers.words import Numbered, named
from bot.usecases.training import nominating
from bot.usecases.training.enrolling import NoSuchWorkshop
from bot.views.hr import nominations as hr_nominations
from bot.views.hr import workshops as hr_workshops
from bot.views.ids import Action
from bot.views.values import CandidateChoice, WorkshopList, decoded


def register(app: App, desk: Desk) -> None:
    """Listen to the list's buttons."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_CANDIDATES_BACK, Action.HR_CANDIDATES_MORE)
    listen_to_list(hr, Action.HR_CANDIDATES, turns, lambda _by, carried: _list(desk, decoded(WorkshopList, carried)))
    hr.action(Action.HR_NOMINATE, listen.nominate, listen.show_anew)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about nominations."""

    def show(_by: str, rest: str) -> Reply:
        asked = named(rest)
        if isinstance(asked, Numbered):
            return _list(desk, WorkshopList(asked.number))
        return Reply(hr_workshops.which_number("nominate"))

    return (Order("nominate", "nominate N", "offer seats in workshop N to those who are interested", show),)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def nominate(self, ack: Ack, action: dict[str, Any], context: BoltContext) -> None:
        choice = decoded(CandidateChoice, action.get("value"))
        answer = nominating.nominate(
            self.desk.database,
            str(context.user_id),
            choice.workshop_id,
            choice.employee_id,
            self.desk.settings.hr_channel,
            self.desk.now(),
        )
        tell_later(context, ack, hr_nominations.answer_to_nominate(answer))

    def show_anew(self, action: dict[str, Any], context: BoltContext, respond: Respond) -> None:
        choice = decoded(CandidateChoice, action.get("value"))
        show_in_place(respond, _list(self.desk, WorkshopList(choice.workshop_id, choice.skip), told(context)))


def _list(desk: Desk, page: WorkshopList, above: str = "") -> Reply:
    seen = nominating.candidates(desk.database, page.workshop_id, page.skip, hr_nominations.PAGE_SIZE, desk.now())
    if seen is None:
        return Reply(hr_workshops.no_such(NoSuchWorkshop(page.workshop_id)))
    return Reply(above or hr_nominations.as_text(seen), hr_nominations.candidates(seen, above))
