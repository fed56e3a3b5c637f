"""Queries about one employee's portfolio: who they are, and a page of each sort of thing that is held about them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from career.applications import Decision, Stage
from career.employees import EmploymentStatus, SkillSource
from career.training import EnrolmentState
from storage.pages import Held, page
from storage.tables import (
    ApplicationRow,
    CompletionRow,
    ConsiderationRow,
    EmployeeRow,
    EmployeeSkillRow,
    EnrolmentRow,
    LeaveRow,
    OpeningRow,
    ProgrammeRow,
    ReviewRow,
    SkillRow,
    WorkshopRow,
)


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """What the HR system says of one employee; `manager` is the manager's name, `updated_at` when it last changed here."""

    id: int
    number: str
    full_name: str
    status: EmploymentStatus
    slack_id: str | None
    email: str | None
    job_title: str | None
    department: str | None
    location: str | None
    job_family: str | None
    level: int | None
    hired_on: date | None
    in_role_since: date | None
    left_on: date | None
    manager: str | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """One skill, and who says so."""

    name: str
    level: int | None
    source: SkillSource


@dataclass(frozen=True, slots=True)
class HeldCompletion:
    """One completed training; `is_offered_here` tells a programme of HR's from one that only a file of HR's names."""

    title: str
    completed_on: date
    is_offered_here: bool


@dataclass(frozen=True, slots=True)
class HeldReview:
    """One review, for HR and for the person alone."""

    reviewed_on: date | None
    rating: int | None
    label: str | None


@dataclass(frozen=True, slots=True)
class HeldApplication:
    """One application, with who considered it last; `by_name`, `decision` and `at` are None while nobody has."""

    id: int
    opening_id: int
    title: str
    stage: Stage
    submitted_at: datetime
    by_name: str | None
    decision: Decision | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HeldEnrolment:
    """One person's standing with one workshop, to come or past."""

    workshop_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    state: EnrolmentState


@dataclass(frozen=True, slots=True)
class HeldLeave:
    """Days on which somebody is away, first and last included."""

    first_day: date
    last_day: date


def held_person(session: Session, employee_id: int) -> HeldPerson | None:
    """Return what the HR system says of one employee."""
    boss = aliased(EmployeeRow)
    query = (
        select(EmployeeRow, boss.given_name, boss.family_name)
        .outerjoin(boss, boss.id == EmployeeRow.manager_id)
        .where(EmployeeRow.id == employee_id)
    )
    found = session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        return None
    row, given, family = found
    return HeldPerson(
        id=row.id,
        number=row.number,
        full_name=f"{row.given_name} {row.family_name}".strip(),
        status=row.status,
        slack_id=row.slack_id,
        email=row.email,
        job_title=row.job_title,
        department=row.department,
        location=row.location,
        job_family=row.job_family,
        level=row.level,
        hired_on=row.hired_on,
        in_role_since=row.in_role_since,
        left_on=row.left_on,
        manager=None if row.manager_id is None else f"{given} {family}".strip(),
        updated_at=row.updated_at,
    )


def id_of_number(session: Session, number: str) -> int | None:
    """Return the id of the employee with HR's number."""
    return session.scalar(select(EmployeeRow.id).where(EmployeeRow.number == number))


def skills_held(
    session: Session, employee_id: int, skip: int, most: int, *, is_declared: bool = True
) -> Held[HeldSkill]:
    """Return a page of the skills, by the alphabet; without `is_declared` only those that somebody else says."""
    query = (
        select(SkillRow.name, EmployeeSkillRow.level, EmployeeSkillRow.source)
        .join(SkillRow, SkillRow.id == EmployeeSkillRow.skill_id)
        .where(EmployeeSkillRow.employee_id == employee_id)
        .order_by(SkillRow.code)
    )
    if not is_declared:
        query = query.where(EmployeeSkillRow.source != SkillSource.DECLARED)
    return page(session, query, skip, most, HeldSkill)


def declared_held(session: Session, employee_id: int, skip: int, most: int) -> Held[str]:
    """Return a page of the names of the skills that the person declared, by the alphabet."""
    query = (
        select(SkillRow.name)
        .join(EmployeeSkillRow, SkillRow.id == EmployeeSkillRow.skill_id)
        .where(EmployeeSkillRow.employee_id == employee_id, EmployeeSkillRow.source == SkillSource.DECLARED)
        .order_by(SkillRow.code)
    )
    return page(session, query, skip, most, str)


def completions_held(session: Session, employee_id: int, skip: int, most: int) -> Held[HeldCompletion]:
    """Return a page of the completed trainings, the latest first."""
    query = (
        select(CompletionRow.title, CompletionRow.completed_on, CompletionRow.programme_id.is_not(None))
        .where(CompletionRow.employee_id == employee_id)
        .order_by(CompletionRow.completed_on.desc(), CompletionRow.id.desc())
    )
    return page(session, query, skip, most, lambda title, on, here: HeldCompletion(title, on, bool(here)))


def reviews_held(session: Session, employee_id: int, skip: int, most: int) -> Held[HeldReview]:
    """Return a page of the reviews, the latest first."""
    query = (
        select(ReviewRow.reviewed_on, ReviewRow.rating, ReviewRow.rating_label)
        .where(ReviewRow.employee_id == employee_id)
        .order_by(ReviewRow.reviewed_on.desc().nulls_last(), ReviewRow.id.desc())
    )
    return page(session, query, skip, most, HeldReview)


def applications_held(session: Session, employee_id: int, skip: int, most: int) -> Held[HeldApplication]:
    """Return a page of the applications, the latest first."""
    newest = (
        select(ConsiderationRow.id)
        .where(ConsiderationRow.application_id == ApplicationRow.id)
        .order_by(ConsiderationRow.at.desc(), ConsiderationRow.id.desc())
        .limit(1)
        .correlate(ApplicationRow)
        .scalar_subquery()
    )
    query = (
        select(
            ApplicationRow.id,
            OpeningRow.id,
            OpeningRow.title,
            ApplicationRow.stage,
            ApplicationRow.submitted_at,
            ConsiderationRow.by_name,
            ConsiderationRow.decision,
            ConsiderationRow.at,
        )
        .join(OpeningRow, OpeningRow.id == ApplicationRow.opening_id)
        .outerjoin(ConsiderationRow, ConsiderationRow.id == newest)
        .where(ApplicationRow.employee_id == employee_id)
        .order_by(ApplicationRow.submitted_at.desc(), ApplicationRow.id.desc())
    )
    return page(session, query, skip, most, HeldApplication)


def enrolments_held(session: Session, employee_id: int, skip: int, most: int) -> Held[HeldEnrolment]:
    """Return a page of the workshops, the latest first, whatever became of each."""
    query = (
        select(
            WorkshopRow.id,
            ProgrammeRow.title,
            WorkshopRow.starts_at,
            WorkshopRow.ends_at,
            WorkshopRow.zone,
            EnrolmentRow.state,
        )
        .select_from(EnrolmentRow)
        .join(WorkshopRow, WorkshopRow.id == EnrolmentRow.workshop_id)
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(EnrolmentRow.employee_id == employee_id)
        .order_by(WorkshopRow.starts_at.desc(), EnrolmentRow.id.desc())
    )
    return page(session, query, skip, most, HeldEnrolment)


def leaves_held(session: Session, employee_id: int, skip: int, most: int) -> Held[HeldLeave]:
    """Return a page of the days away, the latest first."""
    query = (
        select(LeaveRow.first_day, LeaveRow.last_day)
        .where(LeaveRow.employee_id == employee_id)
        .order_by(LeaveRow.first_day.desc())
    )
    return page(session, query, skip, most, HeldLeave)
