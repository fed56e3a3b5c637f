"""Queries about deliveries: claiming one, settling it, and what the person did with it.

Whoever works on a delivery claims it first. Each claim carries a number, the fence: what a worker wanted to write after
another one took over finds no row.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, and_, func, or_, select, text, update
from sqlalchemy.orm import Session

from career.nudges import Target, target_from_json
from career.outcomes import DeliveryState, DropReason, Response
from storage.tables import DeliveryRow, NudgeRow

_OPEN = text("deliveries.state IN ('due', 'claimed')")
"""To the letter as the partial index has it; a database cannot see that a parameter would be the same."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One worker's hold on one delivery until `lease_until`."""

    id: int
    fence: int
    token: UUID
    nudge_id: int
    employee_id: int
    lease_until: datetime
    attempted_at: datetime | None
    recipient: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that waits for its turn."""

    id: int
    nudge_id: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One person's copy of a nudge, as far as an answer to it needs to know."""

    id: int
    token: UUID
    nudge_id: int
    employee_id: int
    target: Target
    state: DeliveryState
    response: Response | None
    channel: str | None
    message_ts: str | None


def claim_next(session: Session, now: datetime, lease: timedelta) -> Claim | None:
    """Claim the delivery that is due longest, or whose worker's lease lapsed; None where there is none.

    A lease that ends later than any could was taken under a clock that has been set back since; it counts as lapsed.
    """
    lease_until = now + lease
    free = or_(
        DeliveryRow.state == DeliveryState.DUE,
        DeliveryRow.lease_until <= now,
        DeliveryRow.lease_until > now + 2 * lease,
    )
    next_one = (
        select(DeliveryRow.id)
        .where(_OPEN, DeliveryRow.due_at <= now, free)
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    claimed = (
        update(DeliveryRow)
        .where(DeliveryRow.id == next_one)
        .values(state=DeliveryState.CLAIMED, lease_until=lease_until, claims=DeliveryRow.claims + 1)
        .returning(
            DeliveryRow.id,
            DeliveryRow.claims,
            DeliveryRow.token,
            DeliveryRow.nudge_id,
            DeliveryRow.employee_id,
            DeliveryRow.attempted_at,
            DeliveryRow.recipient,
            DeliveryRow.created_at,
        )
    )
    row = session.execute(claimed).one_or_none()
    if row is None:
        return None
    return Claim(
        id=row.id,
        fence=row.claims,
        token=row.token,
        nudge_id=row.nudge_id,
        employee_id=row.employee_id,
        lease_until=lease_until,
        attempted_at=row.attempted_at,
        recipient=row.recipient,
        created_at=row.created_at,
    )


def release(session: Session, claim: Claim, due_at: datetime, *, attempted_at: datetime | None = None) -> bool:
    """Give a claim back, to be worked on from `due_at` on; `attempted_at` says since when it may be at Slack."""
    return _settle(session, claim, state=DeliveryState.DUE, due_at=due_at, attempted_at=attempted_at)


def park(session: Session, claim: Claim) -> bool:
    """Give a claim back, to be worked on once its nudge runs again."""
    return _settle(session, claim, state=DeliveryState.DUE, due_at=None, attempted_at=None)


def mark_attempt(session: Session, claim: Claim, recipient: str, now: datetime, lease_until: datetime) -> bool:
    """Write down that the message is about to go to `recipient`; False if the claim is no longer held at `now`."""
    holds = DeliveryRow.lease_until > now
    return _change(session, claim, holds, attempted_at=now, recipient=recipient, lease_until=lease_until)


def settle_sent(session: Session, claim: Claim, channel: str, ts: str, sent_at: datetime) -> bool:
    """Write down that Slack took the message."""
    return _settle(session, claim, state=DeliveryState.SENT, channel=channel, message_ts=ts, sent_at=sent_at)


def settle_dropped(session: Session, claim: Claim, reason: DropReason) -> bool:
    """Write down that nothing is sent, and why."""
    return _settle(session, claim, state=DeliveryState.DROPPED, drop_reason=reason, attempted_at=None)


def settle_failed(session: Session, claim: Claim, trouble: str) -> bool:
    """Write down that Slack refuses the message for good; `trouble` is Slack's code."""
    return _settle(session, claim, state=DeliveryState.FAILED, trouble=trouble, attempted_at=None)


def settle_uncertain(session: Session, claim: Claim, trouble: str) -> bool:
    """Write down that nobody can tell whether the message arrived: HR is shown it, and it is never sent again."""
    return _settle(session, claim, state=DeliveryState.UNCERTAIN, trouble=trouble)


def received(session: Session, employee_id: int, since: datetime, besides: int) -> tuple[datetime, ...]:
    """Return when the person got a nudge, or may have got one, since then; the delivery `besides` does not count."""
    at = func.coalesce(DeliveryRow.sent_at, DeliveryRow.attempted_at)
    got = or_(
        DeliveryRow.state.in_([DeliveryState.SENT, DeliveryState.UNCERTAIN]),
        and_(_OPEN, DeliveryRow.attempted_at.is_not(None)),
    )
    query = select(DeliveryRow.sent_at, DeliveryRow.attempted_at).where(
        DeliveryRow.employee_id == employee_id, DeliveryRow.id != besides, got, at >= since
    )
    instants = (row.sent_at or row.attempted_at for row in session.execute(query))
    return tuple(instant for instant in instants if instant is not None)


def rivals(session: Session, employee_id: int, besides: int, now: datetime) -> tuple[Waiting, ...]:
    """Return what else is due to this person at `now` and has not been tried yet."""
    query = select(DeliveryRow.id, DeliveryRow.nudge_id).where(
        _OPEN,
        DeliveryRow.employee_id == employee_id,
        DeliveryRow.id != besides,
        DeliveryRow.due_at <= now,
        DeliveryRow.attempted_at.is_(None),
    )
    return tuple(Waiting(*row) for row in session.execute(query))


def delivery_by_token(session: Session, token: str) -> Delivery | None:
    """Return the delivery with this token; None also where the text is no token at all."""
    wanted = _uuid(token)
    if wanted is None:
        return None
    query = (
        select(
            DeliveryRow.id,
            DeliveryRow.token,
            DeliveryRow.nudge_id,
            DeliveryRow.employee_id,
            NudgeRow.target,
            DeliveryRow.state,
            DeliveryRow.response,
            DeliveryRow.channel,
            DeliveryRow.message_ts,
        )
        .join(NudgeRow, NudgeRow.id == DeliveryRow.nudge_id)
        .where(DeliveryRow.token == wanted)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    values = row._asdict()
    return Delivery(**values | {"target": target_from_json(values["target"])})


def record_response(session: Session, token: str, employee_id: int, response: Response, now: datetime) -> bool:
    """Record what the person did with their copy; False where there is no such copy of theirs.

    The last thing they did counts; the same thing twice keeps the first time.
    """
    wanted = _uuid(token)
    theirs = (DeliveryRow.token == wanted, DeliveryRow.employee_id == employee_id)
    if wanted is None or session.scalar(select(DeliveryRow.id).where(*theirs)) is None:
        return False
    changed = or_(DeliveryRow.response.is_(None), DeliveryRow.response != response)
    session.execute(update(DeliveryRow).where(*theirs, changed).values(response=response, responded_at=now))
    return True


def _uuid(token: str) -> UUID | None:
    try:
        return UUID(token)
    except ValueError:
        return None


def _settle(session: Session, claim: Claim, **values: Any) -> bool:  # noqa: ANN401  column values
    """Let go of the claim with these values."""
    return _change(session, claim, **{"lease_until": None} | values)


def _change(session: Session, claim: Claim, *also: Any, **values: Any) -> bool:  # noqa: ANN401  conditions, column values
    held = (
        DeliveryRow.id == claim.id,
        DeliveryRow.claims == claim.fence,
        DeliveryRow.state == DeliveryState.CLAIMED,
    )
    changed = session.execute(update(DeliveryRow).where(*held, *also).values(values))
    return cast("CursorResult[Any]", changed).rowcount == 1
