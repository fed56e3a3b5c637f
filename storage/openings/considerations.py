"""Applications as HR reads them: who waits since when, what was decided by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, insert, select, update
from sqlalchemy.orm import Session

from career.applications import Application, Consideration, Stage
from career.employees import EmploymentStatus
from storage.openings.postings import is_unconsidered
from storage.tables import (
    ApplicationEventRow,
    ApplicationRow,
    ConsiderationRow,
    EmployeeRow,
    OpeningRow,
    SlackPersonRow,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One application in HR's queue: whose, for what, where it stands."""

    application_id: int
    employee_id: int
    name: str
    opening_id: int
    opening_title: str
    stage: Stage
    submitted_at: datetime
    considered_at: datetime | None
    has_left: bool = False
    """Whether the applicant has left the company."""

    @property
    def is_unconsidered(self) -> bool:
        """Whether it waits for somebody to consider it."""
        return self.considered_at is None and self.stage is Stage.SUBMITTED


@dataclass(frozen=True, slots=True)
class Standing:
    """How many applications stand: all of them, those that nobody has considered, those that have not ended."""

    all: int
    unconsidered: int
    in_process: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step in an application's history; `by` is a Slack id, empty where none is known."""

    stage: Stage
    by: str
    at: datetime


def queue(session: Session, opening_id: int | None, skip: int, most: int) -> tuple[Candidate, ...]:
    """Return standing applications, of one opening or of all: unconsidered first, ended last, each oldest first."""
    ended = ApplicationRow.stage.in_([stage for stage in Stage if stage.has_ended])
    query = (
        _candidates(opening_id)
        .order_by(
            case((is_unconsidered(), 0), else_=1),
            case((ended, 1), else_=0),
            ApplicationRow.submitted_at,
            ApplicationRow.id,
        )
        .offset(skip)
        .limit(most)
    )
    return tuple(_candidate(row) for row in session.execute(query))


def how_many_applications(session: Session, opening_id: int | None) -> Standing:
    """Return how many applications stand, of one opening or of all."""
    ended = ApplicationRow.stage.in_([stage for stage in Stage if stage.has_ended])
    query = select(
        func.count(),
        func.coalesce(func.sum(case((is_unconsidered(), 1), else_=0)), 0),
        func.coalesce(func.sum(case((ended, 0), else_=1)), 0),
    ).where(ApplicationRow.stage != Stage.WITHDRAWN)
    if opening_id is not None:
        query = query.where(ApplicationRow.opening_id == opening_id)
    return Standing(*session.execute(query).one())


def unconsidered(session: Session, opening_id: int, most: int) -> tuple[Candidate, ...]:
    """Return the first `most` applications for an opening that nobody has considered, oldest first."""
    query = _candidates(opening_id).where(is_unconsidered())
    rows = session.execute(query.order_by(ApplicationRow.submitted_at, ApplicationRow.id).limit(most))
    return tuple(_candidate(row) for row in rows)


def who_waits_since_before(session: Session, before: datetime, most: int) -> tuple[Candidate, ...]:
    """Return the first `most` applications, oldest first, that wait unconsidered since before that instant."""
    query = _candidates(None).where(is_unconsidered(), ApplicationRow.submitted_at < before)
    rows = session.execute(query.order_by(ApplicationRow.submitted_at, ApplicationRow.id).limit(most))
    return tuple(_candidate(row) for row in rows)


def how_many_wait_since_before(session: Session, before: datetime) -> int:
    """Return how many applications wait unconsidered since before that instant."""
    query = select(func.count()).select_from(ApplicationRow)
    return session.execute(query.where(is_unconsidered(), ApplicationRow.submitted_at < before)).scalar_one()


def accepted(session: Session, opening_id: int) -> tuple[Candidate, ...]:
    """Return the accepted applications for an opening, oldest first."""
    query = _candidates(opening_id).where(ApplicationRow.stage == Stage.ACCEPTED)
    rows = session.execute(query.order_by(ApplicationRow.submitted_at, ApplicationRow.id))
    return tuple(_candidate(row) for row in rows)


def accepted_for(session: Session, opening_id: int, application_id: int) -> Candidate | None:
    """Return that accepted application for that opening, which no longer changes before this transaction ends."""
    query = _candidates(opening_id).where(ApplicationRow.id == application_id, ApplicationRow.stage == Stage.ACCEPTED)
    row = session.execute(query.with_for_update(of=ApplicationRow)).one_or_none()
    return None if row is None else _candidate(row)


def candidate_of(session: Session, application_id: int) -> Candidate | None:
    """Return one application as the queue shows it."""
    row = session.execute(_candidates(None).where(ApplicationRow.id == application_id)).one_or_none()
    return None if row is None else _candidate(row)


def considerations_of(session: Session, application_id: int) -> tuple[Consideration, ...]:
    """Return every decision on an application, oldest first."""
    query = select(ConsiderationRow.by_name, ConsiderationRow.decision, ConsiderationRow.reason, ConsiderationRow.at)
    rows = session.execute(
        query.where(ConsiderationRow.application_id == application_id).order_by(
            ConsiderationRow.at, ConsiderationRow.id
        )
    )
    return tuple(Consideration(*row) for row in rows)


def steps_of(session: Session, application_id: int) -> tuple[Step, ...]:
    """Return the steps in an application's history, oldest first."""
    query = select(ApplicationEventRow.stage, ApplicationEventRow.by, ApplicationEventRow.at)
    rows = session.execute(
        query.where(ApplicationEventRow.application_id == application_id).order_by(
            ApplicationEventRow.at, ApplicationEventRow.id
        )
    )
    return tuple(Step(*row) for row in rows)


def record_consideration(
    session: Session, application: Application, by: str, consideration: Consideration, stage: Stage
) -> int:
    """Record a decision, and let the application stand at `stage` from then on; `by` is a Slack id; return its id."""
    consideration_id = session.execute(
        insert(ConsiderationRow)
        .values(
            application_id=application.id,
            by_slack_id=by,
            by_name=consideration.by_name,
            decision=consideration.decision,
            reason=consideration.reason,
            at=consideration.at,
        )
        .returning(ConsiderationRow.id)
    ).scalar_one()
    session.execute(
        update(ApplicationRow)
        .where(ApplicationRow.id == application.id)
        .values(stage=stage, considered_at=consideration.at)
    )
    return consideration_id


def name_behind(session: Session, slack_id: str) -> str | None:
    """Return the name of whoever acts under this Slack account; None where nobody knows it."""
    query = select(SlackPersonRow.real_name).where(SlackPersonRow.slack_id == slack_id)
    name = session.execute(query).scalar_one_or_none()
    return (name or "").strip() or None


def _candidates(opening_id: int | None) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            ApplicationRow.id,
            ApplicationRow.employee_id,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            ApplicationRow.opening_id,
            OpeningRow.title,
            ApplicationRow.stage,
            ApplicationRow.submitted_at,
            ApplicationRow.considered_at,
            EmployeeRow.status,
        )
        .join(EmployeeRow, EmployeeRow.id == ApplicationRow.employee_id)
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .where(ApplicationRow.stage != Stage.WITHDRAWN)
    )
    return query if opening_id is None else query.where(ApplicationRow.opening_id == opening_id)


def _candidate(row: Row[*tuple[Any, ...]]) -> Candidate:
    application_id, employee_id, given, family, opening_id, title, stage, submitted_at, considered_at, status = row
    return Candidate(
        application_id=application_id,
        employee_id=employee_id,
        name=f"{given} {family}".strip(),
        opening_id=opening_id,
        opening_title=title,
        stage=stage,
        submitted_at=submitted_at,
        considered_at=considered_at,
        has_left=status is EmploymentStatus.LEFT,
    )
