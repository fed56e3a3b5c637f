"""Queries about what people thought of a workshop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from career.training import SHOWN_FROM
from storage.statements import insert_or_leave
from storage.tables import FeedbackRow


@dataclass(frozen=True, slots=True)
class FeedbackScore:
    """What a workshop's participants thought: an average from 1 to 5, None while too few have answered."""

    answers: int
    average: float | None


def add_feedback(
    session: Session, workshop_id: int, employee_id: int, rating: int, comment: str, now: datetime
) -> bool:
    """Record what somebody thought of a workshop; return whether it is the first time they say so, which counts."""
    row = insert_or_leave(session, FeedbackRow).values(
        workshop_id=workshop_id, employee_id=employee_id, rating=rating, comment=comment, given_at=now
    )
    return session.scalar(row.returning(FeedbackRow.workshop_id)) is not None


def has_answered(session: Session, workshop_id: int, employee_id: int) -> bool:
    """Whether somebody has said what they thought of a workshop."""
    query = select(FeedbackRow.rating).where(
        FeedbackRow.workshop_id == workshop_id, FeedbackRow.employee_id == employee_id
    )
    return session.scalar(query) is not None


def score_of(session: Session, workshop_id: int) -> FeedbackScore:
    """Return what a workshop's participants thought, once enough have answered that nobody can be picked out."""
    query = select(func.count(), func.avg(FeedbackRow.rating)).where(FeedbackRow.workshop_id == workshop_id)
    answers, average = session.execute(query).one()
    return FeedbackScore(answers, float(average) if answers >= SHOWN_FROM else None)


def comments_on(session: Session, workshop_id: int) -> Sequence[str]:
    """Return what was said of a workshop, once enough have answered; never who, and in an order that says nothing."""
    if score_of(session, workshop_id).average is None:
        return ()
    query = select(FeedbackRow.comment).where(FeedbackRow.workshop_id == workshop_id, FeedbackRow.comment != "")
    return sorted(session.scalars(query), key=lambda comment: sha256(comment.encode()).digest())
