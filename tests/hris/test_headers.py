import pytest

from hris.answers import Refused
from hris.columns import choose
from hris.header_rows import Column
from hris.headers import HEADERS, Field, rank
from hris.protected import why_protected
from hris.reading import read_file
from hris.records import Kind
from tests.hris.files import TODAY, people, reading, text_file

EMPLOYEES = HEADERS[Kind.EMPLOYEES]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("EmpID", Field.NUMBER), ("USERID", Field.NUMBER), ("Badge ID", Field.NUMBER), ("Employee Number", Field.NUMBER),
        ("Employee #", Field.NUMBER), ("Employee_Name", Field.FULL_NAME), ("First_Name", Field.GIVEN_NAME),
        ("Last_Name", Field.FAMILY_NAME), ("NAME", Field.FULL_NAME), ("e-mail", Field.EMAIL), ("Work Email", Field.EMAIL),
        ("Position", Field.JOB_TITLE), ("Job Title", Field.JOB_TITLE), ("DeptName", Field.DEPARTMENT),
        ("Location", Field.LOCATION), ("State", Field.LOCATION), ("Job Family", Field.JOB_FAMILY), ("Level", Field.LEVEL),
        ("Grade", Field.LEVEL), ("DateofHire", Field.HIRED_ON), ("HIREDATE", Field.HIRED_ON), ("hire-date", Field.HIRED_ON),
        ("Start date in role", Field.IN_ROLE_SINCE), ("DateofTermination", Field.LEFT_ON), ("EmploymentStatus", Field.STATUS),
        ("Termd", Field.LEFT_FLAG), ("ManagerID", Field.MANAGER_NUMBER), ("ManagerName", Field.MANAGER_NAME),
        ("MANAGER", Field.MANAGER), ("PerfScoreID", Field.RATING), ("PerformanceScore", Field.RATING_LABEL),
        ("LastPerformanceReview_Date", Field.REVIEWED_ON), ("  Émployee.ID: ", Field.NUMBER),
    ],
)  # fmt: skip
def test_common_names_are_known_however_they_are_written(header: str, field: Field) -> None:
    found = rank(EMPLOYEES, header)
    assert found is not None
    assert found[0] is field


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("Age", "age"), ("AGE_GROUP", "age"), ("DOB", "age"), ("DateOfBirth", "age"), ("Birth Year", "age"), ("Over18", "age"),
        ("Sex", "sex or gender"), ("GenderID", "sex or gender"), ("Pronouns", "sex or gender"),
        ("Race", "race or ethnicity"), ("RaceDesc", "race or ethnicity"), ("Ethnicity", "race or ethnicity"),
        ("HispanicLatino", "race or ethnicity"), ("Hispanic/Latino", "race or ethnicity"),
        ("FromDiversityJobFairID", "race or ethnicity"), ("EEO-1 Category", "race or ethnicity"),
        ("Religion", "religion"), ("RELIGIOUS_AFFILIATION", "religion"),
        ("MarriedID", "marital or family status"), ("MaritalStatusID", "marital or family status"),
        ("MaritalDesc", "marital or family status"), ("MARITALSTATUS", "marital or family status"),
        ("Maternity Leave", "marital or family status"),
        ("Disability", "disability or health"), ("Disabled?", "disability or health"), ("Health Plan", "disability or health"),
        ("Veteran Status", "military service"), ("CitizenDesc", "citizenship or origin"),
        ("Nationality", "citizenship or origin"), ("Visa Type", "citizenship or origin"), ("Pregnant", "pregnancy"),
        ("Sexual Orientation", "sexual orientation"), ("Genetic Data", "genetic information"),
        ("Union Member", "political opinion or union"),
        ("Salary", "pay"), ("Annual_Salary_USD", "pay"), ("Pay Rate", "pay"), ("PAYRATE", "pay"), ("PayZone", "pay"),
        ("Compensation", "pay"), ("Bonus %", "pay"), ("HourlyRate", "pay"), ("MonthlyIncome", "pay"), ("Wage", "pay"),
        ("StockOptionLevel", "pay"), ("Pay Grade", "pay"), ("Commission", "pay"),
    ],
)  # fmt: skip
def test_protected_characteristics_and_pay_are_recognised_by_their_headers(header: str, why: str) -> None:
    assert why_protected(header) == why


@pytest.mark.parametrize(
    "header",
    [
        "Language", "Page", "Message", "Management", "Manager", "Stage", "Trace", "Essex Office", "Terrace", "Percentage",
        "Usage", "Average", "Package", "Payroll Number", "AgentID", "Agency", "Passage", "Heritage", "Agenda", "Compliance",
        "Company", "Competency", "Communion", "Reunion", "Job Family", "Family Name", "Coverage", "Embraced", "Image",
        "Orientation Date", "Rate of completion", "Visage",
    ],
)  # fmt: skip
def test_innocent_headers_are_not_taken_for_protected_ones(header: str) -> None:
    assert why_protected(header) is None


@pytest.mark.parametrize("kind", list(Kind))
def test_no_name_that_is_read_is_protected_in_any_spelling(kind: Kind) -> None:
    names = [name for names in HEADERS[kind].values() for name in names]
    spelt = [
        way for name in names for way in (name, name.upper(), name.replace(" ", "_"), name.title().replace(" ", ""))
    ]
    assert [name for name in spelt if why_protected(name) is not None] == []


def test_a_column_is_protected_if_any_of_its_headings_is() -> None:
    columns = [Column(("custom01", "Ethnicity")), Column(("Amount",), group="Salary"), Column(("Name",))]
    chosen = choose(columns, EMPLOYEES)
    assert [column.header for column in chosen.dropped] == ["custom01", "Amount"]
    assert list(chosen.fields) == [Field.FULL_NAME]


def test_of_two_columns_for_one_field_the_better_named_one_is_used_and_it_is_said() -> None:
    answer = reading(
        [["EmpID", "Name", "Email", "Work Email"], ["1", "Ann Lee", "ann@home.example", "ann@work.example"]]
    )
    assert people(answer)[0].email == "ann@work.example"
    assert "Work Email and Email tell the same; Work Email was used." in answer.notes
    assert answer.unused == ("Email",)


def test_a_missing_column_is_named_together_with_the_headers_that_were_seen() -> None:
    answer = read_file(
        text_file([["Department", "Name", "Hire Date"], ["Sales", "Ann Lee", "2020-01-01"]]), "a.csv", today=TODAY
    )
    assert answer == Refused(
        "There is no column for Employee Number. The headers of this file are: Department, Name, Hire Date."
    )


def test_a_reason_for_leaving_and_absences_are_not_used() -> None:
    answer = reading(
        [["EmpID", "Name", "TermReason", "Absences", "DaysLateLast30"], ["1", "Ann Lee", "maternity", "9", "2"]]
    )
    assert answer.unused == ("TermReason", "Absences", "DaysLateLast30")


def test_no_protected_value_is_in_any_part_of_a_reading() -> None:
    answer = reading(
        [["EmpID", "Name", "Religion", "Salary", "Title"], ["1", "Ann Lee", "SECRET-A", "SECRET-B", "Mrs"]]
    )
    assert "SECRET" not in repr(answer)
    assert people(answer)[0].job_title is None


def test_a_column_without_a_header_is_named_by_its_place() -> None:
    assert reading([["EmpID", "Name", ""], ["1", "Ann Lee", "x"]]).unused == ("(column 3)",)
