from datetime import date

from sqlalchemy import select

from storage.database import Database
from storage.tables import ReviewRow
from tests.bot.usecases.importing.people_rig import person, put


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
