"""A real export of an HR system, as it is. Without it these tests are skipped.

The file is not part of the repository, and nothing of what it says of anybody stands here: that is read from it.
"""

import csv
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest

from hris.answers import Reading
from hris.reading import read_file
from hris.records import Kind, Manager, Review, Status
from tests.hris.files import TODAY, people

EXPORT = Path(__file__).parents[2] / ".." / "shared" / "data" / "hris_export_semicolon.csv"

pytestmark = pytest.mark.skipif(not EXPORT.exists(), reason="the real HR export is not beside this checkout")


@pytest.fixture(scope="module")
def answer() -> Reading:
    read = read_file(EXPORT.read_bytes(), EXPORT.name, today=TODAY)
    assert isinstance(read, Reading)
    return read


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """The same file as a plain reader of CSV sees it."""
    with EXPORT.open(encoding="utf-8-sig", newline="") as file:
        return [{name: cell.strip() for name, cell in row.items()} for row in csv.DictReader(file, delimiter=";")]


def day(cell: str) -> date:
    return datetime.strptime(cell, "%Y/%m/%d").date()  # noqa: DTZ007  a day


def test_every_row_lands(answer: Reading) -> None:
    assert answer.kind is Kind.EMPLOYEES
    assert (len(answer.records), answer.wrong, answer.questions) == (310, (), ())
    assert Counter(one.status for one in people(answer)) == {Status.ACTIVE: 206, Status.LEFT: 104}
    assert all((one.left_on is not None) == (one.status is Status.LEFT) for one in people(answer))


def test_protected_and_pay_columns_are_dropped_and_named(answer: Reading) -> None:
    assert {column.header: column.why for column in answer.dropped} == {
        "MarriedID": "marital or family status",
        "MaritalStatusID": "marital or family status",
        "GenderID": "sex or gender",
        "FromDiversityJobFairID": "race or ethnicity",
        "Salary": "pay",
        "DOB": "age",
        "Sex": "sex or gender",
        "MaritalDesc": "marital or family status",
        "CitizenDesc": "citizenship or origin",
        "HispanicLatino": "race or ethnicity",
        "RaceDesc": "race or ethnicity",
    }


def test_what_is_nobodys_business_is_not_used(answer: Reading) -> None:
    assert answer.unused == (
        "DeptID",
        "PositionID",
        "Zip",
        "TermReason",
        "RecruitmentSource",
        "EmpSatisfaction",
        "SpecialProjectsCount",
        "DaysLateLast30",
        "Absences",
    )


def test_names_stand_where_they_belong_although_the_columns_are_exchanged(
    answer: Reading, rows: list[dict[str, str]]
) -> None:
    first = people(answer)[0]
    assert (first.given_name, first.family_name) == (rows[0]["Last_Name"], rows[0]["First_Name"])
    assert answer.notes[0] == (
        "First_Name holds family names: 16 managers were found as “Last_Name First_Name”, none the other way round; "
        "the two were exchanged."
    )


def test_a_leaver_is_read_with_everything_the_file_may_say(answer: Reading, rows: list[dict[str, str]]) -> None:
    first, row = people(answer)[0], rows[0]
    assert (first.line, first.number, first.email) == (2, row["EmpID"], None)
    assert (first.job_title, first.department, first.location) == (row["Position"], row["Department"], row["State"])
    assert (first.hired_on, first.status, first.left_on) == (
        day(row["DateofHire"]),
        Status.LEFT,
        day(row["DateofTermination"]),
    )
    assert first.manager == Manager(None, row["ManagerName"])
    reviewed = day(row["LastPerformanceReview_Date"])
    assert first.review == Review(int(row["PerfScoreID"]), row["PerformanceScore"], reviewed)


def test_padded_cells_are_trimmed(answer: Reading) -> None:
    assert {one.department for one in people(answer)} == {
        "Production",
        "IT/IS",
        "Sales",
        "Software Engineering",
        "Admin Offices",
        "Executive Office",
    }


def test_what_the_file_leaves_in_doubt_is_said(answer: Reading, rows: list[dict[str, str]]) -> None:
    said = "\n".join(answer.notes)
    named = re.search(r"^(.+) are named as manager but not in the file\.$", said, re.MULTILINE)
    assert named is not None
    strangers = re.split(", | and ", named[1])
    assert len(strangers) == 4
    assert set(strangers) <= {row["ManagerName"] for row in rows}
    assert not set(strangers) & {f"{row['Last_Name']} {row['First_Name']}" for row in rows}
    assert "The numbers in ManagerID are not those of EmpID" in said
    assert "“Board of Directors” is no person: 2 people stand without a manager." in said
    assert "On lines 96 and 133 the code and the rest do not fit together" in said
    assert "PerfScoreID and PerformanceScore do not fit together on lines 65 and 96" in said
    assert "State was taken as the location" in said
    assert "time in role counts since DateofHire" in said
    assert len(answer.notes) == 8
