from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from bot.usecases.importing.file import Applied, SettledBefore, Source, apply, apply_once, call_off, foresee
from career.employees import SkillSource
from career.recognition import RecognitionKind
from hris.answers import Reading
from hris.reading import read_file
from hris.records import Kind
from storage.database import Database
from storage.tables import (
    CompletionRow,
    EmployeeSkillRow,
    HolidayRow,
    LeaveRow,
    ProgrammeSkillRow,
    RecognitionRow,
    ReviewRow,
)
from tests.factories import NOW, a_programme, a_skill, an_employee
from tests.readings import reading_of

SOURCE = Source.of("records.csv", b"made up")

Rows = Sequence[dict[str, object]]

FILES: dict[Kind, tuple[Rows, dict[str, object]]] = {
    Kind.COMPLETIONS: (
        [
            {"Employee ID": "007", "Course Title": "First Aid", "Completion Date": "2026-03-31", "Status": "Completed"},
            {"Employee ID": "007", "Course Title": "Welding", "Completion Date": "2026-04-30", "Status": "In Progress"},
            {"Employee ID": "008", "Course Title": "First Aid", "Completion Date": "2026-03-31", "Status": "Completed"},
            {"Employee ID": "007", "Course Title": "Tomorrow", "Completion Date": "2027-01-31", "Status": "Completed"},
        ],
        {},
    ),
    Kind.REVIEWS: (
        [
            {"Employee ID": "007", "Review Date": "2025-12-31", "Rating": "4 - Exceeds", "Salary": "1"},
            {"Employee ID": "007", "Review Date": "2025-12-31", "Rating": "2", "Salary": "1"},
            {"Employee ID": "007", "Review Date": "2026-02-30", "Rating": "2", "Salary": "1"},
            {"Employee ID": "007", "Review Date": "2024-12-31", "Rating": "", "Salary": "1"},
        ],
        {"Rating": "5"},
    ),
    Kind.RECOGNITION: (
        [
            {"Recipient ID": "007", "Award": "Sailor of the year", "Given By": "Bo Lind", "Award Date": "2026-01-31"},
            {"Recipient ID": "", "Award": "Nobody's", "Given By": "", "Award Date": "2026-01-31"},
            {"Recipient ID": "007", "Award": "", "Given By": "", "Award Date": "2026-01-31"},
            {"Recipient ID": "007", "Award": "Early", "Given By": "", "Award Date": "2099-01-31"},
        ],
        {},
    ),
    Kind.LEAVE: (
        [
            {"Employee ID": "007", "Leave Type": "Medical", "Start Date": "2026-12-01", "End Date": "2026-12-24"},
            {"Employee ID": "007", "Leave Type": "", "Start Date": "2026-12-01", "End Date": "2026-12-31"},
            {"Employee ID": "007", "Leave Type": "", "Start Date": "2027-12-31", "End Date": "2027-12-01"},
            {"Employee ID": "009", "Leave Type": "", "Start Date": "2027-12-01", "End Date": "2027-12-31"},
        ],
        {"End Date": "2026-12-28"},
    ),
    Kind.CALENDAR: (
        [
            {"Date": "2026-12-25", "Holiday": "Christmas", "Location": ""},
            {"Date": "2026-12-25", "Holiday": "Other", "Location": "All"},
            {"Date": "", "Holiday": "Never", "Location": ""},
            {"Date": "2026-13-25", "Holiday": "Nowhere", "Location": ""},
        ],
        {"Holiday": "Christmas Day"},
    ),
}
"""Of each kind: a file with one good row, its first; and what changes that row."""


def put(database: Database, rows: Rows) -> Applied:
    return apply(database, reading_of(rows), SOURCE, "UHR", NOW)


@pytest.fixture
def ada(database: Database) -> int:
    with database.begin() as session:
        return an_employee(session, number="007", email="ada@example.com")


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("kind", FILES)
def test_good_rows_land_and_the_others_say_why_with_the_employee_number(database: Database, kind: Kind) -> None:
    rows, _ = FILES[kind]
    first = put(database, rows).done
    assert (first.kind, first.new, first.changed, len(first.wrong)) == (kind, 1, 0, 3), first.wrong
    if kind is Kind.LEAVE:
        assert [row.number for row in first.wrong] == ["007", "007", "009"]


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("kind", FILES)
def test_the_same_file_again_changes_nothing(database: Database, kind: Kind) -> None:
    rows, _ = FILES[kind]
    put(database, rows)
    again = put(database, rows).done
    assert (again.new, again.changed, again.unchanged, again.changes_anything) == (0, 0, 1, False)


@pytest.mark.usefixtures("ada")
@pytest.mark.parametrize("kind", [kind for kind, (_, change) in FILES.items() if change])
def test_what_says_something_else_now_is_changed_in_its_place(database: Database, kind: Kind) -> None:
    rows, change = FILES[kind]
    put(database, rows[:1])
    changed = put(database, [rows[0] | change]).done
    assert (changed.new, changed.changed) == (0, 1)


def stored(database: Database, table: Any) -> list[Any]:
    with database.read() as session:
        return list(session.scalars(select(table)))


def test_what_lands_is_what_the_file_said(database: Database, ada: int) -> None:
    with database.begin() as session:
        programme = a_programme(session, title="First aid")
    for rows, _ in FILES.values():
        put(database, rows)
    (completion,) = stored(database, CompletionRow)
    assert (completion.employee_id, completion.programme_id, completion.completed_on) == (
        ada,
        programme,
        date(2026, 3, 31),
    )
    (review,) = stored(database, ReviewRow)
    assert (review.rating, review.rating_label, review.reviewed_on) == (4, "Exceeds", date(2025, 12, 31))
    (award,) = stored(database, RecognitionRow)
    assert (award.kind, award.by_name, award.words) == (RecognitionKind.AWARD, "Bo Lind", "Sailor of the year")
    (leave,) = stored(database, LeaveRow)
    assert (leave.first_day, leave.last_day) == (date(2026, 12, 1), date(2026, 12, 24))
    (holiday,) = stored(database, HolidayRow)
    assert (holiday.day, holiday.location_code, holiday.name) == (date(2026, 12, 25), "", "Christmas")


def test_why_somebody_is_away_is_never_read() -> None:
    rows, _ = FILES[Kind.LEAVE]
    reading = reading_of(rows)
    assert [(column.header, column.why) for column in reading.dropped] == [("Leave Type", "disability or health")]
    assert "Medical" not in repr(reading)


def test_dates_that_may_be_leave_or_employment_are_not_guessed_at() -> None:
    header = "Employee ID,Employee Name,Start Date,End Date\n007,Ada Rower,2026-01-31,2026-02-28\n"
    answer = read_file(header.encode(), "x.csv", today=NOW.date())
    assert not isinstance(answer, Reading)
    assert "leave or of employment" in answer.sentence


@pytest.mark.usefixtures("ada")
def test_of_two_confirmations_one_wins_and_a_cancelled_file_stays_out(database: Database) -> None:
    reading = reading_of(FILES[Kind.LEAVE][0])
    assert isinstance(apply_once(database, reading, SOURCE, "UHR", "import:F1", NOW), Applied)
    assert apply_once(database, reading, SOURCE, "UOTHER", "import:F1", NOW) == SettledBefore(True, "UHR")
    assert call_off(database, "import:F2", "UHR", NOW) is None
    assert apply_once(database, reading, SOURCE, "UOTHER", "import:F2", NOW) == SettledBefore(False, "UHR")


def test_a_completed_programme_gives_the_skills_it_teaches(database: Database, ada: int) -> None:
    with database.begin() as session:
        bo = an_employee(session, number="008")
        programme = a_programme(session, title="First aid")
        bandages, calm, other = (a_skill(session, name) for name in ("Bandages", "Calm", "Other"))
        session.add_all(ProgrammeSkillRow(programme_id=programme, skill_id=skill) for skill in (bandages, calm))
        session.add(EmployeeSkillRow(employee_id=ada, skill_id=calm, level=4, source=SkillSource.IMPORTED))
        session.add(EmployeeSkillRow(employee_id=bo, skill_id=calm, source=SkillSource.DECLARED))
        session.add(EmployeeSkillRow(employee_id=bo, skill_id=other, source=SkillSource.DECLARED))
    put(
        database,
        [
            {"Employee ID": "007", "Course Title": "First Aid", "Completion Date": "2026-03-31"},
            {"Employee ID": "008", "Course Title": "FIRST AID", "Completion Date": "2026-04-30"},
            {"Employee ID": "008", "Course Title": "Something else", "Completion Date": "2026-04-30"},
        ],
    )
    assert {(row.employee_id, row.skill_id): (row.level, row.source) for row in stored(database, EmployeeSkillRow)} == {
        (ada, bandages): (None, SkillSource.TRAINED),
        (ada, calm): (4, SkillSource.IMPORTED),
        (bo, bandages): (None, SkillSource.TRAINED),
        (bo, calm): (None, SkillSource.TRAINED),
        (bo, other): (None, SkillSource.DECLARED),
    }


def leave(number: str, first: str, last: str, status: str = "Approved") -> dict[str, object]:
    return {"Employee ID": number, "Leave Start Date": first, "Leave End Date": last, "Leave Status": status}


def first_days(database: Database) -> list[tuple[int, str]]:
    return sorted((row.employee_id, row.first_day.isoformat()) for row in stored(database, LeaveRow))


def test_a_leave_that_was_called_off_ends(database: Database, ada: int) -> None:
    put(database, [leave("007", "2026-12-01", "2026-12-24"), leave("007", "2027-02-01", "2027-02-05")])
    rows = [leave("007", "2026-12-01", "2026-12-24", "Cancelled"), leave("007", "2027-06-01", "2027-06-05", "Denied")]
    done = put(database, rows).done
    assert (done.new, done.changed, done.unchanged, len(done.wrong)) == (0, 1, 1, 0)
    assert "1 leave that was noted before is called off" in done.sentences[0]
    assert first_days(database) == [(ada, "2027-02-01")]
    assert not put(database, rows).done.changes_anything


def test_a_leave_that_was_called_off_and_booked_again_stands(database: Database, ada: int) -> None:
    put(database, [leave("007", "2026-12-01", "2026-12-24", "Cancelled"), leave("007", "2026-12-01", "2026-12-20")])
    assert first_days(database) == [(ada, "2026-12-01")]


def test_a_leave_that_was_moved_is_not_there_twice(database: Database, ada: int) -> None:
    put(database, [leave("007", "2026-12-01", "2026-12-24"), leave("007", "2027-08-01", "2027-08-20")])
    moved = [leave("007", "2026-12-08", "2026-12-31")]
    foreseen = foresee(database, reading_of(moved), NOW).preview
    assert (foreseen.new, foreseen.sentences[0].split(" ")[0]) == (1, "1")
    put(database, moved)
    assert first_days(database) == [(ada, "2026-12-08"), (ada, "2027-08-01")]


def test_the_leave_of_whoever_is_not_in_the_file_stands_and_is_told(database: Database, ada: int) -> None:
    with database.begin() as session:
        bo = an_employee(session, number="008")
    put(database, [leave("007", "2026-12-01", "2026-12-24"), leave("008", "2026-12-10", "2026-12-12")])
    done = put(database, [leave("007", "2026-12-01", "2026-12-28")]).done
    assert len(done.sentences) == 1
    assert done.sentences[0].startswith("1 leave that is noted is not in this file")
    assert first_days(database) == [(ada, "2026-12-01"), (bo, "2026-12-10")]


def test_no_leave_ends_while_a_wrong_row_may_be_about_it(database: Database, ada: int) -> None:
    around = [leave("007", "2026-12-01", "2026-12-24"), leave("007", "2027-02-01", "2027-02-05")]
    put(database, [*around, leave("007", "2026-12-27", "2026-12-31")])
    for wrong in (leave("007", "2026-12-27", "2026-02-30"), leave("", "2026-12-27", "2026-12-31")):
        assert not put(database, [*around, wrong]).done.changes_anything
    put(database, around)
    assert first_days(database) == [(ada, "2026-12-01"), (ada, "2027-02-01")]


def test_a_leave_that_is_over_is_left_as_it_was(database: Database, ada: int) -> None:
    put(database, [leave("007", "2026-02-01", "2026-02-10"), leave("007", "2026-03-01", "2026-03-10")])
    put(database, [leave("007", "2026-01-15", "2026-01-16"), leave("007", "2027-03-01", "2027-03-10")])
    assert (ada, "2026-02-01") in first_days(database)
