"""Messages keep the pace, and when Slack says to wait, everybody waits."""

from datetime import timedelta
from itertools import pairwise

import pytest

from bot.slack.courier import Idle
from bot.slack.trouble import Wait
from storage.database import Database
from storage.messages.pace import Pace, reserve
from tests.bot.nudges.rig import (
    Clock,
    Interrupted,
    Mailbox,
    a_courier,
    answers,
    many_due,
    one_due,
    sleep_during_which,
)
from tests.couriers import nudge_courier
from tests.factories import NOW

PACE = Pace(per_minute=12)
SETTLES = 7
"""Before the fourth transaction of a courier, which writes down what Slack said; after those that claim, admit, prepare."""


def test_who_has_a_slot_waits_too_when_slack_says_so_meanwhile(database: Database) -> None:
    many_due(database, 2)
    mail = Mailbox(Clock())
    first = a_courier(database, mail)

    def first_meets_429() -> None:
        mail.faults.append(answers(Wait("ratelimited", timedelta(seconds=90))))
        first.deliver_next()

    sleep = sleep_during_which(mail.clock, first_meets_429)
    claimed_ahead = nudge_courier(database, mail, mail.clock, sleep, pace=Pace(per_minute=1))
    with database.begin() as session:
        reserve(session, Pace(per_minute=1), NOW)
    claimed_ahead.deliver_next()
    assert mail.taken == []


def test_who_is_about_to_post_waits_too_before_it_is_written_down_that_slack_says_so(database: Database) -> None:
    many_due(database, 2)
    mail = Mailbox(Clock())
    mail.faults.append(answers(Wait("ratelimited", timedelta(seconds=30))))

    def another_thread(step: int) -> None:
        if step == SETTLES:
            courier.deliver_next()

    courier = a_courier(Interrupted(database, another_thread), mail)
    courier.deliver_next()
    assert mail.taken == []
    courier.run_until_idle()
    assert sorted(mail.recipients) == ["U0", "U1"]
    assert all(at >= NOW + timedelta(seconds=30) for _, _, _, at in mail.taken)


def test_messages_keep_the_pace(database: Database) -> None:
    many_due(database, 12)
    mail = Mailbox(Clock())
    couriers = [a_courier(database, mail) for _ in range(3)]
    while any([not isinstance(each.deliver_next(), Idle) for each in couriers]):  # noqa: C419  each has its turn
        pass
    times = [at for _, _, _, at in mail.taken]
    assert len(times) == 12
    gaps = [(later - earlier) / timedelta(milliseconds=1) for earlier, later in pairwise(times)]
    assert all(gap == pytest.approx(250, abs=1) for gap in gaps)


def test_who_missed_their_slot_takes_another_and_does_not_call_with_the_next_one(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())

    def oversleep(seconds: float) -> None:
        mail.clock.move(seconds=seconds + (30 if mail.clock.now == NOW else 0))
        if mail.clock.now == NOW + timedelta(seconds=35):  # by now somebody else has the slot of this very moment
            with database.begin() as session:
                reserve(session, PACE, mail.clock.now)

    with database.begin() as session:
        for _ in range(2):
            reserve(session, PACE, NOW)
    nudge_courier(database, mail, mail.clock, oversleep, pace=PACE).deliver_next()
    assert [at for _, _, _, at in mail.taken] == [NOW + timedelta(seconds=40)]


def test_whoever_waits_for_a_slot_while_the_clock_is_set_back_does_not_sleep_until_then(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock(NOW + timedelta(hours=1)))
    sleep = sleep_during_which(mail.clock, lambda: mail.clock.move(hours=-1))
    with database.begin() as session:
        reserve(session, PACE, mail.clock.now)
    nudge_courier(database, mail, mail.clock, sleep, pace=PACE).deliver_next()
    assert [at for _, _, _, at in mail.taken] == [NOW + timedelta(seconds=5)]
