"""Queries about notices: what people, or a channel, are to be told because it happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import update
from sqlalchemy.orm import Session

from career.notices import NoticeKind
from career.outcomes import DeliveryState
from storage.statements import insert_or_leave
from storage.tables import NoticeRow


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


def owe(session: Session, notice: Notice, now: datetime) -> None:
    """Have this told, in the transaction that made it true; owing it again changes nothing."""
    row = insert_or_leave(session, NoticeRow).values(
        token=uuid4(),
        key=notice.key,
        kind=notice.kind,
        employee_id=notice.to.employee_id if isinstance(notice.to, ToEmployee) else None,
        channel_id=notice.to.channel_id if isinstance(notice.to, ToChannel) else None,
        details=dict(notice.details),
        state=DeliveryState.DUE,
        due_at=notice.due_at,
        expires_at=notice.expires_at,
        claims=0,
        created_at=now,
    )
    session.execute(row)


def call_off(session: Session, key: str) -> bool:
    """Drop what was owed under `key` and has not begun to be sent; return whether there was such a notice."""
    dropped = (
        update(NoticeRow)
        .where(NoticeRow.key == key, NoticeRow.state == DeliveryState.DUE, NoticeRow.attempted_at.is_(None))
        .values(state=DeliveryState.DROPPED)
    )
    return session.scalar(dropped.returning(NoticeRow.id)) is not None
