"""Jobs that HR cancelled: with a name and a reason, and every application for them ends as just that."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from career.applications import Stage
from career.openings import Cancellation
from storage.batches import batches
from storage.tables import ApplicationEventRow, ApplicationRow, CancellationRow

_ENDS = (Stage.SUBMITTED, Stage.IN_REVIEW, Stage.INTERVIEW, Stage.OFFERED, Stage.ACCEPTED)
"""Where an application stands that a cancelled job ends; one that was declined or withdrawn has its own end already."""


def add_cancellation(session: Session, opening_id: int, by: str, cancellation: Cancellation) -> None:
    """Record who cancelled an opening, when and why; `by` is a Slack id."""
    row = insert(CancellationRow).values(
        opening_id=opening_id,
        by_slack_id=by,
        by_name=cancellation.by_name,
        reason=cancellation.reason,
        at=cancellation.at,
    )
    session.execute(row)


def cancellations(session: Session, opening_ids: Sequence[int]) -> Mapping[int, Cancellation]:
    """Return, of these openings, those that were cancelled: by whom, why and when."""
    query = select(CancellationRow.opening_id, CancellationRow.by_name, CancellationRow.reason, CancellationRow.at)
    rows = session.execute(query.where(CancellationRow.opening_id.in_(opening_ids)))
    return {opening_id: Cancellation(by_name, reason, at) for opening_id, by_name, reason, at in rows}


def end_applications(session: Session, opening_id: int, by: str, now: datetime) -> int:
    """End every application for a cancelled opening that has no end of its own, each with its step; return how many."""
    ended = session.scalars(
        update(ApplicationRow)
        .where(ApplicationRow.opening_id == opening_id, ApplicationRow.stage.in_(_ENDS))
        .values(stage=Stage.OPENING_CANCELLED)
        .returning(ApplicationRow.id)
    ).all()
    step = {"stage": Stage.OPENING_CANCELLED, "by": by, "at": now}
    for some in batches(ended):
        session.execute(insert(ApplicationEventRow), [{"application_id": each, **step} for each in some])
    return len(ended)


def applicants_of(session: Session, opening_id: int) -> tuple[tuple[int, int], ...]:
    """Return the application and the employee of everybody who applied for an opening and did not take it back."""
    query = select(ApplicationRow.id, ApplicationRow.employee_id).where(
        ApplicationRow.opening_id == opening_id, ApplicationRow.stage != Stage.WITHDRAWN
    )
    return tuple((application_id, employee_id) for application_id, employee_id in session.execute(query))
