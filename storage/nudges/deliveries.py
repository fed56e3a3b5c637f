"""Queries about deliveries: claiming one, settling it, and what the person did with it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, text, update
from sqlalchemy.orm import Session

from career.outcomes import DeliveryState, DropReason, Response
from storage.messages.claims import Claim, claim_values, release, settle
from storage.nudges.tokens import token_in
from storage.tables import DeliveryRow

_OPEN = text("deliveries.state IN ('due', 'claimed')")
"""To the letter as the partial index has it; a database cannot see that a parameter would be the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryClaim(Claim):
    """One worker's hold on one delivery."""

    nudge_id: int
    employee_id: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that waits for its turn."""

    id: int
    nudge_id: int


def claim_next(session: Session, now: datetime, lease: timedelta) -> DeliveryClaim | None:
    """Claim the delivery that is due longest, or whose worker's lease lapsed; None where there is none."""
    values = claim_values(session, DeliveryRow, now, lease, (DeliveryRow.nudge_id, DeliveryRow.employee_id))
    return None if values is None else DeliveryClaim(**values)


def park(session: Session, claim: Claim) -> bool:
    """Give a claim back, to be worked on once its nudge runs again."""
    return release(session, DeliveryRow, claim, None)


def settle_dropped(session: Session, claim: Claim, reason: DropReason) -> bool:
    """Write down that nothing is sent, and why."""
    return settle(session, DeliveryRow, claim, state=DeliveryState.DROPPED, drop_reason=reason, attempted_at=None)


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


def record_response(session: Session, token: str, employee_id: int, response: Response, now: datetime) -> bool:
    """Record what the person did with their copy; False where there is no such copy of theirs.

    The last thing they did counts; the same thing twice keeps the first time.
    """
    wanted = token_in(token)
    theirs = (DeliveryRow.token == wanted, DeliveryRow.employee_id == employee_id)
    if wanted is None or session.scalar(select(DeliveryRow.id).where(*theirs)) is None:
        return False
    changed = or_(DeliveryRow.response.is_(None), DeliveryRow.response != response)
    session.execute(update(DeliveryRow).where(*theirs, changed).values(response=response, responded_at=now))
    return True
