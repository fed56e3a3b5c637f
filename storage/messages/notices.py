"""Queries about notices: what people, or a channel, are to be told because it happened, and sending it once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import CursorResult, Select, literal, select, type_coerce, update
from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from career.notices import NoticeDrop, NoticeKind
from career.outcomes import DeliveryState
from storage.batches import batches
from storage.messages.claims import Claim, claim_values, settle
from storage.sql_functions import random_uuid
from storage.statements import insert_or_leave
from storage.tables import EmployeeRow, NoticeRow
from storage.types import UtcDateTime


@dataclass(frozen=True, slots=True)
class ToEmployee:
    """For one employee, at whatever Slack account is theirs when it is sent."""

    employee_id: int


@dataclass(frozen=True, slots=True)
class ToChannel:
    """For everybody in one Slack channel."""

    channel_id: str


Addressee = ToEmployee | ToChannel
"""Whom a notice is for."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told: `key` names the event, so that it is told once however often it is owed.

    `details` holds ids and plain facts, as JSON can; its words are made when it is sent (`bot/notices/`), and what has
    changed by then is read again. It is sent from `due_at` on, and not any more from `expires_at` on.
    """

    kind: NoticeKind
    key: str
    to: Addressee
    details: Mapping[str, Any]
    due_at: datetime
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as whoever writes its words gets it; exactly one of `employee_id` and `channel_id` is given."""

    kind: NoticeKind
    key: str
    employee_id: int | None
    channel_id: str | None
    details: Mapping[str, Any]
    zone: str | None
    """The recipient's IANA zone as far as it is known."""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that an employee is still to be told."""

    key: str
    employee_id: int
    details: Mapping[str, Any]


def owe(session: Session, notice: Notice, now: datetime) -> None:
    """Have this told, in the transaction that made it true; owing it again changes nothing."""
    owe_all(session, [notice], now)


def owe_all(session: Session, notices: Sequence[Notice], now: datetime) -> None:
    """Have all of these told, each once, in the transaction that made them true; with few statements."""
    for some in batches(notices):
        session.execute(insert_or_leave(session, NoticeRow), [_owed(notice, now) for notice in some])


def owe_each(session: Session, kind: NoticeKind, news: Select[str, int, Any], now: datetime) -> int:
    """Have as many employees told as `news` selects, at once, with one statement; return how many notices are new.

    It selects, for each, the key of the notice, the employee's id and the details.
    """
    key, employee_id, details = news.selected_columns
    rows = news.with_only_columns(
        random_uuid(),
        key,
        type_coerce(kind, NoticeRow.kind.type),
        employee_id,
        details,
        type_coerce(DeliveryState.DUE, NoticeRow.state.type),
        literal(now, UtcDateTime),
        literal(0),
        literal(now, UtcDateTime),
        maintain_column_froms=True,
    )
    columns = ["token", "key", "kind", "employee_id", "details", "state", "due_at", "claims", "created_at"]
    added = session.execute(
        insert_or_leave(session, NoticeRow).from_select(columns, rows), execution_options={"preserve_rowcount": True}
    )
    return cast("CursorResult[Any]", added).rowcount


def _owed(notice: Notice, now: datetime) -> dict[str, Any]:
    return {
        "token": uuid4(),
        "key": notice.key,
        "kind": notice.kind,
        "employee_id": notice.to.employee_id if isinstance(notice.to, ToEmployee) else None,
        "channel_id": notice.to.channel_id if isinstance(notice.to, ToChannel) else None,
        "details": dict(notice.details),
        "state": DeliveryState.DUE,
        "due_at": notice.due_at,
        "expires_at": notice.expires_at,
        "claims": 0,
        "created_at": now,
    }


def is_owed(session: Session, key: str) -> bool:
    """Whether this was ever owed, whatever became of it."""
    return session.scalar(select(NoticeRow.id).where(NoticeRow.key == key)) is not None


def call_off(session: Session, key: str) -> bool:
    """Take back what was owed under `key`; return whether there was such a notice whose sending had not begun.

    Once this is committed, no sending of it begins: one that Slack gave no clear answer about is looked up, and it is
    dropped if it did not arrive.
    """
    return bool(call_off_all(session, [key]))


def call_off_all(session: Session, keys: Sequence[str]) -> frozenset[str]:
    """Take back all that was owed under these keys, as `call_off` does; return those whose sending had not begun."""
    dropped: set[str] = set()
    for some in batches(keys):
        waits = (NoticeRow.key.in_(some), NoticeRow.state.in_([DeliveryState.DUE, DeliveryState.CLAIMED]))
        drop = (
            update(NoticeRow)
            .where(*waits, NoticeRow.attempted_at.is_(None))
            .values(state=DeliveryState.DROPPED, drop_reason=NoticeDrop.CALLED_OFF, lease_until=None)
        )
        dropped.update(session.scalars(drop.returning(NoticeRow.key)))
        session.execute(update(NoticeRow).where(*waits).values(expires_at=NoticeRow.created_at))
    return frozenset(dropped)


def still_owed(session: Session, kind: NoticeKind, employee_ids: Sequence[int]) -> Sequence[Owed]:
    """Return what these employees are still to be told of one kind."""
    found: list[Owed] = []
    for some in batches(employee_ids):
        query = select(NoticeRow.key, NoticeRow.employee_id, NoticeRow.details).where(
            NoticeRow.employee_id.in_(some),
            NoticeRow.kind == kind,
            NoticeRow.state.in_([DeliveryState.DUE, DeliveryState.CLAIMED]),
        )
        found += [Owed(key, employee_id or 0, details) for key, employee_id, details in session.execute(query)]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeClaim(Claim):
    """One worker's hold on one notice."""

    kind: NoticeKind
    key: str
    employee_id: int | None
    channel_id: str | None
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reached:
    """The notice may be sent, to this Slack account or channel; `zone` is the recipient's as far as it is known."""

    recipient: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The notice is never sent."""

    reason: NoticeDrop


@dataclass(frozen=True, slots=True)
class Occupied:
    """Somebody is changing the notice, what is known of its recipient, or what it is about: ask again in a moment."""


def claim_notice(session: Session, now: datetime, lease: timedelta) -> NoticeClaim | None:
    """Claim the notice that is due longest, or whose worker's lease lapsed; None where there is none."""
    more = (NoticeRow.kind, NoticeRow.key, NoticeRow.employee_id, NoticeRow.channel_id, NoticeRow.details)
    values = claim_values(session, NoticeRow, now, lease, more)
    return None if values is None else NoticeClaim(**values)


def hold_recipient(session: Session, claim: NoticeClaim, now: datetime) -> Reached | Unreachable | Occupied:
    """Return where a claimed notice goes, holding notice and recipient until the transaction ends.

    Nothing that would stop it is committed meanwhile: neither `call_off`, nor what the person does, whose new rows wait
    for the lock on the employee. It waits for nobody while it holds something itself, so that no two wait for each other.
    """
    query = select(NoticeRow.expires_at).where(
        NoticeRow.id == claim.id, NoticeRow.claims == claim.fence, NoticeRow.state == DeliveryState.CLAIMED
    )
    notice = session.execute(query.with_for_update(skip_locked=True)).one_or_none()
    if notice is None:
        return Occupied()
    if notice.expires_at is not None and notice.expires_at <= now:
        return Unreachable(NoticeDrop.EXPIRED)
    if claim.employee_id is None:
        return Reached(claim.channel_id or "", None)
    return _hold_person(session, claim.employee_id)


def settle_dropped(session: Session, claim: NoticeClaim, reason: NoticeDrop) -> bool:
    """Write down that the notice is never sent, and why."""
    return settle(session, NoticeRow, claim, state=DeliveryState.DROPPED, drop_reason=reason, attempted_at=None)


def _hold_person(session: Session, employee_id: int) -> Reached | Unreachable | Occupied:
    person = session.execute(
        select(EmployeeRow.slack_id, EmployeeRow.is_slack_active, EmployeeRow.status, EmployeeRow.zone)
        .where(EmployeeRow.id == employee_id)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if person is None:
        return Occupied()
    if person.status is EmploymentStatus.LEFT:
        return Unreachable(NoticeDrop.LEFT)
    if person.slack_id is None:
        return Unreachable(NoticeDrop.NO_SLACK)
    if not person.is_slack_active:
        return Unreachable(NoticeDrop.SLACK_DEACTIVATED)
    return Reached(person.slack_id, person.zone)
