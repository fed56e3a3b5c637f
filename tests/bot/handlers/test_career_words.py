import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.handlers.career_words import Asked, CareerWord, ShowHub, Unknown, career_wish


def test_nothing_typed_shows_the_hub() -> None:
    assert career_wish("  ") == ShowHub()


@pytest.mark.parametrize("word", CareerWord)
@given(spaces=st.sampled_from(["", " ", "  "]), rest=st.sampled_from(["", "30d", "until 2027-01-31"]))
def test_every_word_is_known_however_it_is_written(word: CareerWord, spaces: str, rest: str) -> None:
    assert career_wish(f"{spaces}{word.upper()} {spaces}{rest}") == Asked(word, rest)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("puase", CareerWord.PAUSE),
        ("Pasue 30d", CareerWord.PAUSE),
        ("reusme", CareerWord.RESUME),
        ("stopp", CareerWord.STOP),
        ("strat", CareerWord.START),
        ("hlep", CareerWord.HELP),
    ],
)
def test_a_mistyped_word_offers_the_nearest(typed: str, meant: CareerWord) -> None:
    assert career_wish(typed) == Unknown(typed.split(maxsplit=1)[0], meant)


def test_a_word_that_is_like_none_offers_none() -> None:
    assert career_wish("banana") == Unknown("banana", None)


def test_a_word_is_never_taken_for_another_without_asking() -> None:
    assert not isinstance(career_wish("stops"), Asked)


@given(st.text())
def test_whatever_is_typed_is_read_without_an_error(text: str) -> None:
    assert isinstance(career_wish(text), ShowHub | Asked | Unknown)
