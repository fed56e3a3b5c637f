"""Queries about applications and the decisions on them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, Insert, bindparam, insert, select, update
from sqlalchemy.orm import Session

from career.applications import Application, Stage
from storage.conditions import any_is
from storage.prepared import Prepared
from storage.statements import leave_if_there
from storage.tables import ApplicationEventRow, ApplicationRow

_COLUMNS = (
    ApplicationRow.id,
    ApplicationRow.opening_id,
    ApplicationRow.employee_id,
    ApplicationRow.note,
    ApplicationRow.stage,
    ApplicationRow.submitted_at,
    ApplicationRow.considered_at,
)

_APPLICATIONS = ApplicationRow.__table__
_NEW: dict[str, Any] = {name: bindparam(name) for name in ("opening_id", "employee_id", "note", "submitted_at")}


def _addition(dialect: Dialect) -> Insert:
    new = leave_if_there(dialect, ApplicationRow).values(_NEW | {"stage": Stage.SUBMITTED})
    return new.returning(_APPLICATIONS.c.id)


# Run before every application is acknowledged.
_ADD = Prepared(_addition)


def add_application(session: Session, opening_id: int, employee_id: int, note: str, now: datetime) -> int | None:
    """Add an application unless this employee has one for this opening already; return its id if it was added."""
    row = _ADD.first(session, opening_id=opening_id, employee_id=employee_id, note=note, submitted_at=now)
    return None if row is None else row[0]


def application_for(session: Session, opening_id: int, employee_id: int) -> Application | None:
    """Return this employee's application for this opening."""
    query = select(*_COLUMNS).where(ApplicationRow.opening_id == opening_id, ApplicationRow.employee_id == employee_id)
    row = session.execute(query).one_or_none()
    return None if row is None else Application(*row)


def applications_among(session: Session, employee_id: int, opening_ids: Collection[int]) -> Mapping[int, Application]:
    """Return one employee's applications for those of these openings that they applied for, by the opening's id."""
    query = select(*_COLUMNS).where(
        ApplicationRow.employee_id == employee_id, ApplicationRow.opening_id.in_(opening_ids)
    )
    return {row.opening_id: Application(*row) for row in session.execute(query)}


def applied_by(session: Session, employee_id: int, opening_id: int | None, at: datetime | None) -> Application | None:
    """Return an employee's standing application: for that opening, or submitted at that instant; of several the newest."""
    query = (
        select(*_COLUMNS)
        .where(ApplicationRow.employee_id == employee_id, ApplicationRow.stage != Stage.WITHDRAWN)
        .where(any_is((ApplicationRow.opening_id, opening_id), (ApplicationRow.submitted_at, at)))
        .order_by(ApplicationRow.submitted_at.desc(), ApplicationRow.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Application(*row)


def application_by_id(session: Session, application_id: int, *, hold: bool = False) -> Application | None:
    """Return one application; with `hold` nobody else can change it before this transaction ends."""
    query = select(*_COLUMNS).where(ApplicationRow.id == application_id)
    row = session.execute(query.with_for_update() if hold else query).one_or_none()
    return None if row is None else Application(*row)


def resubmit(session: Session, application_id: int, note: str, now: datetime) -> bool:
    """Take a withdrawn application up again: it waits anew to be considered. False where it is no longer withdrawn."""
    again = (
        update(ApplicationRow)
        .where(ApplicationRow.id == application_id, ApplicationRow.stage == Stage.WITHDRAWN)
        .values(stage=Stage.SUBMITTED, note=note, submitted_at=now, considered_at=None)
    )
    return session.scalar(again.returning(ApplicationRow.id)) is not None


def set_withdrawn(session: Session, application_id: int) -> None:
    """Take back an application that this transaction holds."""
    session.execute(update(ApplicationRow).where(ApplicationRow.id == application_id).values(stage=Stage.WITHDRAWN))


def add_event(session: Session, application_id: int, stage: Stage, by: str, now: datetime) -> None:
    """Record a step in an application's history; `by` is a Slack id."""
    session.execute(insert(ApplicationEventRow).values(application_id=application_id, stage=stage, by=by, at=now))
