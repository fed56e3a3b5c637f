from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from career.pauses import NotUnderstood, pause_until

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
BERLIN = "Europe/Berlin"


def utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("", "2026-12-22T09:30", id="nothing said: 30 days"),
        pytest.param("   ", "2026-12-22T09:30", id="only spaces"),
        pytest.param("30d", "2026-12-22T09:30", id="days"),
        pytest.param("1 day", "2026-11-23T09:30", id="one day"),
        pytest.param("2w", "2026-12-06T09:30", id="weeks"),
        pytest.param("For  2 Weeks ", "2026-12-06T09:30", id="case and spacing do not count"),
        pytest.param("3 months", "2027-02-22T09:30", id="months"),
        pytest.param("1 year", "2027-11-22T09:30", id="a year"),
        pytest.param("24 months", "2028-11-22T09:30", id="two years in months"),
        pytest.param("2y", "2028-11-22T09:30", id="two years"),
        pytest.param("5 months", "2027-04-22T08:30", id="the same hour of the clock in summer time"),
        pytest.param("until 2027-01-31", "2027-01-31T23:00", id="through that day in Berlin"),
        pytest.param("until 2026-11-22", "2026-11-22T23:00", id="through today"),
        pytest.param("a week", "2026-11-29T09:30", id="one of something"),
        pytest.param("for a month", "2026-12-22T09:30", id="for one of something"),
        pytest.param("until tomorrow", "2026-11-23T23:00", id="through tomorrow"),
        pytest.param("tomorrow", "2026-11-23T23:00", id="without until"),
        pytest.param("until Friday", "2026-11-27T23:00", id="through the next Friday"),
        pytest.param("until sun", "2026-11-29T23:00", id="a Sunday said on a Sunday is the next one"),
        pytest.param("until 31 January", "2027-01-31T23:00", id="a day without its year is the next one"),
        pytest.param("until 22 Nov", "2026-11-22T23:00", id="which may be today"),
        pytest.param("until January 31st, 2027", "2027-01-31T23:00", id="as Americans write it"),
        pytest.param("UNTIL 2028-11-22", "2028-11-22T23:00", id="through the last day of two years"),
    ],
)
def test_a_pause_lasts_as_long_as_the_words_say(words: str, expected: str) -> None:
    assert pause_until(words, NOW, BERLIN) == utc(expected)


def test_a_month_that_is_shorter_ends_the_pause_on_its_last_day() -> None:
    assert pause_until("3 months", utc("2026-11-30T09:30"), "UTC") == utc("2027-02-28T09:30")


def test_a_day_ends_by_the_clock_of_the_person() -> None:
    assert pause_until("until 2027-01-31", NOW, "Asia/Kolkata") == utc("2027-01-31T18:30")
    assert pause_until("until 2027-01-31", NOW, None, fallback="America/New_York") == utc("2027-02-01T05:00")


def test_a_day_whose_midnight_is_shown_twice_is_quiet_to_its_end() -> None:
    assert pause_until("until 2010-11-06", utc("2010-11-01T12:00"), "America/St_Johns") == utc("2010-11-07T03:30")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param("a while", "Write for how long", id="vague words"),
        pytest.param("30", "Write for how long", id="a number of nothing"),
        pytest.param("-3d", "Write for how long", id="a negative number"),
        pytest.param("1.5 months", "Write for how long", id="a fraction"),
        pytest.param("\u0663\u0660d", "Write for how long", id="digits of another script"),
        pytest.param("until 31.01.2027", "Write for how long", id="a day in another shape"),
        pytest.param("until", "Write for how long", id="until nothing"),
        pytest.param("0d", "one day at least", id="no day at all"),
        pytest.param("25 months", "two years at most", id="over two years"),
        pytest.param("731d", None, id="two years in days, of which one is a leap year"),
        pytest.param("732d", "two years at most", id="a day too many"),
        pytest.param("999999y", "two years at most", id="past the end of the calendar"),
        pytest.param("until 2028-11-23", "two years at most", id="a day over two years"),
        pytest.param("until 2026-11-21", "is over", id="yesterday"),
        pytest.param("until 2027-02-30", "The calendar has no day", id="a day that does not exist"),
        pytest.param("until 30 February", "The calendar has no day", id="nor does it by name"),
        pytest.param("until 3 bananas", "Write for how long", id="no month"),
        pytest.param("until 1 March 2020", "is over", id="a year that is over"),
    ],
)
def test_what_is_no_length_of_a_pause_is_answered_with_what_to_write(words: str, sentence: str | None) -> None:
    answer = pause_until(words, NOW, BERLIN)

    if sentence is None:
        assert answer == utc("2028-11-22T09:30")
    else:
        assert isinstance(answer, NotUnderstood)
        assert sentence in answer.sentence
        assert "/career " in answer.sentence


def test_the_example_in_an_answer_is_itself_understood() -> None:
    answer = pause_until("a while", NOW, BERLIN)

    assert isinstance(answer, NotUnderstood)
    assert pause_until(answer.sentence.rpartition("/career pause ")[2], NOW, BERLIN) == utc("2027-01-22T23:00")


@settings(deadline=None)
@given(
    words=st.text()
    | st.from_regex(
        r"(for )?[0-9]{0,7} ?[dwmy]?|until ([0-9-]{0,11}|[0-9]{1,2} (jan|feb|dec)[a-z]{0,3} ?[0-9]{0,4})",
        fullmatch=True,
    )
)
def test_any_words_give_a_pause_of_some_hours_to_two_years_or_a_sentence(words: str) -> None:
    answer = pause_until(words, NOW, BERLIN)

    if isinstance(answer, NotUnderstood):
        assert answer.sentence
    else:
        assert NOW < answer <= NOW + timedelta(days=732)
