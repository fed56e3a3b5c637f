"""What an import of skills reads and writes, many rows to a statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Dialect, bindparam, select
from sqlalchemy.orm import Session

from career.employees import SkillSource
from storage.batches import batches, put_rows
from storage.bulk import Bulk, bulk
from storage.statements import leave_if_there
from storage.tables import EmployeeSkillRow, SkillRow

LONGEST_SKILL = 120
"""Characters of a skill's name, and of its code."""


@dataclass(frozen=True, slots=True)
class PersonSkill:
    """One skill of one employee; `level` is on the HR system's own scale."""

    employee_id: int
    code: str
    level: int | None


def skill_ids(session: Session, codes: Collection[str]) -> Mapping[str, int]:
    """Return the ids of those of these skills that there are, by code."""
    found: dict[str, int] = {}
    for batch in batches(sorted(codes)):
        query = select(SkillRow.code, SkillRow.id).where(SkillRow.code.in_(batch))
        found.update((code, skill_id) for code, skill_id in session.execute(query))
    return found


def add_skills(session: Session, names: Mapping[str, str]) -> None:
    """Add skills by code; one that somebody else added in the meantime stays as it is."""
    added_skills(session.get_bind().dialect, names).run(session)


def added_skills(dialect: Dialect, names: Mapping[str, str]) -> Bulk:
    """Prepare adding skills by code; one that is there by then stays as it is."""
    rows = ({"name": names[code], "code": code} for code in sorted(names))
    return bulk(dialect, leave_if_there(dialect, SkillRow), rows)


@dataclass(frozen=True, slots=True)
class RecordedSkill:
    """What is recorded of one skill of one employee; `is_declared` where only the person says so."""

    level: int | None
    is_declared: bool


def recorded_skills(session: Session, employee_ids: Collection[int]) -> Mapping[tuple[int, str], RecordedSkill]:
    """Return what is recorded of these employees' skills, by (employee id, the skill's code)."""
    found: dict[tuple[int, str], RecordedSkill] = {}
    skills = select(EmployeeSkillRow.employee_id, SkillRow.code, EmployeeSkillRow.level, EmployeeSkillRow.source).join(
        SkillRow, SkillRow.id == EmployeeSkillRow.skill_id
    )
    for batch in batches(sorted(employee_ids)):
        for employee_id, code, level, source in session.execute(skills.where(EmployeeSkillRow.employee_id.in_(batch))):
            found[employee_id, code] = RecordedSkill(level, source is SkillSource.DECLARED)
    return found


def put_skills(dialect: Dialect, skills: Sequence[PersonSkill]) -> Bulk:
    """Prepare adding skills of employees, or giving those they have these levels; the skills must be there by then.

    From now on the HR system says that they have them, also where only they themselves said so before.
    """
    which = select(SkillRow.id).where(SkillRow.code == bindparam("of_code")).scalar_subquery()
    values = {
        "employee_id": bindparam("employee_id"),
        "skill_id": which,
        "level": bindparam("level"),
        "source": SkillSource.IMPORTED,
    }
    statement = put_rows(dialect, EmployeeSkillRow, values, key=("employee_id", "skill_id"), change=("level", "source"))
    rows = ({"employee_id": skill.employee_id, "of_code": skill.code, "level": skill.level} for skill in skills)
    return bulk(dialect, statement, rows)
