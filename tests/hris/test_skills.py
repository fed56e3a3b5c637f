from hris.records import Kind, SkillRecord
from tests.hris.files import reading, reasons, skills


def test_a_skill_per_row_by_number_or_by_email() -> None:
    answer = reading(
        [
            ["User ID", "E-Mail", "Skill Name", "Proficiency"],
            ["007", "", " Python ", "4"],
            ["", "ANN@x.example", "SQL", ""],
            ["8", "", "Rust", "Expert"],
        ]
    )
    assert answer.kind is Kind.SKILLS
    assert skills(answer) == [
        SkillRecord(2, "007", None, "Python", 4),
        SkillRecord(3, None, "ann@x.example", "SQL", None),
        SkillRecord(4, "8", None, "Rust", None),
    ]
    assert answer.notes == ("Proficiency has no plain number in 1 row; no level is kept there.",)


def test_rows_that_name_nobody_or_nothing_or_repeat_are_wrong() -> None:
    answer = reading([["EmpID", "Skill"], ["", "SQL"], ["1", ""], ["2", "Go"], ["2", "go"], ["3", "Go"]])
    assert reasons(answer) == {
        2: "the row names nobody",
        3: "Skill is empty",
        4: "the same skill of the same person is also on line 5",
        5: "the same skill of the same person is also on line 4",
    }
    assert len(answer.records) == 1


def test_a_column_of_skills_in_an_employees_file_is_not_used() -> None:
    answer = reading([["EmpID", "Name", "Job Title", "Skills"], ["1", "Ann Lee", "Analyst", "SQL, Python"]])
    assert answer.kind is Kind.EMPLOYEES
    assert answer.unused == ("Skills",)
