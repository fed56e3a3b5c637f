from datetime import date, timedelta

from bot.usecases.importing.file import foresee
from bot.usecases.people.leaving import let_go
from career.employees import EmploymentStatus
from storage.database import Database
from storage.tables import ApplicationRow, EmployeeSkillRow, InterestRow, ReviewRow
from tests.bot.usecases.importing.people_rig import LATER, everything, person, put, stored
from tests.factories import NOW, an_employee, an_opening
from tests.readings import reading_of


def test_a_leaver_is_inactive_from_the_last_day_on_and_loses_nothing_they_wrote(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, number="1", skills=("Python",), rating=4)
        opening = an_opening(session)
        session.add(
            ApplicationRow(opening_id=opening, employee_id=ada, note="Please", stage="submitted", submitted_at=NOW)
        )
        session.add(InterestRow(employee_id=ada, words="Sailing", about="sailing", logged_at=NOW))
    before = everything(database)
    answer = put(database, [person("1", Termination_Date="2026-11-20", Status="Terminated")])
    assert answer.done.left == 1
    assert (stored(database, "1").status, stored(database, "1").left_on) == (EmploymentStatus.LEFT, date(2026, 11, 20))
    kept = [ApplicationRow, InterestRow, EmployeeSkillRow, ReviewRow]
    after = everything(database)
    assert all(after[table.__tablename__] == before[table.__tablename__] for table in kept)


def test_whoever_comes_back_under_the_same_number_is_active_again(database: Database) -> None:
    put(database, [person("1", Termination_Date="2026-01-20", Status="Terminated")])
    put(database, [person("1", Status="Active")], LATER)
    assert (stored(database, "1").status, stored(database, "1").left_on) == (EmploymentStatus.ACTIVE, None)


def test_a_last_day_ahead_lets_the_person_go_when_it_comes(database: Database) -> None:
    put(database, [person("1", Termination_Date="2026-11-30"), person("2", Termination_Date="")])
    assert let_go(database, date(2026, 11, 29), LATER) == 0
    assert stored(database, "1").status is EmploymentStatus.ACTIVE
    assert let_go(database, date(2026, 11, 30), LATER) == 1
    assert (stored(database, "1").status, stored(database, "2").status) == (
        EmploymentStatus.LEFT,
        EmploymentStatus.ACTIVE,
    )


def test_a_last_day_ahead_is_not_forgotten_by_a_file_that_tells_no_last_days(database: Database) -> None:
    put(database, [person("1", Termination_Date="2026-11-30")])
    put(database, [person("1", Title="Clerk")], LATER)
    assert stored(database, "1").left_on == date(2026, 11, 30)


def test_whoever_is_absent_from_a_file_of_everybody_is_flagged_and_never_deleted(database: Database) -> None:
    put(database, [person("1"), person("2"), person("3")])
    answer = put(database, [person("1"), person("2")], LATER)
    assert answer.done.missing == 1
    assert any("1 person who works here is not in this file" in sentence for sentence in answer.done.sentences)
    assert (stored(database, "3").missing_since, stored(database, "3").status) == (LATER, EmploymentStatus.ACTIVE)
    assert put(database, [person("1"), person("2")], LATER + timedelta(days=1)).done.changes_anything is False
    assert stored(database, "3").missing_since == LATER


def test_whoever_is_in_the_file_again_is_not_flagged_any_more(database: Database) -> None:
    put(database, [person("1"), person("2")])
    put(database, [person("1")], LATER)
    assert put(database, [person("1"), person("2")], LATER).done.changes_anything
    assert stored(database, "2").missing_since is None


def test_nobody_is_missing_from_a_file_of_one_division(database: Database) -> None:
    put(database, [person("1"), person("2"), person("3")])
    assert put(database, [person("1")], LATER).done.missing == 0
    assert stored(database, "3").missing_since is None


def test_whoever_left_is_not_missing(database: Database) -> None:
    put(database, [person("1", Status="Active"), person("2", Status="Terminated")])
    assert put(database, [person("1", Status="Active")], LATER).done.missing == 0


def test_nobody_is_missing_while_a_question_keeps_rows_out(database: Database) -> None:
    put(database, [person("1"), person("2")])
    reading = reading_of([person("1", Hire_Date="2020-01-02"), person("2", Hire_Date="03/04/2020")])
    assert reading.questions
    assert foresee(database, reading, LATER).preview.missing == 0
