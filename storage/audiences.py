"""The database's reading of a rule: who qualifies, how many, and a few of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, false, func, literal, not_, null, or_, select, true
from sqlalchemy.orm import Session

from career.codes import code_of
from career.criteria import Criterion, Every, Fact, FactName, SettledBound, Where, read
from career.employees import EmploymentStatus
from storage.facts import column_of
from storage.tables import EmployeeRow, EmployeeSkillRow, SkillRow


@dataclass(frozen=True, slots=True)
class Sql:
    """Reads a rule as a condition over `employees`; unknown is NULL."""

    def where(self, criterion: Where, bound: SettledBound) -> ColumnElement[Any]:
        """Compare one fact's column."""
        settled = literal(bound) if isinstance(bound, bool) else bound
        return criterion.relation.test(column_of(criterion.fact), settled)  # type: ignore[no-any-return]  # an operator on columns

    def every(self, parts: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
        """Join by AND."""
        return and_(true(), *parts)

    def some(self, parts: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
        """Join by OR."""
        return or_(false(), *parts)

    def at_least(self, count: int, parts: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
        """Count the parts that hold, and those that still might."""
        met = _total([case((part, 1), else_=0) for part in parts])
        possible = _total([case((not_(part), 0), else_=1) for part in parts])
        return case((met >= count, true()), (possible < count, false()), else_=null())

    def unless(self, part: ColumnElement[Any]) -> ColumnElement[Any]:
        """Negate; NOT NULL is NULL."""
        return not_(part)


def condition(rule: Criterion, today: date) -> ColumnElement[Any]:
    """Return `rule` as a condition over `employees`: true, false, or NULL where the answer is unknown."""
    return read(rule, Sql(), today)


def qualified(session: Session, rule: Criterion, today: date) -> Select[int]:
    """Return the query for the ids of all active employees of whom `rule` holds, rarest required skill first.

    The condition alone is the truth. Naming the people who have the rarest of the required skills beside it only tells
    the database where to start; at a million people that is the difference between milliseconds and seconds.
    """
    query = select(EmployeeRow.id).where(EmployeeRow.status == EmploymentStatus.ACTIVE, condition(rule, today))
    rarest = _rarest_skill(session, rule)
    if rarest is not None:
        query = query.where(
            EmployeeRow.id.in_(select(EmployeeSkillRow.employee_id).where(EmployeeSkillRow.skill_id == rarest))
        )
    return query


def count_qualified(session: Session, rule: Criterion, today: date) -> int:
    """Return how many active employees qualify."""
    found = qualified(session, rule, today).subquery()
    return session.execute(select(func.count()).select_from(found)).scalar_one()


def sample_qualified(session: Session, rule: Criterion, today: date, most: int) -> tuple[int, ...]:
    """Return the ids of up to `most` qualified employees, the same ones as long as nobody's facts change."""
    return tuple(session.scalars(qualified(session, rule, today).order_by(EmployeeRow.lot).limit(most)))


def _total(ones: Sequence[ColumnElement[int]]) -> ColumnElement[int]:
    total: ColumnElement[int] = literal(0, Integer)
    for one in ones:
        total = total + one
    return total


def _rarest_skill(session: Session, rule: Criterion) -> int | None:
    """Return the id of the required skill that the fewest people have, if the rule requires any that exists."""
    codes = [code_of(name) for name in _required_skills(rule)]
    if not codes:
        return None
    holders = (
        select(func.count())
        .select_from(EmployeeSkillRow)
        .where(EmployeeSkillRow.skill_id == SkillRow.id)
        .correlate(SkillRow)
        .scalar_subquery()
    )
    return session.scalars(select(SkillRow.id).where(SkillRow.code.in_(codes)).order_by(holders).limit(1)).first()


def _required_skills(rule: Criterion) -> list[str]:
    match rule:
        case Where(Fact(FactName.SKILL, name), _, True):
            return [name]
        case Every(parts):
            return [name for part in parts for name in _required_skills(part)]
        case _:
            return []
