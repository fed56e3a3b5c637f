import pytest
from sqlalchemy import select

from bot.usecases.importing import file
from bot.usecases.importing.file import foresee
from bot.usecases.people.directory import refresh_people
from career.employees import EmploymentStatus, SlackMatch
from career.holdout import PRIME
from storage.database import Database
from storage.people.directory import SlackPerson
from storage.tables import AuditRow, EmployeeRow, ImportRow
from tests.bot.usecases.importing.people_rig import LATER, SOURCE, everything, person, put, stored
from tests.factories import NOW
from tests.readings import reading_of


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


def test_whoever_slack_knows_by_email_is_linked_at_once(database: Database) -> None:
    refresh_people(database, [SlackPerson("U1", "A", "Ada@Example.com", "Asia/Tokyo", True, False, False)], NOW)
    answer = put(database, [person("1", Email="ada@example.com"), person("2", Email="b@example.com")])
    assert (answer.linked, answer.without_account) == (1, 1)
    assert (stored(database, "1").slack_id, stored(database, "1").zone) == ("U1", "Asia/Tokyo")


def test_people_are_linked_when_the_import_is_done_with_so_that_nobody_waits_for_both_at_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_off(*_given: object) -> None:
        raise KeyboardInterrupt

    ada = SlackPerson("U1", "A", "ada@example.com", "Asia/Tokyo", True, False, False)
    refresh_people(database, [ada], NOW)
    with monkeypatch.context() as patched:
        patched.setattr(file, "link_by_email", breaks_off)
        with pytest.raises(KeyboardInterrupt):
            put(database, [person("1", Email="ada@example.com")])
    assert stored(database, "1").slack_id is None
    assert refresh_people(database, [ada], LATER).linked == 1
    assert stored(database, "1").slack_id == "U1"


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
