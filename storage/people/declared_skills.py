"""Queries about the skills that employees declare themselves; what HR or a training says is not theirs to change."""

from collections.abc import Collection

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from career.codes import code_of
from career.employees import SkillSource
from storage.people.known_skills import add_skills
from storage.statements import insert_or_leave
from storage.tables import EmployeeSkillRow, SkillRow
from storage.turns import hold_person


def source_of(session: Session, employee_id: int, skill: str) -> SkillSource | None:
    """Return who says that an employee has a skill; None where nobody does."""
    return session.scalar(
        select(EmployeeSkillRow.source)
        .join(SkillRow, SkillRow.id == EmployeeSkillRow.skill_id)
        .where(EmployeeSkillRow.employee_id == employee_id, SkillRow.code == code_of(skill))
    )


def how_many_declared_with(session: Session, employee_id: int, codes: Collection[str]) -> int:
    """Return how many skills an employee would declare if those with these codes were added that nobody says of them yet."""
    mine = select(func.count()).select_from(EmployeeSkillRow).where(EmployeeSkillRow.employee_id == employee_id)
    declared = session.execute(mine.where(EmployeeSkillRow.source == SkillSource.DECLARED)).scalar_one()
    held = mine.join(SkillRow, SkillRow.id == EmployeeSkillRow.skill_id).where(SkillRow.code.in_(codes))
    return declared + len(codes) - session.execute(held).scalar_one()


def declare_skill(session: Session, employee_id: int, skill: str) -> bool:
    """Record that an employee says to have a skill; return whether it is new of them.

    A message to this person that has not begun waits for this transaction, and is then judged anew.
    """
    hold_person(session, employee_id)
    code = code_of(skill)
    add_skills(session, {code: skill})
    skill_id = session.scalars(select(SkillRow.id).where(SkillRow.code == code)).one()
    row = insert_or_leave(session, EmployeeSkillRow).values(
        employee_id=employee_id, skill_id=skill_id, source=SkillSource.DECLARED
    )
    return session.scalar(row.returning(EmployeeSkillRow.skill_id)) is not None


def remove_declared_skill(session: Session, employee_id: int, skill: str) -> bool:
    """Take back a skill that an employee declared; return whether it was there, and theirs to take back."""
    hold_person(session, employee_id)
    this = exists().where(SkillRow.id == EmployeeSkillRow.skill_id, SkillRow.code == code_of(skill))
    gone = delete(EmployeeSkillRow).where(
        EmployeeSkillRow.employee_id == employee_id, EmployeeSkillRow.source == SkillSource.DECLARED, this
    )
    return session.scalar(gone.returning(EmployeeSkillRow.skill_id)) is not None
