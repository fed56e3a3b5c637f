"""Openings as one person sees them listed: in which order, on which page, and how much is read for it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from bot.usecases.nudges.quiet import decline_target
from bot.usecases.openings.browsing import Openings, Prospect, openings
from career.criteria import EVERYONE
from career.openings import OpeningStatus
from career.requirements import Requirements
from career.rule_json import rule_to_json
from career.targets import OpeningTarget
from storage.database import Database
from storage.tables import OpeningRow
from tests.factories import NOW, an_employee, an_opening
from tests.statements import recorded_statements, rows_read

SIZE = 8
PYTHON, LATIN = (Requirements(skills_all=(skill,)).rule() for skill in ("Python", "Latin"))
SENIOR = Requirements(level_at_least=7).rule()


def seen(database: Database, words: str = "", skip: int = 0, slack_id: str = "UADA") -> Openings:
    return openings(database, slack_id, words, skip, SIZE, NOW)


def titles(found: Openings) -> list[str]:
    return [prospect.opening.title for prospect in found.page.entries]


def all_pages(database: Database, slack_id: str = "UADA") -> list[Prospect]:
    total = seen(database, slack_id=slack_id).page.total
    pages = [seen(database, skip=skip, slack_id=slack_id) for skip in range(0, total, SIZE)]
    assert {page.page.total for page in pages} == {total}
    return [prospect for page in pages for prospect in page.page.entries]


@pytest.fixture
def ada(database: Database) -> int:
    with database.begin() as session:
        return an_employee(session, slack_id="UADA", skills=("Python",), level=3)


def a_company(database: Database, many: int) -> None:
    """Have openings that suit Ada, that do not, and that she declined, so many of each sort; their last days are mixed."""
    with database.begin() as session:
        declined = []
        for number in range(many):
            closes_on = None if number % 3 == 0 else NOW.date() + timedelta(days=number * 7 % 11)
            for rule, title in ((PYTHON, "Suits"), (EVERYONE, "Suits all"), (LATIN, "Other"), (SENIOR, "Higher")):
                an_opening(session, title=f"{title} {number}", requirements=rule, closes_on=closes_on)
            declined.append(an_opening(session, title=f"No {number}", requirements=PYTHON, closes_on=closes_on))
    for each in declined:
        decline_target(database, "UADA", OpeningTarget(each), NOW)


def order(prospect: Prospect) -> tuple[bool, bool, date, int]:
    suits = prospect.suits and not prospect.is_declined
    return prospect.is_declined, not suits, prospect.opening.closes_on or date.max, -prospect.opening.id


@pytest.mark.usefixtures("ada")
def test_the_pages_hold_every_opening_once_those_that_suit_first_those_declined_last(database: Database) -> None:
    a_company(database, 7)
    found = all_pages(database)
    assert len({prospect.opening.id for prospect in found}) == len(found) == 35
    assert found == sorted(found, key=order)
    sorts = [prospect.opening.title.split()[0] for prospect in found]
    assert set(sorts[:14]) == {"Suits"}
    assert set(sorts[14:28]) == {"Other", "Higher"}
    assert set(sorts[28:]) == {"No"}
    assert all(("Suits" in prospect.opening.title) == prospect.suits for prospect in found[:28])


@pytest.mark.usefixtures("ada")
def test_how_many_suit_is_told_once_they_have_all_been_looked_at(database: Database) -> None:
    a_company(database, 7)
    assert [seen(database, skip=skip).suiting for skip in (0, 8, 16, 24, 32)] == [None, 14, 14, 14, 14]


@pytest.mark.usefixtures("ada")
def test_where_so_many_are_not_there_any_more_the_first_page_is_shown(database: Database) -> None:
    a_company(database, 2)
    assert seen(database, skip=800) == seen(database)
    assert seen(database, skip=800).page.skip == 0


@pytest.mark.usefixtures("ada")
def test_whoever_is_no_employee_sees_them_all_by_their_last_day(database: Database) -> None:
    a_company(database, 3)
    found = all_pages(database, "UNOBODY")
    assert found == sorted(found, key=order)
    assert len(found) == 15
    assert not any(prospect.suits or prospect.is_declined for prospect in found)


@pytest.mark.usefixtures("ada")
def test_words_of_the_title_find_it_and_else_words_like_what_it_says(database: Database) -> None:
    with database.begin() as session:
        an_opening(session, title="Boat Builder", department="Yard", requirements=LATIN)
        an_opening(session, title="Data Analyst", location="Hamburg", requirements=PYTHON)
        an_opening(session, title="Data Engineer", status=OpeningStatus.DRAFT, location="Hamburg")
    assert titles(seen(database, "data")) == ["Data Analyst"]
    assert titles(seen(database, "hamburgh")) == ["Data Analyst"]
    assert titles(seen(database, "latin yard")) == ["Boat Builder"]
    assert titles(seen(database, "violin")) == []


def _more(database: Database, many: int, **fields: object) -> None:
    """Add openings in one statement."""
    stamps = {"created_by": "UHR", "created_at": NOW, "updated_at": NOW}
    opening = {"title": "Data Analyst", "title_code": "data analyst", "description": "…", "status": OpeningStatus.OPEN}
    with database.begin() as session:
        session.execute(insert(OpeningRow), [opening | stamps | fields for _ in range(many)])


SUITING = {"requirements": rule_to_json(PYTHON), "key_skill_code": "python"}
OTHERS = {"requirements": rule_to_json(LATIN), "key_skill_code": "latin"}


@pytest.mark.parametrize("words", ["", "data"])
@pytest.mark.parametrize("sort", [SUITING, OTHERS], ids=["that suit", "that do not"])
@pytest.mark.usefixtures("ada")
def test_thousands_are_listed_with_no_more_read_than_for_a_hundred(
    database: Database, sort: dict[str, object], words: str
) -> None:
    efforts = []
    for many in (100, 2_000):
        _more(database, many, **sort)
        with recorded_statements() as statements, rows_read() as rows:
            assert len(seen(database, words, skip=SIZE).page.entries) == SIZE
        efforts.append((len(statements), sum(rows)))
    assert efforts[0] == efforts[1]
    assert efforts[0][0] <= 12
    assert efforts[0][1] <= 100


def test_whoever_is_no_employee_is_read_a_page_too(database: Database) -> None:
    _more(database, 500, **OTHERS)
    with rows_read() as rows:
        assert seen(database, slack_id="UNOBODY").page.total == 500
    assert sum(rows) <= 2 * SIZE + 3
