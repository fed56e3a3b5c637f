"""Where each fact about an employee stands in the database: the one definition that every reader of a rule uses."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, null, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from career.codes import code_of
from career.criteria import Criterion, Fact, FactName, facts_in
from career.verdicts import Finding, Verdict, findings, judge
from storage.tables import EmployeeRow, EmployeeSkillRow, ReviewRow, SkillRow


def column_of(fact: Fact) -> ColumnElement[Any] | InstrumentedAttribute[Any]:
    """Return the expression, over `employees`, that gives the value of `fact`; NULL where it is unknown."""
    match fact.name:
        case FactName.LAST_RATING:
            return _last_rating()
        case FactName.SKILL:
            return _has_skill(fact.about)
        case name:
            return _COLUMNS[name]


_COLUMNS: Mapping[FactName, ColumnElement[Any] | InstrumentedAttribute[Any]] = {
    FactName.DEPARTMENT: EmployeeRow.department_code,
    FactName.JOB_TITLE: EmployeeRow.job_title_code,
    FactName.LOCATION: EmployeeRow.location_code,
    FactName.JOB_FAMILY: EmployeeRow.job_family_code,
    FactName.LEVEL: EmployeeRow.level,
    FactName.HIRED_ON: EmployeeRow.hired_on,
    # Many HR systems keep no date of the current role: then it counts since the hire, the longest that it can be.
    FactName.IN_ROLE_SINCE: func.coalesce(EmployeeRow.in_role_since, EmployeeRow.hired_on),
}


def facts_of(session: Session, employee_id: int, facts: Iterable[Fact]) -> Mapping[Fact, Any]:
    """Return the values of `facts` for one employee, read through the same columns as the audience query."""
    wanted = list(dict.fromkeys(facts))
    if not wanted:
        return {}
    columns = [column_of(fact).label(f"fact_{position}") for position, fact in enumerate(wanted)]
    row = session.execute(select(*columns).where(EmployeeRow.id == employee_id)).one_or_none()
    return {} if row is None else dict(zip(wanted, row, strict=True))


def verdict_on(session: Session, employee_id: int, rule: Criterion, today: date) -> Verdict:
    """Return what `rule` says of one employee on `today`."""
    return judge(rule, facts_of(session, employee_id, facts_in(rule)), today)


def findings_on(session: Session, employee_id: int, rule: Criterion, today: date) -> tuple[Finding, ...]:
    """Return every comparison of `rule` for one employee: met, not met, unknown."""
    return findings(rule, facts_of(session, employee_id, facts_in(rule)), today)


def _last_rating() -> ColumnElement[Any]:
    return (
        select(ReviewRow.rating)
        .where(ReviewRow.employee_id == EmployeeRow.id, ReviewRow.rating.is_not(None))
        .order_by(ReviewRow.reviewed_on.desc().nulls_last(), ReviewRow.id.desc())
        .limit(1)
        .correlate(EmployeeRow)
        .scalar_subquery()
    )


def _has_skill(name: str) -> ColumnElement[Any]:
    """Yes if the person has the skill, no if only others are recorded, unknown if none is recorded at all."""
    skill = select(SkillRow.id).where(SkillRow.code == code_of(name)).scalar_subquery()
    any_skill = exists().where(EmployeeSkillRow.employee_id == EmployeeRow.id).correlate(EmployeeRow)
    this_skill = (
        exists()
        .where(EmployeeSkillRow.employee_id == EmployeeRow.id, EmployeeSkillRow.skill_id == skill)
        .correlate(EmployeeRow)
    )
    return case((this_skill, true()), (any_skill, ~true()), else_=null())
