"""HR's list of nudges: which stand on a page, and how they were answered."""

from collections.abc import Mapping, Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from career.nudges import NudgeStatus
from career.outcomes import Response
from storage.tables import DeliveryRow, NudgeRow

_IN_ORDER = (NudgeStatus.RUNNING, NudgeStatus.PAUSED, NudgeStatus.DRAFT, NudgeStatus.ENDED)


def how_many_nudges(session: Session) -> int:
    """Return how many nudges there are, of every status."""
    return session.execute(select(func.count()).select_from(NudgeRow)).scalar_one()


def nudges_listed(session: Session, skip: int, most: int) -> tuple[int, ...]:
    """Return the ids of a page of all nudges: running ones first, ended ones last, the newest first."""
    status = case({status.value: place for place, status in enumerate(_IN_ORDER)}, value=NudgeRow.status)
    return tuple(session.scalars(select(NudgeRow.id).order_by(status, NudgeRow.id.desc()).offset(skip).limit(most)))


def response_counts(session: Session, nudge_ids: Sequence[int]) -> Mapping[int, Mapping[Response, int]]:
    """Return for each nudge how many people answered it how; whoever took that back did not answer."""
    query = (
        select(DeliveryRow.nudge_id, DeliveryRow.response, func.count(DeliveryRow.employee_id.distinct()))
        .where(DeliveryRow.nudge_id.in_(nudge_ids), DeliveryRow.response.is_not(None))
        .group_by(DeliveryRow.nudge_id, DeliveryRow.response)
    )
    counts: dict[int, dict[Response, int]] = {nudge_id: {} for nudge_id in nudge_ids}
    for nudge_id, response, people in session.execute(query):
        if response is not None:
            counts[nudge_id][response] = people
    return counts
