from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Barrier

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.usecases.training import enrolling, nominating
from career.notices import NoticeKind
from career.training import TAKES_A_SEAT, EnrolmentState
from storage.database import Database
from tests.bot.usecases.training.training_rig import STARTS, notices, people, states, workshop
from tests.factories import NOW, a_programme, a_workshop

_turns = count()

moves = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(("enrol", "leave", "nominate", "accept", "decline"))), max_size=12
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plans=st.lists(moves, min_size=3, max_size=3), seats=st.integers(0, 3))
def test_whatever_people_and_hr_do_at_once_no_more_seats_are_given_than_there_are(
    database: Database, plans: list[list[tuple[int, str]]], seats: int
) -> None:
    turn = next(_turns)
    names = [f"U{turn}.{number}" for number in range(6)]
    ids = people(database, *names)
    with database.begin() as session:
        there = a_workshop(session, a_programme(session), starts_at=STARTS, seats=seats)
    together = Barrier(len(plans))

    def run(plan: list[tuple[int, str]]) -> None:
        together.wait()
        for who, what in plan:
            name = names[who]
            match what:
                case "enrol":
                    enrolling.enrol(database, name, there, NOW)
                case "leave":
                    enrolling.leave(database, name, there, NOW)
                case "nominate":
                    nominating.nominate(database, "UHR", there, ids[name], "CHR", NOW)
                case _:
                    nominating.answer(database, name, there, NOW, accepts=what == "accept")

    with ThreadPoolExecutor(len(plans)) as threads:
        list(threads.map(run, plans))
    standing = list(states(database, there).values())
    taken = sum(state in TAKES_A_SEAT for state in standing)
    waiting = standing.count(EnrolmentState.WAITLIST)
    assert taken <= seats
    assert not waiting or taken == seats


def test_whoever_gets_a_seat_is_owed_three_reminders_and_the_question_how_it_was(database: Database) -> None:
    people(database)
    there = workshop(database)
    enrolling.enrol(database, "UADA", there, NOW)
    due = [each.due_at for each in notices(database, NoticeKind.WORKSHOP_REMINDER)]
    assert due == [STARTS - timedelta(days=7), STARTS - timedelta(days=1), STARTS - timedelta(hours=1)]
    (asked,) = notices(database, NoticeKind.WORKSHOP_FEEDBACK)
    assert asked.due_at == STARTS + timedelta(hours=2, minutes=30)


def test_whoever_waits_is_not_reminded_until_there_is_a_seat(database: Database) -> None:
    ids, there = people(database), workshop(database)
    for turn, each in enumerate(("UADA", "UBEN")):
        enrolling.enrol(database, each, there, NOW + timedelta(seconds=turn))
    assert {each.employee_id for each in notices(database, NoticeKind.WORKSHOP_REMINDER)} == {ids["UADA"]}
    enrolling.leave(database, "UADA", there, NOW)
    assert {each.employee_id for each in notices(database, NoticeKind.WORKSHOP_REMINDER)} == {ids["UBEN"]}
    (told,) = notices(database, NoticeKind.WORKSHOP_SEAT)
    assert told.employee_id == ids["UBEN"]


def test_whoever_leaves_and_comes_back_is_reminded_again(database: Database) -> None:
    people(database)
    there = workshop(database)
    enrolling.enrol(database, "UADA", there, NOW)
    enrolling.leave(database, "UADA", there, NOW)
    assert notices(database, NoticeKind.WORKSHOP_REMINDER) == []
    enrolling.enrol(database, "UADA", there, NOW)
    assert len(notices(database, NoticeKind.WORKSHOP_REMINDER)) == 3
    assert len(notices(database, NoticeKind.WORKSHOP_FEEDBACK)) == 1


def test_no_reminder_is_owed_for_a_moment_that_has_passed(database: Database) -> None:
    people(database)
    there = workshop(database)
    enrolling.enrol(database, "UADA", there, STARTS - timedelta(minutes=90))
    assert len(notices(database, NoticeKind.WORKSHOP_REMINDER)) == 1


def test_whoever_asks_and_gets_the_seat_is_not_told_twice(database: Database) -> None:
    people(database)
    enrolling.enrol(database, "UADA", workshop(database), NOW)
    assert notices(database, NoticeKind.WORKSHOP_SEAT) == []
