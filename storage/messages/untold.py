"""Notices that did not reach their employee, or of which nobody can tell: HR tells these people in another way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from career.notices import NoticeDrop, NoticeKind
from career.outcomes import DeliveryState
from storage.messages.news import Meant, meant_by
from storage.tables import EmployeeRow, NoticeRow

_NOT_FOR_HR = (NoticeKind.PICKED_TIME, NoticeKind.WORKSHOP_FEEDBACK)
"""Who wanted to be reminded of a nudge is that person's own, and of a workshop people say what they think without a name."""


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who was not told of something, or may not have been: with `state` UNCERTAIN nobody can tell.

    `meant` is what it was about, as far as that is there.
    """

    notice_id: int
    name: str
    kind: NoticeKind
    state: DeliveryState
    since: datetime
    meant: Meant | None = None


def untold(session: Session, skip: int, most: int, now: datetime) -> tuple[Untold, ...]:
    """Return who was not told of what, the longest ago first; without what would come too late at `now`."""
    query = select(
        NoticeRow.id,
        EmployeeRow.given_name,
        EmployeeRow.family_name,
        NoticeRow.kind,
        NoticeRow.state,
        NoticeRow.created_at,
        NoticeRow.details,
    )
    page = _to_tell(query, now).order_by(NoticeRow.created_at, NoticeRow.id).offset(skip).limit(most)
    rows = session.execute(page).all()
    return tuple(
        Untold(row.id, f"{row.given_name} {row.family_name}".strip(), row.kind, row.state, row.created_at, meant)
        for row, meant in zip(rows, meant_by(session, [row.details for row in rows]), strict=True)
    )


def how_many_untold(session: Session, now: datetime) -> int:
    """Return how many of them there are."""
    found: int = session.execute(_to_tell(select(func.count(NoticeRow.id)), now)).scalar_one()
    return found


def set_told_by_hr(session: Session, notice_id: int) -> tuple[NoticeKind, int] | None:
    """Write down that HR has told the person; None where this was done already, or is not for HR to do.

    Returns:
        What sort of news it was, and the employee's id.
    """
    told = (
        update(NoticeRow)
        .where(NoticeRow.id == notice_id, _is_untold())
        .values(state=DeliveryState.DROPPED, drop_reason=NoticeDrop.TOLD_BY_HR)
    )
    row = session.execute(told.returning(NoticeRow.kind, NoticeRow.employee_id)).one_or_none()
    return None if row is None else (row.kind, row.employee_id)


def _to_tell(query: Select[*tuple[Any, ...]], now: datetime) -> Select[*tuple[Any, ...]]:
    in_time = or_(NoticeRow.expires_at.is_(None), NoticeRow.expires_at > now)
    return query.join(EmployeeRow, EmployeeRow.id == NoticeRow.employee_id).where(
        _is_untold(), in_time, EmployeeRow.status != EmploymentStatus.LEFT
    )


def _is_untold() -> ColumnElement[bool]:
    unreachable = NoticeRow.drop_reason.in_([NoticeDrop.NO_SLACK, NoticeDrop.SLACK_DEACTIVATED])
    return and_(
        NoticeRow.employee_id.is_not(None),
        NoticeRow.kind.not_in(_NOT_FOR_HR),
        or_(
            NoticeRow.state.in_([DeliveryState.UNCERTAIN, DeliveryState.FAILED]),
            and_(NoticeRow.state == DeliveryState.DROPPED, unreachable),
        ),
    )
