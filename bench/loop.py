"""What one would write first: every employee an object, judged one after the other."""

import time
from typing import Any

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

from bench.openings import TODAY, Company
from career.codes import code_of
from career.employees import EmploymentStatus
from career.verdicts import judge
from storage.database import Database
from storage.rules.audiences import qualified


class _Mapped(DeclarativeBase):
    """What one would map who goes from object to object."""


class _Employee(_Mapped):
    __tablename__ = "employees"
    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(32))
    skills: Mapped[list["_EmployeeSkill"]] = relationship()


class _EmployeeSkill(_Mapped):
    __tablename__ = "employee_skills"
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skills.id"), primary_key=True)
    skill: Mapped["_Skill"] = relationship()


class _Skill(_Mapped):
    __tablename__ = "skills"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(120))


def seconds_for_each(url: str, company: Company, looped: int) -> float:
    """Return the seconds for each person of one opening, loaded eagerly and judged one by one."""
    rule = company.rule(1)
    database = Database(url)
    with database.read() as session:
        started = time.perf_counter()
        suits = [person.id for person in _everybody(session, looped) if _suits(person, rule)]
        took = time.perf_counter() - started
        assert suits == sorted(each for each in session.scalars(qualified(session, rule, TODAY)) if each <= looped)
    return took / looped


def _everybody(session: Session, most: int) -> list[_Employee]:
    eagerly = selectinload(_Employee.skills).selectinload(_EmployeeSkill.skill)
    return list(session.scalars(select(_Employee).where(_Employee.id <= most).options(eagerly)))


def _suits(person: _Employee, rule: Any) -> bool:  # noqa: ANN401  a criterion
    has = {each.skill.code for each in person.skills}
    facts = {where.fact: code_of(where.fact.about) in has for where in rule.parts}
    return person.status == EmploymentStatus.ACTIVE and judge(rule, facts, TODAY).holds is True
