"""Writing down that people have completed a training, and have its skills."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Dialect, bindparam, literal, select
from sqlalchemy.orm import Session

from career.codes import code_of
from career.employees import SkillSource
from storage.batches import batches, put_from
from storage.bulk import Bulk, bulk
from storage.statements import insert_or_leave
from storage.tables import CompletionRow, EmployeeSkillRow, ProgrammeSkillRow


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
    granted_skills(session.get_bind().dialect, ((each, programme_id) for each in employee_ids)).run(session)


def granted_skills(dialect: Dialect, completions: Iterable[tuple[int, int]]) -> Bulk:
    """Prepare giving employees the skills of programmes that they completed, both by id.

    A skill that somebody had keeps its level; one that they had only declared is a trained one from now on.
    """
    taught = select(
        ProgrammeSkillRow.skill_id,
        bindparam("of_employee", type_=EmployeeSkillRow.employee_id.type),
        literal(SkillSource.TRAINED, EmployeeSkillRow.source.type),
    ).where(ProgrammeSkillRow.programme_id == bindparam("of_programme"))
    statement = put_from(
        dialect,
        EmployeeSkillRow,
        ("skill_id", "employee_id", "source"),
        taught,
        key=("skill_id", "employee_id"),
        change=("source",),
        where=EmployeeSkillRow.source == SkillSource.DECLARED,
    )
    rows = ({"of_employee": employee_id, "of_programme": programme_id} for employee_id, programme_id in completions)
    return bulk(dialect, statement, rows)
