"""Claiming a message that is due, and settling it: the same for deliveries of nudges and for notices.

Whoever works on a message claims it first. Each claim carries a number, the fence: what a worker wanted to write after
another one took over finds no row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias, cast
from uuid import UUID

from sqlalchemy import ColumnElement, CursorResult, or_, select, text, update
from sqlalchemy.orm import QueryableAttribute, Session

from career.outcomes import DeliveryState
from storage.tables import DeliveryRow, NoticeRow

MessageTable: TypeAlias = type[DeliveryRow] | type[NoticeRow]
"""The tables that hold messages on their way; what is asked here is named alike in both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One worker's hold on one message until `lease_until`.

    `attempted_at` is when it was last on its way to Slack, by the clock of whoever sent it; None where it cannot be there.
    """

    id: int
    fence: int
    token: UUID
    lease_until: datetime
    attempted_at: datetime | None
    recipient: str | None
    created_at: datetime


def claim_values(
    session: Session, table: MessageTable, now: datetime, lease: timedelta, more: Sequence[QueryableAttribute[Any]]
) -> dict[str, Any] | None:
    """Claim the message that is due longest, or whose worker's lease lapsed; None where there is none.

    A lease that ends later than any could was taken under a clock that has been set back since; it counts as lapsed. What is
    returned are the fields of `Claim`, and the columns `more` beside them.
    """
    lease_until = now + lease
    # To the letter as the partial index has it; a database cannot see that a parameter would be the same.
    is_open = text(f"{table.__tablename__}.state IN ('due', 'claimed')")
    free = or_(
        table.state == DeliveryState.DUE,
        table.lease_until <= now,
        table.lease_until > now + 2 * lease,
    )
    next_one = (
        select(table.id)
        .where(is_open, table.due_at <= now, free)
        .order_by(table.due_at, table.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    claimed = (
        update(table)
        .where(table.id == next_one)
        .values(
            state=DeliveryState.CLAIMED,
            lease_until=lease_until,
            claims=table.claims + 1,
        )
        .returning(
            table.id,
            table.claims.label("fence"),
            table.token,
            table.lease_until,
            table.attempted_at,
            table.recipient,
            table.created_at,
            *more,
        )
    )
    row = session.execute(claimed).one_or_none()
    return None if row is None else row._asdict()


def release(
    session: Session, table: MessageTable, claim: Claim, due_at: datetime | None, attempted_at: datetime | None = None
) -> bool:
    """Give a claim back, to be worked on from `due_at` on; `attempted_at` says of which attempt it may be at Slack."""
    return settle(session, table, claim, state=DeliveryState.DUE, due_at=due_at, attempted_at=attempted_at)


def put_off(session: Session, table: MessageTable, claim: Claim, due_at: datetime) -> bool:
    """Give a claim back until then, whatever was begun with it: what may be at Slack is still looked up before."""
    return settle(session, table, claim, state=DeliveryState.DUE, due_at=due_at)


def mark_attempt(
    session: Session, table: MessageTable, claim: Claim, recipient: str, now: datetime, lease_until: datetime
) -> bool:
    """Write down that the message is about to go to `recipient`; False if the claim is no longer held at `now`."""
    holds = table.lease_until > now
    return _change(session, table, claim, holds, attempted_at=now, recipient=recipient, lease_until=lease_until)


def settle_sent(session: Session, table: MessageTable, claim: Claim, channel: str, ts: str, sent_at: datetime) -> bool:
    """Write down that Slack took the message."""
    return settle(session, table, claim, state=DeliveryState.SENT, channel=channel, message_ts=ts, sent_at=sent_at)


def settle_failed(session: Session, table: MessageTable, claim: Claim, trouble: str) -> bool:
    """Write down that Slack refuses the message for good; `trouble` is Slack's code."""
    return settle(session, table, claim, state=DeliveryState.FAILED, trouble=trouble, attempted_at=None)


def settle_uncertain(session: Session, table: MessageTable, claim: Claim, trouble: str) -> bool:
    """Write down that nobody can tell whether the message arrived: HR is shown it, and it is never sent again."""
    return settle(session, table, claim, state=DeliveryState.UNCERTAIN, trouble=trouble)


def settle(session: Session, table: MessageTable, claim: Claim, **values: Any) -> bool:  # noqa: ANN401  column values
    """Let go of the claim with these values; False if another worker has taken over."""
    return _change(session, table, claim, **{"lease_until": None} | values)


def _change(
    session: Session,
    table: MessageTable,
    claim: Claim,
    *also: ColumnElement[bool],
    **values: Any,  # noqa: ANN401  column values
) -> bool:
    held = (table.id == claim.id, table.claims == claim.fence, table.state == DeliveryState.CLAIMED)
    changed = session.execute(update(table).where(*held, *also).values(values))
    return cast("CursorResult[Any]", changed).rowcount == 1
