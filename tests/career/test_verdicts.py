from datetime import timedelta

from hypothesis import given

from career.criteria import (
    EVERYONE,
    Ago,
    AtLeast,
    Criterion,
    Every,
    Fact,
    FactName,
    Relation,
    Some,
    Unless,
    Where,
    comparisons,
)
from career.reasons import in_words, sentence, why_you
from career.verdicts import findings, judge
from tests.strategies import TODAY, rules

PYTHON = Fact(FactName.SKILL, "Python")
SQL = Fact(FactName.SKILL, "SQL")
LEVEL = Fact(FactName.LEVEL)
RATING = Fact(FactName.LAST_RATING)
DEPARTMENT = Fact(FactName.DEPARTMENT)
IN_ROLE = Fact(FactName.IN_ROLE_SINCE)

knows_python = Where(PYTHON, Relation.IS, True)
knows_sql = Where(SQL, Relation.IS, True)
at_level_3 = Where(LEVEL, Relation.AT_LEAST, 3)


def test_a_rule_without_parts_holds_for_everyone() -> None:
    assert judge(EVERYONE, {}, TODAY).holds is True
    assert in_words(EVERYONE) == "everyone"


def test_what_is_unknown_is_unknown_and_not_false() -> None:
    assert judge(at_level_3, {}, TODAY).holds is None
    assert judge(Unless(at_level_3), {}, TODAY).holds is None
    assert judge(Every((at_level_3, knows_python)), {PYTHON: False}, TODAY).holds is False
    assert judge(Some((at_level_3, knows_python)), {PYTHON: True}, TODAY).holds is True
    assert judge(AtLeast(2, (at_level_3, knows_python, knows_sql)), {PYTHON: True}, TODAY).holds is None


def test_texts_are_compared_by_their_codes() -> None:
    assert judge(Where(DEPARTMENT, Relation.IS, " PRODUCTION  "), {DEPARTMENT: "production"}, TODAY).holds is True


def test_a_moving_bound_is_settled_against_the_day_on_which_it_is_read() -> None:
    a_year = Where(IN_ROLE, Relation.BY, Ago(365))
    facts = {IN_ROLE: TODAY - timedelta(365)}
    assert judge(a_year, facts, TODAY).holds is True
    assert judge(a_year, facts, TODAY - timedelta(1)).holds is False


def test_the_reasons_are_what_speaks_for_the_person_in_plain_words() -> None:
    rule = Every((Some((knows_python, knows_sql)), at_level_3, Where(IN_ROLE, Relation.BY, Ago(365))))
    facts = {PYTHON: True, SQL: False, LEVEL: 4, IN_ROLE: TODAY - timedelta(400)}
    assert why_you(judge(rule, facts, TODAY)) == (
        "you know Python",
        "you are at level 3 or above",
        "you have been in your role for 1 year or more",
    )


def test_skills_are_named_together() -> None:
    verdict = judge(Every((knows_python, knows_sql, at_level_3)), {PYTHON: True, SQL: True, LEVEL: 3}, TODAY)
    assert why_you(verdict) == ("you know Python and SQL", "you are at level 3 or above")
    assert sentence(why_you(verdict)) == "you know Python and SQL, and you are at level 3 or above"


def test_a_rating_is_never_among_the_reasons() -> None:
    rule = Every((Where(RATING, Relation.AT_LEAST, 4), knows_python))
    verdict = judge(rule, {RATING: 5, PYTHON: True}, TODAY)
    assert verdict.holds is True
    assert why_you(verdict) == ("you know Python",)


def test_what_a_rule_excludes_is_not_given_as_a_reason() -> None:
    verdict = judge(Every((Unless(knows_python), knows_sql)), {PYTHON: False, SQL: True}, TODAY)
    assert verdict.holds is True
    assert why_you(verdict) == ("you know SQL",)


def test_somebody_who_does_not_qualify_gets_no_reasons() -> None:
    assert why_you(judge(Every((knows_python, at_level_3)), {PYTHON: True, LEVEL: 1}, TODAY)) == ()


def test_the_findings_stand_beside_each_requirement() -> None:
    found = findings(Every((knows_python, knows_sql, at_level_3)), {PYTHON: True, SQL: False}, TODAY)
    assert [(finding.criterion, finding.holds) for finding in found] == [
        (knows_python, True),
        (knows_sql, False),
        (at_level_3, None),
    ]


@given(rule=rules)
def test_the_reasons_of_any_rule_come_from_its_own_comparisons(rule: Criterion) -> None:
    named = set(comparisons(rule))
    assert {finding.criterion for finding in judge(rule, {}, TODAY).because} <= named
    assert in_words(rule)
