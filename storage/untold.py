"""Notices that did not reach their employee, or of which nobody can tell: HR tells these people in another way."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from career.notices import NoticeDrop, NoticeKind
from career.outcomes import DeliveryState
from storage.tables import EmployeeRow, NoticeRow, ProgrammeRow, WorkshopRow


@dataclass(frozen=True, slots=True)
class WorkshopMeant:
    """The workshop that a message was about; `zone` is the venue's."""

    id: int
    title: str
    starts_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who was not told of something, or may not have been: with `state` UNCERTAIN nobody can tell.

    `workshop` is None where it was about something else.
    """

    notice_id: int
    name: str
    kind: NoticeKind
    state: DeliveryState
    since: datetime
    workshop: WorkshopMeant | None = None


def untold(session: Session, skip: int, most: int) -> tuple[Untold, ...]:
    """Return who was not told of what, the longest ago first."""
    query = (
        select(
            NoticeRow.id,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            NoticeRow.kind,
            NoticeRow.state,
            NoticeRow.created_at,
            WorkshopRow.id.label("workshop_id"),
            ProgrammeRow.title,
            WorkshopRow.starts_at,
            WorkshopRow.zone,
        )
        .join(EmployeeRow, EmployeeRow.id == NoticeRow.employee_id)
        .outerjoin(WorkshopRow, WorkshopRow.id == NoticeRow.details["workshop_id"].as_integer())
        .outerjoin(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(_is_untold(), EmployeeRow.status != EmploymentStatus.LEFT)
        .order_by(NoticeRow.created_at, NoticeRow.id)
        .offset(skip)
        .limit(most)
    )
    return tuple(
        Untold(
            row.id,
            f"{row.given_name} {row.family_name}".strip(),
            row.kind,
            row.state,
            row.created_at,
            None if row.workshop_id is None else WorkshopMeant(row.workshop_id, row.title, row.starts_at, row.zone),
        )
        for row in session.execute(query)
    )


def how_many_untold(session: Session) -> int:
    """Return how many of them there are."""
    query = select(func.count(NoticeRow.id)).join(EmployeeRow, EmployeeRow.id == NoticeRow.employee_id)
    return session.execute(query.where(_is_untold(), EmployeeRow.status != EmploymentStatus.LEFT)).scalar_one()


def set_told_by_hr(session: Session, notice_id: int) -> bool:
    """Write down that HR has told the person; False where this was done already, or is not for HR to do."""
    told = (
        update(NoticeRow)
        .where(NoticeRow.id == notice_id, _is_untold())
        .values(state=DeliveryState.DROPPED, drop_reason=NoticeDrop.TOLD_BY_HR)
    )
    return session.scalar(told.returning(NoticeRow.id)) is not None


def _is_untold() -> ColumnElement[bool]:
    unreachable = NoticeRow.drop_reason.in_([NoticeDrop.NO_SLACK, NoticeDrop.SLACK_DEACTIVATED])
    return and_(
        NoticeRow.employee_id.is_not(None),
        or_(
            NoticeRow.state.in_([DeliveryState.UNCERTAIN, DeliveryState.FAILED]),
            and_(NoticeRow.state == DeliveryState.DROPPED, unreachable),
        ),
    )
