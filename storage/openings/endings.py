"""Every application that has ended: by whom, when and with what reason. Read only; nothing in it is ever changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from career.applications import Consideration, Stage
from career.openings import Cancellation
from storage.openings.cancellations import cancellations
from storage.tables import ApplicationEventRow, ApplicationRow, ConsiderationRow, EmployeeRow, OpeningRow

_ENDED = tuple(stage for stage in Stage if stage.has_ended)


@dataclass(frozen=True, slots=True)
class Ending:
    """An application that has ended, latest first in a list.

    `decision` is what a person decided on it; None where nobody did: the applicant withdrew, or a person cancelled the
    opening, as `cancellation` says.
    """

    application_id: int
    name: str
    opening_id: int
    opening_title: str
    stage: Stage
    ended_at: datetime
    decision: Consideration | None
    cancellation: Cancellation | None = None


def endings(session: Session, skip: int, most: int) -> tuple[Ending, ...]:
    """Return applications that have ended, the latest first."""
    ended_at = _ended_at().label("ended_at")
    query = (
        select(
            ApplicationRow.id,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            ApplicationRow.opening_id,
            OpeningRow.title,
            ApplicationRow.stage,
            ended_at,
        )
        .join(EmployeeRow, EmployeeRow.id == ApplicationRow.employee_id)
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .where(ApplicationRow.stage.in_(_ENDED))
        .order_by(ended_at.desc(), ApplicationRow.id.desc())
        .offset(skip)
        .limit(most)
    )
    rows = session.execute(query).all()
    last = _last_considerations(session, [row.id for row in rows])
    with_their_opening = [row.opening_id for row in rows if row.stage is Stage.OPENING_CANCELLED]
    cancelled = cancellations(session, with_their_opening)
    return tuple(
        Ending(
            application_id=row.id,
            name=f"{row.given_name} {row.family_name}".strip(),
            opening_id=row.opening_id,
            opening_title=row.title,
            stage=row.stage,
            ended_at=row.ended_at,
            decision=last.get(row.id) if row.stage in {Stage.ACCEPTED, Stage.DECLINED} else None,
            cancellation=cancelled.get(row.opening_id) if row.stage is Stage.OPENING_CANCELLED else None,
        )
        for row in rows
    )


def how_many_ended(session: Session) -> int:
    """Return how many applications have ended."""
    return session.execute(select(func.count()).where(ApplicationRow.stage.in_(_ENDED))).scalar_one()


def _ended_at() -> ColumnElement[datetime]:
    last_step = (
        select(func.max(ApplicationEventRow.at))
        .where(ApplicationEventRow.application_id == ApplicationRow.id)
        .correlate(ApplicationRow)
        .scalar_subquery()
    )
    return func.coalesce(last_step, ApplicationRow.considered_at, ApplicationRow.submitted_at)


def _last_considerations(session: Session, application_ids: Sequence[int]) -> dict[int, Consideration]:
    query = (
        select(
            ConsiderationRow.application_id,
            ConsiderationRow.by_name,
            ConsiderationRow.decision,
            ConsiderationRow.reason,
            ConsiderationRow.at,
        )
        .where(ConsiderationRow.application_id.in_(application_ids))
        .order_by(ConsiderationRow.at, ConsiderationRow.id)
    )
    return {
        row.application_id: Consideration(row.by_name, row.decision, row.reason, row.at)
        for row in session.execute(query)
    }
