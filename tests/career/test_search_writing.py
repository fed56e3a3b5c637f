"""What HR typed can be typed again from the rule it became: nothing is lost between a form and its edit."""

from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from career.codes import code_of
from career.criteria import (
    AtLeast,
    Criterion,
    Every,
    Fact,
    FactKind,
    FactName,
    Relation,
    Some,
    Unless,
    Where,
    facts_in,
    flat,
)
from career.rule_json import rule_from_json, rule_to_json
from career.search_writing import typed_for
from career.searching import LONGEST_CONDITIONS, Search, search_for
from career.verdicts import judge
from tests.strategies import TEXTS, TODAY, conditions_of, rules, search_texts


@given(search_texts())
@example("-(kudos>2 level<2)")  # two conditions in brackets, which are no single one
def test_every_rule_that_can_be_typed_can_be_typed_again(text: str) -> None:
    rule = conditions_of(text)
    again = typed_for(rule)
    assert again is not None
    assert search_for(again, LONGEST_CONDITIONS) == Search(rule)


@given(search_texts())
def test_what_can_be_typed_can_be_stored(text: str) -> None:
    rule = conditions_of(text)
    assert rule_from_json(rule_to_json(Every((rule,)))) == Every((rule,))


@given(rules)
def test_no_rule_is_typed_as_another(rule: Criterion) -> None:
    whole = Every((rule,))
    text = typed_for(whole)
    if text is not None:
        assert search_for(text, LONGEST_CONDITIONS) == Search(whole)


_ANY_VALUE = {
    FactKind.TEXT: st.sampled_from([code_of(text) for text in TEXTS]),
    FactKind.NUMBER: st.integers(0, 5),
    FactKind.DAY: st.integers(0, 1_500).map(lambda days: TODAY - timedelta(days)),
    FactKind.YES_OR_NO: st.booleans(),
}


@given(rules, st.data())
def test_a_flat_rule_says_the_same_of_everybody(rule: Criterion, data: st.DataObject) -> None:
    facts = {fact: data.draw(st.none() | _ANY_VALUE[fact.name.kind]) for fact in facts_in(rule)}
    assert judge(flat(rule), facts, TODAY).holds == judge(rule, facts, TODAY).holds
    assert flat(flat(rule)) == flat(rule)


A, B, C = (Where(Fact(FactName.SKILL, name), Relation.IS, True) for name in "ABC")


@pytest.mark.parametrize(
    ("rule", "typed"),
    [
        (Every(()), ""),
        (Every((A, B)), "skill:A skill:B"),
        (Every((Some((A, B)),)), "skill:A,B"),
        (Every((Some((A, Unless(B))),)), "skill:A or not skill:B"),
        (Every((C, Some((A, Unless(B))))), "skill:C (skill:A or not skill:B)"),
        (Every((AtLeast(2, (A, Every((B, C)), C)),)), "at least 2 of (skill:A, skill:B skill:C, skill:C)"),
        (Every((Unless(Every((A, B))),)), "not (skill:A skill:B)"),
        (Every((Where(Fact(FactName.JOB_TITLE), Relation.IS, "Data analyst"),)), 'title:"Data analyst"'),
        (Every((Unless(Where(Fact(FactName.LEVEL), Relation.AT_LEAST, 4)),)), "level<4"),
    ],
)
def test_it_is_written_as_one_would(rule: Every, typed: str) -> None:
    assert typed_for(rule) == typed
