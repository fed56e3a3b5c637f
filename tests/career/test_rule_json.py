import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.criteria import EVERYONE, Ago, Criterion, Every, Fact, FactName, Relation, Some, Unless, Where, flat
from career.requirements import Requirements, requirements_of
from career.rule_json import rule_from_json, rule_to_json
from tests.strategies import SKILLS, conditions_of, rules, search_texts


@given(rule=rules)
def test_every_rule_comes_back_from_json_as_it_was(rule: Criterion) -> None:
    assert rule_from_json(json.loads(json.dumps(rule_to_json(rule)))) == rule


@pytest.mark.parametrize(
    "name",
    [
        "age",
        "date_of_birth",
        "sex",
        "gender",
        "race",
        "religion",
        "marital_status",
        "disability",
        "citizenship",
        "salary",
        "pay",
        "bonus",
    ],
)
def test_no_rule_can_ask_about_a_protected_characteristic_or_pay(name: str) -> None:
    with pytest.raises(ValueError, match="No rule can ask about"):
        rule_from_json({"version": 1, "rule": {"fact": name, "relation": "is", "bound": "x"}})


@pytest.mark.parametrize(
    "rule",
    [
        None,
        [],
        {},
        {"every": "x"},
        {"at_least": 3, "of": []},
        {"at_least": True, "of": [{"every": []}]},
        {"fact": "level", "relation": "by", "bound": 3},
        {"fact": "level", "relation": "is", "bound": True},
        {"fact": "level", "relation": "like", "bound": 3},
        {"fact": "skill", "relation": "is", "bound": True},
        {"fact": "level", "about": "Python", "relation": "is", "bound": 3},
        {"fact": "department", "relation": "is", "bound": "  "},
        {"fact": "hired_on", "relation": "by", "bound": {"days_ago": -1}},
        {"fact": "hired_on", "relation": "by", "bound": {"date": "tomorrow"}},
    ],
)
def test_what_is_no_rule_is_refused(rule: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        rule_from_json({"version": 1, "rule": rule})


def test_a_rule_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="version"):
        rule_from_json({"version": 2, "rule": {"every": []}})


def test_a_rule_nested_without_end_is_refused() -> None:
    rule: dict[str, Any] = {"every": []}
    for _ in range(50):
        rule = {"unless": rule}
    with pytest.raises(ValueError, match="flatter"):
        rule_from_json({"version": 1, "rule": rule})


_texts = st.lists(st.sampled_from(["Sales", "IT/IS", "Lisbon"]), unique=True, max_size=3).map(tuple)
_skills = st.lists(st.sampled_from(SKILLS), unique=True, max_size=3).map(tuple)
_number = st.none() | st.integers(1, 60)

forms = st.builds(
    Requirements,
    skills_all=_skills,
    skills_some=_skills,
    some_count=st.just(1),
    level_at_least=_number,
    months_in_role=_number,
    months_of_service=_number,
    departments=_texts,
    locations=_texts,
    job_families=_texts,
    job_titles=_texts,
    last_rating_at_least=_number,
    completed=_skills,
    interests=_skills,
    recognised_at_least=_number,
    more=search_texts().map(conditions_of),
)


@given(form=forms)
def test_a_form_can_be_filled_in_again_from_the_rule_it_means(form: Requirements) -> None:
    assert requirements_of(form.rule()) == form


def test_a_rule_of_another_making_is_shown_in_words_where_the_language_can_say_it() -> None:
    level = Where(Fact(FactName.LEVEL), Relation.IS, 3)
    for rule in (level, Every((level,)), Every((level, Every(()))), Some((level, Unless(level)))):
        shown = requirements_of(rule)
        assert shown is not None
        assert shown.more != EVERYONE
        assert flat(shown.rule()) == flat(rule)


def test_a_rule_that_no_form_can_say_is_not_squeezed_into_one() -> None:
    assert requirements_of(Every((Some(()),))) is None
    assert requirements_of(Every((Where(Fact(FactName.HIRED_ON), Relation.SINCE, Ago(30)),))) is None
    assert requirements_of(Every((Where(Fact(FactName.HIRED_ON), Relation.BY, date(2020, 1, 1)),))) is None
    assert requirements_of(Where(Fact(FactName.SKILL, 'The "Agile" way'), Relation.IS, True)) is None
