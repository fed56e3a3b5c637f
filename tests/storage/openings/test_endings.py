"""Every application that has ended shows a named person, a time and a reason (promise 2)."""

from datetime import timedelta
from random import Random

from sqlalchemy import insert

from bot.usecases.openings.applying import Withdrawn, apply, withdraw
from bot.usecases.openings.considering import Considered, Seen, consider, ended_applications
from career.applications import Decision, Stage, decisions_from
from storage.database import Database
from storage.openings.applications import application_by_id
from storage.people.directory import SlackPerson, store_people
from storage.tables import ApplicationRow
from tests.factories import NOW, an_application, an_employee, an_opening

HANA = "UHANA"
REASON = "We chose somebody with more years at sea."


def hana_is_known(database: Database) -> None:
    person = SlackPerson(HANA, "Hana Novak", None, None, is_active=True, is_guest=False, is_bot=False)
    with database.begin() as session:
        store_people(session, {HANA: (person, "hana novak")}, NOW)


def test_whatever_happens_each_that_ended_names_who_when_and_why(database: Database, seed: int) -> None:
    random = Random(seed)
    hana_is_known(database)
    with database.begin() as session:
        opening = an_opening(session)
        people = [an_employee(session, slack_id=f"U{number}") for number in range(6)]
        applications = [an_application(session, opening, person) for person in people]
    for step in range(40):
        now = NOW + timedelta(minutes=step)
        number = random.randrange(len(people))
        with database.read() as session:
            application = application_by_id(session, applications[number])
        assert application is not None
        match random.choice(("decide", "decide", "withdraw", "apply")):
            case "decide" if decisions_from(application.stage):
                decision = random.choice(decisions_from(application.stage))
                seen = Seen(application.stage, application.submitted_at)
                assert isinstance(consider(database, HANA, application.id, decision, REASON, seen, now), Considered)
            case "withdraw":
                withdraw(database, f"U{number}", application.id, now)
            case _:
                apply(database, f"U{number}", opening, "", now)
    page = ended_applications(database, 0, 100)
    assert page.total == len(page.endings)
    for ending in page.endings:
        assert ending.ended_at >= NOW
        if ending.stage is Stage.WITHDRAWN:
            assert ending.decision is None
        else:
            assert ending.decision is not None
            assert (ending.decision.by_name, ending.decision.reason) == ("Hana Novak", REASON)
            assert ending.decision.at == ending.ended_at
            ends = {Decision.ACCEPT: Stage.ACCEPTED, Decision.DECLINE: Stage.DECLINED}
            assert ends[ending.decision.decision] is ending.stage


def test_an_older_decision_is_not_taken_for_the_reason_of_a_withdrawal(database: Database) -> None:
    hana_is_known(database)
    with database.begin() as session:
        application = an_application(session, an_opening(session), an_employee(session, slack_id="UADA"))
    consider(database, HANA, application, Decision.REVIEW, REASON, Seen(Stage.SUBMITTED, NOW), NOW)
    assert isinstance(withdraw(database, "UADA", application, NOW + timedelta(days=1)), Withdrawn)
    [ending] = ended_applications(database, 0, 10).endings
    assert (ending.stage, ending.decision, ending.ended_at) == (Stage.WITHDRAWN, None, NOW + timedelta(days=1))


def test_ten_thousand_are_turned_through_page_by_page_the_latest_first(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        people = [an_employee(session) for _ in range(100)]
        openings = [opening, *(an_opening(session) for _ in range(99))]
        rows = [
            {
                "opening_id": each,
                "employee_id": person,
                "note": "",
                "stage": Stage.DECLINED,
                "submitted_at": NOW,
                "considered_at": NOW + timedelta(seconds=place * 100 + number),
            }
            for place, each in enumerate(openings)
            for number, person in enumerate(people)
        ]
        session.execute(insert(ApplicationRow), rows)
    page = ended_applications(database, 9_980, 20)
    assert (page.total, page.skip, len(page.endings)) == (10_000, 9_980, 20)
    assert [ending.ended_at for ending in page.endings] == [NOW + timedelta(seconds=19 - n) for n in range(20)]
    assert ended_applications(database, 10_000, 20).skip == 0
