from datetime import date

import pytest

from hris.answers import DroppedColumn, Reading, Refused
from hris.reading import read_file
from hris.records import EmployeeRecord, Kind, Manager, Review, Status
from tests.hris.files import TODAY, Cell, people, reading, reasons, text_file, workbook

HEADER = ["EmpID", "First Name", "Last Name", "Email"]


def test_a_full_row_becomes_a_record() -> None:
    answer = reading(
        [
            ["Badge ID", "First Name", "Surname", "Work Email", "Job Title", "Dept", "Site", "Job Family", "Grade", "HIREDATE",
             "Start date in role", "Status", "Termination Date", "Manager ID", "Manager Name", "Rating", "Last Review Date", "DOB"],
            [" 0042 ", "Zoe\u0301", "  de   la Cruz", "Zoe@Example.COM", "Data  Analyst", "IT", "Oslo", "Data", "L4", "31.01.2020",
             "2022-03-01", "Active", "", "0007", "Kerr, Janet", "4 - Exceeds", "2026-01-05", "1990-01-01"],
            ["0007", "Janet", "Kerr", "", "", "", "", "", "", "", "", "Leave of absence", "", "NO_MGR", "", "", "", ""],
        ]
    )  # fmt: skip
    assert answer.kind is Kind.EMPLOYEES
    assert answer.dropped == (DroppedColumn("DOB", "age"),)
    assert people(answer)[0] == EmployeeRecord(
        line=2,
        number="0042",
        given_name="Zo\u00e9",
        family_name="de la Cruz",
        email="zoe@example.com",
        job_title="Data Analyst",
        department="IT",
        location="Oslo",
        job_family="Data",
        level=4,
        hired_on=date(2020, 1, 31),
        in_role_since=date(2022, 3, 1),
        status=Status.ACTIVE,
        left_on=None,
        manager=Manager("0007", "Janet Kerr"),
        review=Review(4, "Exceeds", date(2026, 1, 5)),
    )
    assert people(answer)[1].manager is None
    assert people(answer)[1].status is Status.LEAVE


def test_the_export_format_of_successfactors_is_read() -> None:
    answer = reading(
        [
            ["STATUS", "USERID", "FIRSTNAME", "LASTNAME", "GENDER", "EMAIL", "MANAGER", "HR", "HIREDATE"],
            ["STATUS", "User ID", "First Name", "Last Name", "Gender", "Email", "Manager", "HR", "Hire Date"],
            ["active", "cgrant", "Carla", "Grant", "F", "cg@x.example", "NO_MGR", "NO_HR", "01/31/2015"],
            ["inactive", "bo1", "Bo", "Ek", "M", "bo@x.example", "cgrant", "cgrant", "02/03/2016"],
        ]
    )
    assert [(one.number, one.status, one.manager) for one in people(answer)] == [
        ("cgrant", Status.ACTIVE, None),
        ("bo1", Status.LEFT, Manager("cgrant", None)),
    ]
    assert people(answer)[1].hired_on == date(2016, 2, 3)


def test_a_workbook_and_a_text_file_of_the_same_people_give_the_same_records() -> None:
    rows: list[list[Cell]] = [["EmpID", "Name", "Hire Date", "Grade"], ["007", "Lee, Ann", date(2020, 1, 31), 3]]
    text = read_file(text_file([[str(cell) for cell in row] for row in rows]), "a.csv", today=TODAY)
    book = read_file(workbook(rows), "a.xlsx", today=TODAY)
    assert isinstance(text, Reading)
    assert isinstance(book, Reading)
    assert text.records == book.records != ()


def test_a_number_on_two_lines_makes_both_wrong_and_each_names_the_other() -> None:
    answer = reading([HEADER, ["a1", "Ann", "Lee", ""], ["2", "Bo", "Ek", ""], ["A1", "Cy", "Oh", ""]])
    assert reasons(answer) == {2: "EmpID a1 is also on line 4", 4: "EmpID A1 is also on line 2"}
    assert [one.number for one in people(answer)] == ["2"]


def test_leading_zeros_make_different_numbers_and_are_kept() -> None:
    answer = reading([HEADER, ["007", "Ann", "Lee", ""], ["7", "Bo", "Ek", ""], ['="0008"', "Cy", "Oh", ""]])
    assert [one.number for one in people(answer)] == ["007", "7", "0008"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", "Ann", "Lee", ""], "EmpID is empty"),
        (["1", "", " ", ""], "the name is empty"),
        (["1", "Ann", "Lee", "ann@"], "Email “ann@” is not an e-mail address"),
        (["1", "Ann", "Lee", "a@x.example, b@x.example"], "Email “a@x.example, b@x.example” is not an e-mail address"),
        (["1.1E+09", "Ann", "Lee", ""], "EmpID “1.1E+09” was rounded by a spreadsheet program, so it is lost"),
        (["", "", "", "x"], "EmpID is empty; the name is empty; Email “x” is not an e-mail address"),
    ],
)
def test_a_wrong_row_says_everything_that_is_wrong_with_it(row: list[str], reason: str) -> None:
    assert reasons(reading([HEADER, row])) == {2: reason}


def test_an_address_of_two_people_who_are_here_is_nobodys() -> None:
    answer = reading([HEADER, ["1", "Ann", "Lee", "team@x.example"], ["2", "Bo", "Ek", "TEAM@x.example"]])
    assert reasons(answer) == {
        2: "the e-mail address team@x.example is also on line 3",
        3: "the e-mail address team@x.example is also on line 2",
    }


def test_who_was_hired_again_keeps_the_address_in_the_row_that_counts() -> None:
    answer = reading(
        [
            [*HEADER, "Status"],
            ["1", "Ann", "Lee", "ann@x.example", "Terminated"],
            ["9", "Ann", "Lee", "ann@x.example", "Active"],
        ]
    )
    assert [(one.number, one.email) for one in people(answer)] == [("1", None), ("9", "ann@x.example")]
    assert any("1 of those who left" in note for note in answer.notes)


def test_a_manager_may_stand_below_the_reports() -> None:
    answer = reading([["EmpID", "Name", "Manager ID"], ["1", "Ann Lee", "2"], ["2", "Bo Ek", "NO_MGR"]])
    assert [one.manager for one in people(answer)] == [Manager("2", None), None]


def test_nobody_is_their_own_manager() -> None:
    assert people(reading([["EmpID", "Name", "Manager ID"], ["1", "Ann Lee", "1"]]))[0].manager is None


def test_manager_numbers_of_another_numbering_are_not_taken_for_employees() -> None:
    rows = [["EmpID", "Name", "ManagerID", "ManagerName"]]
    rows += [["1", "Ann Lee", "2", "Cy Oh"], ["2", "Bo Ek", "2", "Cy Oh"], ["3", "Cy Oh", "", ""]]
    answer = reading(rows)
    assert [one.manager for one in people(answer)] == [Manager(None, "Cy Oh"), Manager(None, "Cy Oh"), None]
    assert (
        "The numbers in ManagerID are not those of EmpID, so managers are known by their names alone." in answer.notes
    )


def test_a_board_is_no_person_and_is_said_to_be_none() -> None:
    answer = reading([["EmpID", "Name", "Manager Name"], ["1", "Ann Lee", "Board of Directors"]])
    assert people(answer)[0].manager is None
    assert "“Board of Directors” is no person: 1 person stands without a manager." in answer.notes


def test_managers_who_are_not_in_the_file_are_named() -> None:
    answer = reading([["EmpID", "Name", "Manager Name"], ["1", "Ann Lee", "Dee Fox"]])
    assert "Dee Fox is named as manager but not in the file." in answer.notes


def test_numeric_status_codes_alone_cannot_tell_who_left() -> None:
    answer = read_file(text_file([["EmpID", "Name", "EmpStatusID"], ["1", "Ann Lee", "5"]]), "a.csv", today=TODAY)
    assert isinstance(answer, Refused)
    assert "EmpStatusID" in answer.sentence


def test_ratings_that_are_words_stay_words_and_unreadable_levels_are_counted() -> None:
    answer = reading(
        [["EmpID", "Name", "Rating", "Level"], ["1", "Ann Lee", "Exceeds", "Senior"], ["2", "Bo Ek", "3.0", "IC 5"]]
    )
    assert [(one.review, one.level) for one in people(answer)] == [
        (Review(None, "Exceeds", None), None),
        (Review(3, None, None), 5),
    ]
    assert "Level has no plain number in 1 row; no level is kept there." in answer.notes


def test_status_codes_that_are_words_tell_who_left() -> None:
    answer = reading(
        [["EmpID", "Name", "Status Code"], ["1", "Ann Lee", "A"], ["2", "Bo Ek", "T"], ["3", "Cy Oh", "L"]]
    )
    assert [one.status for one in people(answer)] == [Status.ACTIVE, Status.LEFT, Status.LEAVE]


def test_people_who_start_or_leave_after_today_are_counted() -> None:
    answer = reading(
        [
            ["EmpID", "Name", "Hire Date", "End Date"],
            ["1", "Ann Lee", "2026-12-01", ""],
            ["2", "Bo Ek", "2020-01-01", "2026-12-31"],
        ]
    )
    assert [one.status for one in people(answer)] == [Status.ACTIVE, Status.ACTIVE]
    assert "1 person is hired for a day after today and counts as active already." in answer.notes
    assert "1 person is leaving on a day after today and counts as active until then." in answer.notes


def test_exchanged_columns_leave_a_name_alone_that_stands_in_one_cell() -> None:
    answer = reading(
        [
            ["EmpID", "First Name", "Last Name", "Full Name", "Manager Name"],
            ["1", "Kerr", "Janet", "", ""],
            ["2", "Lee", "Ann", "", "Janet Kerr"],
            ["3", "", "", "Bo Ek", "Janet Kerr"],
        ]
    )
    assert [(one.given_name, one.family_name) for one in people(answer)] == [
        ("Janet", "Kerr"),
        ("Ann", "Lee"),
        ("Bo", "Ek"),
    ]
