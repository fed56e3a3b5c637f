"""Queries about recognition: who thanked whom, for what, when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, case, func, insert, select
from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from career.recognition import Quarter, RecognitionKind
from storage.pages import Held, page
from storage.tables import EmployeeRow, RecognitionRow


@dataclass(frozen=True, slots=True)
class Recognition:
    """Thanks that one employee received."""

    id: int
    kind: RecognitionKind
    by_name: str
    words: str
    given_on: date


@dataclass(frozen=True, slots=True)
class Recognised:
    """Somebody with recognition in so many of the quarters looked at, and how often, by its kind."""

    employee_id: int
    name: str
    job_title: str | None
    department: str | None
    quarters: int
    kudos: int
    awards: int


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives: the Slack account, the name as others read it, and the day by their own clock."""

    slack_id: str
    name: str
    day: date


def add_recognition(
    session: Session, employee_id: int, kind: RecognitionKind, giver: Giver, words: str, now: datetime
) -> int:
    """Add recognition for an employee; return its id."""
    row = insert(RecognitionRow).values(
        employee_id=employee_id,
        kind=kind,
        by_slack_id=giver.slack_id,
        by_name=giver.name,
        words=words,
        given_on=giver.day,
        created_at=now,
    )
    return session.execute(row.returning(RecognitionRow.id)).scalar_one()


def recognition_by_id(session: Session, recognition_id: int) -> tuple[int, Recognition] | None:
    """Return one recognition with the id of the employee who received it."""
    query = select(RecognitionRow.employee_id, *_COLUMNS).where(RecognitionRow.id == recognition_id)
    row = session.execute(query).one_or_none()
    return None if row is None else (row[0], Recognition(*row[1:]))


def recognition_page(session: Session, employee_id: int, skip: int, most: int) -> Held[Recognition]:
    """Return a page of what one employee received, newest first, and how much it is; 0 beyond the last page."""
    query = select(*_COLUMNS).where(RecognitionRow.employee_id == employee_id)
    newest = query.order_by(RecognitionRow.given_on.desc(), RecognitionRow.id.desc())
    return page(session, newest, skip, most, Recognition)


def how_many_given(session: Session, giver: Giver) -> int:
    """Return how often this account gave kudos on its day."""
    query = select(func.count()).where(
        RecognitionRow.by_slack_id == giver.slack_id,
        RecognitionRow.given_on == giver.day,
        RecognitionRow.kind == RecognitionKind.KUDOS,
    )
    return session.execute(query).scalar_one()


def recognised(
    session: Session, quarters: Sequence[Quarter], at_least: int, skip: int, most: int
) -> tuple[tuple[Recognised, ...], int]:
    """Return a page of those who are with the company and have recognition in `at_least` of `quarters`, and how many.

    Those with most of it come first. The quarters follow each other, oldest first. The count is 0 beyond the last page.
    """
    found = _consistent(quarters, at_least).subquery()
    query = (
        select(
            EmployeeRow.id,
            EmployeeRow.given_name,
            EmployeeRow.family_name,
            EmployeeRow.job_title,
            EmployeeRow.department,
            found.c.quarters,
            found.c.kudos,
            found.c.awards,
            func.count().over(),
        )
        .join(found, found.c.employee_id == EmployeeRow.id)
        .where(EmployeeRow.status != EmploymentStatus.LEFT)
        .order_by(
            found.c.quarters.desc(),
            (found.c.kudos + found.c.awards).desc(),
            EmployeeRow.family_name,
            EmployeeRow.given_name,
            EmployeeRow.id,
        )
    )
    rows = session.execute(query.offset(skip).limit(most)).all()
    people = tuple(Recognised(id_, f"{given} {family}".strip(), *rest) for id_, given, family, *rest, _ in rows)
    return people, rows[0][-1] if rows else 0


_COLUMNS = (
    RecognitionRow.id,
    RecognitionRow.kind,
    RecognitionRow.by_name,
    RecognitionRow.words,
    RecognitionRow.given_on,
)


def _consistent(quarters: Sequence[Quarter], at_least: int) -> Select[int, int, int, int]:
    """Return the query for who has recognition in enough of the quarters, in one pass over those quarters' rows."""
    days = [quarter.first_day for quarter in quarters]
    which = case(*((RecognitionRow.given_on >= day, number) for number, day in reversed([*enumerate(days)])))
    how_many = func.count(which.distinct())
    return (
        select(
            RecognitionRow.employee_id,
            how_many.label("quarters"),
            func.count().filter(RecognitionRow.kind == RecognitionKind.KUDOS).label("kudos"),
            func.count().filter(RecognitionRow.kind == RecognitionKind.AWARD).label("awards"),
        )
        .where(
            RecognitionRow.given_on >= days[0],
            RecognitionRow.given_on < quarters[-1].before(-1).first_day,
        )
        .group_by(RecognitionRow.employee_id)
        .having(how_many >= at_least)
    )
