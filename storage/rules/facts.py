"""Where each fact about an employee stands in the database: the one definition that every reader of a rule uses."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, case, exists, func, null, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from career.codes import code_of
from career.criteria import Criterion, Fact, FactName, facts_in
from career.verdicts import Verdict, judge
from storage.tables import (
    CompletionRow,
    EmployeeRow,
    EmployeeSkillRow,
    InterestRow,
    ProgrammeRow,
    RecognitionRow,
    ReviewRow,
    SkillRow,
)

_OWN_WORDS = "words:"
"""How the name of an interest in one's own words begins (`InterestRow.about`)."""


def column_of(fact: Fact) -> ColumnElement[Any] | InstrumentedAttribute[Any]:
    """Return the expression, over `employees`, that gives the value of `fact`; NULL where it is unknown."""
    match fact.name:
        case FactName.LAST_RATING:
            return _last_rating()
        case FactName.SKILL:
            return _has_skill(fact.about)
        case FactName.COMPLETED_TRAINING:
            return _has_completed(fact.about)
        case FactName.DECLARED_INTEREST:
            return _has_interest(fact.about)
        case FactName.RECOGNISED:
            return _recognised(int(fact.about))
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
    """Return the values of `facts` for one employee, as the audience query has them; a test holds both to one answer.

    What people have several of is read as a list, in one statement for each sort, however many skills are asked about;
    the rest is read through the columns of the audience query. So the statements stay few, small and the same.
    """
    wanted = list(dict.fromkeys(facts))
    plain = sorted((fact for fact in wanted if fact.name not in _CODES_HELD), key=lambda fact: (fact.name, fact.about))
    found: dict[Fact, Any] = {}
    if plain:
        columns = [column_of(fact).label(f"fact_{position}") for position, fact in enumerate(plain)]
        row = session.execute(select(*columns).where(EmployeeRow.id == employee_id)).one_or_none()
        found |= {} if row is None else zip(plain, row, strict=True)
    for name in {fact.name for fact in wanted} & _CODES_HELD.keys():
        codes = frozenset(session.scalars(_CODES_HELD[name], {"employee": employee_id}))
        is_known = bool(codes) or name is FactName.DECLARED_INTEREST
        found |= {fact: code_of(fact.about) in codes if is_known else None for fact in wanted if fact.name is name}
    return found


_CODES_HELD: Mapping[FactName, Select[str]] = {
    FactName.SKILL: select(SkillRow.code)
    .join(EmployeeSkillRow, EmployeeSkillRow.skill_id == SkillRow.id)
    .where(EmployeeSkillRow.employee_id == bindparam("employee")),
    FactName.COMPLETED_TRAINING: select(CompletionRow.title_code).where(
        CompletionRow.employee_id == bindparam("employee")
    ),
    FactName.DECLARED_INTEREST: select(
        func.coalesce(ProgrammeRow.title_code, func.substr(InterestRow.about, len(_OWN_WORDS) + 1))
    )
    .select_from(InterestRow)
    .join(ProgrammeRow, ProgrammeRow.id == InterestRow.programme_id, isouter=True)
    .where(InterestRow.employee_id == bindparam("employee")),
}
"""The codes of all that one person has of a sort; of whom none is recorded nothing is known but what they asked for."""


def verdict_on(session: Session, employee_id: int, rule: Criterion, today: date) -> Verdict:
    """Return what `rule` says of one employee on `today`."""
    return judge(rule, facts_of(session, employee_id, facts_in(rule)), today)


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


def _has_completed(title: str) -> ColumnElement[Any]:
    """Yes if the person completed the training, no if only others are recorded, unknown if none is recorded at all."""
    any_training = exists().where(CompletionRow.employee_id == EmployeeRow.id).correlate(EmployeeRow)
    this_training = (
        exists()
        .where(CompletionRow.employee_id == EmployeeRow.id, CompletionRow.title_code == code_of(title))
        .correlate(EmployeeRow)
    )
    return case((this_training, true()), (any_training, ~true()), else_=null())


def _has_interest(words: str) -> ColumnElement[Any]:
    """Whether the person asked for a training of that title, or for these words; it is known of everybody."""
    code = code_of(words)
    programme = select(ProgrammeRow.id).where(ProgrammeRow.title_code == code).scalar_subquery()
    named = or_(InterestRow.about == f"{_OWN_WORDS}{code}", InterestRow.programme_id == programme)
    asked = exists().where(InterestRow.employee_id == EmployeeRow.id, named).correlate(EmployeeRow)
    return case((asked, true()), else_=~true())


_NEVER = date(1900, 1, 1)
"""Before every recognition: whoever was not recognised so often is known not to have been."""


def _recognised(times: int) -> ColumnElement[Any]:
    """Return the day of the person's latest recognition, or of the one so many `times` ago."""
    nth_latest = (
        select(RecognitionRow.given_on)
        .where(RecognitionRow.employee_id == EmployeeRow.id)
        .order_by(RecognitionRow.given_on.desc())
        .offset(times - 1)
        .limit(1)
        .correlate(EmployeeRow)
        .scalar_subquery()
    )
    return func.coalesce(nth_latest, _NEVER)
