"""A hub of hundreds of everything costs no more than one of forty: it reads a page of each and what is pressing."""

from itertools import chain

import pytest

from bot.usecases.hub import Hub, Part, hub_of
from bot.usecases.shelves import FIRST_PAGES, Shelf, Turned
from storage.database import Database
from tests.bot.usecases.plenty import so_many_of_each
from tests.factories import NOW, an_employee
from tests.statements import explained, recorded_statements, rows_read

SIZE = 4
SIZES = dict.fromkeys(Part, SIZE)


@pytest.fixture
def ada(database: Database) -> int:
    with database.begin() as session:
        return an_employee(session, slack_id="UADA", skills=("Python",))


def hub(database: Database, turned: Turned = FIRST_PAGES) -> Hub:
    found = hub_of(database, "UADA", turned, SIZES, NOW)
    assert isinstance(found, Hub)
    return found


def shelf(mine: Hub, part: Part) -> Shelf[object]:
    return {
        Part.OPENINGS: mine.suiting,
        Part.APPLICATIONS: mine.applications,
        Part.WORKSHOPS: mine.enrolments,
        Part.INTERESTS: mine.interests,
        Part.RECOGNITION: mine.recognition,
    }[part]


@pytest.mark.parametrize("part", list(Part))
def test_the_pages_of_each_part_hold_everything_once(sqlite_database: Database, part: Part) -> None:
    with sqlite_database.begin() as session:
        so_many_of_each(session, an_employee(session, slack_id="UADA", skills=("Python",)), 9)
    pages = [shelf(hub(sqlite_database, Turned(part, skip)), part) for skip in (0, SIZE, 2 * SIZE)]
    seen = [repr(entry) for page in pages for entry in page.entries]
    assert len(seen) == len(set(seen)) == (10 if part is Part.OPENINGS else 9)
    assert [page.total > page.skip + len(page.entries) for page in pages] == [True, True, False]
    assert shelf(hub(sqlite_database, Turned(part, 900)), part) == pages[0]


def test_hundreds_of_each_ask_and_read_no_more_than_forty(database: Database, ada: int) -> None:
    effort = []
    for count in (40, 560):
        with database.begin() as session:
            so_many_of_each(session, ada, count)
        with recorded_statements() as statements, rows_read() as rows:
            assert len(hub(database).applications.entries) == SIZE
        effort.append((len(statements), sum(rows)))
    assert effort[0] == effort[1]


def test_whoever_has_little_is_asked_about_less(database: Database, ada: int) -> None:
    """What fits one page needs no count; somebody new gets their hub in a handful of statements."""
    with recorded_statements() as few:
        hub(database)
    with database.begin() as session:
        so_many_of_each(session, ada, 20)
    with recorded_statements() as many:
        hub(database)
    assert len(few) < len(many) <= 30


def test_nothing_of_what_belongs_to_everybody_is_read_from_end_to_end(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        so_many_of_each(session, an_employee(session, slack_id="UADA", skills=("Python",)), 20)
    with explained() as plans:
        hub(sqlite_database)
    scanned = {line for line in chain.from_iterable(plan.splitlines() for plan in plans) if line.startswith("SCAN")}
    tables = {line.split()[1] for line in scanned} - {"CONSTANT"}
    assert {each for each in tables if not each.startswith(("anon_", "("))} == {"tuition_policies"}, "which has one row"
