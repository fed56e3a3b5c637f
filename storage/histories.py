"""Queries about what became of applications: each with its opening and everything that people decided on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from career.applications import Application, Consideration
from career.openings import Cancellation, OpeningStatus
from storage.cancellations import cancellations
from storage.tables import ApplicationRow, ConsiderationRow, OpeningRow


@dataclass(frozen=True, slots=True)
class History:
    """One application for the opening called `title`; `considerations` are the latest first.

    `cancellation` says why the job was cancelled, where it was.
    """

    application: Application
    title: str
    considerations: tuple[Consideration, ...]
    cancellation: Cancellation | None = None


def histories_of(session: Session, employee_id: int) -> tuple[History, ...]:
    """Return every application of one employee, those still under way first, then the newest; in few statements."""
    found = _histories(session, ApplicationRow.employee_id == employee_id)
    return tuple(sorted(found, key=lambda each: each.application.stage.has_ended))


def history_of(session: Session, application_id: int, employee_id: int) -> History | None:
    """Return one application, if it is this employee's own."""
    found = _histories(session, ApplicationRow.id == application_id, ApplicationRow.employee_id == employee_id)
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision on an application for the opening called `title`; `application` is as it stands by now."""

    application: Application
    title: str
    consideration: Consideration


def decided(session: Session, consideration_id: int) -> Decided | None:
    """Return one decision with its application; None where it is not there any more."""
    query = select(
        ConsiderationRow.application_id,
        ConsiderationRow.by_name,
        ConsiderationRow.decision,
        ConsiderationRow.reason,
        ConsiderationRow.at,
    ).where(ConsiderationRow.id == consideration_id)
    row = session.execute(query).one_or_none()
    if row is None:
        return None
    (history,) = _histories(session, ApplicationRow.id == row.application_id)
    return Decided(history.application, history.title, Consideration(row.by_name, row.decision, row.reason, row.at))


def _histories(session: Session, *conditions: Any) -> tuple[History, ...]:  # noqa: ANN401  conditions on applications
    applications = (
        select(
            ApplicationRow.id,
            ApplicationRow.opening_id,
            ApplicationRow.employee_id,
            ApplicationRow.note,
            ApplicationRow.stage,
            ApplicationRow.submitted_at,
            ApplicationRow.considered_at,
            OpeningRow.title,
            OpeningRow.status,
        )
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .where(*conditions)
        .order_by(ApplicationRow.submitted_at.desc(), ApplicationRow.id.desc())
    )
    considerations = (
        select(
            ConsiderationRow.application_id,
            ConsiderationRow.by_name,
            ConsiderationRow.decision,
            ConsiderationRow.reason,
            ConsiderationRow.at,
        )
        .join(ApplicationRow, ApplicationRow.id == ConsiderationRow.application_id)
        .where(*conditions)
        .order_by(ConsiderationRow.at.desc(), ConsiderationRow.id.desc())
    )
    decided: dict[int, list[Consideration]] = {}
    for application_id, by_name, decision, reason, at in session.execute(considerations):
        decided.setdefault(application_id, []).append(Consideration(by_name, decision, reason, at))
    rows = session.execute(applications).all()
    cancelled = cancellations(session, [row.opening_id for row in rows if row.status is OpeningStatus.CANCELLED])
    return tuple(_history(row, decided.get(row.id, []), cancelled.get(row.opening_id)) for row in rows)


def _history(
    row: Row[*tuple[Any, ...]], considerations: Sequence[Consideration], cancellation: Cancellation | None
) -> History:
    application = Application(
        id=row.id,
        opening_id=row.opening_id,
        employee_id=row.employee_id,
        note=row.note,
        stage=row.stage,
        submitted_at=row.submitted_at,
        considered_at=row.considered_at,
    )
    return History(application, row.title, tuple(considerations), cancellation)
