"""The draw is written down with what it is measured by, before anything can be sent, and never again."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.nudges.engine import tick
from bot.usecases.nudges import steering
from bot.usecases.nudges.nudge_list import nudge_page
from career.holdout import BUCKETS
from career.nudges import Reach
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from storage.database import Database
from storage.nudges.arms import arms_of
from storage.tables import DrawRow
from tests.bot.nudges.rig import EVERY_TUESDAY, HR, Clock, Mailbox, a_running_nudge, deliver, ledger
from tests.factories import NOW, an_employee, an_opening, let_the_draw_fall

HALF = Reach(3, 7, hold_out=0.5)
WEEK = timedelta(days=7)


def a_drawn_nudge(database: Database, people: int = 40, at: datetime = NOW) -> tuple[int, OpeningTarget]:
    """Start a weekly nudge that holds out half of so many people, and look `at` it once its first hour has come."""
    with database.begin() as session:
        for number in range(people):
            an_employee(session, lot=1 + number * 200)
        target = OpeningTarget(an_opening(session))
    nudge = a_running_nudge(database, target, cadence=EVERY_TUESDAY, reach=HALF)
    with database.begin() as session:
        let_the_draw_fall(session, nudge)
    tick(database, at)
    return nudge, target


def draws(database: Database) -> dict[int, tuple[bool, datetime, datetime, int]]:
    columns = (DrawRow.is_held_out, DrawRow.drawn_at, DrawRow.first_due_at, DrawRow.held_out_buckets)
    with database.read() as session:
        return {person: tuple(rest) for person, *rest in session.execute(select(DrawRow.employee_id, *columns))}  # type: ignore[misc]  # four columns


def test_both_arms_clocks_start_when_their_first_copy_was_due(database: Database) -> None:
    evening = NOW + timedelta(hours=9)
    a_drawn_nudge(database, at=evening)
    found = draws(database)
    assert all(first_due_at > evening for _, _, first_due_at, _ in found.values()), "the next working hours"
    assert {is_held_out for is_held_out, *_ in found.values()} == {False, True}
    due = {entry.employee_id: entry.due_at for entry in ledger(database)}
    assert {person: first_due_at for person, (_, _, first_due_at, _) in found.items()} == due
    assert {buckets for *_, buckets in found.values()} == {BUCKETS // 2}


def test_nothing_that_happens_to_a_copy_moves_the_clock_of_who_was_drawn(database: Database) -> None:
    nudge, _ = a_drawn_nudge(database)
    before = draws(database)
    steering.pause(database, HR, nudge, NOW)
    mail = Mailbox(Clock(NOW + timedelta(days=2)))
    assert isinstance(steering.start(database, HR, nudge, mail.clock()), steering.Started)
    deliver(database, mail)
    assert draws(database) == before


def test_a_draw_is_there_before_anything_is_sent_and_stays_through_ticks_and_restarts(database: Database) -> None:
    nudge, _ = a_drawn_nudge(database)
    first = draws(database)
    assert len(first) == 40
    assert not any(entry.state is DeliveryState.SENT for entry in ledger(database))
    restarted = Database(database.url)
    for weeks in range(3):
        mail = Mailbox(Clock(NOW + weeks * WEEK))
        deliver(restarted, mail)
    restarted.close()
    assert draws(database) == first
    held_out = {person for person, (is_held_out, *_) in first.items() if is_held_out}
    assert not {entry.employee_id for entry in ledger(database, nudge) if entry.state is DeliveryState.SENT} & held_out


def test_held_out_counts_people_and_not_occasions(database: Database) -> None:
    nudge, target = a_drawn_nudge(database)
    for weeks in range(3):
        deliver(database, Mailbox(Clock(NOW + weeks * WEEK)))
    held_out = sum(is_held_out for is_held_out, *_ in draws(database).values())
    rows = [entry for entry in ledger(database, nudge) if entry.state is DeliveryState.HELD_OUT]
    assert len(rows) == 3 * held_out, "each would have had it three times"
    (listed,) = nudge_page(database, 0, 10).nudges
    assert listed.counts[DeliveryState.HELD_OUT] == held_out
    assert listed.counts[DeliveryState.SENT] == 40 - held_out
    with database.read() as session:
        arms = arms_of(session, nudge, target, NOW)
    assert (arms.nudged.people, arms.held_out.people) == (40 - held_out, held_out)
