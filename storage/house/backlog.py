"""What waits in the database, for whoever watches the machine: counts and instants, nothing about anybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from career.outcomes import DeliveryState
from storage.openings.postings import is_unconsidered
from storage.tables import ApplicationRow, DeliveryRow, NoticeRow, PaceRow


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much is due to be sent since when, what nobody can tell, which applications wait, how often Slack said wait."""

    deliveries_due: int
    oldest_delivery: datetime | None
    notices_due: int
    oldest_notice: datetime | None
    uncertain: int
    unconsidered: int
    oldest_unconsidered: datetime | None
    waits_demanded: int


def backlog(session: Session, now: datetime) -> Backlog:
    """Return what is due at `now`."""
    deliveries = select(func.count(), func.min(DeliveryRow.due_at)).where(
        text("deliveries.state IN ('due', 'claimed')"), DeliveryRow.due_at <= now
    )
    notices = select(func.count(), func.min(NoticeRow.due_at)).where(
        text("notices.state IN ('due', 'claimed')"), NoticeRow.due_at <= now
    )
    applications = select(func.count(), func.min(ApplicationRow.submitted_at)).where(is_unconsidered())
    uncertain = select(func.count()).where(DeliveryRow.state == DeliveryState.UNCERTAIN)
    deliveries_due, oldest_delivery = session.execute(deliveries).one()
    notices_due, oldest_notice = session.execute(notices).one()
    unconsidered, oldest_unconsidered = session.execute(applications).one()
    return Backlog(
        deliveries_due,
        oldest_delivery,
        notices_due,
        oldest_notice,
        session.execute(uncertain).scalar_one(),
        unconsidered,
        oldest_unconsidered,
        session.execute(select(func.coalesce(func.sum(PaceRow.waits), 0))).scalar_one(),
    )
