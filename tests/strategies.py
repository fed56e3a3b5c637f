"""Random rules and random staff."""

from datetime import timedelta
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from career.codes import code_of
from career.criteria import (
    Ago,
    AtLeast,
    Bound,
    Criterion,
    Every,
    Fact,
    FactKind,
    FactName,
    Relation,
    Some,
    Unless,
    Where,
)
from career.searching import LONGEST_CONDITIONS, Search, search_for
from tests.factories import NOW

SKILLS = ("Python", "SQL", "Welding", "Übersetzung")
TRAININGS = ("First Aid", " first  aid", "Rowing", "Übung")
TEXTS = ("Sales", "  sales ", "IT/IS", "Ærø", "100%_sure")
TODAY = NOW.date()

_days = st.integers(0, 1_500)


def _moving_or_fixed(days: int) -> st.SearchStrategy[Bound]:
    return st.just(Ago(days)) | st.just(TODAY - timedelta(days))


@st.composite
def comparisons(draw: st.DrawFn) -> Where:
    name = draw(st.sampled_from(FactName))
    kind: FactKind = name.kind
    match kind:
        case FactKind.TEXT:
            return Where(Fact(name), Relation.IS, draw(st.sampled_from(TEXTS)))
        case FactKind.NUMBER:
            return Where(Fact(name), draw(st.sampled_from([Relation.IS, Relation.AT_LEAST])), draw(st.integers(-1, 6)))
        case FactKind.DAY:
            relation = draw(st.sampled_from([Relation.BY, Relation.SINCE]))
            return Where(Fact(name, draw(_about(name))), relation, draw(_days.flatmap(_moving_or_fixed)))
        case FactKind.YES_OR_NO:
            return Where(Fact(name, draw(_about(name))), Relation.IS, draw(st.booleans()))


def _about(name: FactName) -> st.SearchStrategy[str]:
    match name.is_about:
        case "skill":
            return st.sampled_from(SKILLS)
        case "training":
            return st.sampled_from(TRAININGS)
        case "number":
            return st.sampled_from(["1", "2", "3"])
        case _:
            return st.just("")


def _composed(children: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
    parts = st.lists(children, max_size=4).map(tuple)
    return st.one_of(
        parts.map(Every),
        parts.map(Some),
        parts.flatmap(lambda several: st.integers(0, len(several)).map(lambda count: AtLeast(count, several))),
        children.map(Unless),
    )


rules: st.SearchStrategy[Criterion] = st.recursive(comparisons(), _composed, max_leaves=12)


_CONDITIONS = (
    "skill:Python", 'skill:"a b",SQL', "level>=4", "level<2", "level:3", "level:1,2", "rating<=3", "kudos>2", "kudos:0",
    "kudos>=99", "tenure:24", "inrole>=12", 'completed:"First, Aid"', "interest:or", "department:x,y", 'title:"not"',
    'location:"(here)"',
)  # fmt: skip


def search_texts() -> st.SearchStrategy[str]:
    """Random conditions as HR types them, nested no deeper than they may be."""
    return st.recursive(st.sampled_from(_CONDITIONS), _nested, max_leaves=8)


def conditions_of(text: str) -> Every:
    """Return the rule that conditions of `search_texts` mean; what is nested too deeply is passed over."""
    found = search_for(text, LONGEST_CONDITIONS)
    assume(isinstance(found, Search))
    assert isinstance(found, Search)
    return found.rule


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        several.map(" ".join),
        several.map(" and ".join),
        several.map(" or ".join),
        inner.map("({})".format),
        inner.map("not ({})".format),
        inner.map("-({})".format),
        st.tuples(st.integers(1, 2), several).map(lambda them: f"at least {them[0]} of ({', '.join(them[1])})"),
    )


def _or_unknown(known: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | known


people = st.fixed_dictionaries(
    {
        "department": _or_unknown(st.sampled_from(TEXTS)),
        "job_title": _or_unknown(st.sampled_from(TEXTS)),
        "location": _or_unknown(st.sampled_from(TEXTS)),
        "job_family": _or_unknown(st.sampled_from(TEXTS)),
        "level": _or_unknown(st.integers(0, 5)),
        "hired_on": _or_unknown(_days.map(lambda days: TODAY - timedelta(days))),
        "in_role_since": _or_unknown(_days.map(lambda days: TODAY - timedelta(days))),
        "rating": _or_unknown(st.integers(1, 5)),
        "skills": st.lists(st.sampled_from(SKILLS), unique=True).map(tuple),
        "completed": st.lists(st.sampled_from(TRAININGS), unique_by=code_of).map(tuple),
        "interests": st.lists(st.sampled_from(TRAININGS), unique_by=code_of).map(tuple),
        "recognised_on": st.lists(_days.map(lambda days: TODAY - timedelta(days)), max_size=4).map(tuple),
    }
)
"""The fields of an employee, as tests.factories.an_employee takes them; any may be unknown."""
