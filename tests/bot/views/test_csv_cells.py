import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.csv_cells import as_csv, defused

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "＝1", '=HYPERLINK("http://x","y")']  # noqa: RUF001


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_from_a_person_begins_as_a_formula(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Ada", "1+1", "o'clock", "a=b", "'=1"])
def test_other_words_stay_as_they_are(text: str) -> None:
    assert defused(text) == text


@given(rows=st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.integers() | st.none())))
def test_what_is_written_is_read_back_with_every_letter_and_no_formula(rows: list[tuple[str, int | None]]) -> None:
    written = as_csv(["words", "number"], rows)
    head, *read = csv.reader(StringIO(written.decode("utf-8-sig"), newline=""))
    assert head == ["words", "number"]
    assert read == [[defused(words), "" if number is None else str(number)] for words, number in rows]
    assert not any(words.lstrip(" \xa0").startswith(("=", "+", "-", "@")) for words, _ in read)


def test_numbers_stay_numbers_below_zero_too() -> None:
    assert as_csv(["points"], [[-4.5]]) == b"\xef\xbb\xbfpoints\r\n-4.5\r\n"
