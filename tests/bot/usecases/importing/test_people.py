from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.usecases.directory import refresh_people
from bot.usecases.importing.file import Applied, Source, apply, apply_foreseen, foresee
from bot.usecases.leaving import let_go
from career.employees import EmploymentStatus, SlackMatch
from career.holdout import PRIME
from hris.answers import Reading
from hris.reading import read_file
from hris.records import EmployeeRecord, Kind, Manager
from storage.database import Database
from storage.directory import SlackPerson
from storage.tables import (
    ApplicationRow,
    AuditRow,
    EmployeeRow,
    EmployeeSkillRow,
    ImportRow,
    InterestRow,
    ReviewRow,
    Row,
)
from tests.factories import NOW, an_employee, an_opening
from tests.readings import reading_of
from tests.statements import recorded_statements
from tests.written import DERIVED

EXPORT = Path(__file__).parents[5] / "shared" / "data" / "hris_export_semicolon.csv"
LATER = NOW + timedelta(days=1)
SOURCE = Source.of("people.csv", b"made up")

Rows = Sequence[Mapping[str, object]]


def person(number: str, **cells: object) -> dict[str, object]:
    """One row of an employees file: spaces in a header are written as underscores."""
    shown = {"First Name": "Ada", "Last Name": f"Rower{number}"} | {
        name.replace("_", " "): value for name, value in cells.items()
    }
    return {"Employee ID": number, **shown}


def put(database: Database, rows: Rows | Reading, now: datetime = NOW) -> Applied:
    reading = rows if isinstance(rows, Reading) else reading_of(rows, now.date())
    return apply(database, reading, SOURCE, "UHR", now)


def a_large_reading(people: int) -> Reading:
    """A reading as if of a large file: everybody has a manager and a review."""
    first, _ = reading_of(
        [
            person("1", Email="a@example.com", Manager_ID="2", Rating="3", Review_Date="2026-01-31", Status="Active"),
            person("2", Email="b@example.com", Manager_ID="2", Rating="3", Review_Date="2026-01-31", Status="Active"),
        ]
    ).records
    assert isinstance(first, EmployeeRecord)
    records = [
        replace(
            first,
            line=number + 2,
            number=f"{number:05}",
            family_name=f"Rower{number}",
            email=f"p{number}@example.com",
            manager=Manager(f"{number // 10:05}", None),
        )
        for number in range(people)
    ]
    return Reading(Kind.EMPLOYEES, tuple(records), (), (), (), (), ())


def stored(database: Database, number: str) -> EmployeeRow:
    with database.read() as session:
        return session.scalars(select(EmployeeRow).where(EmployeeRow.number == number)).one()


def everything(database: Database) -> dict[str, list[Any]]:
    with database.read() as session:
        return {
            table.name: list(session.execute(select(*(each for each in table.columns if each.name not in DERIVED))))
            for table in Row.metadata.sorted_tables
        }


# --- what a file changes -----------------------------------------------------------------------------------------------


def test_a_preview_counts_and_changes_nothing(database: Database) -> None:
    put(database, [person("1", Title="Clerk"), person("2", Title="Clerk"), person("3", Title="Clerk")])
    before = everything(database)
    rows = [
        person("1", Title="Clerk", Status="Active"),
        person("2", Title="Cook", Status="Active"),
        person("3", Title="Clerk", Status="Terminated"),
        person("4", Title="Clerk", Status="Active"),
        person("5", Title="Clerk", Status="Terminated"),
        person("", Title="Clerk", Status="Active"),
    ]
    foreseen = foresee(database, reading_of(rows), LATER).preview
    assert (foreseen.new, foreseen.changed, foreseen.unchanged, foreseen.left) == (2, 2, 1, 2)
    assert [row.line for row in foreseen.wrong] == [7]
    assert foreseen.changes_anything
    assert everything(database) == before


def test_applying_does_what_the_preview_said(database: Database) -> None:
    rows = [person("1", Title="Clerk"), person("2", Title="Cook")]
    foreseen = foresee(database, reading_of(rows), NOW).preview
    assert put(database, rows).done == foreseen


def test_a_new_person_is_stored_with_codes_a_name_key_and_a_lot_of_their_own(database: Database) -> None:
    put(database, [person(f"00{number}", Department="  Ship   Yard ") for number in range(1, 4)])
    row = stored(database, "001")
    assert (row.department, row.department_code, row.full_name_key) == ("Ship Yard", "ship yard", "ada rower001")
    assert (row.status, row.slack_id, row.created_at) == (EmploymentStatus.ACTIVE, None, NOW)
    lots = {stored(database, f"00{number}").lot for number in range(1, 4)}
    assert len(lots) == 3
    assert all(1 <= lot < PRIME for lot in lots)


def test_the_same_file_again_changes_nothing_at_all(database: Database) -> None:
    rows = [
        person("1", Email="a@example.com", Manager_ID="2", Rating="4", Review_Date="2026-01-31", Status="Active"),
        person("2", Email="b@example.com", Manager_ID="", Rating="3", Review_Date="", Status="Terminated"),
    ]
    put(database, rows)
    before = everything(database)
    again = put(database, rows, LATER)
    assert (again.done.new, again.done.changed, again.done.unchanged) == (0, 0, 2)
    assert not again.done.changes_anything
    assert everything(database) == before


def test_a_change_keeps_the_lot_the_link_and_when_the_person_was_added(database: Database) -> None:
    put(database, [person("1", Title="Clerk")])
    refresh_people(database, [SlackPerson("U1", "Ada", None, "Asia/Tokyo", True, False, False)], NOW)
    with database.begin() as session:
        row = session.scalars(select(EmployeeRow)).one()
        row.slack_id, row.slack_match, row.zone = "U1", SlackMatch.HR, "Asia/Tokyo"
        lot = row.lot
    assert put(database, [person("1", Title="Cook")], LATER).done.changed == 1
    after = stored(database, "1")
    assert (after.job_title, after.job_title_code, after.updated_at) == ("Cook", "cook", LATER)
    assert (after.lot, after.slack_id, after.zone, after.created_at) == (lot, "U1", "Asia/Tokyo", NOW)


def test_only_whoever_changed_is_touched(database: Database) -> None:
    put(database, [person("1", Title="Clerk"), person("2", Title="Clerk")])
    put(database, [person("1", Title="Clerk"), person("2", Title="Cook")], LATER)
    assert (stored(database, "1").updated_at, stored(database, "2").updated_at) == (NOW, LATER)


def test_what_the_file_has_no_column_for_stays_and_an_empty_cell_means_none(database: Database) -> None:
    put(database, [person("1", Title="Clerk", Location="Oslo"), person("2", Title="Cook", Location="Oslo")])
    put(database, [person("1", Title=""), person("2", Title="Cook")], LATER)
    assert (stored(database, "1").job_title, stored(database, "1").job_title_code) == (None, None)
    assert (stored(database, "1").location, stored(database, "1").location_code) == ("Oslo", "oslo")


def test_numbers_keep_their_zeros_and_are_the_same_whatever_their_case(database: Database) -> None:
    put(database, [person("007a", Title="Clerk"), person("7", Title="Cook")])
    answer = put(database, [person("007A", Title="Clerk"), person("7", Title="Cook")], LATER)
    assert (answer.done.new, answer.done.changed, answer.done.unchanged) == (0, 1, 1)
    assert stored(database, "007A").updated_at == LATER


# --- leaving -----------------------------------------------------------------------------------------------------------


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


# --- who is missing ----------------------------------------------------------------------------------------------------


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


# --- managers ----------------------------------------------------------------------------------------------------------


def managers(database: Database) -> dict[str, str | None]:
    boss = select(EmployeeRow.id, EmployeeRow.number).subquery()
    query = select(EmployeeRow.number, boss.c.number).outerjoin(boss, boss.c.id == EmployeeRow.manager_id)
    with database.read() as session:
        return {row[0]: row[1] for row in session.execute(query)}


def test_a_manager_may_be_listed_after_their_reports_or_not_in_the_file_at_all(database: Database) -> None:
    put(database, [person("9")])
    put(database, [person("1", Manager_ID="2"), person("2", Manager_ID="9")])
    assert managers(database) == {"1": "2", "2": "9", "9": None}


def test_a_manager_is_found_by_a_full_name_that_one_person_bears(database: Database) -> None:
    put(database, [person("9", First_Name="Bo", Last_Name="Lind")])
    rows = [
        person("1", Manager_Name="Rower2, Ada"),
        person("2", Manager_Name="Bo Lind"),
        person("3", Manager_Name=""),
    ]
    put(database, [{name: f'"{cell}"' for name, cell in row.items()} for row in rows])
    assert managers(database) == {"1": "2", "2": "9", "3": None, "9": None}


def test_a_manager_whose_name_several_or_none_bear_is_told_and_not_guessed(database: Database) -> None:
    rows = [
        person("1", First_Name="Bo", Last_Name="Lind", Manager_Name=""),
        person("2", First_Name="Bo", Last_Name="Lind", Manager_Name=""),
        person("3", Manager_Name="Bo Lind"),
        person("4", Manager_Name="Nobody Here"),
    ]
    answer = put(database, rows)
    assert set(managers(database).values()) == {None}
    assert any("2 people name a manager who is not exactly one person here" in each for each in answer.done.sentences)


def test_a_change_of_manager_is_a_change_and_so_is_having_none_any_more(database: Database) -> None:
    put(database, [person("1", Manager_ID="2"), person("2"), person("3", Manager_ID="2")])
    answer = put(database, [person("1", Manager_ID="3"), person("2"), person("3", Manager_ID="")], LATER)
    assert (answer.done.changed, answer.done.unchanged) == (2, 1)
    assert managers(database) == {"1": "3", "2": None, "3": None}


def test_a_file_that_tells_no_managers_changes_none(database: Database) -> None:
    put(database, [person("1", Manager_ID="2"), person("2")])
    assert not put(database, [person("1"), person("2")], LATER).done.changes_anything
    assert managers(database)["1"] == "2"


# --- reviews -----------------------------------------------------------------------------------------------------------


def ratings(database: Database) -> list[tuple[date | None, int | None]]:
    with database.read() as session:
        found = session.execute(select(ReviewRow.reviewed_on, ReviewRow.rating).order_by(ReviewRow.id))
        return [(row.reviewed_on, row.rating) for row in found]


def test_a_review_of_another_day_is_added_and_one_of_the_same_day_replaced(database: Database) -> None:
    put(database, [person("1", Rating="3", Review_Date="2025-01-31", Status="Active")])
    put(database, [person("1", Rating="4", Review_Date="2026-01-31", Status="Active")])
    assert put(database, [person("1", Rating="5", Review_Date="2026-01-31", Status="Active")]).done.changed == 1
    assert ratings(database) == [(date(2025, 1, 31), 3), (date(2026, 1, 31), 5)]


def test_a_person_has_one_review_without_a_day(database: Database) -> None:
    put(database, [person("1", Rating="3")])
    put(database, [person("1", Rating="4")])
    assert ratings(database) == [(None, 4)]


def test_a_file_without_ratings_takes_none_away(database: Database) -> None:
    put(database, [person("1", Rating="3", Review_Date="2025-01-31", Status="Active")])
    assert not put(database, [person("1")]).done.changes_anything
    assert ratings(database) == [(date(2025, 1, 31), 3)]


# --- wrong rows --------------------------------------------------------------------------------------------------------


def test_an_email_of_somebody_else_makes_the_row_wrong_whatever_its_case(database: Database) -> None:
    put(database, [person("1", Email="Ada@Example.com")])
    answer = put(database, [person("2", Email="ADA@example.COM")], LATER)
    assert [(row.line, row.reason) for row in answer.done.wrong] == [
        (2, "the e-mail address ada@example.com is that of employee 1")
    ]
    assert not answer.done.changes_anything


def test_people_may_exchange_addresses_in_one_file(database: Database) -> None:
    put(database, [person("1", Email="a@example.com"), person("2", Email="b@example.com")])
    answer = put(database, [person("1", Email="b@example.com"), person("2", Email="a@example.com")], LATER)
    assert answer.done.changed == 2
    assert [stored(database, number).email for number in "12"] == ["b@example.com", "a@example.com"]


def test_an_address_is_not_free_while_the_row_that_gives_it_up_is_wrong(database: Database) -> None:
    put(database, [person("1", Email="a@example.com"), person("2", Email="b@example.com")])
    put(database, [person("3", Email="c@example.com")])
    chain = [person("4", Email="a@example.com"), person("1", Email="c@example.com")]
    answer = put(database, chain, LATER)
    assert [row.line for row in answer.done.wrong] == [2, 3]
    assert stored(database, "1").email == "a@example.com"


def test_the_address_of_somebody_who_left_is_free(database: Database) -> None:
    put(database, [person("1", Email="a@example.com", Status="Terminated")])
    assert put(database, [person("2", Email="a@example.com", Status="Active")], LATER).done.new == 1


def test_a_text_that_is_too_long_makes_its_row_wrong_and_the_others_land(database: Database) -> None:
    rows = [person("1", Title="Clerk"), person("2", Title="x" * 201), person("3", Title="ﷺ" * 100)]
    answer = put(database, rows)
    assert [row.line for row in answer.done.wrong] == [3, 4]
    assert "the job title is longer than the 200 characters" in answer.done.wrong[0].reason
    assert answer.done.new == 1


# --- linking, traces and effort ----------------------------------------------------------------------------------------


def test_whoever_slack_knows_by_email_is_linked_at_once(database: Database) -> None:
    refresh_people(database, [SlackPerson("U1", "A", "Ada@Example.com", "Asia/Tokyo", True, False, False)], NOW)
    answer = put(database, [person("1", Email="ada@example.com"), person("2", Email="b@example.com")])
    assert (answer.linked, answer.without_account) == (1, 1)
    assert (stored(database, "1").slack_id, stored(database, "1").zone) == ("U1", "Asia/Tokyo")


def test_an_import_is_kept_with_who_and_counts_and_nothing_about_any_person(database: Database) -> None:
    put(database, [person("1", Title="Clerk"), person("2", Title="x" * 201)])
    counts = {"new": 1, "changed": 0, "unchanged": 0, "left": 0, "missing": 0, "wrong": 1}
    with database.read() as session:
        kept = session.scalars(select(ImportRow)).one()
        noted = session.scalars(select(AuditRow)).one()
    assert (kept.filename, kept.sha256, kept.kind, kept.by, kept.counts) == (
        "people.csv",
        SOURCE.sha256,
        "employees",
        "UHR",
        counts,
    )
    assert (noted.by, noted.action, noted.subject) == ("UHR", "file.imported", f"import:{kept.id}")
    assert noted.details == counts | {"kind": "employees"}


def test_nothing_is_kept_of_an_import_that_breaks_off(database: Database) -> None:
    def break_off(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    before = everything(database)
    with pytest.raises(KeyboardInterrupt):
        apply(database, reading_of([person("1")]), SOURCE, "UHR", NOW, break_off)
    assert everything(database) == before


def test_twenty_thousand_people_take_few_statements_and_tell_their_progress(database: Database) -> None:
    reading = a_large_reading(20_000)
    seen: list[tuple[int, int]] = []
    with recorded_statements() as statements:
        answer = apply(database, reading, SOURCE, "UHR", NOW, lambda done, total: seen.append((done, total)))
    assert answer.done.new == 20_000
    assert len(statements) < 200
    assert (len(seen) >= 20, seen[-1]) == (True, (20_000, 20_000))
    assert seen == sorted(seen)
    with recorded_statements() as statements:
        assert not apply(database, reading, SOURCE, "UHR", LATER).done.changes_anything
    assert len(statements) < 100


@pytest.mark.skipif(not EXPORT.exists(), reason="the real HR export is not here")
def test_the_real_export_lands_whole_and_a_second_run_changes_nothing(database: Database) -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    reading = read_file(EXPORT.read_bytes(), EXPORT.name, today=now.date())
    assert isinstance(reading, Reading)
    first = put(database, reading, now)
    assert (first.done.kind, first.done.new, first.done.left, len(first.done.wrong)) == (Kind.EMPLOYEES, 310, 104, 0)
    assert first.without_account == 206
    with database.read() as session:
        active = EmployeeRow.status == EmploymentStatus.ACTIVE
        assert session.scalar(select(func.count()).where(active)) == 206
        assert session.scalar(select(func.count()).where(~active, EmployeeRow.left_on.is_(None))) == 0
        with_manager = select(func.count()).where(EmployeeRow.manager_id.is_not(None))
        assert session.scalar(with_manager) == 310 - 2 - 72
        assert session.scalar(select(func.count(ReviewRow.id)).where(ReviewRow.rating.is_not(None))) == 310
    before = everything(database)
    second = put(database, reading, now + timedelta(days=1))
    assert (second.done.unchanged, second.done.changes_anything) == (310, False)
    assert everything(database) == before


def test_people_who_manage_each_other_in_a_ring_land_with_their_managers(database: Database) -> None:
    rows = [
        person("1", Manager_ID="2"),
        person("2", Manager_ID="3"),
        person("3", Manager_ID="1"),
        person("4", Manager_ID="1"),
    ]
    assert put(database, rows).done.new == 4
    assert managers(database) == {"1": "2", "2": "3", "3": "1", "4": "1"}
    assert not put(database, rows).done.changes_anything


# --- beside others -----------------------------------------------------------------------------------------------------


def test_what_was_foreseen_is_compared_anew_when_somebody_else_imported_meanwhile(database: Database) -> None:
    put(database, [person("1", Title="Clerk")])
    foreseen = foresee(
        database, reading_of([person("1", Title="Cook", Manager_ID=""), person("2", Manager_ID="1")]), NOW
    )
    put(database, [person("1", Title="Cook", Manager_ID=""), person("3", Manager_ID="1")])
    done = apply_foreseen(database, foreseen, SOURCE, "UHR", LATER).done
    assert (foreseen.preview.new, foreseen.preview.changed) == (1, 1)
    assert (done.new, done.changed, done.unchanged) == (1, 0, 1)
    assert managers(database) == {"1": None, "2": "1", "3": "1"}


def test_whoever_goes_on_changing_people_holds_no_import_up_for_ever(database: Database) -> None:
    others = [f"{number}" for number in range(100, 103)]
    added: list[str] = []

    def add_somebody(_done: int, _total: int) -> None:
        if len(added) < len(others):
            added.append(others[len(added)])
            put(database, [person(added[-1])])

    done = apply(database, reading_of([person("1"), person("2")]), SOURCE, "UHR", NOW, add_somebody).done
    assert (done.new, added) == (2, others)
    assert set(managers(database)) == {"1", "2", *others}


def test_whoever_is_added_after_an_import_gets_an_id_of_their_own(database: Database) -> None:
    put(database, [person("1"), person("2")])
    with database.begin() as session:
        an_employee(session, number="3")
    put(database, [person("4")])
    assert set(managers(database)) == {"1", "2", "3", "4"}
