from datetime import timedelta
from threading import Thread

from storage.database import Database
from storage.messages.pace import Blocked, Pace, block, blocked_until, reserve
from tests.factories import NOW

PACE = Pace(per_minute=240)
STEP = timedelta(milliseconds=250)


def test_every_caller_gets_a_slot_of_its_own(database: Database) -> None:
    slots: list[object] = []

    def take() -> None:
        for _ in range(10):
            with database.begin() as session:
                slots.append(reserve(session, PACE, NOW))

    threads = [Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [round((slot - NOW) / STEP, 3) for slot in sorted(slots)] == list(range(40))  # type: ignore[operator,type-var]  # none is blocked here


def test_time_that_nobody_used_is_not_saved_up_for_a_burst(database: Database) -> None:
    later = NOW + timedelta(hours=1)
    with database.begin() as session:
        reserve(session, PACE, NOW)
        assert reserve(session, PACE, later) == later
        assert reserve(session, PACE, later) == later + STEP


def test_a_demanded_wait_holds_for_everybody_and_the_longer_one_counts(database: Database) -> None:
    with database.begin() as session:
        block(session, PACE, NOW, timedelta(seconds=90))
        block(session, PACE, NOW, timedelta(seconds=1))
        assert reserve(session, PACE, NOW) == Blocked(NOW + timedelta(seconds=90))
        assert blocked_until(session, PACE, NOW + timedelta(seconds=89)) == NOW + timedelta(seconds=90)
        after = NOW + timedelta(seconds=90)
        assert [reserve(session, PACE, after), reserve(session, PACE, after)] == [after, after + STEP]


def test_a_clock_that_is_set_back_stops_nobody_for_an_hour(database: Database) -> None:
    ahead = NOW + timedelta(hours=1)
    with database.begin() as session:
        reserve(session, PACE, ahead)
        block(session, PACE, ahead, timedelta(seconds=30))
        assert blocked_until(session, PACE, NOW) is None
        assert reserve(session, PACE, NOW) == NOW


def test_two_paces_do_not_mix(database: Database) -> None:
    with database.begin() as session:
        reserve(session, PACE, NOW)
        assert reserve(session, Pace("another"), NOW) == NOW
