from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlalchemy import ColumnElement, Engine, event, func, insert, select

from bot.usecases.people.directory import (
    STALE_AFTER,
    CannotTell,
    HrAnswer,
    MembersRead,
    No,
    Overtaken,
    Refreshed,
    Yes,
    is_hr,
    refresh_hr_members,
    refresh_people,
)
from career.employees import EmploymentStatus, SlackMatch
from storage.database import Database
from storage.people.directory import SlackPerson
from storage.tables import AuditRow, EmployeeRow, SlackPersonRow
from tests.factories import NOW, an_employee
from tests.statements import recorded_statements

HR = SlackPerson("UHR", "Hanna Ruder", "hanna@example.com", "Europe/Berlin", True, False, False)


def a_person(slack_id: str = "U1", **fields: Any) -> SlackPerson:
    return replace(SlackPerson(slack_id, "Ada Rower", "ada@example.com", "Europe/Paris", True, False, False), **fields)


def asked(database: Database, slack_id: str = "UHR", after: timedelta = timedelta()) -> HrAnswer:
    with database.read() as session:
        return is_hr(session, slack_id, NOW + after)


def employee(database: Database, employee_id: int) -> EmployeeRow:
    with database.read() as session:
        return session.get_one(EmployeeRow, employee_id)


@pytest.fixture
def hr_channel(database: Database) -> Database:
    """A database in which Hanna is HR: known, a full member, in the channel that has just been read."""
    refresh_people(database, [HR], NOW)
    refresh_hr_members(database, ["UHR"], NOW)
    return database


# --- who is HR ---------------------------------------------------------------------------------------------------------


def test_a_full_member_in_the_channel_is_hr(hr_channel: Database) -> None:
    assert asked(hr_channel) == Yes()


def test_whoever_is_not_in_the_channel_is_not_hr(hr_channel: Database) -> None:
    refresh_people(hr_channel, [a_person("UELSE")], NOW)
    assert asked(hr_channel, "UELSE") == No()


def test_whoever_leaves_the_channel_is_not_hr_any_more(hr_channel: Database) -> None:
    refresh_hr_members(hr_channel, [], NOW + timedelta(seconds=1))
    assert asked(hr_channel, after=timedelta(seconds=1)) == No()


@pytest.mark.parametrize("state", [{"is_guest": True}, {"is_bot": True}, {"is_active": False}])
def test_guests_bots_and_deactivated_accounts_in_the_channel_are_not_hr(database: Database, state: Any) -> None:
    refresh_people(database, [a_person("U1", **state)], NOW)
    assert refresh_hr_members(database, ["U1"], NOW) == MembersRead(frozenset(), frozenset())
    assert asked(database, "U1") == No()


@pytest.mark.parametrize("state", [{"is_guest": True}, {"is_bot": True}, {"is_active": False}])
def test_whoever_becomes_a_guest_or_is_deactivated_is_not_hr_before_the_channel_is_read_again(
    hr_channel: Database, state: Any
) -> None:
    refresh_people(hr_channel, [replace(HR, **state)], NOW)
    assert asked(hr_channel) == No()


def test_a_member_who_is_not_known_yet_is_named_and_is_not_hr_until_looked_up(database: Database) -> None:
    assert refresh_hr_members(database, ["UHR"], NOW) == MembersRead(frozenset(), frozenset({"UHR"}))
    assert asked(database) == No()
    refresh_people(database, [HR], NOW)
    assert refresh_hr_members(database, ["UHR"], NOW) == MembersRead(frozenset({"UHR"}), frozenset())
    assert asked(database) == Yes()


def test_nobody_is_hr_before_the_channel_was_ever_read(database: Database) -> None:
    refresh_people(database, [HR], NOW)
    assert asked(database) == CannotTell()


def test_a_minute_without_a_reading_leaves_nobody_in(hr_channel: Database) -> None:
    assert asked(hr_channel, after=STALE_AFTER) == Yes()
    assert asked(hr_channel, after=STALE_AFTER + timedelta(microseconds=1)) == CannotTell()
    assert timedelta(minutes=1) >= STALE_AFTER


def test_a_reading_from_a_clock_far_ahead_counts_for_nothing(hr_channel: Database) -> None:
    assert asked(hr_channel, after=-STALE_AFTER - timedelta(seconds=1)) == CannotTell()


def test_a_slow_older_reading_does_not_bring_back_who_was_removed_since(hr_channel: Database) -> None:
    refresh_hr_members(hr_channel, [], NOW + timedelta(seconds=10))
    assert refresh_hr_members(hr_channel, ["UHR"], NOW + timedelta(seconds=5)) == Overtaken()
    assert asked(hr_channel, after=timedelta(seconds=10)) == No()


# --- refreshing people -------------------------------------------------------------------------------------------------


def test_an_employee_is_linked_by_an_email_whatever_its_case(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, email="ada@example.com", slack_id=None, slack_match=None, zone=None)
    answer = refresh_people(database, [a_person(email="Ada@Example.COM", is_guest=True)], NOW)
    assert answer == Refreshed(accounts=1, renewed=0, linked=1)
    linked = employee(database, ada)
    assert (linked.slack_id, linked.slack_match, linked.zone) == ("U1", SlackMatch.EMAIL, "Europe/Paris")


def test_a_name_alone_links_nobody(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, given_name="Ada", family_name="Rower", full_name_key="ada rower", slack_id=None)
    assert refresh_people(database, [a_person(email=None)], NOW).linked == 0
    assert employee(database, ada).slack_id is None


def test_an_email_that_two_accounts_or_two_employees_have_links_nobody(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, email="ada@example.com", slack_id=None)
        for _ in range(2):
            an_employee(session, email="twin@example.com", slack_id=None)
    people = [a_person("U1"), a_person("U2"), a_person("U3", email="twin@example.com")]
    assert refresh_people(database, people, NOW).linked == 0


def test_people_who_left_bots_and_deactivated_accounts_do_not_stand_in_the_way_of_a_link(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, email="ada@example.com", slack_id=None, status=EmploymentStatus.LEFT)
        ada = an_employee(session, email="ada@example.com", slack_id=None)
    people = [a_person("U1", is_active=False), a_person("U2", is_bot=True), a_person("U3")]
    assert refresh_people(database, people, NOW).linked == 1
    assert employee(database, ada).slack_id == "U3"


@pytest.mark.parametrize("state", [{"is_bot": True}, {"is_active": False}])
def test_bots_and_deactivated_accounts_are_never_linked(database: Database, state: Any) -> None:
    with database.begin() as session:
        an_employee(session, email="ada@example.com", slack_id=None)
    assert refresh_people(database, [a_person(**state)], NOW).linked == 0


def test_who_has_left_is_not_linked(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, email="ada@example.com", slack_id=None, status=EmploymentStatus.LEFT)
    assert refresh_people(database, [a_person()], NOW).linked == 0


def test_an_account_that_somebody_has_is_not_given_to_another(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="U1")
        other = an_employee(session, email="ada@example.com", slack_id=None)
    assert refresh_people(database, [a_person("U1")], NOW).linked == 0
    assert employee(database, other).slack_id is None


def test_the_zone_of_a_linked_employee_follows_slack_and_survives_deactivation(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="U1", zone="Europe/Berlin")
    later = NOW + timedelta(hours=1)
    assert refresh_people(database, [a_person(zone="Asia/Tokyo")], later).renewed == 1
    assert (employee(database, ada).zone, employee(database, ada).updated_at) == ("Asia/Tokyo", later)
    assert refresh_people(database, [a_person(zone=None, is_active=False)], later).renewed == 1
    assert (employee(database, ada).zone, employee(database, ada).is_slack_active) == ("Asia/Tokyo", False)


def test_refreshing_the_same_people_again_changes_no_employee(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, email="ada@example.com", slack_id=None)
    refresh_people(database, [a_person()], NOW)
    assert refresh_people(database, [a_person()], NOW + timedelta(days=1)) == Refreshed(1, 0, 0)
    assert employee(database, ada).updated_at == NOW


def test_what_slack_tells_of_one_person_leaves_everybody_else_as_they_were(database: Database) -> None:
    refresh_people(database, [a_person("U1"), a_person("U2", email=None)], NOW)
    refresh_people(database, [a_person("U2", email=None, real_name="Ada Steer")], NOW + timedelta(days=1))
    with database.read() as session:
        stored = session.execute(select(SlackPersonRow.slack_id, SlackPersonRow.real_name).order_by("slack_id")).all()
    assert [tuple(row) for row in stored] == [("U1", "Ada Rower"), ("U2", "Ada Steer")]


def test_links_by_email_are_in_the_audit_without_saying_whose(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, email="ada@example.com", slack_id=None)
    refresh_people(database, [a_person()], NOW)
    with database.read() as session:
        noted = session.execute(select(AuditRow.action, AuditRow.details)).one()
    assert tuple(noted) == ("employees.linked", {"match": "email", "count": 1})


def a_break_at(statement: str, time: int) -> Callable[..., None]:
    """Return a listener to the database's statements that breaks off when it meets one of a kind for the so-manieth time."""
    seen = count(1)

    def listen(_connection: object, _cursor: object, text: str, *_more: object) -> None:
        if text.startswith(statement) and next(seen) == time:
            raise RuntimeError("broken off")

    return listen


@contextmanager
def breaking_off_at(statement: str, time: int) -> Iterator[None]:
    listen = a_break_at(statement, time)
    event.listen(Engine, "before_cursor_execute", listen)
    try:
        with pytest.raises(RuntimeError):
            yield
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def how_many(database: Database, *such: ColumnElement[bool]) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).where(*such)) or 0


def test_a_large_company_is_read_and_linked_in_several_transactions_and_the_next_reading_makes_good_what_is_missing(
    database: Database,
) -> None:
    people = [a_person(f"U{number:05}", email=f"p{number}@example.com") for number in range(12_000)]
    columns = {"given_name": "Ada", "family_name": "Rower", "full_name_key": "ada rower", "status": "active"}
    stamps = {"created_at": NOW, "updated_at": NOW, "is_slack_active": True}
    with database.begin() as session:
        session.execute(
            insert(EmployeeRow),
            [
                {"number": f"{each}", "email": f"p{each}@example.com", "lot": 1, **columns, **stamps}
                for each in range(12_000)
            ],
        )
    linked = EmployeeRow.slack_id.is_not(None)
    with breaking_off_at("INSERT INTO slack_people", 11):
        refresh_people(database, people, NOW)
    assert (how_many(database, SlackPersonRow.is_active.is_(True)), how_many(database, linked)) == (10_000, 0)
    with breaking_off_at("UPDATE employees SET slack_id", 6):
        refresh_people(database, people, NOW)
    assert how_many(database, linked) == 5_000
    assert refresh_people(database, people, NOW) == Refreshed(12_000, 0, 7_000)


def test_over_long_names_zones_and_emails_from_slack_harm_nobody(database: Database) -> None:
    strange = a_person(real_name="x " * 400, email="y" * 300 + "@example.com", zone="Z" * 100)
    refresh_people(database, [strange], NOW)
    with database.read() as session:
        stored = session.get_one(SlackPersonRow, "U1")
    assert (stored.full_name_key, stored.email, stored.zone, len(stored.real_name)) == ("", None, None, 250)


def test_twenty_thousand_people_take_few_statements(database: Database) -> None:
    people = [a_person(f"U{number:06}", email=f"p{number}@example.com") for number in range(20_000)]
    with recorded_statements() as statements:
        assert refresh_people(database, people, NOW).accounts == 20_000
    assert len(statements) < 60
