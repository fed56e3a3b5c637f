"""HR decides on requests for tuition assistance, one by one, and never beyond the yearly cap."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.deciding import NoName, NoReason, reason_in
from bot.usecases.funding.currencies import described, known_on
from career.money import Money, Unreadable, read_money
from career.notices import NoticeKind
from career.tuition import (
    LONGEST_REASON,
    SHORTEST_REASON,
    STATE_AFTER,
    Balance,
    FundingDecision,
    RequestState,
    year_of,
)
from storage.database import Database
from storage.funding.tuition import (
    Request,
    Verdict,
    balance_of,
    balances,
    how_many_waiting,
    record_verdict,
    request_by_id,
    waiting_requests,
)
from storage.funding.tuition_policy import take_turn_at_the_cap, yearly_cap
from storage.house.audit import note
from storage.messages.notices import Notice, ToEmployee, owe
from storage.openings.considerations import name_behind
from storage.turns import take_turn


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page of the requests that wait, oldest first, with the balance of each one's person and year."""

    requests: tuple[Request, ...]
    balances: Mapping[int, Balance]
    """By the id of the request."""
    skip: int
    total: int
    has_policy: bool
    now: datetime


@dataclass(frozen=True, slots=True)
class OneRequest:
    """One request, and what its person may still be granted in the year in which it starts."""

    request: Request
    balance: Balance


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision is recorded, and the employee will be told."""

    request: Request
    balance: Balance
    """After it."""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Nothing was recorded: somebody else decided, or the employee has withdrawn."""

    request: Request


@dataclass(frozen=True, slots=True)
class OverTheCap:
    """Nothing was recorded: so much is not left of the cap for that year."""

    balance: Balance


@dataclass(frozen=True, slots=True)
class NoCap:
    """Nothing was recorded: HR has not said yet what it pays."""


@dataclass(frozen=True, slots=True)
class OtherCurrency:
    """Nothing was recorded: grants are made in the cap's currency alone."""

    cap: Money


@dataclass(frozen=True, slots=True)
class NotASum:
    """Nothing was recorded: what was typed is no amount to grant."""

    why: Unreadable


@dataclass(frozen=True, slots=True)
class NoSuchRequest:
    """There is no such request."""


DecideAnswer = Decided | Overtaken | OverTheCap | NoCap | OtherCurrency | NotASum | NoReason | NoName | NoSuchRequest


def waiting(database: Database, skip: int, most: int, now: datetime) -> Waiting:
    """Return a page of the requests that wait for a decision."""
    with database.read() as session:
        total = how_many_waiting(session)
        start = skip if 0 <= skip < total else 0
        requests = waiting_requests(session, start, most)
        keys = {each.id: (each.employee_id, year_of(each.wanted.starts_on)) for each in requests}
        found = balances(session, set(keys.values()))
        by_request = {id_: found[key] for id_, key in keys.items()}
        has_policy = yearly_cap(session) is not None
        return Waiting(requests, by_request, start, total, has_policy, now)


def one_request(database: Database, request_id: int) -> OneRequest | None:
    """Return one request with everything that HR weighs; None where there is none."""
    with database.read() as session:
        request = request_by_id(session, request_id)
        return None if request is None else OneRequest(request, _balance(session, request))


def decide(
    database: Database,
    by: str,
    request_id: int,
    decision: FundingDecision,
    sum_: str,
    reason: str,
    now: datetime,
) -> DecideAnswer:
    """Record what a member of HR decided on a request, in one transaction with what the employee is told.

    `sum_` is what they typed to grant, which may be less than was asked; it does not matter when declining. Of two who
    decide at once the first one wins; the person's own row is held, so that two grants to one person come one by one.
    """
    written = reason_in(reason, SHORTEST_REASON, LONGEST_REASON)
    if not isinstance(written, str):
        return written
    with database.begin() as session:
        request = request_by_id(session, request_id, hold=True)
        if request is None:
            return NoSuchRequest()
        verdict = _verdict(session, by, request, decision, sum_, Verdict("", now, written, None))
        if not isinstance(verdict, Verdict):
            return verdict
        record_verdict(session, request_id, STATE_AFTER[decision], by, verdict)
        note(session, by, "funding.decided", f"funding:{request_id}", now, decision=decision)
        key, details = f"funding.decided:{request_id}", {"request_id": request_id}
        owe(session, Notice(NoticeKind.FUNDING_DECIDED, key, ToEmployee(request.employee_id), details, now), now)
        decided = replace(request, state=STATE_AFTER[decision], verdict=verdict)
        return Decided(decided, _balance(session, decided))


def _verdict(
    session: Session, by: str, request: Request, decision: FundingDecision, sum_: str, written: Verdict
) -> Verdict | Overtaken | OverTheCap | NoCap | OtherCurrency | NotASum | NoName:
    """Return the verdict with its author's name and what it grants, or why there can be none."""
    if request.state is not RequestState.WAITING:
        return Overtaken(request)
    name = name_behind(session, by)
    if name is None:
        return NoName()
    if decision is FundingDecision.DECLINE:
        return replace(written, by_name=name)
    granted = _granted(session, request, sum_, written.at)
    return replace(written, by_name=name, granted=granted) if isinstance(granted, Money) else granted


def _granted(
    session: Session, request: Request, typed: str, now: datetime
) -> Money | NoCap | NotASum | OtherCurrency | OverTheCap:
    take_turn(session, request.employee_id)
    take_turn_at_the_cap(session)
    balance = _balance(session, request)
    if balance.cap is None:
        return NoCap()
    read = read_money(typed, described(balance.cap.currency), known_on(now.date()))
    if not isinstance(read, Money):
        return NotASum(read)
    if read.currency != balance.cap.currency:
        return OtherCurrency(balance.cap)
    return read if balance.covers(read) else OverTheCap(balance)


def _balance(session: Session, request: Request) -> Balance:
    return balance_of(session, request.employee_id, year_of(request.wanted.starts_on))
