import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.criteria import Ago, AtLeast, Criterion, Every, Fact, FactName, Relation, Some, Unless, Where, comparisons
from career.search_mistakes import (
    AtLeastOfWhat,
    LoneWord,
    Mistake,
    NotANumber,
    NotCompared,
    NothingBeside,
    NoValue,
    StrayComma,
    TooDeep,
    TooMuch,
    UnknownWord,
    Unpaired,
)
from career.search_words import SEARCH_WORDS
from career.searching import DEEPEST, LONGEST_SEARCH, MOST_TERMS, Search, search_for


def has(name: FactName, about: str) -> Where:
    return Where(Fact(name, about), Relation.IS, True)


def at_least(name: FactName, number: int) -> Where:
    return Where(Fact(name), Relation.AT_LEAST, number)


def rule_of(text: str) -> Every:
    found = search_for(text)
    assert isinstance(found, Search), found
    assert isinstance(found.rule, Every)
    return found.rule


def test_what_the_product_promises_is_read_as_it_is_meant() -> None:
    found = search_for("skill:Python level>=4 rating>=4 kudos>=3 interest:leadership")
    assert found == Search(
        Every(
            (
                has(FactName.SKILL, "Python"),
                at_least(FactName.LEVEL, 4),
                at_least(FactName.LAST_RATING, 4),
                Where(Fact(FactName.RECOGNISED, "3"), Relation.SINCE, Ago(365)),
                has(FactName.DECLARED_INTEREST, "leadership"),
            )
        ),
        (),
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ('skill:"machine  learning"', "machine learning"),
        ("skill:“machine learning”", "machine learning"),
        ("Skill: Python", "Python"),
        ("skill=C++", "C++"),
        ("skill:C#", "C#"),
    ],
)
def test_quotes_capitals_and_signs_are_read_as_people_type_them(typed: str, value: str) -> None:
    assert rule_of(typed).parts == (has(FactName.SKILL, value),)


def test_spaces_around_a_comparison_and_its_one_letter_form_do_not_matter() -> None:
    assert rule_of("level >= 4") == rule_of("level≥4") == rule_of("level>3") == rule_of("level>=4")


def test_less_is_not_at_least_and_exactly_is_itself_or_both() -> None:
    four, five = at_least(FactName.LEVEL, 4), at_least(FactName.LEVEL, 5)
    assert rule_of("level<4").parts == (Unless(four),)
    assert rule_of("level<=4").parts == (Unless(five),)
    assert rule_of("level:4").parts == (Where(Fact(FactName.LEVEL), Relation.IS, 4),)
    two_years, more = rule_of("tenure>=24").parts[0], rule_of("tenure>=25").parts[0]
    assert rule_of("tenure:24").parts == (Every((two_years, Unless(more))),)
    assert rule_of("kudos:0") == rule_of("kudos<1")


def test_several_values_are_any_one_of_them_and_a_minus_is_without() -> None:
    assert rule_of('department:Sales,"Human Resources"').parts == (
        Some(
            (
                Where(Fact(FactName.DEPARTMENT), Relation.IS, "Sales"),
                Where(Fact(FactName.DEPARTMENT), Relation.IS, "Human Resources"),
            )
        ),
    )
    assert rule_of("-skill:Java").parts == (Unless(has(FactName.SKILL, "Java")),)


def test_tenure_is_in_months() -> None:
    assert rule_of("tenure>=24").parts == (Where(Fact(FactName.HIRED_ON), Relation.BY, Ago(730)),)


def test_plain_words_are_a_name() -> None:
    assert search_for('ada "van der Berg" skill:SQL') == Search(
        Every((has(FactName.SKILL, "SQL"),)), ("ada", "van", "der", "Berg")
    )


def test_each_mistake_is_told_apart() -> None:
    assert search_for("skil:Python") == UnknownWord("skil")
    assert search_for("skill:") == NoValue("skill")
    assert search_for("level 4") == NoValue("level")
    assert search_for("level>=high") == NotANumber("level", "high", 999)
    assert search_for("level>=4.5") == NotANumber("level", "4.5", 999)
    assert search_for("kudos>99") == NotANumber("kudos", "99", 98)
    assert search_for("skill>=4") == NotCompared("skill")
    assert search_for("x" * (LONGEST_SEARCH + 1)) == TooMuch(MOST_TERMS, LONGEST_SEARCH)
    assert search_for("ada " * (MOST_TERMS + 1)) == TooMuch(MOST_TERMS, LONGEST_SEARCH)


A, B, C = (has(FactName.SKILL, name) for name in "ABC")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("skill:A or skill:B", Some((A, B))),
        ("skill:A OR skill:B", Some((A, B))),
        ("skill:A skill:B or skill:C", Some((Every((A, B)), C))),
        ("skill:A and skill:B or skill:C", Some((Every((A, B)), C))),
        ("not skill:A", Unless(A)),
        ("- skill:A", Unless(A)),
        ("not (skill:A or skill:B)", Unless(Some((A, B)))),
        ("-(skill:A skill:B)", Unless(Every((A, B)))),
        ("not not skill:A", Unless(Unless(A))),
        ("at least 2 of (skill:A, skill:B, skill:C)", AtLeast(2, (A, B, C))),
        ("At least 2 of(skill:A,skill:B,skill:C)", AtLeast(2, (A, B, C))),
        ("at least 1 of (skill:A skill:B, skill:C or skill:A)", AtLeast(1, (Every((A, B)), Some((C, A))))),
        ("((skill:A))", A),
        ('skill:or or skill:"not"', Some((has(FactName.SKILL, "or"), has(FactName.SKILL, "not")))),
    ],
)
def test_or_not_brackets_and_at_least_are_read_as_one_means_them(typed: str, meant: Criterion) -> None:
    assert rule_of(typed).parts == (meant,)


def test_side_by_side_are_several_parts_whether_or_not_an_and_stands_between() -> None:
    assert rule_of("(skill:A or skill:B) skill:C").parts == (Some((A, B)), C)
    assert rule_of("skill:A and skill:B").parts == (A, B)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("skill:A or ben", LoneWord("ben")),
        ("ada or ben", LoneWord("ada")),
        ("not ada", LoneWord("ada")),
        ("-ada", LoneWord("ada")),
        ("(ada)", LoneWord("ada")),
        ("skill:A or", NothingBeside("or")),
        ("or skill:A", NothingBeside("or")),
        ("skill:A and", NothingBeside("and")),
        ("and skill:A", NothingBeside("and")),
        ("not", NothingBeside("not")),
        ("skill:A not or skill:B", NothingBeside("not")),
        ("()", NothingBeside("(")),
        ("at least 1 of (skill:A,, skill:B)", NothingBeside(",")),
        ("(skill:A", Unpaired("(")),
        ("skill:A (", Unpaired("(")),
        ("skill:A)", Unpaired(")")),
        ('skill:"A', Unpaired('"')),
        ("skill:A, level>=3", StrayComma()),
        ("skill:A,level>=3", StrayComma()),
        ("(skill:A, skill:B)", StrayComma()),
        ("at least 3 of (skill:A, skill:B)", AtLeastOfWhat()),
        ("at least 0 of (skill:A, skill:B)", AtLeastOfWhat()),
        ("at least 2 of (skill:A skill:B)", AtLeastOfWhat()),
        ("at least two of (skill:A, skill:B)", AtLeastOfWhat()),
        ("at least 2 skill:A", AtLeastOfWhat()),
        (f"{'(' * (DEEPEST + 1)}skill:A{')' * (DEEPEST + 1)}", TooDeep(DEEPEST)),
        ("-" * 200 + "skill:A", TooDeep(DEEPEST)),
    ],
)
def test_each_mistake_with_brackets_and_joining_words_is_told_apart(typed: str, mistake: Mistake) -> None:
    assert search_for(typed) == mistake


def test_a_name_may_stand_beside_conditions_and_hold_a_comma_or_a_hyphen() -> None:
    assert search_for("Lovering, Ada-Mae") == Search(Every(()), ("Lovering", "Ada-Mae"))
    assert search_for("ada (skill:A or skill:B)") == Search(Every((Some((A, B)),)), ("ada",))


@pytest.mark.parametrize("word", ["age", "sex", "gender", "race", "religion", "salary", "pay", "bonus", "marital"])
def test_nothing_protected_and_no_pay_can_be_asked_about(word: str) -> None:
    for typed in (f"{word}>=30", f"skill:A or {word}>=30", f"not ({word}:x)", f"at least 1 of (skill:A, {word}:x)"):
        assert search_for(typed) == UnknownWord(word)


def test_every_example_is_one() -> None:
    for word, known in SEARCH_WORDS.items():
        assert {each.fact.name for each in comparisons(rule_of(known.example))} == {known.fact}, word


@given(st.text(max_size=LONGEST_SEARCH))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    found = search_for(text)
    if isinstance(found, Search):
        assert all(each.fact.name in FactName for each in comparisons(found.rule))


@given(st.lists(st.sampled_from(['skill:"a b"', "level>=4", "rating<3", "-kudos>=2", "ada", "department:x,y"])))
def test_conditions_in_any_number_and_order_all_count(terms: list[str]) -> None:
    found = search_for(" ".join(terms))
    if len(terms) <= 30:
        assert isinstance(found, Search)
        assert isinstance(found.rule, Every)
        assert len(found.rule.parts) + len(found.names) == len(terms)
