from datetime import timedelta

from bot.usecases.people.leaving import free_seats
from bot.usecases.training import enrolling, nominating
from career.employees import EmploymentStatus
from career.notices import NoticeKind
from career.training import EnrolmentState
from storage.database import Database
from storage.tables import EmployeeRow
from tests.bot.usecases.training.training_rig import STARTS, break_news_of, notices, people, states, workshop
from tests.factories import NOW


def leave_the_company(database: Database, *employee_ids: int) -> None:
    with database.begin() as session:
        for each in employee_ids:
            session.get_one(EmployeeRow, each).status = EmploymentStatus.LEFT


def test_the_seat_of_somebody_who_left_goes_to_whoever_waited_longest(database: Database) -> None:
    ids, there = people(database), workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UBEN", "UCHI")):
        enrolling.enrol(database, each, there, NOW + timedelta(seconds=turn))
    assert free_seats(database, NOW) == 0
    leave_the_company(database, ids["UADA"], ids["UBEN"])
    assert free_seats(database, NOW) == 2
    assert free_seats(database, NOW) == 0
    assert states(database, there) == {
        "UADA": EnrolmentState.LEFT,
        "UBEN": EnrolmentState.LEFT,
        "UCHI": EnrolmentState.SEAT,
    }
    (told,) = notices(database, NoticeKind.WORKSHOP_SEAT)
    assert told.employee_id == ids["UCHI"]
    reminded = {each.employee_id for each in notices(database, NoticeKind.WORKSHOP_REMINDER)}
    assert reminded == {ids["UCHI"]}


def test_a_seat_that_cannot_be_freed_keeps_no_other_from_being_free(sqlite_database: Database) -> None:
    ids = people(sqlite_database)
    broken, fine = (workshop(sqlite_database, title=title) for title in ("Sculling", "Steering"))
    for there in (broken, fine):
        for turn, each in enumerate(("UADA", "UBEN")):
            enrolling.enrol(sqlite_database, each, there, NOW + timedelta(seconds=turn))
    leave_the_company(sqlite_database, ids["UADA"])
    break_news_of(sqlite_database, broken)
    assert free_seats(sqlite_database, NOW) == 1
    assert states(sqlite_database, broken) == {"UADA": EnrolmentState.SEAT, "UBEN": EnrolmentState.WAITLIST}
    assert states(sqlite_database, fine) == {"UADA": EnrolmentState.LEFT, "UBEN": EnrolmentState.SEAT}


def test_a_seat_kept_for_somebody_who_left_is_free_without_a_word_about_an_answer(database: Database) -> None:
    ids, there = people(database), workshop(database, seats=1)
    nominating.nominate(database, "UHR", there, ids["UADA"], "CHR", NOW)
    leave_the_company(database, ids["UADA"])
    assert free_seats(database, NOW) == 1
    assert states(database, there) == {"UADA": EnrolmentState.LEFT}
    assert notices(database, NoticeKind.NOMINATION_OFFERED) == []
    assert notices(database, NoticeKind.NOMINATION_ANSWERED) == []
    assert notices(database, NoticeKind.NOMINATION_ENDED) == []


def test_who_had_a_seat_when_a_workshop_began_stays_on_its_list(database: Database) -> None:
    ids, there = people(database), workshop(database, seats=1)
    enrolling.enrol(database, "UADA", there, NOW)
    leave_the_company(database, ids["UADA"])
    assert free_seats(database, STARTS) == 0
    assert states(database, there) == {"UADA": EnrolmentState.SEAT}
