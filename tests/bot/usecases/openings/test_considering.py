"""Promise 2: a consideration has a named member of HR, a time and a reason; there is no other way to decide."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import func, select, update

from bot.usecases.deciding import NoName, ReasonTooLong, ReasonTooShort
from bot.usecases.openings.considering import (
    ApplicationInFull,
    Considered,
    NoSuchApplication,
    NoSuchQueue,
    NotDecidable,
    Overtaken,
    Queue,
    Seen,
    Withdrawn,
    application_in_full,
    application_queue,
    consider,
)
from bot.views.hr import applications as hr_applications
from bot.views.hr import decisions as hr_decisions
from career.applications import Decision, Stage
from career.employees import EmploymentStatus
from career.requirements import Requirements
from storage.database import Database
from storage.people.directory import SlackPerson, store_people
from storage.tables import ApplicationEventRow, ApplicationRow, AuditRow, ConsiderationRow, EmployeeRow
from tests.bot.views import slack_says
from tests.factories import NOW, a_consideration, an_application, an_employee, an_opening

HANA, HUGO = "UHANA", "UHUGO"
SUBMITTED = NOW - timedelta(days=3)


@pytest.fixture
def application(database: Database) -> int:
    with database.begin() as session:
        people = [SlackPerson(HANA, "Hana Novak", None, None, True, False, False)]
        people.append(SlackPerson(HUGO, "Hugo Brandt", None, None, True, False, False))
        store_people(session, {each.slack_id: (each, each.real_name.lower()) for each in people}, NOW)
        person = an_employee(session, given_name="Ada", family_name="Lovering", slack_id="UADA")
        return an_application(session, an_opening(session), person, submitted_at=SUBMITTED)


def _decide(database: Database, application: int, decision: Decision = Decision.REVIEW, **other: Any) -> Any:
    values: dict[str, Any] = {"by": HANA, "reason": "Strong SQL.", "stage": Stage.SUBMITTED, "at": SUBMITTED} | other
    seen = Seen(values["stage"], values["at"])
    return consider(database, values["by"], application, decision, values["reason"], seen, NOW)


def _count(database: Database, row: Any) -> int:
    with database.read() as session:
        return session.execute(select(func.count()).select_from(row)).scalar_one()


def test_a_decision_keeps_who_when_what_and_why(database: Database, application: int) -> None:
    answer = _decide(database, application, Decision.INTERVIEW, reason="  Strong SQL.  ")
    assert isinstance(answer, Considered)
    assert (answer.applicant, answer.candidate.stage) == ("UADA", Stage.INTERVIEW)
    with database.read() as session:
        kept = session.execute(
            select(
                ConsiderationRow.by_slack_id,
                ConsiderationRow.by_name,
                ConsiderationRow.decision,
                ConsiderationRow.reason,
                ConsiderationRow.at,
            )
        ).one()
        assert kept == (HANA, "Hana Novak", Decision.INTERVIEW, "Strong SQL.", NOW)
        stands = session.execute(select(ApplicationRow.stage, ApplicationRow.considered_at)).one()
        assert stands == (Stage.INTERVIEW, NOW)
        step = session.execute(select(ApplicationEventRow.stage, ApplicationEventRow.by, ApplicationEventRow.at)).one()
        assert step == (Stage.INTERVIEW, HANA, NOW)
        noted = session.execute(select(AuditRow.by, AuditRow.action, AuditRow.subject, AuditRow.details)).one()
        assert noted == (HANA, "application.considered", f"application:{application}", {"decision": "interview"})


@pytest.mark.parametrize(
    ("other", "answer"),
    [
        ({"reason": "  \n "}, ReasonTooShort(3)),
        ({"reason": "ok"}, ReasonTooShort(3)),
        ({"reason": "\x00" * 20}, ReasonTooShort(3)),
        ({"decision": Decision.DECLINE, "reason": "  Not now.  "}, ReasonTooShort(10)),
        ({"reason": "x" * 2_010}, ReasonTooLong(10, 2_000)),
        ({"by": "USTRANGER"}, NoName()),
    ],
)
def test_without_a_reason_or_a_name_nothing_is_decided(
    database: Database, application: int, other: dict[str, Any], answer: object
) -> None:
    assert _decide(database, application, **other) == answer
    assert _count(database, ConsiderationRow) == 0
    assert _count(database, ApplicationEventRow) == 0


def test_of_two_who_decide_the_first_wins_and_the_second_is_told(database: Database, application: int) -> None:
    assert isinstance(_decide(database, application, Decision.DECLINE, reason="Too early."), Considered)
    answer = _decide(database, application, Decision.OFFER, by=HUGO)
    assert isinstance(answer, Overtaken)
    assert answer.latest is not None
    assert (answer.latest.by_name, answer.latest.decision) == ("Hana Novak", Decision.DECLINE)
    assert _count(database, ConsiderationRow) == 1


def test_of_several_who_decide_at_once_exactly_one_wins(database: Database, application: int) -> None:
    answers: list[Any] = []
    start = Barrier(4)

    def decide(by: str, decision: Decision) -> None:
        start.wait()
        answers.append(_decide(database, application, decision, by=by))

    tries = [(HANA, Decision.ACCEPT), (HUGO, Decision.DECLINE), (HANA, Decision.REVIEW), (HUGO, Decision.OFFER)]
    threads = [Thread(target=decide, args=each) for each in tries]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(answer).__name__ for answer in answers) == ["Considered", *["Overtaken"] * 3]
    assert _count(database, ConsiderationRow) == 1


def test_an_application_made_anew_is_not_decided_on_as_the_old_one(database: Database, application: int) -> None:
    with database.begin() as session:
        row = session.get(ApplicationRow, application)
        assert row is not None
        row.submitted_at = NOW
    answer = _decide(database, application)
    assert isinstance(answer, Overtaken)
    assert answer.latest is None


def test_what_has_ended_or_lies_behind_cannot_be_decided(database: Database, application: int) -> None:
    _decide(database, application, Decision.INTERVIEW)
    assert isinstance(_decide(database, application, Decision.REVIEW, stage=Stage.INTERVIEW), NotDecidable)
    _decide(database, application, Decision.DECLINE, stage=Stage.INTERVIEW)
    assert isinstance(_decide(database, application, Decision.OFFER, stage=Stage.DECLINED), NotDecidable)
    assert _count(database, ConsiderationRow) == 2


def test_a_withdrawn_application_is_left_alone(database: Database, application: int) -> None:
    with database.begin() as session:
        row = session.get(ApplicationRow, application)
        assert row is not None
        row.stage = Stage.WITHDRAWN
    assert _decide(database, application) == Withdrawn()
    assert application_in_full(database, application, NOW) is None
    assert _decide(database, 999) == NoSuchApplication()


def test_each_requirement_stands_beside_the_person(database: Database) -> None:
    form = Requirements(
        skills_all=("Python",), skills_some=("SQL", "R"), some_count=2, level_at_least=3, last_rating_at_least=4
    )
    with database.begin() as session:
        person = an_employee(session, skills=("Python", "SQL"), level=None, rating=5)
        application = an_application(session, an_opening(session, requirements=form.rule()), person, note="I row.")
        a_consideration(session, application)
    seen = application_in_full(database, application, NOW)
    assert isinstance(seen, ApplicationInFull)
    assert [check.holds for check in seen.checks] == [True, False, None, True]
    assert seen.application.note == "I row."
    assert [each.by_name for each in seen.considerations] == ["Hana Novak"]


def test_the_queue_shows_who_waits_longest_first_and_what_has_ended_last(database: Database) -> None:
    with database.begin() as session:
        opening, other = an_opening(session, title="Pilot"), an_opening(session)

        def applied(days: int, where: int = opening, **fields: Any) -> int:
            return an_application(
                session, where, an_employee(session), submitted_at=NOW - timedelta(days=days), **fields
            )

        ended = applied(9, stage=Stage.DECLINED, considered_at=NOW)
        going = applied(8, stage=Stage.INTERVIEW, considered_at=NOW)
        new, old, elsewhere = applied(1), applied(3), applied(2, other)
        applied(7, stage=Stage.WITHDRAWN)
    everything = application_queue(database, 0, 0, 20, NOW)
    assert isinstance(everything, Queue)
    assert [each.application_id for each in everything.candidates] == [old, elsewhere, new, going, ended]
    assert (everything.standing.all, everything.standing.unconsidered) == (5, 3)
    page = application_queue(database, opening, 2, 2, NOW)
    assert isinstance(page, Queue)
    assert [each.application_id for each in page.candidates] == [going, ended]
    assert page.opening_title == "Pilot"
    assert application_queue(database, 999, 0, 20, NOW) == NoSuchQueue(999)


def test_hr_sees_that_an_applicant_has_left_and_that_nobody_is_told(database: Database, application: int) -> None:
    def shown() -> str:
        queue = application_queue(database, 0, 0, 20, NOW)
        assert isinstance(queue, Queue)
        return slack_says.words(hr_applications.queue_list(queue, None))

    assert "(has left)" not in shown()
    with database.begin() as session:
        session.execute(update(EmployeeRow).values(status=EmploymentStatus.LEFT))
    assert "*Ada Lovering* (has left) for #1 Data Analyst" in shown()
    seen = application_in_full(database, application, NOW)
    assert isinstance(seen, ApplicationInFull)
    form = hr_applications.consider_form(seen, None)
    assert "*Ada Lovering* (has left)" in slack_says.words(form.blocks or ())
    told = hr_decisions.answer_as_text(_decide(database, application), None)
    assert told.endswith("They have left the company, so nobody is told.")
