from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from career.criteria import Criterion
from storage.database import Database
from storage.rules.audiences import condition, count_qualified, qualified
from storage.rules.facts import verdict_on
from storage.tables import EmployeeRow
from tests.factories import an_employee
from tests.strategies import TODAY, people, rules

_examples = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@_examples
@given(rule=rules, staff=st.lists(people, min_size=1, max_size=6))
def test_the_database_and_the_explainer_read_every_rule_alike(
    database: Database, rule: Criterion, staff: list[dict[str, Any]]
) -> None:
    with database.begin() as session:
        ids = [an_employee(session, **person) for person in staff]
        answers = {
            row.id: None if row.holds is None else bool(row.holds)
            for row in session.execute(
                select(EmployeeRow.id, condition(rule, TODAY).label("holds")).where(EmployeeRow.id.in_(ids))
            )
        }
        verdicts = {each: verdict_on(session, each, rule, TODAY).holds for each in ids}
        assert answers == verdicts
        members = {each for each, holds in verdicts.items() if holds is True}
        assert set(session.scalars(qualified(session, rule, TODAY))) == members
        assert count_qualified(session, rule, TODAY) == len(members)
        session.rollback()
