"""Skills in the order in which it is quickest to look for people who have several of them: the rarest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import BigInteger, FromClause, Select, and_, bindparam, func, literal, select
from sqlalchemy.orm import Session

from storage.rules import glances
from storage.tables import EmployeeSkillRow, SkillRow

_FEW = 64
"""So many holders of a skill are looked at to tell how common it is."""

_BEYOND_ANY_ID = literal(2**40, BigInteger())

_skills, _skills_held = SkillRow.__table__, EmployeeSkillRow.__table__
_holder = _skills_held.alias()
"""Tables themselves: around a query of mapped classes SQLAlchemy takes longer than SQLite for many a one."""


@dataclass(frozen=True, slots=True)
class KnownSkill:
    """A skill that somebody has, or had."""

    id: int
    code: str


def rarest_first(session: Session, codes: Collection[str]) -> tuple[KnownSkill, ...]:
    """Return those of these skills that there are, by a good guess the rarest one first.

    To count all the holders of a common skill takes longer than the query that this is for. So only the first few of
    each are looked at: the further apart they are, the rarer the skill. No count is kept that could be out of date, and a
    wrong guess costs time and nothing else.
    """
    rows = session.execute(_RAREST_FIRST, {"codes": sorted(codes)})
    return tuple(KnownSkill(row.id, row.code) for row in rows)


def holders_of_all(session: Session, skills: Sequence[KnownSkill], *, active: bool = False) -> Select[int]:
    """Return the query for the ids of all employees who have every one of `skills`, at least one, in this order.

    Of the holders of the first skill those are left who have the others as far as a glance tells; with `active`, and where
    glances are kept, only active ones. Each further skill is looked up for them, along an index in which they stand in the
    same order.
    """
    rarest, *others = skills
    query = select(_holder.c.employee_id).where(_holder.c.skill_id == rarest.id)
    is_at_a_glance = glances.are_kept(session.get_bind().dialect)
    if is_at_a_glance:
        bits = glances.bits_of(other.id for other in others if glances.has_bit(other.id)) | (glances.ACTIVE * active)
        if bits:
            query = query.where(_holder.c.glance.bitwise_and(bits) == bits)
        others = [other for other in others if not glances.has_bit(other.id)]
    for place, other in enumerate(others):
        another = _another(place)
        query = query.join(
            another, and_(another.c.skill_id == other.id, another.c.employee_id == _holder.c.employee_id)
        )
        if is_at_a_glance:
            # Always so. It keeps SQLite from looking in the smaller index, where every employee is on a page of their own.
            query = query.where(another.c.glance.is_not(None))
    return query


@cache
def _another(_place: int) -> FromClause:
    """Return one more view of the table, always the same one, so that SQLAlchemy knows the query again."""
    return _skills_held.alias()


def _by_rarity() -> Select[int, str]:
    few = (
        select(_holder.c.employee_id)
        .where(_holder.c.skill_id == _skills.c.id)
        .order_by(_holder.c.employee_id)
        .limit(_FEW)
        .correlate(_skills)
        .subquery()
    )
    # The fewer first; of two of which there are as many, the one whose last one comes later.
    commonness = func.count() * _BEYOND_ANY_ID - func.coalesce(func.max(few.c.employee_id), 0)
    return (
        select(_skills.c.id, _skills.c.code)
        .where(_skills.c.code.in_(bindparam("codes", expanding=True)))
        .order_by(select(commonness).select_from(few).correlate(_skills).scalar_subquery(), _skills.c.id)
    )


_RAREST_FIRST = _by_rarity()
