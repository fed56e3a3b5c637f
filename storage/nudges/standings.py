"""Why somebody gets no copy of a nudge: one expression, read by the tick, by the preview and at the moment of sending."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session, aliased

from career.criteria import Criterion
from career.employees import EmploymentStatus
from career.outcomes import DeliveryState, DropReason, drop_reason
from career.quiet import Scope, Why
from career.repeats import today_in, too_recent
from career.targets import Target
from storage.nudges.acting import has_acted
from storage.nudges.records import Nudge, NudgeText
from storage.rules.audiences import condition
from storage.tables import DeliveryRow, EmployeeRow, QuietRow
from storage.types import TextEnum, UtcDateTime

HAD = (DeliveryState.SENT, DeliveryState.UNCERTAIN, DeliveryState.HELD_OUT)
"""What counts against the number of times: somebody held out is counted alike, so that both arms stay comparable."""


@dataclass(frozen=True, slots=True)
class Asked:
    """When it is asked, and which copies are too recent for another (`career.repeats.TooRecent`): values or columns."""

    now: datetime | ColumnElement[datetime]
    too_recent_day: str | ColumnElement[str]
    """As an occasion's name begins: ``2026-11-18``."""
    too_recent: datetime | ColumnElement[datetime]
    today: date
    """The day in UTC on which it is asked."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to whom a copy is due; `reason` stands against it."""

    slack_id: str | None
    given_name: str
    zone: str | None
    reason: DropReason | None


def standing(
    nudge_id: int,
    text: NudgeText,
    asked: Asked,
    *,
    meets: ColumnElement[Any] | None = None,
    besides: ColumnElement[int] | None = None,
) -> ColumnElement[Any]:
    """Return the reason why an employee gets nothing of a nudge, NULL where nothing stands against it.

    Args:
        nudge_id: the nudge.
        text: what HR wrote in it.
        asked: when it is asked.
        meets: whether the employee meets the audience rule; None where the query holds only those who do.
        besides: a delivery that is not counted: the one that is about to be sent.
    """
    times, had_lately = _copies(nudge_id, asked, besides)
    fails = [] if meets is None else [(~func.coalesce(meets, false()), DropReason.NO_LONGER_QUALIFIED.value)]
    quiet = _quiet(text.target, asked.now)
    reason = case(
        (EmployeeRow.status == EmploymentStatus.LEFT, DropReason.LEFT.value),
        (EmployeeRow.status == EmploymentStatus.LEAVE, DropReason.ON_LEAVE.value),
        (EmployeeRow.slack_id.is_(None), DropReason.NO_SLACK.value),
        (~EmployeeRow.is_slack_active, DropReason.SLACK_DEACTIVATED.value),
        *fails,
        (has_acted(text.target, asked.now, asked.today), DropReason.ACTED.value),
        (quiet.is_not(None), case({why.value: drop_reason(why).value for why in Why}, value=quiet)),
        (times >= text.reach.times_per_person, DropReason.HAD_IT_OFTEN_ENOUGH.value),
        (had_lately, DropReason.HAD_IT_LATELY.value),
        else_=null(),
    )
    return type_coerce(reason, TextEnum(DropReason))


def hold_and_judge(
    session: Session, nudge: Nudge, rule: Criterion, employee_id: int, besides: int, now: datetime, fallback: str
) -> Person:
    """Return how somebody stands to a copy of the nudge, the delivery `besides`, at `now`.

    Nothing that the person does is committed between this answer and the end of the transaction: what they do writes a
    row that belongs to them, and that waits for the lock taken here.
    """
    zone = session.scalar(select(EmployeeRow.zone).where(EmployeeRow.id == employee_id).with_for_update())
    recent = too_recent(today_in(zone, now, fallback), nudge.text.reach.days_between, zone, fallback)
    row = session.execute(
        _person_query(nudge.id, nudge.text, rule, now.date()),
        {
            "now": now,
            "too_recent_day": recent.day.isoformat(),
            "too_recent": recent.instant,
            "besides": besides,
            "employee": employee_id,
        },
    ).one()
    return Person(*row)


@lru_cache(maxsize=256)
def _person_query(nudge_id: int, text: NudgeText, rule: Criterion, today: date) -> Select[*tuple[Any, ...]]:
    """Return the query for one person; remembered, for on SQLite everybody who writes waits while it is put together."""
    asked = Asked(
        bindparam("now", type_=UtcDateTime()),
        bindparam("too_recent_day", type_=String()),
        bindparam("too_recent", type_=UtcDateTime()),
        today,
    )
    besides = bindparam("besides", type_=Integer())
    reason = standing(nudge_id, text, asked, meets=condition(rule, today), besides=besides)
    return select(EmployeeRow.slack_id, EmployeeRow.given_name, EmployeeRow.zone, reason).where(
        EmployeeRow.id == bindparam("employee", type_=Integer())
    )


def is_waiting_for(nudge_id: int) -> ColumnElement[bool]:
    """Whether a copy of the nudge is on its way to the employee: nobody has two of one nudge waiting."""
    other = aliased(DeliveryRow)
    return (
        exists()
        .where(
            other.nudge_id == nudge_id,
            other.employee_id == EmployeeRow.id,
            other.state.in_([DeliveryState.DUE, DeliveryState.CLAIMED]),
        )
        .correlate(EmployeeRow)
    )


def _copies(
    nudge_id: int, asked: Asked, besides: ColumnElement[int] | None
) -> tuple[ColumnElement[int], ColumnElement[bool]]:
    """Return how many copies an employee had, and whether one of them was lately."""
    other = aliased(DeliveryRow)
    had = [other.nudge_id == nudge_id, other.employee_id == EmployeeRow.id, other.state.in_(HAD)]
    if besides is not None:
        had.append(other.id != besides)
    times = select(func.count()).select_from(other).where(*had).correlate(EmployeeRow).scalar_subquery()
    lately = or_(
        other.occasion >= asked.too_recent_day,
        func.coalesce(other.sent_at, other.attempted_at) >= asked.too_recent,
    )
    # Only what the aliased ledger brings is its own; the instant may be a column of the query around.
    return times, exists(select(literal(1)).select_from(other).where(*had, lately).correlate_except(other))


def _quiet(target: Target, now: datetime | ColumnElement[datetime]) -> ColumnElement[str | None]:
    """Return why the person is quiet about `target`: `career.quiet.silences`, which a test holds it to."""
    covers = or_(
        QuietRow.scope == Scope.ALL,
        and_(QuietRow.scope == Scope.TOPIC, QuietRow.about == target.topic.value),
        and_(QuietRow.scope == Scope.TARGET, QuietRow.about == target.key),
    )
    breadth = case({Scope.ALL.value: 2, Scope.TOPIC.value: 1}, value=_plain(QuietRow.scope), else_=0)
    return (
        select(_plain(QuietRow.why))
        .where(QuietRow.employee_id == EmployeeRow.id, covers, or_(QuietRow.until.is_(None), QuietRow.until > now))
        .order_by(QuietRow.until.is_(None).desc(), QuietRow.until.desc(), breadth.desc(), QuietRow.why.desc())
        .limit(1)
        .correlate(EmployeeRow)
        .scalar_subquery()
    )


def _plain(column: Any) -> ColumnElement[str]:  # noqa: ANN401  an attribute of a mapped row
    """Return an enumeration's column as the text it is stored as."""
    return type_coerce(column, TextEnum.impl)


def can_be_reached(query: Select[Any]) -> Select[Any]:
    """Narrow a query over employees to those whom a message can reach."""
    return query.where(EmployeeRow.slack_id.is_not(None), EmployeeRow.is_slack_active)
