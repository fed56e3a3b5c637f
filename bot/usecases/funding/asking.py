"""An employee asks HR to pay for a training. Nobody is turned away from asking (promise 1)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from bot.usecases.funding.currencies import described, known_on
from bot.usecases.openings.browsing import local_day
from bot.usecases.people.speaker import NoEmployee, employee_of
from bot.usecases.training.looking import NoSuchProgramme
from career.employees import Employee
from career.money import Currency, Money, Unreadable, read_money
from career.notices import NoticeKind
from career.texts import readable
from career.training import Programme
from career.tuition import (
    EARLIEST_START,
    LATEST_START,
    LONGEST_PROVIDER,
    LONGEST_TITLE,
    LONGEST_WHY,
    Balance,
    RequestState,
    Wanted,
    year_of,
)
from storage.database import Database
from storage.funding.tuition import (
    Request,
    add_request,
    balance_of,
    request_by_id,
    set_withdrawn,
    waiting_like,
)
from storage.house.audit import note
from storage.messages.notices import Notice, ToChannel, call_off, owe
from storage.requests import made_by, note_made
from storage.training.offers import programme_by_id
from storage.turns import hold_person, take_turn


class Wrong(Enum):
    """What needs another look in the form."""

    NO_TITLE = auto()
    TITLE_TOO_LONG = auto()
    PROVIDER_TOO_LONG = auto()
    NO_START = auto()
    START_TOO_FAR = auto()
    ENDS_BEFORE_IT_STARTS = auto()
    NO_WHY = auto()
    WHY_TOO_LONG = auto()


@dataclass(frozen=True, slots=True)
class Asking:
    """What a form needs to know; `programme` is None for something outside, `usual` None while HR has set no cap."""

    programme: Programme | None
    balance: Balance
    usual: Currency | None


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as somebody filled it in, nothing checked yet; days are None where none was chosen."""

    programme_id: int
    title: str
    provider: str
    cost: str
    starts_on: date | None
    ends_on: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The request waits for HR; `is_new` unless it did before. `balance` is of the year in which it starts."""

    request: Request
    balance: Balance
    is_new: bool


@dataclass(frozen=True, slots=True)
class NotAsked:
    """Nothing was asked: these inputs need another look; `cost` says why it is no amount, where it is none."""

    wrong: frozenset[Wrong]
    cost: Unreadable | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The request is withdrawn, by this call or an earlier one; `freed` is what had been granted on it."""

    title: str
    freed: Money | None


@dataclass(frozen=True, slots=True)
class CannotWithdraw:
    """It was declined, or granted for a training that has begun, so there is nothing to take back."""

    request: Request


@dataclass(frozen=True, slots=True)
class NoSuchRequest:
    """This person has no request of this number."""


AskAnswer = Asked | NotAsked | NoSuchProgramme | NoEmployee
WithdrawAnswer = Withdrawn | CannotWithdraw | NoSuchRequest | NoEmployee


def before_asking(
    database: Database, slack_id: str, programme_id: int, now: datetime
) -> Asking | NoSuchProgramme | NoEmployee:
    """Return what the form shows: `programme_id` is 0 for something that HR does not offer."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        programme = programme_by_id(session, programme_id) if programme_id else None
        if programme_id and programme is None:
            return NoSuchProgramme(programme_id)
        today = local_day(employee.zone, now)
        balance = balance_of(session, employee.id, year_of(today))
        return Asking(programme, balance, _usual(balance))


def ask(database: Database, slack_id: str, filled: Filled, request: str, now: datetime) -> AskAnswer:
    """Ask for a training to be paid; `request` is Slack's id of the form, which asks once at the most.

    Neither the cap nor whether it qualifies is asked here: that is for HR to weigh.
    """
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        programme = programme_by_id(session, filled.programme_id) if filled.programme_id else None
        if filled.programme_id and programme is None:
            return NoSuchProgramme(filled.programme_id)
        today = local_day(employee.zone, now)
        wanted = _wanted(session, employee, programme, filled, today)
        if isinstance(wanted, NotAsked):
            return wanted
        take_turn(session, employee.id)
        key = f"funding:{request}"
        made = made_by(session, key, now)
        before = int(made.removeprefix("funding:")) if made else waiting_like(session, employee.id, wanted)
        request_id = add_request(session, employee.id, wanted, now) if before is None else before
        note_made(session, key, f"funding:{request_id}")
        if before is None:
            note(session, slack_id, "funding.asked", f"funding:{request_id}", now)
        return Asked(
            _existing(session, request_id),
            balance_of(session, employee.id, year_of(wanted.starts_on)),
            is_new=before is None,
        )


def withdraw(database: Database, slack_id: str, request_id: int, hr_channel: str, now: datetime) -> WithdrawAnswer:
    """Take back one's own request while it waits, or a grant before the training begins; twice is harmless.

    HR is told of a grant that is given back: somebody may have paid already.
    """
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        request = request_by_id(session, request_id, hold=True)
        if request is None or request.employee_id != employee.id:
            return NoSuchRequest()
        granted = request.verdict.granted if request.verdict else None
        if request.state is RequestState.WITHDRAWN:
            return Withdrawn(request.wanted.title, granted)
        if not can_withdraw(request, local_day(employee.zone, now)):
            return CannotWithdraw(request)
        hold_person(session, employee.id)
        set_withdrawn(session, request_id)
        call_off(session, f"funding.decided:{request_id}")
        note(session, slack_id, "funding.withdrawn", f"funding:{request_id}", now)
        if granted is not None:
            key, details = f"funding.given_back:{request_id}", {"request_id": request_id}
            owe(session, Notice(NoticeKind.FUNDING_GIVEN_BACK, key, ToChannel(hr_channel), details, now), now)
        return Withdrawn(request.wanted.title, granted)


def can_withdraw(request: Request, today: date) -> bool:
    """Whether its owner may take the request back."""
    match request.state:
        case RequestState.WAITING:
            return True
        case RequestState.APPROVED:
            return today < request.wanted.starts_on
        case RequestState.DECLINED | RequestState.WITHDRAWN:
            return False


def _wanted(
    session: Session, employee: Employee, programme: Programme | None, filled: Filled, today: date
) -> Wanted | NotAsked:
    balance = balance_of(session, employee.id, year_of(today))
    cost = read_money(filled.cost, _usual(balance), known_on(today))
    title = programme.title if programme else " ".join(readable(filled.title).split())
    provider = " ".join(readable(filled.provider).split()) or (programme.provider or "" if programme else "")
    why = readable(filled.why).strip()
    wrong = frozenset(
        each
        for each, is_wrong in (
            (Wrong.NO_TITLE, not title),
            (Wrong.TITLE_TOO_LONG, len(title) > LONGEST_TITLE),
            (Wrong.PROVIDER_TOO_LONG, len(provider) > LONGEST_PROVIDER),
            (Wrong.NO_WHY, not why),
            (Wrong.WHY_TOO_LONG, len(why) > LONGEST_WHY),
            *_wrong_days(filled, today),
        )
        if is_wrong
    )
    if wrong or filled.starts_on is None or not isinstance(cost, Money):
        return NotAsked(wrong, None if isinstance(cost, Money) else cost)
    number = programme.id if programme else None
    return Wanted(number, title, provider, cost, filled.starts_on, filled.ends_on, why)


def _wrong_days(filled: Filled, today: date) -> tuple[tuple[Wrong, bool], ...]:
    start, end = filled.starts_on, filled.ends_on
    if start is None:
        return ((Wrong.NO_START, True),)
    return (
        (Wrong.START_TOO_FAR, not today - EARLIEST_START <= start <= today + LATEST_START),
        (Wrong.ENDS_BEFORE_IT_STARTS, end is not None and end < start),
    )


def _usual(balance: Balance) -> Currency | None:
    """Return the currency taken for granted: the cap's."""
    return None if balance.cap is None else described(balance.cap.currency)


def _existing(session: Session, request_id: int) -> Request:
    found = request_by_id(session, request_id)
    if found is None:
        raise RuntimeError("A request is neither new nor there.")
    return found
