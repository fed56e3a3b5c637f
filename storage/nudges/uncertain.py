"""Deliveries of which Slack never said whether they arrived: HR says so, once, and then they are settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from career.outcomes import DeliveryState
from storage.nudges.answers import Copy
from storage.tables import AuditRow, DeliveryRow, EmployeeRow, NudgeRow

SETTLED = "delivery.settled"
"""Under which name the audit has who settled one."""


@dataclass(frozen=True, slots=True)
class UncertainDelivery:
    """One copy that may or may not have arrived: whose, of which nudge, when it was on its way, and to which account."""

    id: int
    nudge_id: int
    nudge_title: str
    name: str
    attempted_at: datetime | None
    recipient: str | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who settled a delivery (a Slack id), when, and whether it had arrived."""

    by: str
    at: datetime
    arrived: bool


def how_many_uncertain(session: Session) -> int:
    """Return how many there are."""
    return session.execute(select(func.count()).where(DeliveryRow.state == DeliveryState.UNCERTAIN)).scalar_one()


def uncertain_deliveries(session: Session, skip: int, most: int) -> Sequence[UncertainDelivery]:
    """Return a page of them, the longest waiting first."""
    query = (
        select(
            DeliveryRow.id,
            DeliveryRow.nudge_id,
            NudgeRow.title,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            DeliveryRow.attempted_at,
            DeliveryRow.recipient,
        )
        .join(NudgeRow, NudgeRow.id == DeliveryRow.nudge_id)
        .join(EmployeeRow, EmployeeRow.id == DeliveryRow.employee_id)
        .where(DeliveryRow.state == DeliveryState.UNCERTAIN)
        .order_by(DeliveryRow.attempted_at, DeliveryRow.id)
        .offset(skip)
        .limit(most)
    )
    return [
        UncertainDelivery(id_, nudge_id, title, f"{given} {family}".strip(), at, recipient)
        for id_, nudge_id, title, given, family, at, recipient in session.execute(query)
    ]


def settle_uncertain(session: Session, delivery_id: int, now: datetime, *, arrived: bool) -> tuple[int, str] | None:
    """Settle one: it counts as sent, or is due again, to be judged and sent once more.

    Returns:
        Its nudge's number and its recipient's name; None where it is not uncertain (any more).
    """
    sent = {"state": DeliveryState.SENT, "sent_at": func.coalesce(DeliveryRow.attempted_at, DeliveryRow.created_at)}
    again = {"state": DeliveryState.DUE, "due_at": now, "attempted_at": None, "trouble": None, "lease_until": None}
    settled = (
        update(DeliveryRow)
        .where(DeliveryRow.id == delivery_id, DeliveryRow.state == DeliveryState.UNCERTAIN)
        .values(sent if arrived else again)
        .returning(DeliveryRow.nudge_id, DeliveryRow.employee_id)
    )
    row = session.execute(settled).one_or_none()
    if row is None:
        return None
    name = select(EmployeeRow.given_name, EmployeeRow.family_name).where(EmployeeRow.id == row.employee_id)
    given, family = session.execute(name).one()
    return row.nudge_id, f"{given} {family}".strip()


def settle_answered(session: Session, copy: Copy, now: datetime) -> None:
    """Take a copy that somebody answered for arrived: nobody presses a button that is not there."""
    if copy.state is DeliveryState.UNCERTAIN:
        settle_uncertain(session, copy.id, now, arrived=True)


def settlement_of(session: Session, delivery_id: int) -> Settlement | None:
    """Return who settled a delivery last; None where nobody of HR did."""
    query = (
        select(AuditRow.by, AuditRow.at, AuditRow.details)
        .where(AuditRow.subject == f"delivery:{delivery_id}", AuditRow.action == SETTLED)
        .order_by(AuditRow.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Settlement(row.by, row.at, bool(row.details["arrived"]))
