"""Looking for people among so many that they are not all counted."""

import pytest

from career.searching import Search, search_for
from storage.database import Database
from storage.rules.finding import FoundPage, NameWord, Sought, find_people
from tests.factories import NOW, an_employee
from tests.statements import explained

NAMES = ("Zoe Ash", "Ada Birch", "Bo Birch", "Ada Cedar", "Kim Dogwood", "Lee Elm")


@pytest.fixture
def grove(database: Database) -> Database:
    """Six who know Python, of whom one has no rating, and one who does not."""
    with database.begin() as session:
        for name in reversed(NAMES):
            given, family = name.split()
            key = name.casefold()
            rating = None if name == "Lee Elm" else 4
            an_employee(
                session, given_name=given, family_name=family, full_name_key=key, skills=("Python",), rating=rating
            )
        an_employee(session, given_name="Ida", family_name="Aspen", full_name_key="ida aspen", skills=("Excel",))
    return database


def page(database: Database, typed: str, skip: int, most: int, most_counted: int) -> FoundPage:
    search = search_for(typed)
    assert isinstance(search, Search)
    sought = Sought(search.rule, tuple(NameWord(name, name) for name in search.names))
    with database.read() as session:
        return find_people(session, sought, NOW.date(), skip, most, most_counted=most_counted)


def names(found: FoundPage) -> list[str]:
    return [each.full_name for each in found.people]


@pytest.mark.parametrize("typed", ["skill:python", "skill:python rating>=4", "skill:python birch", "-skill:excel", "a"])
def test_where_there_are_too_many_to_count_the_same_people_come_in_the_same_order(grove: Database, typed: str) -> None:
    counted = page(grove, typed, 0, 9, 100)
    too_many = page(grove, typed, 0, 9, 1)
    assert too_many.people == counted.people
    assert (too_many.total, too_many.has_more) == (1, True)
    assert (counted.total, counted.has_more) == (len(counted.people), False)


def test_as_many_as_are_counted_are_no_more_than_that(grove: Database) -> None:
    found = page(grove, "skill:python", 0, 9, len(NAMES))
    assert (found.total, found.has_more) == (len(NAMES), False)


def test_pages_follow_each_other_where_there_are_too_many_to_count(grove: Database) -> None:
    pages = [names(page(grove, "skill:python", skip, 2, 4)) for skip in (0, 2, 4)]
    assert pages == [["Zoe Ash", "Ada Birch"], ["Bo Birch", "Ada Cedar"], ["Kim Dogwood", "Lee Elm"]]


def test_too_many_to_count_are_read_along_their_names_and_not_sorted(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        for number in range(3):
            an_employee(session, family_name=f"Elm{number}", skills=("Python",), rating=4)
    with explained() as plans:
        page(sqlite_database, "skill:python rating>=4", 0, 2, 1)
    counted, walked = (plan.split("\n") for plan in plans if "ix_employees_name" in plan or "counted" in plan)
    assert not [step for step in counted if step.startswith("SCAN employees")], counted
    assert walked[0] == "SCAN employees USING INDEX ix_employees_name"
    assert not [step for step in walked if "ORDER BY" in step]
