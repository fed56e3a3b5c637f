"""The form to apply speaks for the person and never against them (promise 1)."""

from datetime import date

from career.criteria import Ago, AtLeast, Every, Fact, FactName, Relation, Some, Unless, Where
from career.encouragement import Encouragement, encouragement
from career.requirements import Requirements

TODAY = date(2026, 11, 17)


def skill(name: str) -> Where:
    return Where(Fact(FactName.SKILL, name), Relation.IS, bound=True)


PYTHON, SQL, EXCEL = skill("Python"), skill("SQL"), skill("Excel")
RATING = Where(Fact(FactName.LAST_RATING), Relation.AT_LEAST, 4)
IN_ROLE = Where(Fact(FactName.IN_ROLE_SINCE), Relation.BY, Ago(365))
ELSEWHERE = Unless(Where(Fact(FactName.DEPARTMENT), Relation.IS, "Sales"))


def test_what_is_met_is_named_also_where_another_requirement_is_not() -> None:
    said = encouragement(Every((PYTHON, SQL)), {PYTHON.fact: True, SQL.fact: False}, TODAY)
    assert said.brings == ("you know Python",)
    assert said.tell == ("what you have done with SQL, or something like it",)


def test_whoever_meets_everything_is_asked_for_nothing() -> None:
    said = encouragement(Every((PYTHON, RATING)), {PYTHON.fact: True, RATING.fact: 5}, TODAY)
    assert said == Encouragement(("you know Python",), ())


def test_one_of_several_that_is_met_leaves_nothing_to_tell_about_the_others() -> None:
    said = encouragement(Some((PYTHON, SQL)), {PYTHON.fact: True, SQL.fact: False}, TODAY)
    assert said == Encouragement(("you know Python",), ())


def test_too_few_of_several_name_what_there_is_and_ask_for_the_rest() -> None:
    facts = {PYTHON.fact: True, SQL.fact: None, EXCEL.fact: False}
    said = encouragement(AtLeast(2, (PYTHON, SQL, EXCEL)), facts, TODAY)
    assert said.brings == ("you know Python",)
    assert said.tell == ("what you have done with SQL and Excel, or something like it",)


def test_a_rating_is_never_spoken_of() -> None:
    for rating in (1, 5, None):
        assert encouragement(RATING, {RATING.fact: rating}, TODAY) == Encouragement((), ())


def test_what_a_rule_rules_out_is_never_spoken_of() -> None:
    for department in ("sales", "people", None):
        assert encouragement(ELSEWHERE, {Fact(FactName.DEPARTMENT): department}, TODAY) == Encouragement((), ())


def test_time_and_place_are_asked_about_without_saying_what_is_missing() -> None:
    said = encouragement(IN_ROLE, {IN_ROLE.fact: date(2026, 11, 1)}, TODAY)
    assert said.brings == ()
    assert said.tell == ("what draws you to this opening, and what you have done that prepares you for it",)


def test_skills_of_several_requirements_are_told_in_one_breath() -> None:
    rule = Requirements(skills_all=("CRM",), skills_some=("SAP", "Excel"), some_count=1, months_of_service=24).rule()
    facts = {Fact(FactName.SKILL, name): True for name in ("CRM", "SAP", "Excel")}
    said = encouragement(rule, facts | {Fact(FactName.HIRED_ON): date(2016, 4, 12)}, date(2026, 11, 28))
    assert said.brings == ("you know CRM, SAP and Excel", "you have been here for 2 years or more")
