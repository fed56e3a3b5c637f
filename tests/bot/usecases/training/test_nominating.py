from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.usecases.training import enrolling, interests, nominating, rosters, workshop_plans
from bot.usecases.training.nominating import Accepted, AlreadyIn, Declined, NoFreeSeat, Nominated, OfferOver
from career.employees import EmploymentStatus
from career.notices import NoticeKind
from career.training import EnrolmentState, NominationAnswer
from storage.database import Database
from storage.tables import EmployeeRow
from tests.bot.usecases.training.training_rig import DAY, PLAN, STARTS, break_news_of, notices, people, states, workshop
from tests.factories import NOW

HR, CHANNEL = "UHR", "CHR"
ANSWER_BY = datetime(2026, 12, 1, 16, 0, tzinfo=UTC)
"""In a week, at the end of the working day in Berlin."""


def offer(database: Database, there: int, employee_id: int) -> nominating.NominateAnswer:
    return nominating.nominate(database, HR, there, employee_id, CHANNEL, NOW)


def test_an_offered_seat_is_kept_until_the_nominee_answers(database: Database) -> None:
    ids, there = people(database), workshop(database, seats=1)
    answer = offer(database, there, ids["UADA"])
    assert isinstance(answer, Nominated)
    assert answer.answer_by == ANSWER_BY
    assert isinstance(enrolling.enrol(database, "UBEN", there, NOW), enrolling.Waiting)
    assert states(database, there) == {"UADA": EnrolmentState.OFFERED, "UBEN": EnrolmentState.WAITLIST}
    (asked,) = notices(database, NoticeKind.NOMINATION_OFFERED)
    assert asked.employee_id == ids["UADA"]


def test_accepting_takes_the_seat_and_tells_hr(database: Database) -> None:
    ids, there = people(database), workshop(database)
    offer(database, there, ids["UADA"])
    answer = nominating.answer(database, "UADA", there, NOW, accepts=True)
    assert isinstance(answer, Accepted)
    assert answer.is_new
    assert states(database, there) == {"UADA": EnrolmentState.SEAT}
    (told,) = notices(database, NoticeKind.NOMINATION_ANSWERED)
    assert (told.channel_id, told.details["answer"]) == (CHANNEL, "accepted")
    assert len(notices(database, NoticeKind.WORKSHOP_REMINDER)) == 3
    again = nominating.answer(database, "UADA", there, NOW, accepts=True)
    assert isinstance(again, Accepted)
    assert not again.is_new
    assert len(notices(database, NoticeKind.NOMINATION_ANSWERED)) == 1


def test_declining_gives_the_seat_to_whoever_waits(database: Database) -> None:
    ids, there = people(database), workshop(database)
    offer(database, there, ids["UADA"])
    enrolling.enrol(database, "UBEN", there, NOW)
    assert isinstance(nominating.answer(database, "UADA", there, NOW, accepts=False), Declined)
    assert states(database, there) == {"UADA": EnrolmentState.LEFT, "UBEN": EnrolmentState.SEAT}
    assert isinstance(nominating.answer(database, "UADA", there, NOW, accepts=False), OfferOver)
    assert isinstance(nominating.answer(database, "UADA", there, NOW, accepts=True), OfferOver)


def test_enrolling_takes_what_is_kept_for_one(database: Database) -> None:
    ids, there = people(database), workshop(database)
    offer(database, there, ids["UADA"])
    assert isinstance(enrolling.enrol(database, "UADA", there, NOW), enrolling.Seated)
    (told,) = notices(database, NoticeKind.NOMINATION_ANSWERED)
    assert told.details["answer"] == "accepted"


def test_nobody_is_offered_a_seat_before_those_who_wait(database: Database) -> None:
    ids, there = people(database), workshop(database, seats=1)
    enrolling.enrol(database, "UBEN", there, NOW)
    assert isinstance(offer(database, there, ids["UADA"]), NoFreeSeat)


def test_of_two_who_nominate_at_once_the_second_is_told(database: Database) -> None:
    ids, there = people(database), workshop(database, seats=2)
    offer(database, there, ids["UADA"])
    again = offer(database, there, ids["UADA"])
    assert isinstance(again, AlreadyIn)
    assert again.state is EnrolmentState.OFFERED


def test_an_offer_that_nobody_answers_lapses_and_the_next_has_the_seat(database: Database) -> None:
    ids, there = people(database), workshop(database)
    offer(database, there, ids["UADA"])
    enrolling.enrol(database, "UBEN", there, NOW)
    assert nominating.let_lapse(database, ANSWER_BY - timedelta(seconds=1)) == 0
    assert nominating.let_lapse(database, ANSWER_BY) == 1
    assert nominating.let_lapse(database, ANSWER_BY) == 0
    assert states(database, there) == {"UADA": EnrolmentState.LEFT, "UBEN": EnrolmentState.SEAT}
    (ended,) = notices(database, NoticeKind.NOMINATION_ENDED)
    assert ended.details["answer"] == NominationAnswer.LAPSED


def test_an_offer_that_cannot_lapse_keeps_no_other_from_lapsing(
    sqlite_database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    ids = people(sqlite_database)
    broken, fine = (workshop(sqlite_database, title=title) for title in ("Sculling", "Steering"))
    offer(sqlite_database, broken, ids["UADA"])
    offer(sqlite_database, fine, ids["UBEN"])
    break_news_of(sqlite_database, broken)
    assert nominating.let_lapse(sqlite_database, ANSWER_BY) == 1
    assert states(sqlite_database, broken) == {"UADA": EnrolmentState.OFFERED}
    assert states(sqlite_database, fine) == {"UBEN": EnrolmentState.LEFT}
    assert "could not be worked on" in caplog.text
    assert not [each for each in ("UADA", "UBEN", "Sculling", "Boathouse") if each in caplog.text]


def test_a_workshop_moved_ahead_keeps_no_seat_beyond_its_start(database: Database) -> None:
    ids, there = people(database), workshop(database)
    offer(database, there, ids["UADA"])
    enrolling.enrol(database, "UBEN", there, NOW)
    sooner = replace(PLAN, day=DAY - timedelta(days=11), seats=1)
    moved = workshop_plans.change(database, HR, there, 0, sooner, NOW)
    assert isinstance(moved, workshop_plans.Changed)
    a_day_before = moved.found.workshop.starts_at - timedelta(days=1)
    assert nominating.let_lapse(database, a_day_before) == 1
    assert states(database, there) == {"UADA": EnrolmentState.LEFT, "UBEN": EnrolmentState.SEAT}


def test_a_workshop_put_off_leaves_an_offer_as_it_was(database: Database) -> None:
    ids, there = people(database), workshop(database)
    offer(database, there, ids["UADA"])
    later = replace(PLAN, day=DAY + timedelta(days=30), seats=1)
    workshop_plans.change(database, HR, there, 0, later, NOW + timedelta(days=1))
    assert nominating.let_lapse(database, ANSWER_BY) == 1


def test_an_offer_that_lapses_after_the_start_seats_nobody(database: Database) -> None:
    ids, there = people(database), workshop(database)
    offer(database, there, ids["UADA"])
    enrolling.enrol(database, "UBEN", there, NOW)
    assert nominating.let_lapse(database, STARTS) == 1
    assert states(database, there)["UBEN"] is EnrolmentState.WAITLIST


def test_hr_takes_an_offer_back_and_the_nominee_is_told(database: Database) -> None:
    ids, there = people(database), workshop(database)
    offer(database, there, ids["UADA"])
    page = rosters.roster(database, there, 0, 30, NOW)
    assert isinstance(page, rosters.Roster)
    (line,) = page.people
    answer = rosters.take_somebody_out(database, HR, line.enrolment_id, EnrolmentState.OFFERED, NOW)
    assert isinstance(answer, rosters.TakenOut)
    assert len(notices(database, NoticeKind.NOMINATION_ENDED)) == 1
    assert notices(database, NoticeKind.NOMINATION_OFFERED) == []
    assert notices(database, NoticeKind.NOMINATION_ANSWERED) == []


def test_whoever_has_left_is_not_asked(database: Database) -> None:
    ids, there = people(database), workshop(database)
    with database.begin() as session:
        session.get_one(EmployeeRow, ids["UADA"]).status = EmploymentStatus.LEFT
    assert offer(database, there, ids["UADA"]) == nominating.NotEmployed()


def test_the_list_to_nominate_from_is_who_is_interested_whoever_said_so_first(database: Database) -> None:
    people(database)
    there = workshop(database)
    for turn, each in enumerate(("UCHI", "UADA")):
        interests.want_programme(database, each, 1, NOW + timedelta(seconds=turn))
    page = nominating.candidates(database, there, 0, 30, NOW)
    assert page is not None
    assert page.total == 2
    assert page.people[0].since < page.people[1].since
