"""`/hr funding`: the requests that wait, one in full, the decision on it; `/hr funding policy`: what HR pays for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.handlers.desk import Desk
from bot.handlers.errors import acknowledge
from bot.handlers.hr.door import HrOnly
from bot.handlers.hr.lists import listen_to_pages
from bot.handlers.hr.orders import Opens, Order, Reply
from bot.handlers.submitted import all_chosen, chosen, typed
from bot.slack.modals import open_and_fill
from bot.usecases.funding import funding_policy, granting
from bot.usecases.funding.funding_policy import Programmes
from bot.usecases.people.speaker import zone_of
from bot.views import modals, problems
from bot.views.blocks import section
from bot.views.choices import MOST_OPTIONS
from bot.views.hr import funding as hr_funding
from bot.views.hr import funding_policy as hr_funding_policy
from bot.views.ids import Action, Block, Modal
from bot.views.values import OutOfDateError, PolicyForm, RequestChoice, decoded
from career.tuition import FundingDecision


def register(app: App, desk: Desk) -> None:
    """Listen to the buttons of the list, to the decision, and to the policy's form."""
    listen = _Listeners(desk)
    hr = HrOnly(app, desk)
    turns = (Action.HR_FUNDING_BACK, Action.HR_FUNDING_MORE)
    listen_to_pages(hr, Action.HR_FUNDING, turns, lambda _by, skip: _list(desk, skip))
    hr.action(Action.HR_FUNDING_REQUEST, acknowledge, listen.open_request)
    hr.action(Action.HR_FUNDING_POLICY, acknowledge, listen.open_policy)
    hr.view(Modal.HR_FUNDING, listen.decide)
    hr.view(Modal.HR_FUNDING_POLICY, listen.set_policy)
    hr.options(Block.HR_FUNDING_ADD, listen.offer_others)
    hr.options(Block.HR_FUNDING_REMOVE, listen.offer_qualifying)


def orders(desk: Desk) -> tuple[Order, ...]:
    """Return what HR can type about funding."""

    def show_list(_by: str, _rest: str) -> Reply:
        return _list(desk, 0)

    def open_policy(_by: str, _rest: str) -> Opens:
        return Opens(hr_funding_policy.TITLE)

    return (
        Order("funding", "funding", "requests to pay for training, oldest first, with what is left", show_list),
        Order(
            "funding policy",
            "funding policy",
            "the yearly cap, and which programmes qualify",
            open_policy,
            lambda _by, _carries: _policy(desk),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def open_request(
        self, client: WebClient, body: dict[str, Any], action: dict[str, Any], context: BoltContext
    ) -> None:
        request_id, by = decoded(RequestChoice, action.get("value")).request_id, str(context.user_id)
        open_and_fill(client, body, hr_funding.TITLE, lambda: self._request(by, request_id))

    def open_policy(self, client: WebClient, body: dict[str, Any]) -> None:
        open_and_fill(client, body, hr_funding_policy.TITLE, lambda: _policy(self.desk))

    def decide(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        by = str(context.user_id)
        answer = granting.decide(
            self.desk.database,
            by,
            decoded(RequestChoice, view.get("private_metadata")).request_id,
            _decision_in(view),
            typed(view, Block.HR_FUNDING_SUM),
            typed(view, Block.HR_REASON),
            self.desk.now(),
        )
        errors = hr_funding.errors(answer)
        if errors is not None:
            ack(response_action="errors", errors=errors)
        else:
            told = [section(hr_funding.answer_as_text(answer, zone_of(self.desk.database, by)))]
            ack(response_action="update", view=modals.done(hr_funding.TITLE, told))

    def set_policy(self, ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
        answer = funding_policy.set_policy(
            self.desk.database,
            str(context.user_id),
            decoded(PolicyForm, view.get("private_metadata")).seen,
            typed(view, Block.HR_FUNDING_CAP),
            Programmes(_programmes_in(view, Block.HR_FUNDING_ADD), _programmes_in(view, Block.HR_FUNDING_REMOVE)),
            str(view["id"]),
            self.desk.now(),
        )
        match answer:
            case funding_policy.PolicySet():
                ack(response_action="update", view=hr_funding_policy.saved(answer))
            case funding_policy.CapOvertaken():
                ack(response_action="update", view=hr_funding_policy.overtaken(answer))
            case funding_policy.NotSet() | funding_policy.BothWays():
                ack(response_action="errors", errors=hr_funding_policy.errors(answer))
            case _:
                assert_never(answer)

    def offer_others(self, ack: Ack, payload: dict[str, Any]) -> None:
        self._offer(ack, payload, is_qualifying=False)

    def offer_qualifying(self, ack: Ack, payload: dict[str, Any]) -> None:
        self._offer(ack, payload, is_qualifying=True)

    def _offer(self, ack: Ack, payload: dict[str, Any], *, is_qualifying: bool) -> None:
        words = str(payload.get("value") or "")
        found = funding_policy.choices(self.desk.database, words, MOST_OPTIONS, is_qualifying=is_qualifying)
        ack(options=hr_funding_policy.programme_options(found))

    def _request(self, by: str, request_id: int) -> View:
        one = granting.one_request(self.desk.database, request_id)
        if one is None:
            return problems.modal(hr_funding.answer_as_text(granting.NoSuchRequest(), None))
        return hr_funding.decide_form(one, zone_of(self.desk.database, by))


def _list(desk: Desk, skip: int) -> Reply:
    waiting = granting.waiting(desk.database, skip, hr_funding.PAGE_SIZE, desk.now())
    return Reply(hr_funding.list_as_text(waiting), hr_funding.request_list(waiting))


def _policy(desk: Desk) -> View:
    return hr_funding_policy.policy_form(funding_policy.policy(desk.database, hr_funding_policy.MOST_SHOWN))


def _decision_in(view: Mapping[str, Any]) -> FundingDecision:
    decision = chosen(view, Block.HR_DECISION)
    if decision not in set(FundingDecision):
        raise OutOfDateError("no decision")
    return FundingDecision(decision)


def _programmes_in(view: Mapping[str, Any], block: Block) -> tuple[int, ...]:
    numbers = all_chosen(view, block)
    if not all(each.isascii() and each.isdigit() for each in numbers):
        raise OutOfDateError("no programmes")
    return tuple(int(each) for each in numbers)
