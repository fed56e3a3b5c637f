from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from career.recognition import LONGEST_THANKS, NoThanks, Quarter, ThanksTooLong, last_quarters, quarter_of, thanks


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)), st.integers(1, 12))
def test_the_last_quarters_follow_each_other_and_end_with_the_running_one(today: date, count: int) -> None:
    quarters = last_quarters(today, count)
    assert len(quarters) == count
    assert quarters[-1].first_day <= today < quarters[-1].before(-1).first_day
    for earlier, later in pairwise(quarters):
        assert quarter_of(later.first_day - timedelta(days=1)) == earlier


def test_a_year_begins_with_its_first_quarter() -> None:
    assert last_quarters(date(2026, 2, 1), 2) == (Quarter(2025, 4), Quarter(2026, 1))


@given(st.text(max_size=LONGEST_THANKS + 50))
def test_thanks_are_kept_in_one_paragraph_that_fits_and_can_be_stored(text: str) -> None:
    said = thanks(text)
    if isinstance(said, str):
        assert 0 < len(said) <= LONGEST_THANKS
        assert said == " ".join(said.split())
        assert "\x00" not in said


def test_thanks_without_words_and_thanks_without_end_are_told_apart() -> None:
    assert thanks(" 🎉!! ") == NoThanks()
    assert thanks("a" * (LONGEST_THANKS + 3)) == ThanksTooLong(3)
    assert thanks(" for\n the   pumps ") == "for the pumps"
