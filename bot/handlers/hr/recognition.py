"""`/hr award @person <for what>`; `/hr recognition`: who is recognised consistently."""

import re
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_turns
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.mentions import addressed, people_in, spelled_out
from bot.handlers.submitted import chosen, typed
from bot.usecases.people import recognising
from bot.views import modals, recognition
from bot.views.blocks import section
from bot.views.hr import recognition as hr_recognition
from bot.views.ids import Action, Block, Modal
from bot.views.values import ConsistencyPage, decoded
from career.recognition import LONGEST_THANKS, RecognitionKind

_SHARE = re.compile(r"([0-9]{1,2})\s*(?:of|/)\s*([0-9]{1,2})", re.IGNORECASE)
_USUAL = (3, 4)
_TITLE = recognition.TITLES[RecognitionKind.AWARD]


def register(app: App, desk: Desk) -> None:
    """Listen to the form of an award, and to the buttons of the report."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_RECOGNITION_BACK, Action.HR_RECOGNITION_MORE)
    listen_to_turns(hr, turns, lambda by, carried: _report(desk, by, decoded(ConsistencyPage, carried)))
    hr.view(Modal.HR_AWARD, listen.award)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about recognition."""

    def award(by: str, rest: str) -> Reply | Opens:
        to = addressed(rest)
        words = spelled_out(to.rest, recognising.names_behind(desk.database, people_in(to.rest)))
        if to.slack_id is None or not words:
            return Opens(_TITLE, (to.slack_id, words[:LONGEST_THANKS]))
        answer = recognising.give_award(desk.database, by, to.slack_id, words, desk.now())
        return Reply(recognition.answer(answer), [section(recognition.answer(answer))])

    def award_form(_by: str, carries: tuple[str | None, str]) -> View:
        return recognition.thank_form(RecognitionKind.AWARD, *carries, None)

    def report(by: str, rest: str) -> Reply:
        asked = _SHARE.fullmatch(rest.strip())
        if rest.strip() and asked is None:
            return Reply(hr_recognition.HOW_TO_ASK)
        at_least, of = _USUAL if asked is None else (int(asked[1]), int(asked[2]))
        return _report(desk, by, ConsistencyPage(at_least, of, 0))

    return (
        Order("award", "award @person <for what>", "an award: the person is told", award, award_form),
        Order("recognition", "recognition [3 of 4]", "who is recognised in most quarters", report),
    )


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def award(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        to, words = chosen(view, Block.KUDOS_TO) or "", typed(view, Block.KUDOS_WORDS)
        answer = recognising.give_award(self.desk.database, str(context.user_id), to, words, self.desk.now())
        errors = recognition.error(answer)
        if errors is not None:
            ack(response_action="errors", errors=errors)
        else:
            ack(response_action="update", view=modals.done(_TITLE, [section(recognition.answer(answer))]))


def _report(desk: Desk, by: str, page: ConsistencyPage) -> Reply:
    size = hr_recognition.PAGE_SIZE
    found = recognising.consistency(desk.database, by, page.at_least, page.of, page.skip, size, desk.now())
    return Reply(hr_recognition.as_text(found), hr_recognition.people_list(found))
