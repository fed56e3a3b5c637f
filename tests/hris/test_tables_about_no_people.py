"""The public tables of O*NET, as they are: no HR export. Without them beside the checkout these tests are skipped."""

from pathlib import Path

import pytest

from hris.answers import Refused
from hris.reading import read_file
from tests.hris.files import TODAY

_TABLES = Path(__file__).parents[2] / ".." / "shared" / "data"


@pytest.mark.parametrize("table", ["Job_Zones", "Occupation_Data", "Related_Occupations", "Technology_Skills"])
def test_a_table_about_no_people_is_refused_in_one_sentence(table: str) -> None:
    file = _TABLES / f"{table}.txt"
    if not file.exists():
        pytest.skip("the tables of O*NET are not beside this checkout")
    answer = read_file(file.read_bytes(), file.name, today=TODAY)
    assert isinstance(answer, Refused)
    assert answer.sentence.startswith("There is no column for Employee Number")
