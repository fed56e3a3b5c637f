from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hris.date_columns import DateColumn, Undecided
from hris.dates import DateOrder, NoDate, NumericDate, read_date
from tests.hris.files import TODAY, people, reading, reasons


@pytest.mark.parametrize(
    "text",
    [
        "2024/01/03", "2024-01-03", "2024-1-3", "2024.01.03", "20240103", "03.01.2024", "3.1.2024", "3. 1. 2024", "03.01.24",
        "03-Jan-2024", "03-JAN-24", "3 January 2024", "3rd January 2024", "Jan 3, 2024", "January 3 2024", "Wed, 3 Jan 2024",
        "2024-Jan-03", "3. Januar 2024", "3 janvier 2024", "3 de enero de 2024", "03JAN2024",
        "45294", "45294.5", "2024-01-03T00:00:00Z", "2024-01-03 12:30:15.5", "2024/01/03 00:00", "2024-01-03T23:00:00+02:00",
        "03-Jan-2024 8:15 AM",
    ],
)  # fmt: skip
def test_one_day_in_every_usual_shape(text: str) -> None:
    assert read_date(text, TODAY) == date(2024, 1, 3)


@pytest.mark.parametrize(
    "text",
    ["", "-", "N/A", "n/a", "N/A-StillEmployed", "N/A - still employed", "None", "NULL", "00/00/0000", "0000-00-00", "Present",
     "9999-12-31", "99999999", "31.12.9999", "12/31/9999", "#N/A"],
)  # fmt: skip
def test_words_and_numbers_that_mean_no_date(text: str) -> None:
    assert read_date(text, TODAY) is None


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "31.04.2024", "2024-13-01", "32-Jan-2024", "1066-10-14", "soon", "2015", "12", "3 Foo 2024", "1.2", "20241301",
     "2024-1-1 and more"],
)  # fmt: skip
def test_what_is_no_day_of_the_calendar_is_said_to_be_none(text: str) -> None:
    assert isinstance(read_date(text, TODAY), NoDate)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("01.02.26", date(2026, 2, 1)),
        ("22.11.26", TODAY),
        ("23.11.26", date(1926, 11, 23)),
        ("5-Mar-99", date(1999, 3, 5)),
    ],
)
def test_a_year_of_two_digits_is_the_last_one_that_is_not_in_the_future(text: str, found: date) -> None:
    assert read_date(text, TODAY) == found


def column(*texts: str, answer: DateOrder | None = None) -> DateColumn:
    dates = DateColumn("Hire Date", TODAY, answer)
    dates.learn(enumerate(texts, start=2))
    return dates


def test_one_value_decides_for_its_whole_column() -> None:
    assert column("01/02/2020", "13/02/2020").value("01/02/2020") == date(2020, 2, 1)
    assert column("01/02/2020", "02/13/2020").value("01/02/2020") == date(2020, 1, 2)


def test_a_day_that_exists_in_one_order_only_decides_as_well_as_a_thirteen() -> None:
    assert column("01/02/20", "02/29/19").order is None
    assert column("01/02/2020", "31/12/2019").order is DateOrder.DAY_FIRST


def test_a_column_in_which_nothing_decides_becomes_a_question_with_examples() -> None:
    dates = column("01/02/2020", "05/05/2020", "03/04/2021")
    assert dates.question is not None
    assert dates.question.examples == ("01/02/2020", "03/04/2021")
    assert "Hire Date" in dates.question.sentence
    assert dates.value("01/02/2020") == Undecided()


def test_a_day_that_is_the_same_both_ways_needs_no_answer() -> None:
    dates = column("05/05/2020")
    assert dates.question is None
    assert dates.value("05/05/2020") == date(2020, 5, 5)


@pytest.mark.parametrize(
    ("answer", "found"), [(DateOrder.DAY_FIRST, date(2020, 2, 1)), (DateOrder.MONTH_FIRST, date(2020, 1, 2))]
)
def test_the_answer_is_taken_where_the_column_is_silent(answer: DateOrder, found: date) -> None:
    dates = column("01/02/2020", answer=answer)
    assert dates.question is None
    assert dates.value("01/02/2020") == found


@pytest.mark.parametrize("text", ["30/02/2020", "02/30/2020", "45/45/2020", "13/13/2020"])
def test_three_numbers_that_are_no_day_in_either_order_are_wrong_and_ask_nothing(text: str) -> None:
    dates = column(text)
    assert dates.question is None
    assert isinstance(dates.value(text), NoDate)


def test_the_answer_does_not_overrule_what_a_column_proves() -> None:
    assert column("01/02/2020", "13/02/2020", answer=DateOrder.MONTH_FIRST).value("01/02/2020") == date(2020, 2, 1)


def test_in_a_column_that_contradicts_itself_what_can_be_read_two_ways_is_wrong_with_both_proofs() -> None:
    dates = column("13/02/2020", "02/13/2020", "01/02/2020")
    found = dates.value("01/02/2020")
    assert isinstance(found, NoDate)
    assert "line 2 has “13/02/2020”, day first and line 3 has “02/13/2020”, month first" in found.reason
    assert dates.value("13/02/2020") == date(2020, 2, 13)
    assert dates.question is None


def test_an_answer_settles_a_column_that_contradicts_itself() -> None:
    dates = column("13/02/2020", "02/13/2020", "01/02/2020", answer=DateOrder.DAY_FIRST)
    assert dates.value("01/02/2020") == date(2020, 2, 1)
    assert isinstance(dates.value("02/13/2020"), NoDate)


days = st.dates(date(1950, 1, 1), date(2026, 1, 1))


@given(days=st.lists(days, min_size=1, max_size=12), order=st.sampled_from(DateOrder), separator=st.sampled_from("/-"))
def test_a_column_is_read_right_or_asked_about_but_never_guessed(
    days: list[date], order: DateOrder, separator: str
) -> None:
    shape = separator.join(["%d", "%m", "%Y"] if order is DateOrder.DAY_FIRST else ["%m", "%d", "%Y"])
    texts = [day.strftime(shape) for day in days]
    dates = column(*texts)
    for text, day in zip(texts, days, strict=True):
        assert dates.value(text) in (day, Undecided())
    assert [column(*texts, answer=order).value(text) for text in texts] == days


@given(days)
def test_a_numeric_date_proves_an_order_only_if_the_other_one_is_impossible(day: date) -> None:
    parsed = read_date(day.strftime("%d/%m/%Y"), TODAY)
    if isinstance(parsed, NumericDate):
        assert parsed.decides() == (DateOrder.DAY_FIRST if day.day > 12 else None)


def test_rows_of_an_open_question_are_neither_records_nor_wrong() -> None:
    rows = [
        ["EmpID", "Name", "Hire Date"],
        ["1", "Ann Lee", "01/02/2020"],
        ["2", "Bo Ek", "03/03/2020"],
        ["3", "Cy Oh", ""],
    ]
    answer = reading(rows)
    assert [record.number for record in people(answer)] == ["2", "3"]
    assert answer.wrong == ()
    assert [question.column for question in answer.questions] == ["Hire Date"]
    answered = reading(rows, DateOrder.MONTH_FIRST)
    assert people(answered)[0].hired_on == date(2020, 1, 2)
    assert answered.questions == ()


def test_each_column_decides_for_itself() -> None:
    answer = reading([["EmpID", "Name", "Hire Date", "Last Review Date"], ["1", "Ann Lee", "31/01/2020", "01/02/2021"]])
    assert [question.column for question in answer.questions] == ["Last Review Date"]


def test_an_impossible_date_makes_its_row_wrong_with_the_column_and_the_text() -> None:
    answer = reading([["EmpID", "Name", "Hire Date"], ["1", "Ann Lee", "2020-02-30"], ["2", "Bo Ek", "2020-02-28"]])
    assert reasons(answer) == {2: "Hire Date “2020-02-30” is not a day of the calendar"}
    assert len(answer.records) == 1


def test_a_leaving_date_of_two_digits_may_lie_ahead_but_a_hire_may_not() -> None:
    answer = reading([["EmpID", "Name", "Hire Date", "Termination Date"], ["1", "Ann Lee", "31-Dec-27", "31-Dec-27"]])
    [record] = people(answer)
    assert (record.hired_on, record.left_on) == (date(1927, 12, 31), date(2027, 12, 31))
