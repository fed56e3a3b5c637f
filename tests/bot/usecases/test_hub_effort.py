"""A hub of hundreds of everything costs no more than one of forty: it reads a page of each and what is pressing."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.usecases.hub import Hub, Part, hub_of
from bot.usecases.shelves import FIRST_PAGES, Shelf, Turned
from career.applications import Decision, Stage
from career.quiet import Scope, Why
from career.recognition import RecognitionKind
from career.requirements import Requirements
from career.training import EnrolmentState
from storage.database import Database
from storage.tables import (
    ApplicationRow,
    ConsiderationRow,
    EnrolmentRow,
    InterestRow,
    OpeningRow,
    QuietRow,
    RecognitionRow,
    Row,
    WorkshopRow,
)
from tests.factories import NOW, a_programme, a_workshop, an_employee, an_opening
from tests.statements import explained, recorded_statements, rows_read

SIZE = 4
SIZES = dict.fromkeys(Part, SIZE)
KNOWS_PYTHON = Requirements(skills_all=("Python",)).rule()


@pytest.fixture
def ada(database: Database) -> int:
    with database.begin() as session:
        return an_employee(session, slack_id="UADA", skills=("Python",))


def so_many_of_each(session: Session, ada: int, count: int) -> None:
    """Add so many openings that suit Ada, and of everything else that her hub shows."""
    opening, workshop = an_opening(session, requirements=KNOWS_PYTHON), a_workshop(session, a_programme(session))
    openings = _copies(session, OpeningRow, opening, 2 * count)
    workshops = _copies(session, WorkshopRow, workshop, count)
    applied = {"employee_id": ada, "note": "", "stage": Stage.OFFERED, "submitted_at": NOW, "considered_at": NOW}
    numbers = range(count)
    applications = session.scalars(
        insert(ApplicationRow).returning(ApplicationRow.id),
        [applied | {"opening_id": each} for each in openings[:count]],
    ).all()
    considered = {
        "by_slack_id": "UHR",
        "by_name": "Hana Novak",
        "decision": Decision.OFFER,
        "reason": "Good",
        "at": NOW,
    }
    session.execute(insert(ConsiderationRow), [considered | {"application_id": each} for each in applications])
    seat = {"employee_id": ada, "state": EnrolmentState.SEAT, "asked_at": NOW}
    session.execute(insert(EnrolmentRow), [seat | {"workshop_id": each} for each in workshops])
    wish = {"employee_id": ada, "logged_at": NOW}
    session.execute(
        insert(InterestRow), [wish | {"words": f"{opening} {each}", "about": f"{opening} {each}"} for each in numbers]
    )
    thanks = {"employee_id": ada, "kind": RecognitionKind.KUDOS, "by_slack_id": "UBEN", "by_name": "Ben"}
    words = {"words": "for help", "given_on": NOW.date(), "created_at": NOW}
    session.execute(insert(RecognitionRow), [thanks | words for _ in numbers])
    quiet = {"employee_id": ada, "scope": Scope.TARGET, "why": Why.NOT_FOR_ME, "origin": "", "created_at": NOW}
    session.execute(insert(QuietRow), [quiet | {"about": f"programme:{opening}{each}"} for each in numbers])


def hub(database: Database, turned: Turned = FIRST_PAGES) -> Hub:
    found = hub_of(database, "UADA", turned, SIZES, NOW)
    assert isinstance(found, Hub)
    return found


def shelf(mine: Hub, part: Part) -> Shelf:
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


def _copies(session: Session, table: type[Row], row_id: int, count: int) -> list[int]:
    columns: Mapping[str, Any] = {
        column.key: getattr(session.get_one(table, row_id), column.key) for column in table.__table__.columns
    }
    new: Iterator[dict[str, Any]] = ({name: columns[name] for name in columns if name != "id"} for _ in range(count))
    return list(session.scalars(insert(table).returning(table.__table__.c.id), list(new)))
