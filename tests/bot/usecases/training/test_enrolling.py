from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from bot.usecases.people.speaker import HasLeft, NotLinked
from bot.usecases.training.enrolling import (
    LeftWorkshop,
    NoSuchWorkshop,
    NotEnrolled,
    Seated,
    Waiting,
    WorkshopStarted,
    enrol,
    leave,
)
from career.employees import EmploymentStatus
from career.training import EnrolmentState
from storage.database import Database
from storage.tables import EmployeeRow, EnrolmentRow, WorkshopRow
from storage.training.enrolments import enrolment_page
from tests.factories import NOW, a_programme, a_workshop, an_employee

PEOPLE = ("UADA", "UBEN", "UCHI", "UDEE")


def rowers(database: Database, *slack_ids: str) -> dict[str, int]:
    with database.begin() as session:
        return {each: an_employee(session, slack_id=each) for each in slack_ids or PEOPLE}


def workshop(database: Database, **fields: object) -> int:
    with database.begin() as session:
        return a_workshop(session, a_programme(session, title="Sculling"), **fields)


def states(database: Database, workshop_id: int) -> dict[str, EnrolmentState]:
    with database.read() as session:
        query = select(EmployeeRow.slack_id, EnrolmentRow.state).where(
            EmployeeRow.id == EnrolmentRow.employee_id, EnrolmentRow.workshop_id == workshop_id
        )
        return {str(slack_id): state for slack_id, state in session.execute(query)}


def test_whoever_comes_while_there_are_seats_has_one(database: Database) -> None:
    rowers(database)
    answer = enrol(database, "UADA", workshop(database, seats=2), NOW)
    assert isinstance(answer, Seated)
    assert answer.is_new
    assert answer.enrolment.title == "Sculling"


def test_a_full_workshop_means_a_place_on_the_waitlist_and_never_a_no(database: Database) -> None:
    rowers(database)
    full = workshop(database, seats=1)
    answers = [enrol(database, each, full, NOW + timedelta(seconds=turn)) for turn, each in enumerate(PEOPLE)]
    assert isinstance(answers[0], Seated)
    assert [answer.enrolment.place for answer in answers if isinstance(answer, Waiting)] == [1, 2, 3]


def test_a_workshop_without_any_seat_has_a_waitlist_too(database: Database) -> None:
    rowers(database, "UADA")
    assert isinstance(enrol(database, "UADA", workshop(database, seats=0), NOW), Waiting)


def test_of_two_who_want_the_last_seat_at_once_exactly_one_gets_it(database: Database) -> None:
    ids = rowers(database, *(f"U{number}" for number in range(8)))
    last_seat = workshop(database, seats=1)
    together = Barrier(len(ids))

    def race(slack_id: str) -> bool:
        together.wait()
        return isinstance(enrol(database, slack_id, last_seat, NOW), Seated)

    with ThreadPoolExecutor(len(ids)) as threads:
        seated = list(threads.map(race, ids))
    assert seated.count(True) == 1
    assert sorted(states(database, last_seat).values()) == [EnrolmentState.SEAT, *[EnrolmentState.WAITLIST] * 7]


def test_enrolling_twice_changes_nothing(database: Database) -> None:
    rowers(database)
    full = workshop(database, seats=1)
    for each in ("UADA", "UBEN", "UCHI"):
        enrol(database, each, full, NOW)
    again_seated = enrol(database, "UADA", full, NOW + timedelta(days=1))
    again_waiting = enrol(database, "UBEN", full, NOW + timedelta(days=1))
    assert isinstance(again_seated, Seated)
    assert not again_seated.is_new
    assert isinstance(again_waiting, Waiting)
    assert (again_waiting.is_new, again_waiting.enrolment.place) == (False, 1)


def test_a_seat_that_comes_free_goes_to_whoever_has_waited_longest(database: Database) -> None:
    rowers(database)
    full = workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UCHI", "UBEN")):
        enrol(database, each, full, NOW + timedelta(seconds=turn))
    assert leave(database, "UADA", full, NOW) == LeftWorkshop("Sculling")
    assert states(database, full) == {
        "UADA": EnrolmentState.LEFT,
        "UCHI": EnrolmentState.SEAT,
        "UBEN": EnrolmentState.WAITLIST,
    }


def test_whoever_left_the_company_is_passed_over_on_the_waitlist(database: Database) -> None:
    ids = rowers(database)
    full = workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UBEN", "UCHI")):
        enrol(database, each, full, NOW + timedelta(seconds=turn))
    with database.begin() as session:
        session.get_one(EmployeeRow, ids["UBEN"]).status = EmploymentStatus.LEFT
    leave(database, "UADA", full, NOW)
    assert states(database, full)["UCHI"] is EnrolmentState.SEAT


def test_whoever_leaves_the_waitlist_frees_no_seat(database: Database) -> None:
    rowers(database)
    full = workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UBEN", "UCHI")):
        enrol(database, each, full, NOW + timedelta(seconds=turn))
    leave(database, "UBEN", full, NOW)
    assert states(database, full)["UADA"] is EnrolmentState.SEAT
    assert states(database, full)["UCHI"] is EnrolmentState.WAITLIST


def test_whoever_left_and_comes_back_stands_at_the_end_of_the_line(database: Database) -> None:
    rowers(database)
    full = workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UBEN", "UCHI")):
        enrol(database, each, full, NOW + timedelta(seconds=turn))
    leave(database, "UBEN", full, NOW)
    answer = enrol(database, "UBEN", full, NOW + timedelta(minutes=1))
    assert isinstance(answer, Waiting)
    assert answer.enrolment.place == 2


def test_a_new_seat_goes_to_the_waitlist_before_a_newcomer(database: Database) -> None:
    rowers(database)
    full = workshop(database, seats=1)
    enrol(database, "UADA", full, NOW)
    enrol(database, "UBEN", full, NOW + timedelta(seconds=1))
    with database.begin() as session:
        session.get_one(WorkshopRow, full).seats = 2
    assert isinstance(enrol(database, "UCHI", full, NOW + timedelta(seconds=2)), Waiting)
    assert states(database, full)["UBEN"] is EnrolmentState.SEAT


def test_leaving_twice_is_harmless(database: Database) -> None:
    rowers(database)
    half_full = workshop(database, seats=2)
    enrol(database, "UADA", half_full, NOW)
    leave(database, "UADA", half_full, NOW)
    assert leave(database, "UADA", half_full, NOW) == NotEnrolled("Sculling")


def test_a_workshop_that_has_started_is_neither_joined_nor_left(database: Database) -> None:
    rowers(database)
    soon = workshop(database, starts_at=NOW + timedelta(hours=1))
    enrol(database, "UADA", soon, NOW)
    started = NOW + timedelta(hours=1)
    assert isinstance(enrol(database, "UBEN", soon, started), WorkshopStarted)
    assert isinstance(leave(database, "UADA", soon, started), WorkshopStarted)
    assert states(database, soon) == {"UADA": EnrolmentState.SEAT}


@pytest.mark.parametrize("act", [enrol, leave])
def test_who_is_no_employee_or_names_no_workshop_is_told(database: Database, act: object) -> None:
    assert callable(act)
    rowers(database, "UADA")
    with database.begin() as session:
        an_employee(session, slack_id="UGONE", status=EmploymentStatus.LEFT)
    there = workshop(database)
    assert act(database, "UNOBODY", there, NOW) == NotLinked()
    assert act(database, "UGONE", there, NOW) == HasLeft()
    assert act(database, "UADA", 999_999, NOW) == NoSuchWorkshop(999_999)


def test_somebody_on_leave_may_enrol(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UAWAY", status=EmploymentStatus.LEAVE)
    assert isinstance(enrol(database, "UAWAY", workshop(database), NOW), Seated)


def test_people_who_leave_and_enrol_at_once_never_hold_more_seats_than_there_are(database: Database) -> None:
    ids = rowers(database, *(f"U{number}" for number in range(6)))
    small = workshop(database, seats=2)
    together = Barrier(len(ids))

    def come_and_go(slack_id: str) -> None:
        together.wait()
        for _ in range(4):
            enrol(database, slack_id, small, NOW)
            leave(database, slack_id, small, NOW)
        enrol(database, slack_id, small, NOW)

    with ThreadPoolExecutor(len(ids)) as threads:
        list(threads.map(come_and_go, ids))
    with database.read() as session:
        seated = session.scalar(
            select(func.count()).where(EnrolmentRow.workshop_id == small, EnrolmentRow.state == EnrolmentState.SEAT)
        )
        waiting = [enrolment_page(session, employee_id, NOW, 0, 1)[0][0].place for employee_id in ids.values()]
    assert seated == 2
    assert sorted(waiting) == [0, 0, 1, 2, 3, 4]
