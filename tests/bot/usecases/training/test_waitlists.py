from datetime import timedelta

from bot.usecases.training import enrolling, workshop_plans
from bot.usecases.training.waitlists import tell_who_waited
from career.notices import NoticeKind
from storage.database import Database
from tests.bot.usecases.training.training_rig import STARTS, break_news_of, notices, people, workshop
from tests.factories import NOW


def test_all_who_wait_when_a_workshop_begins_are_told_once_and_nobody_with_a_seat(database: Database) -> None:
    ids, there = people(database), workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UBEN", "UCHI")):
        enrolling.enrol(database, each, there, NOW + timedelta(seconds=turn))
    assert tell_who_waited(database, STARTS - timedelta(seconds=1)) == 0
    assert tell_who_waited(database, STARTS) == 2
    assert tell_who_waited(database, STARTS + timedelta(minutes=5)) == 0
    told = {each.employee_id for each in notices(database, NoticeKind.WORKSHOP_NO_SEAT)}
    assert told == {ids["UBEN"], ids["UCHI"]}


def test_a_workshop_whose_news_fails_keeps_no_other_from_being_told(sqlite_database: Database) -> None:
    ids = people(sqlite_database)
    broken, fine = (workshop(sqlite_database, title=title) for title in ("Sculling", "Steering"))
    for there in (broken, fine):
        for turn, each in enumerate(("UADA", "UBEN")):
            enrolling.enrol(sqlite_database, each, there, NOW + timedelta(seconds=turn))
    break_news_of(sqlite_database, broken)
    assert tell_who_waited(sqlite_database, STARTS) == 1
    (told,) = notices(sqlite_database, NoticeKind.WORKSHOP_NO_SEAT)
    assert (told.employee_id, told.details["workshop_id"]) == (ids["UBEN"], fine)


def test_nobody_waits_for_a_workshop_that_was_called_off(database: Database) -> None:
    people(database)
    there = workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UBEN")):
        enrolling.enrol(database, each, there, NOW + timedelta(seconds=turn))
    workshop_plans.cancel(database, "UHR", there, 0, "The trainer is ill.", NOW)
    assert tell_who_waited(database, STARTS) == 0
