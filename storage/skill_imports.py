"""What an import of skills reads and writes, many rows to a statement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.batches import batches, insert_or_update
from storage.statements import insert_or_leave
from storage.tables import EmployeeSkillRow, SkillRow

LONGEST_SKILL = 120
"""Characters of a skill's name, and of its code."""


@dataclass(frozen=True, slots=True)
class PersonSkill:
    """One skill of one employee; `level` is on the HR system's own scale."""

    employee_id: int
    skill_id: int
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
    statement = insert_or_leave(session, SkillRow)
    for batch in batches(sorted(names)):
        session.connection().execute(statement, [{"name": names[code], "code": code} for code in batch])


def levels_of(session: Session, employee_ids: Collection[int]) -> Mapping[tuple[int, int], int | None]:
    """Return the levels of these employees' skills, by (employee id, skill id)."""
    found: dict[tuple[int, int], int | None] = {}
    for batch in batches(sorted(employee_ids)):
        query = select(EmployeeSkillRow.employee_id, EmployeeSkillRow.skill_id, EmployeeSkillRow.level)
        for employee_id, skill_id, level in session.execute(query.where(EmployeeSkillRow.employee_id.in_(batch))):
            found[employee_id, skill_id] = level
    return found


def put_skills(session: Session, skills: Sequence[PersonSkill]) -> None:
    """Add skills of employees, or give those they have these levels."""
    statement = insert_or_update(session, EmployeeSkillRow, ("employee_id", "skill_id"), ("level",))
    for batch in batches(skills):
        session.connection().execute(
            statement,
            [{"employee_id": skill.employee_id, "skill_id": skill.skill_id, "level": skill.level} for skill in batch],
        )
