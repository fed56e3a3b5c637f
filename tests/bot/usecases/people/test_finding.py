from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select

from bot.usecases.conditions import NeverAsked
from bot.usecases.people.finding import (
    FoundPeople,
    NobodyFound,
    NothingTyped,
    TakenOut,
    find,
    take_out_found,
)
from bot.views.hr.find import answer_as_text, found_list
from bot.views.ids import Action
from career.employees import EmploymentStatus
from hris.names import full_name_keys
from storage.database import Database
from storage.house.exports import Cell
from storage.rules.facts import verdict_on
from storage.tables import AuditRow, EmployeeRow
from tests.bot.views import slack_says
from tests.factories import NOW, an_employee

HR = "U0HR"


@pytest.fixture
def staffed(database: Database) -> Database:
    """Four people with the company, and one who left."""
    people = (
        ("Ada", "Lovering", {"skills": ("Python", "SQL"), "level": 4, "rating": 5, "department": "Sales"}),
        ("Béla", "Müller-Smith", {"skills": ("Python",), "level": 2, "rating": 4, "interests": ("Rowing",)}),
        ("Chi", "Rossi", {"skills": ("Excel",), "level": 5, "department": "Human Resources"}),
        ("Dan", "Away", {"skills": ("Python",), "level": 5, "status": EmploymentStatus.LEAVE}),
        ("Eve", "Gone", {"skills": ("Python",), "level": 5, "status": EmploymentStatus.LEFT}),
    )
    with database.begin() as session:
        for given, family, fields in people:
            names = {"given_name": given, "family_name": family, "full_name_key": full_name_keys(given, family)}
            an_employee(session, **names, **fields)  # type: ignore[arg-type]  # fields of several sorts
        thanked = tuple(NOW.date() - timedelta(days=each) for each in range(3))
        an_employee(session, given_name="Flo", family_name="Star", full_name_key="flo star", recognised_on=thanked)
        an_employee(
            session,
            given_name="Gil",
            family_name="Old",
            full_name_key="gil old",
            hired_on=date(2020, 1, 1),
            recognised_on=(NOW.date() - timedelta(days=800),) * 3,
        )
    return database


def found_by(database: Database, typed: str) -> list[str]:
    answer = find(database, HR, typed, 0, 50, NOW)
    return [each.full_name.split()[0] for each in answer.people] if isinstance(answer, FoundPeople) else []


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("skill:python", ["Dan", "Ada", "Béla"]),
        ("skill:python level>=4", ["Dan", "Ada"]),
        ("skill:python rating>=4", ["Ada", "Béla"]),
        ("skill:python,excel level>=4", ["Dan", "Ada", "Chi"]),
        ("skill:python -skill:sql", ["Dan", "Béla"]),
        ('department:"human  resources"', ["Chi"]),
        ("interest:rowing", ["Béla"]),
        ("kudos>=3", ["Flo"]),
        ("kudos<3 gil", ["Gil"]),
        ("tenure>=24", ["Gil"]),
        ("muller", ["Béla"]),
        ("smith béla", ["Béla"]),
        ("ove", []),
    ],
)
def test_those_are_found_who_are_asked_for(staffed: Database, typed: str, names: list[str]) -> None:
    assert found_by(staffed, typed) == names


def test_an_employee_number_finds_its_person(staffed: Database) -> None:
    with staffed.read() as session:
        number = session.scalars(select(EmployeeRow.number).where(EmployeeRow.given_name == "Chi")).one()
    assert found_by(staffed, number) == ["Chi"]


def test_both_readers_of_the_rule_agree_on_who_is_found(staffed: Database) -> None:
    answer = find(staffed, HR, "skill:python rating>=4 level<5", 0, 50, NOW)
    assert isinstance(answer, FoundPeople)
    with staffed.read() as session:
        here = session.scalars(select(EmployeeRow.id).where(EmployeeRow.status != EmploymentStatus.LEFT)).all()
        judged = {each for each in here if verdict_on(session, each, answer.rule, NOW.date()).holds}
    assert judged == {each.id for each in answer.people}


def test_a_search_goes_by_pages_and_counts_all(staffed: Database) -> None:
    first = find(staffed, HR, "skill:python", 0, 2, NOW)
    second = find(staffed, HR, "skill:python", 2, 2, NOW)
    assert isinstance(first, FoundPeople)
    assert isinstance(second, FoundPeople)
    assert first.total == second.total == 3
    assert len({each.id for each in (*first.people, *second.people)}) == 3
    assert find(staffed, HR, "skill:python", 90, 2, NOW) == first


def test_a_mistyped_word_or_value_names_the_nearest_known_one(staffed: Database) -> None:
    assert "`skill:Python`" in answer_as_text(find(staffed, HR, "skil:Python", 0, 9, NOW))
    assert "`skill:Python`" in answer_as_text(find(staffed, HR, "skill:Pyhton", 0, 9, NOW))
    assert '`department:"Human Resources"`' in answer_as_text(find(staffed, HR, "department:Humanresources", 0, 9, NOW))
    assert isinstance(find(staffed, HR, "skill:excel level<2", 0, 9, NOW), NobodyFound)


def test_a_name_that_nobody_bears_is_said_so_without_talk_of_conditions(staffed: Database) -> None:
    told = answer_as_text(find(staffed, HR, "zzz o&o", 0, 9, NOW))
    assert told.startswith("Nobody here is called “zzz o&amp;o” or has that number.")


def test_age_and_pay_are_refused_by_name(staffed: Database) -> None:
    assert find(staffed, HR, "age>=50", 0, 9, NOW) == NeverAsked("age")
    assert find(staffed, HR, "salary>=500", 0, 9, NOW) == NeverAsked("pay")


def test_nothing_typed_explains_how(staffed: Database) -> None:
    answer = find(staffed, HR, "  ", 0, 9, NOW)
    assert answer == NothingTyped()
    assert "skill:Python" in answer_as_text(answer)


def test_the_table_holds_everybody_found_no_rating_and_is_noted_without_what_was_asked(staffed: Database) -> None:
    def write(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
        assert not any("rating" in name.casefold() for name in head)
        return len(list(rows))

    assert take_out_found(staffed, HR, "skill:python rating>=4", write, NOW) == TakenOut(2)
    with staffed.read() as session:
        line = session.scalars(select(AuditRow)).one()
    assert (line.by, line.action, line.details) == (HR, "table.exported", {"rows": 2})


def test_the_list_shows_no_rating_and_nobody_who_left(staffed: Database) -> None:
    answer = find(staffed, HR, "skill:python level>=4", 0, 9, NOW)
    assert isinstance(answer, FoundPeople)
    words = slack_says.words(found_list(answer))
    assert "Ada Lovering" in words
    assert "Gone" not in words
    assert "on leave" in words


def test_more_than_are_counted_are_said_to_be_more_and_pages_end_where_counting_does(staffed: Database) -> None:
    answer = find(staffed, HR, "skill:python", 0, 9, NOW)
    assert isinstance(answer, FoundPeople)
    many = replace(answer, total=2_500, has_more=True, skip=2_480)
    words = slack_says.words(found_list(many))
    assert "More than 2,500 people" in words
    assert "2,481 to 2,500 of 2,500" in words
    assert "the file has all" in words
    assert Action.HR_FIND_MORE not in slack_says.buttons(found_list(many))
    assert answer_as_text(many) == "More than 2,500 people found"


def test_a_search_by_skill_starts_from_who_has_it(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        an_employee(session, skills=("Python",), rating=5)
    plans: list[str] = []

    def explain(_connection: object, cursor: object, statement: str, parameters: object, *_: object) -> None:
        if "employees.family_name" in statement and not statement.startswith("EXPLAIN"):
            rows = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)  # type: ignore[attr-defined]
            plans.extend(str(row[3]) for row in rows)

    with sqlite_database.read() as session:
        event.listen(session.get_bind(), "before_cursor_execute", explain)
        assert session.scalar(select(func.count()).select_from(EmployeeRow)) == 1
    find(sqlite_database, HR, "skill:python rating>=4", 0, 9, NOW)
    assert plans
    assert not [line for line in plans if line.startswith("SCAN employees")], plans
