from dataclasses import replace
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.usecases.openings.posting import (
    NoSuchPosting,
    NotPosted,
    Posted,
    PostedBefore,
    PostingInFull,
    Wrong,
    how_many_qualify,
    post_opening,
    posting_in_full,
    posting_page,
)
from career.applications import Stage
from career.openings import OpeningStatus
from career.requirements import Requirements, requirements_of
from storage.database import Database
from storage.openings.postings import OpeningText
from storage.openings.records import opening_by_id
from storage.tables import AuditRow, OpeningRow
from tests.factories import NOW, an_application, an_employee, an_opening

TEXT = OpeningText("Data Analyst", "Help us see.", "Insight", "Berlin", date(2026, 12, 24))
FORM = Requirements(skills_all=("Python",), level_at_least=3, departments=("Insight", "IT"), last_rating_at_least=4)


def _post(database: Database, text: OpeningText = TEXT, form: Requirements = FORM, **other: Any) -> Any:
    values: dict[str, Any] = {"status": OpeningStatus.OPEN, "request": "V1"} | other
    return post_opening(database, "UHR", text, form, values["status"], values["request"], NOW)


def test_a_posted_opening_is_kept_as_hr_wrote_it_and_counts_who_qualifies(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, skills=("Python",), level=3, department="IT", rating=4)
        an_employee(session, skills=("Python",), level=2, department="IT", rating=4)
        an_employee(session, skills=("python",), level=4, department="it", rating=5)
    answer = _post(database)
    assert isinstance(answer, Posted)
    assert (answer.title, answer.status, answer.qualified) == ("Data Analyst", OpeningStatus.OPEN, 2)
    with database.read() as session:
        kept = opening_by_id(session, answer.opening_id)
        assert kept is not None
        assert (kept.title, kept.department, kept.location, kept.closes_on) == (
            "Data Analyst",
            "Insight",
            "Berlin",
            date(2026, 12, 24),
        )
        assert requirements_of(kept.requirements) == FORM
        by, subject = session.execute(select(AuditRow.by, AuditRow.subject)).one()
        assert (by, subject) == ("UHR", f"opening:{answer.opening_id}")


def test_the_same_form_sent_twice_makes_one_opening(database: Database) -> None:
    first, second, another = _post(database), _post(database), _post(database, request="V2")
    assert isinstance(first, Posted)
    assert second == PostedBefore(first.opening_id)
    assert isinstance(another, Posted)
    assert another.opening_id != first.opening_id


def test_the_same_form_sent_twice_at_once_makes_one_opening(database: Database) -> None:
    answers: list[Any] = []
    threads = [Thread(target=lambda: answers.append(_post(database))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(answer).__name__ for answer in answers) == ["Posted", *["PostedBefore"] * 5]
    with database.read() as session:
        assert session.execute(select(func.count()).select_from(OpeningRow)).scalar_one() == 1


def test_a_form_that_was_wrong_may_be_sent_again(sqlite_database: Database) -> None:
    assert _post(sqlite_database, replace(TEXT, title="")) == NotPosted(frozenset({Wrong.NO_TITLE}))
    assert isinstance(_post(sqlite_database), Posted)


@pytest.mark.parametrize(
    ("text", "form", "wrong"),
    [
        (replace(TEXT, title="x" * 151), FORM, Wrong.TITLE_TOO_LONG),
        (replace(TEXT, description=""), FORM, Wrong.NO_DESCRIPTION),
        (replace(TEXT, description="x" * 2_501), FORM, Wrong.DESCRIPTION_TOO_LONG),
        (replace(TEXT, department="x" * 201), FORM, Wrong.DEPARTMENT_TOO_LONG),
        (replace(TEXT, location="x" * 201), FORM, Wrong.LOCATION_TOO_LONG),
        (replace(TEXT, closes_on=NOW.date() - timedelta(days=1)), FORM, Wrong.LAST_DAY_HAS_PASSED),
        (TEXT, Requirements(skills_some=("Python", "SQL"), some_count=3), Wrong.MORE_THAN_CHOSEN),
        (TEXT, Requirements(skills_some=("Python", "SQL"), some_count=0), Wrong.MORE_THAN_CHOSEN),
        (TEXT, Requirements(level_at_least=-1), Wrong.LEVEL_OUT_OF_RANGE),
        (TEXT, Requirements(months_in_role=601), Wrong.MONTHS_IN_ROLE_OUT_OF_RANGE),
        (TEXT, Requirements(months_of_service=-1), Wrong.MONTHS_OF_SERVICE_OUT_OF_RANGE),
        (TEXT, Requirements(last_rating_at_least=1_000), Wrong.RATING_OUT_OF_RANGE),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(
    sqlite_database: Database, text: OpeningText, form: Requirements, wrong: Wrong
) -> None:
    assert _post(sqlite_database, text, form) == NotPosted(frozenset({wrong}))
    with sqlite_database.read() as session:
        assert session.execute(select(func.count()).select_from(OpeningRow)).scalar_one() == 0


def test_today_is_not_too_late_to_apply_by(sqlite_database: Database) -> None:
    assert isinstance(_post(sqlite_database, replace(TEXT, closes_on=NOW.date())), Posted)


def test_the_count_follows_the_form(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, skills=("Python", "SQL"), level=3)
        an_employee(session, skills=("Python",), level=5)
    assert how_many_qualify(database, "UHR", Requirements(), NOW) == 2
    assert how_many_qualify(database, "UHR", Requirements(skills_some=("SQL", "Python"), some_count=2), NOW) == 1
    assert how_many_qualify(database, "UHR", Requirements(level_at_least=6), NOW) == 0


def test_openings_with_unconsidered_applications_come_first(database: Database) -> None:
    with database.begin() as session:
        waiting = an_opening(session, title="Waiting", status=OpeningStatus.OPEN)
        calm = an_opening(session, title="Calm")
        draft = an_opening(session, title="Draft", status=OpeningStatus.DRAFT)
        closed = an_opening(session, title="Closed", status=OpeningStatus.CLOSED)
        an_application(session, waiting, an_employee(session))
        an_application(session, waiting, an_employee(session), stage=Stage.IN_REVIEW, considered_at=NOW)
        an_application(session, calm, an_employee(session), stage=Stage.WITHDRAWN)
    page = posting_page(database, "UHR", 0, 3, NOW)
    assert [(each.id, each.applications, each.unconsidered) for each in page.postings] == [
        (waiting, 2, 1),
        (calm, 0, 0),
        (draft, 0, 0),
    ]
    assert page.total == 4
    assert [each.id for each in posting_page(database, "UHR", 3, 3, NOW).postings] == [closed]
    assert posting_page(database, "UHR", 99, 3, NOW).skip == 0


def test_one_opening_in_full_tells_who_qualifies_and_who_applied(database: Database) -> None:
    with database.begin() as session:
        person = an_employee(session, skills=("Python",))
        opening = an_opening(session, requirements=Requirements(skills_all=("Python",)).rule())
        an_application(session, opening, person)
    seen = posting_in_full(database, "UHR", opening, NOW)
    assert isinstance(seen, PostingInFull)
    assert (seen.qualified, seen.applications.all, seen.applications.unconsidered) == (1, 1, 1)
    assert posting_in_full(database, "UHR", 999, NOW) == NoSuchPosting(999)
