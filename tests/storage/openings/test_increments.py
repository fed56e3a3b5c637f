"""Who suits what, kept up to date: one person or one opening that changed is asked about alone, and that is enough."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from career.codes import code_of
from career.criteria import Criterion, Every, Fact, FactName, Relation, Where
from career.rule_json import rule_to_json
from storage.database import Database
from storage.openings.suiting import best_openings, key_skill
from storage.rules.audiences import qualified_ids
from storage.tables import EmployeeRow, EmployeeSkillRow, OpeningRow
from tests.factories import NOW, a_skill, an_employee, an_opening
from tests.statements import recorded_statements
from tests.strategies import SKILLS, TEXTS, TODAY, people, rules

Pairs = set[tuple[int, int]]
"""Employees and openings that suit them."""

MORE_THAN_THERE_ARE = 1_000

_examples = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
_facts = st.fixed_dictionaries(
    {
        "skills": st.lists(st.sampled_from(SKILLS), unique=True),
        "level": st.none() | st.integers(0, 5),
        "department": st.none() | st.sampled_from(TEXTS),
    }
)
_changes = st.lists(st.tuples(st.integers(0, 9), _facts | rules), max_size=6)


@_examples
@given(staff=st.lists(people, min_size=1, max_size=4), asked=st.lists(rules, min_size=1, max_size=4), changes=_changes)
def test_after_any_changes_the_increments_equal_a_full_sweep(
    database: Database,
    staff: list[dict[str, Any]],
    asked: list[Criterion],
    changes: list[tuple[int, dict[str, Any] | Criterion]],
) -> None:
    with database.begin() as session:
        employees = [an_employee(session, **person) for person in staff]
        openings = {an_opening(session, requirements=rule): rule for rule in asked}
        pairs = _full_sweep(session, employees, openings)
        for number, change in changes:
            if isinstance(change, dict):
                employee = employees[number % len(employees)]
                _change_employee(session, employee, change)
                pairs = {pair for pair in pairs if pair[0] != employee} | _of_employee(session, employee, openings)
            else:
                opening = list(openings)[number % len(openings)]
                openings[opening] = change
                _change_opening(session, opening, change)
                pairs = {pair for pair in pairs if pair[1] != opening} | _of_opening(
                    session, opening, change, employees
                )
        assert pairs == _full_sweep(session, employees, openings)
        session.rollback()


def test_one_person_costs_the_same_few_statements_however_many_people_and_openings_there_are(
    database: Database,
) -> None:
    rule = Every(
        (
            Where(Fact(FactName.SKILL, "Python"), Relation.IS, bound=True),
            Where(Fact(FactName.LEVEL), Relation.AT_LEAST, 2),
        )
    )

    def statements_for_one() -> int:
        with database.read() as session, recorded_statements() as statements:
            best_openings(session, ada, TODAY, NOW, 3)
            return len([each for each in statements if each.lstrip().startswith("SELECT")])

    with database.begin() as session:
        ada = an_employee(session, skills=("Python",), level=3)
        an_opening(session, requirements=rule)
    few = statements_for_one()
    with database.begin() as session:
        for _ in range(20):
            an_employee(session, skills=("Python",), level=3)
            an_opening(session, requirements=rule)
    assert statements_for_one() == few


def _full_sweep(session: Session, employees: list[int], openings: dict[int, Criterion]) -> Pairs:
    found: Pairs = set()
    for opening, rule in openings.items():
        found |= _of_opening(session, opening, rule, employees)
    return found


def _of_opening(session: Session, opening: int, rule: Criterion, employees: list[int]) -> Pairs:
    return {(each, opening) for each in session.scalars(qualified_ids(session, rule, TODAY)) if each in employees}


def _of_employee(session: Session, employee: int, openings: dict[int, Criterion]) -> Pairs:
    found = best_openings(session, employee, TODAY, NOW, MORE_THAN_THERE_ARE)
    return {(employee, each.opening_id) for each in found if each.opening_id in openings}


def _change_employee(session: Session, employee: int, facts: dict[str, Any]) -> None:
    session.execute(delete(EmployeeSkillRow).where(EmployeeSkillRow.employee_id == employee))
    for skill in facts["skills"]:
        session.add(EmployeeSkillRow(employee_id=employee, skill_id=a_skill(session, skill)))
    department = facts["department"]
    changed = {"level": facts["level"], "department": department, "department_code": department and code_of(department)}
    session.execute(update(EmployeeRow).where(EmployeeRow.id == employee).values(changed))
    session.flush()


def _change_opening(session: Session, opening: int, rule: Criterion) -> None:
    values = {"requirements": rule_to_json(rule), "key_skill_code": key_skill(session, rule)}
    session.execute(update(OpeningRow).where(OpeningRow.id == opening).values(values))
