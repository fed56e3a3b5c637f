"""HR's list of nudges: which stand on a page, and of which messages nobody can tell whether they arrived."""

from collections.abc import Mapping, Sequence

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from career.nudges import NudgeStatus
from career.outcomes import DeliveryState
from storage.tables import DeliveryRow, EmployeeRow, NudgeRow

_IN_ORDER = (NudgeStatus.RUNNING, NudgeStatus.PAUSED, NudgeStatus.DRAFT, NudgeStatus.ENDED)


def how_many_nudges(session: Session) -> int:
    """Return how many nudges there are, of every status."""
    return session.execute(select(func.count()).select_from(NudgeRow)).scalar_one()


def nudges_listed(session: Session, skip: int, most: int) -> tuple[int, ...]:
    """Return the ids of a page of all nudges: running ones first, ended ones last, the newest first."""
    status = case({status.value: place for place, status in enumerate(_IN_ORDER)}, value=NudgeRow.status)
    return tuple(session.scalars(select(NudgeRow.id).order_by(status, NudgeRow.id.desc()).offset(skip).limit(most)))


def uncertain_recipients(session: Session, nudge_ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Return for each nudge the names of those of whom Slack never said whether their message arrived."""
    query = (
        select(DeliveryRow.nudge_id, EmployeeRow.given_name, EmployeeRow.family_name)
        .join(EmployeeRow, EmployeeRow.id == DeliveryRow.employee_id)
        .where(DeliveryRow.nudge_id.in_(nudge_ids), DeliveryRow.state == DeliveryState.UNCERTAIN)
        .order_by(EmployeeRow.family_name, EmployeeRow.given_name)
    )
    found: dict[int, list[str]] = {}
    for nudge_id, given, family in session.execute(query):
        found.setdefault(nudge_id, []).append(f"{given} {family}".strip())
    return {nudge_id: tuple(names) for nudge_id, names in found.items()}
