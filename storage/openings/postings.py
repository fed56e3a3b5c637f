"""Openings as HR keeps them: added, moved through their life, listed with what waits on each."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, insert, select, update
from sqlalchemy.orm import Session

from career.applications import Stage
from career.codes import code_of
from career.criteria import Criterion
from career.openings import OpeningStatus
from career.rule_json import rule_to_json
from storage.openings.suiting import key_skill
from storage.tables import ApplicationRow, OpeningRow, PlacementRow


@dataclass(frozen=True, slots=True)
class OpeningText:
    """What HR writes about a job; `closes_on` is the last day to apply."""

    title: str
    description: str
    department: str | None
    location: str | None
    closes_on: date | None


@dataclass(frozen=True, slots=True)
class Posting:
    """An opening in HR's list: how many applications stand, and how many of them nobody has considered."""

    id: int
    title: str
    status: OpeningStatus
    closes_on: date | None
    applications: int
    unconsidered: int


_IN_ORDER = (
    OpeningStatus.OPEN,
    OpeningStatus.DRAFT,
    OpeningStatus.CLOSED,
    OpeningStatus.FILLED,
    OpeningStatus.CANCELLED,
)


def is_unconsidered() -> ColumnElement[bool]:
    """Return the condition that an application waits for somebody to consider it."""
    return and_(ApplicationRow.considered_at.is_(None), ApplicationRow.stage == Stage.SUBMITTED)


def add_opening(
    session: Session, text: OpeningText, requirements: Criterion, status: OpeningStatus, by: str, now: datetime
) -> int:
    """Add an opening; `by` is a Slack id; return its number."""
    statement = insert(OpeningRow).values(
        title=text.title,
        title_code=code_of(text.title),
        description=text.description,
        department=text.department,
        location=text.location,
        closes_on=text.closes_on,
        status=status,
        requirements=rule_to_json(requirements),
        key_skill_code=key_skill(session, requirements),
        created_by=by,
        created_at=now,
        updated_at=now,
    )
    return session.execute(statement.returning(OpeningRow.id)).scalar_one()


def move_opening(session: Session, opening_id: int, status: OpeningStatus, now: datetime) -> None:
    """Let an opening stand at `status`."""
    _change(session, opening_id, now, status=status)


def rewrite_opening(
    session: Session, opening_id: int, text: OpeningText, requirements: Criterion, now: datetime
) -> None:
    """Replace what HR wrote about a job."""
    _change(
        session,
        opening_id,
        now,
        title=text.title,
        title_code=code_of(text.title),
        description=text.description,
        department=text.department,
        location=text.location,
        closes_on=text.closes_on,
        requirements=rule_to_json(requirements),
        key_skill_code=key_skill(session, requirements),
    )


def place(session: Session, opening_id: int, application_id: int, employee_id: int, by: str, now: datetime) -> None:
    """Record who fills an opening; the database refuses all but that person's own accepted application (promise 3)."""
    session.execute(
        insert(PlacementRow).values(
            opening_id=opening_id,
            application_id=application_id,
            employee_id=employee_id,
            stage=Stage.ACCEPTED,
            placed_by=by,
            placed_at=now,
        )
    )


def postings(session: Session, skip: int, most: int) -> tuple[Posting, ...]:
    """Return openings for HR: those with unconsidered applications first, then by status, the newest first."""
    standing = (
        select(
            ApplicationRow.opening_id,
            func.count().label("applications"),
            func.sum(case((is_unconsidered(), 1), else_=0)).label("unconsidered"),
        )
        .where(ApplicationRow.stage != Stage.WITHDRAWN)
        .group_by(ApplicationRow.opening_id)
        .subquery()
    )
    applications = func.coalesce(standing.c.applications, 0)
    unconsidered = func.coalesce(standing.c.unconsidered, 0)
    query = (
        select(OpeningRow.id, OpeningRow.title, OpeningRow.status, OpeningRow.closes_on, applications, unconsidered)
        .outerjoin(standing, standing.c.opening_id == OpeningRow.id)
        .order_by(
            case((unconsidered > 0, 0), else_=1),
            case({status.value: place for place, status in enumerate(_IN_ORDER)}, value=OpeningRow.status),
            OpeningRow.id.desc(),
        )
        .offset(skip)
        .limit(most)
    )
    return tuple(Posting(*row) for row in session.execute(query))


def how_many_openings(session: Session) -> int:
    """Return how many openings there are, of every status."""
    return session.execute(select(func.count()).select_from(OpeningRow)).scalar_one()


def _change(session: Session, opening_id: int, now: datetime, **values: Any) -> None:  # noqa: ANN401  column values
    counted_up = values | {"updated_at": now, "revision": OpeningRow.revision + 1}
    session.execute(update(OpeningRow).where(OpeningRow.id == opening_id).values(counted_up))
