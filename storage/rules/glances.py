"""What can be told of somebody at a glance, beside each of their skills: an index that SQLite does not offer by itself.

Whoever looks for people with several skills goes through the holders of one, and must ask of each whether they have the
others, and are active. The answer stands in the holder's own row (`EmployeeSkillRow.glance`), so that nothing is looked up:
bit 0 says that they are active, bit n that they have the skill with the id n. That reaches as far as a number of SQLite's
has bits: to the skills that were heard of first, which are as a rule those that most people have. Further ones are looked up.

A glance is exact, and SQLite itself keeps it so: by triggers on whatever adds a skill, takes one away, or changes whether
somebody is active. PostgreSQL merges lists that stand in one order without such help, and keeps none.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Dialect, Integer, Select, Update, case, cast, func, literal, select, update

from career.employees import EmploymentStatus
from storage.tables import EmployeeRow, EmployeeSkillRow

LAST = 62
"""The highest id of a skill that has a bit: a number of SQLite's has 64, and the last one is its sign."""

NOT_YET = 0
"""What whoever writes very many rows may put into them, to count all of them at once in the same transaction (`counted`).
Where nothing is put a trigger counts, which for hundreds of thousands of rows takes several times as long."""

ACTIVE = 1
"""The bit that says that somebody is active."""

_others, _employees = EmployeeSkillRow.__table__.alias(), EmployeeRow.__table__


def are_kept(dialect: Dialect) -> bool:
    """Whether this database keeps them."""
    return dialect.name == "sqlite"


def has_bit(skill_id: int) -> bool:
    """Whether a glance tells of this skill."""
    return 1 <= skill_id <= LAST


def bits_of(skill_ids: Iterable[int]) -> int:
    """Return the bits of skills that have one."""
    return sum(1 << skill_id for skill_id in set(skill_ids))


def counted(employee_ids: Select[int]) -> Update:
    """Return the statement, for SQLite, that takes the glances of these employees anew."""
    bit = case((_others.c.skill_id <= LAST, literal(1).bitwise_lshift(_others.c.skill_id)), else_=0)
    is_active: ColumnElement[int] = cast(_employees.c.status == EmploymentStatus.ACTIVE, Integer())
    found = (
        select(_others.c.employee_id, (is_active + func.sum(bit)).label("glance"))
        .join_from(_others, _employees, _employees.c.id == _others.c.employee_id)
        .where(_others.c.employee_id.in_(employee_ids))
        .group_by(_others.c.employee_id)
        .subquery()
    )
    taken = update(EmployeeSkillRow).where(EmployeeSkillRow.employee_id == found.c.employee_id)
    return taken.values(glance=found.c.glance).execution_options(synchronize_session=False)
