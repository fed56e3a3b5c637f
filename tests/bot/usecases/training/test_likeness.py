import random
from collections.abc import Sequence
from string import ascii_lowercase
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.process import cdist

from bot.usecases.training.likeness import groups_of, saying


def same(*texts: str) -> bool:
    return len(set(groups_of(texts).values())) == 1


@pytest.mark.parametrize(
    "texts",
    [
        ("Python", "python ", "PYTHON"),
        ("Python", "Pyhton"),
        ("negotiation", "negotiations"),
        ("Excel pivot tables", "excel pivot tabels", "Excell pivot tables"),
        ("advanced SQL", "SQL, advanced"),
        ("public speaking", "Public-Speaking!"),
    ],
)
def test_case_order_and_slips_do_not_count(texts: tuple[str, ...]) -> None:
    assert same(*texts)


@pytest.mark.parametrize(
    "texts",
    [
        ("SQL", "SAP"),
        ("Java", "JavaScript"),
        ("Spanish", "Danish"),
        ("French level 1", "French level 2"),
        ("C", "R"),
        ("C++", "C#"),
        ("first aid", "fire safety"),
    ],
)
def test_what_is_another_thing_stays_another_thing(texts: tuple[str, ...]) -> None:
    assert not same(*texts)


def test_the_most_frequent_spelling_stands_for_the_group() -> None:
    assert set(groups_of(["Pyhton", "Python", "Python"]).values()) == {"Python"}


def test_one_wish_between_two_groups_does_not_melt_them_into_one() -> None:
    chain = ["aaaaaaaa", "aaaaaaab", "aaaaaabb", "aaaaabbb"]
    assert len(set(groups_of(chain).values())) > 1


words = st.sampled_from(("python", "pyhton", "sql", "sap", "excel", "excell", "pivot tables", "pivot tabels", "c++"))


@given(st.lists(words | st.text(max_size=12), max_size=30), st.randoms())
def test_the_order_in_which_wishes_came_makes_no_difference(texts: list[str], shuffler: random.Random) -> None:
    shuffled = list(texts)
    shuffler.shuffle(shuffled)
    assert groups_of(texts) == groups_of(shuffled)


@given(st.lists(words | st.text(max_size=12), max_size=30))
def test_every_wish_is_in_one_group_that_one_of_its_own_stands_for(texts: list[str]) -> None:
    found = groups_of(texts)
    assert set(found) == set(texts)
    assert all(found[leader] == leader for leader in found.values())


def test_of_ten_thousand_different_wishes_few_pairs_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def count(keys: Sequence[str], others: Sequence[str], **how: Any) -> Any:
        nonlocal compared
        compared += len(keys) * len(others)
        return cdist(keys, others, **how)

    monkeypatch.setattr(process, "cdist", count)
    draw = random.Random(7)
    vocabulary = ["".join(draw.choices(ascii_lowercase, k=draw.randint(3, 9))) for _ in range(600)]
    wishes = list({" ".join(draw.choices(vocabulary, k=draw.randint(1, 4))) for _ in range(12_000)})[:10_000]
    groups_of(wishes)
    assert 0 < compared < len(wishes) ** 2 / 10


def test_a_search_forgives_a_slip_and_finds_beginnings() -> None:
    texts = {1: "Rowing, for beginners", 2: "Sculling for beginners", 3: "SQL"}
    assert saying("scullling", texts) == {2}
    assert saying("row", texts) == {1}
    assert saying("begin for", texts) == {1, 2}
    assert saying("sap", texts) == frozenset()
    assert saying(" ", texts) == frozenset()
