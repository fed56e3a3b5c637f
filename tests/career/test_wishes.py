from hypothesis import given
from hypothesis import strategies as st

from career.training import LONGEST_WISH
from career.wishes import NoWords, Wish, WishTooLong, names, wish


def test_the_same_wish_in_other_letters_and_spaces_has_the_same_code() -> None:
    assert wish("  Deep-sea   WELDING ") == Wish("Deep-sea WELDING", "deep-sea welding")


def test_a_wish_without_a_letter_or_a_digit_is_none() -> None:
    assert wish(" ?! … ") == NoWords()
    assert wish("") == NoWords()


def test_a_wish_is_as_long_as_is_kept_and_no_longer() -> None:
    assert isinstance(wish("a" * LONGEST_WISH), Wish)
    assert wish("a" * (LONGEST_WISH + 3)) == WishTooLong(3)


def test_words_whose_code_is_longer_than_they_are_count_by_the_code() -> None:
    assert isinstance(wish("\ufdfa" * 50), WishTooLong)  # one Arabic ligature is eighteen letters once normalised


@given(st.text())
def test_whatever_is_kept_fits_and_can_be_stored(text: str) -> None:
    kept = wish(text)
    if isinstance(kept, Wish):
        assert 0 < len(kept.words) <= LONGEST_WISH
        assert 0 < len(kept.code) <= LONGEST_WISH
        assert "\0" not in kept.words
        kept.words.encode()


@given(st.text())
def test_a_wish_that_was_kept_reads_as_itself(text: str) -> None:
    kept = wish(text)
    if isinstance(kept, Wish):
        assert wish(kept.words) == kept


def test_words_name_a_title_by_the_beginnings_of_its_words() -> None:
    assert names("intro pyth", "Introduction to Python")
    assert names("C++", "C++ for the curious")
    assert names("hands-on", "Hands-on welding")
    assert names("welding", "Hands-on (welding)")


def test_a_word_inside_a_word_names_nothing() -> None:
    assert not names("art", "Getting started")
    assert not names("", "Anything")


def test_one_word_that_is_not_in_the_title_is_one_too_many() -> None:
    assert not names("python for divers", "Introduction to Python")
