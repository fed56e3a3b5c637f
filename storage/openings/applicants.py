"""What HR holds about whoever applied, to be read beside the requirements."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from career.employees import SkillSource
from storage.tables import CompletionRow, EmployeeRow, EmployeeSkillRow, RecognitionRow, ReviewRow, SkillRow

_ONE_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that somebody has; `level` is None where nobody says how well."""

    name: str
    level: int | None
    source: SkillSource


@dataclass(frozen=True, slots=True)
class Review:
    """A review: its rating as a number, as words, or both."""

    rating: int | None
    label: str | None
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class Applicant:
    """One applicant in HR's eyes alone: `last_review` goes into no message to anybody else (promise 6)."""

    skills: tuple[Skill, ...]
    """By name."""
    completions: tuple[tuple[str, date], ...]
    """Trainings and when each was completed, the latest first."""
    recognitions: int
    """How often they were thanked within a year."""
    level: int | None
    in_role_since: date | None
    hired_on: date | None
    last_review: Review | None


def applicant(session: Session, employee_id: int, today: date) -> Applicant:
    """Return what HR holds about one employee as of `today`."""
    person = session.execute(
        select(EmployeeRow.level, EmployeeRow.in_role_since, EmployeeRow.hired_on).where(EmployeeRow.id == employee_id)
    ).one()
    thanked = select(func.count()).where(
        RecognitionRow.employee_id == employee_id, RecognitionRow.given_on > today - _ONE_YEAR
    )
    return Applicant(
        skills=_skills(session, employee_id),
        completions=_completions(session, employee_id),
        recognitions=session.execute(thanked).scalar_one(),
        level=person.level,
        in_role_since=person.in_role_since,
        hired_on=person.hired_on,
        last_review=_last_review(session, employee_id),
    )


def _skills(session: Session, employee_id: int) -> tuple[Skill, ...]:
    query = (
        select(SkillRow.name, EmployeeSkillRow.level, EmployeeSkillRow.source)
        .join(SkillRow, SkillRow.id == EmployeeSkillRow.skill_id)
        .where(EmployeeSkillRow.employee_id == employee_id)
        .order_by(SkillRow.code)
    )
    return tuple(Skill(*row) for row in session.execute(query))


def _completions(session: Session, employee_id: int) -> tuple[tuple[str, date], ...]:
    query = (
        select(CompletionRow.title, CompletionRow.completed_on)
        .where(CompletionRow.employee_id == employee_id)
        .order_by(CompletionRow.completed_on.desc(), CompletionRow.id.desc())
    )
    return tuple((row.title, row.completed_on) for row in session.execute(query))


def _last_review(session: Session, employee_id: int) -> Review | None:
    query = (
        select(ReviewRow.rating, ReviewRow.rating_label, ReviewRow.reviewed_on)
        .where(ReviewRow.employee_id == employee_id)
        .order_by(ReviewRow.reviewed_on.desc().nulls_last(), ReviewRow.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return None if row is None else Review(*row)
