"""Skills in the order in which it is quickest to look for people who have several of them: the rarest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from storage.tables import EmployeeSkillRow, SkillRow

_FEW = 64
"""So many holders of a skill are looked at to tell how common it is."""

_Holder = aliased(EmployeeSkillRow)


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


def holders_of_all(skills: Sequence[KnownSkill]) -> Select[int]:
    """Return the query for the ids of all employees who have every one of `skills`, at least one, in this order.

    Each further skill is looked up for those who are left, along an index in which they stand in the same order.
    """
    first, *others = skills
    query = select(_Holder.employee_id).where(_Holder.skill_id == first.id)
    for place, other in enumerate(others):
        another = _another(place)
        query = query.join(another, and_(another.skill_id == other.id, another.employee_id == _Holder.employee_id))
    return query


@cache
def _another(_place: int) -> type[EmployeeSkillRow]:
    """Return one more view of the table, always the same one, so that SQLAlchemy knows the query again."""
    return aliased(EmployeeSkillRow)


def _by_rarity() -> Select[int, str]:
    few = (
        select(_Holder.employee_id)
        .where(_Holder.skill_id == SkillRow.id)
        .order_by(_Holder.employee_id)
        .limit(_FEW)
        .correlate(SkillRow)
        .subquery()
    )

    def of_the_few(value: ColumnElement[int]) -> ColumnElement[int]:
        return select(value).select_from(few).correlate(SkillRow).scalar_subquery()

    return (
        select(SkillRow.id, SkillRow.code)
        .where(SkillRow.code.in_(bindparam("codes", expanding=True)))
        .order_by(of_the_few(func.count()), of_the_few(func.max(few.c.employee_id)).desc(), SkillRow.id)
    )


_RAREST_FIRST = _by_rarity()
