"""Openings that HR cancelled: with a name and a reason, and every application for them ends as just that."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, String, insert, literal, select, type_coerce, update
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from career.applications import Stage
from career.notices import NoticeKind
from career.openings import Cancellation
from storage.messages.notices import owe_each
from storage.sql_functions import details_of
from storage.tables import ApplicationEventRow, ApplicationRow, CancellationRow
from storage.types import UtcDateTime

_ENDS = (Stage.SUBMITTED, Stage.IN_REVIEW, Stage.INTERVIEW, Stage.OFFERED, Stage.ACCEPTED)
"""Where an application stands that a cancelled opening ends; one that was declined or withdrawn has its own end already."""


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
    on_the_way = (ApplicationRow.opening_id == opening_id, ApplicationRow.stage.in_(_ENDS))
    stage = type_coerce(Stage.OPENING_CANCELLED, ApplicationEventRow.stage.type)
    steps = select(ApplicationRow.id, stage, literal(by), literal(now, UtcDateTime)).where(*on_the_way)
    session.execute(insert(ApplicationEventRow).from_select(["application_id", "stage", "by", "at"], steps))
    ended = update(ApplicationRow).where(*on_the_way).values(stage=Stage.OPENING_CANCELLED)
    return cast("CursorResult[Any]", session.execute(ended)).rowcount


def owe_news_to_applicants(session: Session, opening_id: int, now: datetime) -> int:
    """Have everybody told who applied for a cancelled opening and did not take it back; return how many people."""
    key = literal("opening.cancelled:") + sql_cast(ApplicationRow.id, String)
    news = select(key, ApplicationRow.employee_id, details_of("application", ApplicationRow.id)).where(
        ApplicationRow.opening_id == opening_id, ApplicationRow.stage != Stage.WITHDRAWN
    )
    return owe_each(session, NoticeKind.OPENING_CANCELLED, news, now)
