import pytest
from hypothesis import given
from hypothesis import strategies as st

from hris.headers import Field
from hris.name_order import find_name_order
from hris.names import full_name_keys, split_full_name

HEADERS = {Field.GIVEN_NAME: "First_Name", Field.FAMILY_NAME: "Last_Name"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Karthikeyan", "Ait Sidi"), ("Ait Sidi, Karthikeyan", "")),
        (("Karthikeyan", "Ait Sidi"), ("Karthikeyan Ait Sidi", "")),
        (("Brandon R.", "LeBlanc"), ("LEBLANC  Brandon R", "")),
        (("Jörg", "Müller"), ("Jo\u0308rg", "Mu\u0308ller")),
        (("José", "Peña"), ("jose pena", "")),
        (("Jene'ya", "Darson"), ("Jene\u2019ya Darson", "")),
        (("Amy", "Foster-Baker"), ("Amy Foster Baker", "")),
        (("Søren", "Łukasz"), ("Soren Lukasz", "")),
        (("Weiß", ""), ("WEISS", "")),
        (("İpek", "I\u015f\u0131k"), ("Ipek Isik", "")),
    ],
)
def test_one_full_name_has_one_key_however_it_is_written(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert full_name_keys(*one) == full_name_keys(*other)


@pytest.mark.parametrize(
    ("one", "other"), [("Ann Lee", "Anna Lee"), ("John Smith", "John R Smith"), ("がく", "かく"), ("देव", "दव")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert full_name_keys(one) != full_name_keys(other)


def test_a_name_without_letters_has_no_key() -> None:
    assert full_name_keys("-", "…") == ""


@given(st.lists(st.text(max_size=8), max_size=4))
def test_the_order_of_the_parts_does_not_count(parts: list[str]) -> None:
    assert full_name_keys(" ".join(parts)) == full_name_keys(" ".join(reversed(parts)))


@pytest.mark.parametrize(
    ("name", "given_name", "family"),
    [
        ("Ait Sidi, Karthikeyan", "Karthikeyan", "Ait Sidi"), ("LeBlanc, Brandon R", "Brandon R", "LeBlanc"),
        ("Ann Lee", "Ann", "Lee"), ("Anna von der Heide", "Anna", "von der Heide"), ("Mary Ann Lee", "Mary Ann", "Lee"),
        ("Cher", "Cher", ""), ("Van Morrison", "Van", "Morrison"), ("", "", ""),
    ],
)  # fmt: skip
def test_a_full_name_is_split_at_its_comma_or_before_its_last_word(name: str, given_name: str, family: str) -> None:
    assert split_full_name(name) == (given_name, family)


def test_managers_written_out_show_that_two_columns_are_exchanged() -> None:
    order = find_name_order(
        [("Rudder", "Simon"), ("Kerr", "Janet"), ("Lee", "Ann")],
        ["Simon Rudder", "Janet Kerr", "Simon Rudder"],
        HEADERS,
    )
    assert order.exchanged
    assert order.note == (
        "First_Name holds family names: 2 managers were found as “Last_Name First_Name”, none the other way round; "
        "the two were exchanged."
    )


def test_columns_that_hold_what_they_say_stay_as_they_are() -> None:
    order = find_name_order([("Simon", "Rudder"), ("Janet", "Kerr")], ["Simon Rudder", "Board of Directors"], HEADERS)
    assert (order.exchanged, order.note) == (False, None)


def test_without_managers_there_is_no_evidence_and_nothing_is_exchanged() -> None:
    assert not find_name_order([("Rudder", "Simon")], [], HEADERS).exchanged


def test_mixed_evidence_exchanges_nothing_and_is_said() -> None:
    order = find_name_order([("Rudder", "Simon"), ("Janet", "Kerr")], ["Simon Rudder", "Janet Kerr"], HEADERS)
    assert not order.exchanged
    assert order.note is not None
    assert "Simon Rudder" in order.note


def test_namesakes_of_both_orders_prove_nothing() -> None:
    order = find_name_order([("Scott", "Ryan"), ("Ryan", "Scott")], ["Scott Ryan"], HEADERS)
    assert (order.exchanged, order.note) == (False, None)
