from datetime import timedelta

from bot.usecases.hub import Hub, OneApplication, Part, hub_of, one_application
from bot.usecases.nudges.quiet import decline_target, stop
from bot.usecases.openings.applying import NoSuchApplication
from bot.usecases.people.speaker import NotLinked
from bot.usecases.shelves import FIRST_PAGES, Turned
from bot.usecases.training.enrolling import enrol, leave
from bot.usecases.training.interests import ask
from bot.usecases.training.nominating import nominate
from career.applications import Decision, Stage
from career.criteria import Fact, FactName, Relation, Where
from career.quiet import Why
from career.requirements import Requirements
from career.targets import OpeningTarget
from storage.database import Database
from tests.factories import (
    NOW,
    a_consideration,
    a_programme,
    a_recognition,
    a_workshop,
    an_application,
    an_employee,
    an_opening,
)

KNOWS_PYTHON = Where(Fact(FactName.SKILL, "Python"), Relation.IS, True)
KNOWS_LATIN = Where(Fact(FactName.SKILL, "Latin"), Relation.IS, True)


SIZES = dict.fromkeys(Part, 4)


def hub(database: Database, slack_id: str = "UADA", turned: Turned = FIRST_PAGES) -> Hub:
    found = hub_of(database, slack_id, turned, SIZES, NOW)
    assert isinstance(found, Hub)
    return found


def test_what_suits_is_shown_until_the_person_applies_or_declines(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", skills=("Python",))
        an_opening(session, title="Suits", requirements=KNOWS_PYTHON)
        an_opening(session, title="Does not", requirements=KNOWS_LATIN)
        an_application(session, an_opening(session, title="Applied", requirements=KNOWS_PYTHON), ada)
        declined = an_opening(session, title="Declined", requirements=KNOWS_PYTHON)
    decline_target(database, "UADA", OpeningTarget(declined), NOW)
    assert [each.opening.title for each in hub(database).suiting.entries] == ["Suits"]


def test_applications_under_way_come_first_each_with_every_decision_the_latest_first(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        ended = an_application(session, an_opening(session, title="Ended"), ada, stage=Stage.DECLINED)
        open_ = an_application(
            session,
            an_opening(session, title="Open"),
            ada,
            stage=Stage.INTERVIEW,
            submitted_at=NOW - timedelta(days=3),
        )
        a_consideration(session, open_, decision=Decision.REVIEW, at=NOW - timedelta(days=2))
        a_consideration(session, open_, decision=Decision.INTERVIEW, at=NOW - timedelta(days=1), reason="Come and talk")
        a_consideration(session, ended, decision=Decision.DECLINE)
    first, second = hub(database).applications.entries
    assert (first.title, second.title) == ("Open", "Ended")
    assert [each.decision for each in first.considerations] == [Decision.INTERVIEW, Decision.REVIEW]
    assert (first.considerations[0].by_name, first.considerations[0].reason) == ("Hana Novak", "Come and talk")


def test_somebody_who_moved_up_from_the_waitlist_sees_the_seat(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        an_employee(session, slack_id="UBEN")
        workshop = a_workshop(session, a_programme(session), seats=1)
    enrol(database, "UBEN", workshop, NOW)
    enrol(database, "UADA", workshop, NOW)
    assert [each.place for each in hub(database).enrolments.entries] == [1]
    leave(database, "UBEN", workshop, NOW)
    assert [each.place for each in hub(database).enrolments.entries] == [0]
    assert hub(database, "UBEN").enrolments.entries == ()


def test_a_workshop_that_is_over_is_gone_and_one_under_way_is_not(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        programme = a_programme(session)
        over = a_workshop(session, programme, starts_at=NOW - timedelta(hours=2))
        under_way = a_workshop(session, programme, starts_at=NOW - timedelta(hours=1))
    for workshop in (over, under_way):
        enrol(database, "UADA", workshop, NOW - timedelta(days=1))
    assert [each.workshop.id for each in hub(database).enrolments.entries] == [under_way]


def test_interests_and_wishes_for_quiet_are_shown(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
    ask(database, "UADA", "knitting", NOW)
    stop(database, "UADA", None, NOW)
    assert [each.title for each in hub(database).interests.entries] == ["knitting"]
    assert [each.why for each in hub(database).quiet.wide] == [Why.STOPPED]


def test_nobody_sees_another_persons_application(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        ben = an_employee(session, slack_id="UBEN")
        application = an_application(session, an_opening(session), ben)
    assert one_application(database, "UADA", application) == NoSuchApplication()
    assert one_application(database, "UNOBODY", application) == NotLinked()
    assert isinstance(one_application(database, "UBEN", application), OneApplication)
    assert hub(database).applications.entries == ()


def test_who_is_no_employee_has_no_hub(database: Database) -> None:
    assert hub_of(database, "UNOBODY", FIRST_PAGES, SIZES, NOW) == NotLinked()


def test_a_zone_that_this_machine_does_not_know_keeps_nobody_from_their_hub(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA", zone="Mars/Base_One")
        an_opening(session, title="Suits")
    assert [each.opening.title for each in hub(database).suiting.entries] == ["Suits"]


def test_recognition_is_read_a_page_at_a_time(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        for number in range(200):
            a_recognition(session, ada, words=f"thanks {number}", given_on=NOW.date() - timedelta(days=number))
    found = hub(database, turned=Turned(Part.RECOGNITION, 195)).recognition
    assert [each.words for each in found.entries] == [f"thanks {number}" for number in range(195, 199)]
    assert (found.skip, found.total) == (195, 200)
    beyond = hub(database, turned=Turned(Part.RECOGNITION, 900)).recognition
    assert (beyond.skip, len(beyond.entries)) == (0, 4)


def test_a_seat_that_hr_keeps_is_among_what_comes_next(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        workshop = a_workshop(session, a_programme(session, title="Coxing"))
    nominate(database, "UHR", workshop, ada, "CHR", NOW)
    assert [each.title for each in hub(database).next.offered] == ["Coxing"]


def test_what_closes_first_stands_first_and_is_what_comes_next(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA", skills=("Python",))
        for title, days in (("Late", 30), ("Soon", 2), ("Open end", None), ("Over", -1)):
            closes_on = None if days is None else NOW.date() + timedelta(days=days)
            an_opening(session, title=title, requirements=KNOWS_PYTHON, closes_on=closes_on)
    mine = hub(database)
    assert [each.opening.title for each in mine.suiting.entries] == ["Soon", "Late", "Open end"]
    assert [each.title for each in mine.next.closing] == ["Soon", "Late"]


def test_openings_are_looked_through_until_the_page_is_full(database: Database) -> None:
    """Those that do not suit lie before the one that does, more than are judged at first."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA", skills=("Python",), level=2)
        both = Requirements(skills_all=("Python",), level_at_least=5).rule()
        for _ in range(150):
            an_opening(session, requirements=both, closes_on=NOW.date())
        an_opening(session, title="Suits", requirements=KNOWS_PYTHON, closes_on=NOW.date() + timedelta(days=9))
    assert [each.opening.title for each in hub(database).suiting.entries] == ["Suits"]
