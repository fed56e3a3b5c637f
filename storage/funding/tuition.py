"""Queries about requests for tuition assistance, and what was granted on them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, extract, func, insert, select, update
from sqlalchemy.orm import Session

from career.codes import code_of
from career.employees import EmploymentStatus
from career.money import Money
from career.tuition import Balance, RequestState, Wanted, balance, days_of
from storage.funding.tuition_policy import yearly_cap
from storage.tables import EmployeeRow, ProgrammeRow, TuitionRequestRow


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person decided on a request; `granted` is None unless it was approved."""

    by_name: str
    at: datetime
    reason: str
    granted: Money | None


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it stands; `verdict` is None while nobody has decided on it."""

    id: int
    employee_id: int
    name: str
    """The employee's."""
    has_left: bool
    wanted: Wanted
    qualifies: bool
    """Whether it is for a programme that qualifies now."""
    state: RequestState
    asked_at: datetime
    verdict: Verdict | None


def add_request(session: Session, employee_id: int, wanted: Wanted, now: datetime) -> int:
    """Add a request that waits for a decision; return its id."""
    values = {
        "employee_id": employee_id,
        "programme_id": wanted.programme_id,
        "title": wanted.title,
        "provider": wanted.provider,
        "cost_parts": wanted.cost.parts,
        "cost_currency": wanted.cost.currency,
        "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on,
        "why": wanted.why,
        "state": RequestState.WAITING,
        "asked_at": now,
    }
    return session.execute(insert(TuitionRequestRow).values(values).returning(TuitionRequestRow.id)).scalar_one()


def waiting_like(session: Session, employee_id: int, wanted: Wanted) -> int | None:
    """Return the id of this person's own waiting request for the same training from the same day, if there is one."""
    query = select(TuitionRequestRow.id, TuitionRequestRow.programme_id, TuitionRequestRow.title).where(
        TuitionRequestRow.employee_id == employee_id,
        TuitionRequestRow.state == RequestState.WAITING,
        TuitionRequestRow.starts_on == wanted.starts_on,
    )
    for id_, programme_id, title in session.execute(query.order_by(TuitionRequestRow.id)):
        if programme_id == wanted.programme_id and code_of(title) == code_of(wanted.title):
            return int(id_)
    return None


def request_by_id(session: Session, request_id: int, *, hold: bool = False) -> Request | None:
    """Return one request; with `hold` nobody else can decide on it before this transaction ends."""
    if hold:
        held = select(TuitionRequestRow.id).where(TuitionRequestRow.id == request_id).with_for_update()
        session.execute(held).one_or_none()
    row = session.execute(_requests().where(TuitionRequestRow.id == request_id)).one_or_none()
    return None if row is None else _request(row)


def requests_of(session: Session, employee_id: int, skip: int, most: int) -> tuple[Request, ...]:
    """Return a page of one person's own requests, newest first."""
    query = _requests().where(TuitionRequestRow.employee_id == employee_id)
    newest = query.order_by(TuitionRequestRow.asked_at.desc(), TuitionRequestRow.id.desc())
    return tuple(_request(row) for row in session.execute(newest.offset(skip).limit(most)))


def how_many_requests_of(session: Session, employee_id: int) -> int:
    """Return how many requests one person has made."""
    return session.execute(select(func.count()).where(TuitionRequestRow.employee_id == employee_id)).scalar_one()


def waiting_requests(session: Session, skip: int, most: int) -> tuple[Request, ...]:
    """Return a page of the requests that wait for a decision, oldest first."""
    query = _requests().where(TuitionRequestRow.state == RequestState.WAITING)
    oldest = query.order_by(TuitionRequestRow.asked_at, TuitionRequestRow.id)
    return tuple(_request(row) for row in session.execute(oldest.offset(skip).limit(most)))


def how_many_waiting(session: Session) -> int:
    """Return how many requests wait for a decision."""
    waiting = select(func.count()).where(TuitionRequestRow.state == RequestState.WAITING)
    return session.execute(waiting).scalar_one()


def waiting_since_before(session: Session, before: datetime) -> tuple[int, datetime | None]:
    """Return how many requests have waited for a decision since before that instant, and since when the oldest has."""
    query = select(func.count(), func.min(TuitionRequestRow.asked_at)).where(
        TuitionRequestRow.state == RequestState.WAITING, TuitionRequestRow.asked_at < before
    )
    count, oldest = session.execute(query).one()
    return count, oldest


def record_verdict(session: Session, request_id: int, state: RequestState, by: str, verdict: Verdict) -> None:
    """Let the request stand at `state` as decided; `by` is a Slack id. The database refuses a grant beyond the cap."""
    granted = verdict.granted
    session.execute(
        update(TuitionRequestRow)
        .where(TuitionRequestRow.id == request_id)
        .values(
            state=state,
            granted_parts=granted.parts if granted else None,
            granted_currency=granted.currency if granted else None,
            decided_by=by,
            decided_by_name=verdict.by_name,
            decided_at=verdict.at,
            reason=verdict.reason,
        )
    )


def set_withdrawn(session: Session, request_id: int) -> None:
    """Let the request be withdrawn; what was granted on it counts no more."""
    statement = update(TuitionRequestRow).where(TuitionRequestRow.id == request_id)
    session.execute(statement.values(state=RequestState.WITHDRAWN))


def balance_of(session: Session, employee_id: int, year: int) -> Balance:
    """Return what one person was granted in one calendar year, beside the cap as it is now."""
    return balances(session, [(employee_id, year)])[employee_id, year]


def balances(session: Session, wanted: Collection[tuple[int, int]]) -> Mapping[tuple[int, int], Balance]:
    """Return the balance of each (employee's id, calendar year), in one statement however many there are."""
    cap = yearly_cap(session)
    granted: dict[tuple[int, int], list[Money]] = {each: [] for each in wanted}
    years = {year for _, year in wanted}
    if years:
        year = extract("year", TuitionRequestRow.starts_on)
        currency = func.coalesce(TuitionRequestRow.granted_currency, "")
        total = func.coalesce(func.sum(TuitionRequestRow.granted_parts), 0)
        query = (
            select(TuitionRequestRow.employee_id, year, currency, total)
            .where(
                TuitionRequestRow.employee_id.in_({employee_id for employee_id, _ in wanted}),
                TuitionRequestRow.state == RequestState.APPROVED,
                TuitionRequestRow.starts_on.between(days_of(min(years))[0], days_of(max(years))[1]),
            )
            .group_by(TuitionRequestRow.employee_id, year, TuitionRequestRow.granted_currency)
            .order_by(TuitionRequestRow.granted_currency)
        )
        for employee_id, which, code, parts in session.execute(query):
            granted.get((employee_id, int(which)), []).append(Money(int(parts or 0), code))
    return {(who, year): balance(year, cap, tuple(sums)) for (who, year), sums in granted.items()}


def how_many_granted_elsewhere(session: Session, year: int, currency: str) -> int:
    """Return how many people were granted something for a year in another currency than this one."""
    query = select(func.count(TuitionRequestRow.employee_id.distinct())).where(
        TuitionRequestRow.state == RequestState.APPROVED,
        TuitionRequestRow.starts_on.between(*days_of(year)),
        TuitionRequestRow.granted_currency != currency,
    )
    return session.execute(query).scalar_one()


def _requests() -> Select[*tuple[Any, ...]]:
    qualifies: ColumnElement[bool] = and_(
        ProgrammeRow.id.is_not(None), func.coalesce(ProgrammeRow.qualifies_for_tuition_assistance, False)
    )
    return (
        select(
            TuitionRequestRow,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            EmployeeRow.status,
            qualifies,
        )
        .join(EmployeeRow, EmployeeRow.id == TuitionRequestRow.employee_id)
        .join(ProgrammeRow, ProgrammeRow.id == TuitionRequestRow.programme_id, isouter=True)
        .execution_options(populate_existing=True)
    )


def _request(row: Row[*tuple[Any, ...]]) -> Request:
    kept, given, family, status, qualifies = row
    return Request(
        id=kept.id,
        employee_id=kept.employee_id,
        name=f"{given} {family}".strip(),
        has_left=status is EmploymentStatus.LEFT,
        wanted=Wanted(
            programme_id=kept.programme_id,
            title=kept.title,
            provider=kept.provider,
            cost=Money(kept.cost_parts, kept.cost_currency),
            starts_on=kept.starts_on,
            ends_on=kept.ends_on,
            why=kept.why,
        ),
        qualifies=bool(qualifies),
        state=kept.state,
        asked_at=kept.asked_at,
        verdict=_verdict(kept),
    )


def _verdict(kept: TuitionRequestRow) -> Verdict | None:
    if kept.decided_at is None:
        return None
    granted = None
    if kept.granted_parts is not None and kept.granted_currency is not None:
        granted = Money(kept.granted_parts, kept.granted_currency)
    return Verdict(kept.decided_by_name or "", kept.decided_at, kept.reason or "", granted)
