"""Writing down that people have completed a training, and have its skills."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Dialect, FromClause, Insert, literal, select
from sqlalchemy.orm import Session

from career.codes import code_of
from career.employees import SkillSource
from storage.batches import batches, put_from
from storage.statements import insert_or_leave
from storage.tables import CompletionRow, EmployeeRow, EmployeeSkillRow, ProgrammeSkillRow


def record_completions(
    session: Session, employee_ids: Sequence[int], programme: tuple[int, str], completed_on: date, now: datetime
) -> None:
    """Record that employees completed a programme (id and title) on a day, and give them the skills it teaches."""
    programme_id, title = programme
    facts = {
        "programme_id": programme_id,
        "title": title,
        "title_code": code_of(title),
        "completed_on": completed_on,
        "created_at": now,
    }
    completion = insert_or_leave(session, CompletionRow)
    for batch in batches(employee_ids):
        session.connection().execute(completion, [{"employee_id": employee_id, **facts} for employee_id in batch])
    for batch in batches(employee_ids):
        those = select(EmployeeRow.id, literal(programme_id).label("programme_id")).where(EmployeeRow.id.in_(batch))
        whose = those.subquery()
        session.connection().execute(granted_skills(session.get_bind().dialect, whose, whose.c.id))


def granted_skills(dialect: Dialect, completions: FromClause, employee_id: ColumnElement[int]) -> Insert:
    """Return the statement that gives employees the skills of the programmes that they completed.

    Each of the `completions` has the `employee_id`, and a `programme_id`. A skill that somebody had keeps its level; one
    that they had only declared is a trained one from now on.
    """
    taught = (
        select(ProgrammeSkillRow.skill_id, employee_id, literal(SkillSource.TRAINED, EmployeeSkillRow.source.type))
        .join_from(completions, ProgrammeSkillRow, ProgrammeSkillRow.programme_id == completions.c.programme_id)
        .distinct()  # no statement may put the same row twice
    )
    return put_from(
        dialect,
        EmployeeSkillRow,
        ("skill_id", "employee_id", "source"),
        taught,
        key=("skill_id", "employee_id"),
        change=("source",),
        where=EmployeeSkillRow.source == SkillSource.DECLARED,
    )
