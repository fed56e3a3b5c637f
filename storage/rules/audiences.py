"""The database's reading of a rule: who qualifies, and how many."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, false, func, literal, not_, null, or_, select, true
from sqlalchemy.orm import Session

from career.codes import code_of
from career.criteria import EVERYONE, Criterion, Every, Fact, FactName, Relation, SettledBound, Where, read
from career.employees import EmploymentStatus
from storage.rules import glances
from storage.rules.facts import column_of
from storage.rules.rarity import KnownSkill, holders_of_all, rarest_first
from storage.tables import EmployeeRow


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

    It means what `condition` means. But who has every required skill is looked up among those who have the rarest one; at
    a million people that is the difference between milliseconds and seconds (bench/audience.py).
    """
    return holds_of(session, rule, today, (EmploymentStatus.ACTIVE,))


def qualified_ids(session: Session, rule: Criterion, today: date) -> Select[int]:
    """Return a query for the same ids as `qualified`, to be read as it is; it may be one over skills alone.

    Where a rule asks for nothing but skills, and a glance tells who is active, nothing is read of the employees.
    """
    if glances.are_kept(session.get_bind().dialect) and _besides_required_skills(rule) == EVERYONE:
        skills = _rarest_required(session, rule)
        if skills:
            return holders_of_all(session, skills, active=True)
    return qualified(session, rule, today)


def holds_of(session: Session, rule: Criterion, today: date, statuses: Sequence[EmploymentStatus]) -> Select[int]:
    """Return the query for the ids of all employees in one of `statuses` of whom `rule` holds, as `qualified` does."""
    query = select(EmployeeRow.id).where(EmployeeRow.status.in_(statuses))
    rest = _besides_required_skills(rule)
    if rest != EVERYONE:
        query = query.where(condition(rest, today))
    if not required_skills(rule):
        return query
    skills = _rarest_required(session, rule)
    if not skills:
        return query.where(false())
    holders = holders_of_all(session, skills, active=[*statuses] == [EmploymentStatus.ACTIVE])
    return query.where(EmployeeRow.id.in_(holders))


def count_qualified(session: Session, rule: Criterion, today: date) -> int:
    """Return how many active employees qualify."""
    found = qualified_ids(session, rule, today).subquery()
    return session.execute(select(func.count()).select_from(found)).scalar_one()


def _total(ones: Sequence[ColumnElement[int]]) -> ColumnElement[int]:
    total: ColumnElement[int] = literal(0, Integer)
    for one in ones:
        total = total + one
    return total


def required_skills(rule: Criterion) -> list[str]:
    """Return the names of the skills at the top of `rule`, without any of which it holds of nobody."""
    match rule:
        case Where(Fact(FactName.SKILL, name), Relation.IS, True):
            return [name]
        case Every(parts):
            return [name for part in parts for name in required_skills(part)]
        case _:
            return []


def _rarest_required(session: Session, rule: Criterion) -> Sequence[KnownSkill]:
    """Return the skills that `rule` requires, the rarest first; none where it asks for one that nobody ever had."""
    codes = {code_of(name) for name in required_skills(rule)}
    skills = rarest_first(session, codes)
    return skills if len(skills) == len(codes) else ()


def _besides_required_skills(rule: Criterion) -> Criterion:
    """Return what `rule` asks of those who have every required skill."""
    match rule:
        case Where(Fact(FactName.SKILL), Relation.IS, True):
            return EVERYONE
        case Every(parts):
            rest = tuple(other for other in map(_besides_required_skills, parts) if other != EVERYONE)
            return rest[0] if len(rest) == 1 else Every(rest)
        case _:
            return rule
