"""What an import of skills reads and writes, many rows to a statement."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import Dialect, Executable, literal, select, true
from sqlalchemy.orm import Session

from career.employees import SkillSource
from storage.apart import aside
from storage.batches import batches, put_from
from storage.importing.bulk import Bulk
from storage.rules import glances
from storage.statements import leave_if_there
from storage.tables import EmployeeSkillRow, SkillRow


@dataclass(frozen=True, slots=True)
class PersonSkill:
    """One skill of one employee; `level` is on the HR system's own scale."""

    employee_id: int
    code: str
    level: int | None


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


def put_skills(dialect: Dialect, skills: Collection[PersonSkill], names: Mapping[str, str]) -> Sequence[Bulk]:
    """Prepare adding skills of employees, or giving those they have these levels; `names` of all the skills are by code.

    A skill that nobody had before is added first. From now on the HR system says that people have them, also where only
    they themselves said so before.
    """
    named = leave_if_there(dialect, SkillRow).from_select(["code", "name"], select(_NAMES).where(true()))
    chosen = {
        "skill_id": SkillRow.id,
        "employee_id": _SKILLS.c.employee_id,
        "level": _SKILLS.c.level,
        "source": literal(SkillSource.IMPORTED, EmployeeSkillRow.source.type),
    }
    in_order = sorted(names.items())
    counts: list[Executable] = []
    if glances.are_kept(dialect):
        # A glance tells of the skills that came first: let it be those that most people have.
        holders = Counter(skill.code for skill in skills)
        in_order.sort(key=lambda name: -holders[name[0]])
        chosen["glance"] = literal(glances.NOT_YET)
        counts = [glances.counted(select(_SKILLS.c.employee_id))]
    put = put_from(
        dialect,
        EmployeeSkillRow,
        list(chosen),
        select(*chosen.values()).join_from(_SKILLS, SkillRow, SkillRow.code == _SKILLS.c.code),
        key=("skill_id", "employee_id"),
        change=("level", "source"),
    )
    return (
        Bulk(_NAMES, in_order, tuple, [named]),
        Bulk(_SKILLS, skills, attrgetter("employee_id", "code", "level"), [put, *counts]),
    )


_NAMES = aside("skill_names", SkillRow.code, SkillRow.name)
_SKILLS = aside("skills", EmployeeSkillRow.employee_id, SkillRow.code, EmployeeSkillRow.level)
