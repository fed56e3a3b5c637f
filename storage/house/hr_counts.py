"""What HR's hub counts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from career.nudges import NudgeStatus
from career.outcomes import DeliveryState
from storage.funding.tuition import how_many_waiting
from storage.messages.untold import how_many_untold
from storage.openings.postings import is_unconsidered
from storage.people.linking import how_many_unlinked
from storage.tables import ApplicationRow, DeliveryRow, EmployeeRow, InterestRow, NudgeRow
from storage.training.workshops import how_many_unmarked


@dataclass(frozen=True, slots=True)
class HrCounts:
    """What waits and what runs; `oldest_since` is when the longest waiting application was submitted."""

    unconsidered: int
    oldest_since: datetime | None
    interests: int
    funding_requests: int
    running_nudges: int
    uncertain_deliveries: int
    without_slack: int
    untold: int
    unmarked_workshops: int
    """Workshops that are over, without attendance."""


def hr_counts(session: Session, now: datetime) -> HrCounts:
    """Return the counts as they stand at `now`."""
    waiting = select(func.count(), func.min(ApplicationRow.submitted_at)).where(is_unconsidered())
    unconsidered, oldest_since = session.execute(waiting).one()
    interests = session.execute(
        select(func.count())
        .select_from(InterestRow)
        .join(EmployeeRow, EmployeeRow.id == InterestRow.employee_id)
        .where(EmployeeRow.status != EmploymentStatus.LEFT)
    ).scalar_one()
    running = select(func.count()).where(NudgeRow.status == NudgeStatus.RUNNING)
    uncertain = select(func.count()).where(DeliveryRow.state == DeliveryState.UNCERTAIN)
    return HrCounts(
        unconsidered=unconsidered,
        oldest_since=oldest_since,
        interests=interests,
        funding_requests=how_many_waiting(session),
        running_nudges=session.execute(running).scalar_one(),
        uncertain_deliveries=session.execute(uncertain).scalar_one(),
        without_slack=how_many_unlinked(session),
        untold=how_many_untold(session, now),
        unmarked_workshops=how_many_unmarked(session, now),
    )
