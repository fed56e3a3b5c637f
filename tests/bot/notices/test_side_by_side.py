"""Notices beside nudges, and beside what people write while one of them is about to go out."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from bot.nudges.crew import Crew
from bot.nudges.engine import tick
from bot.slack.courier import Courier, Idle
from bot.slack.errand import Errand
from bot.slack.trouble import Wait
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from storage.database import Database
from storage.messages.notices import Notice, ToChannel, ToEmployee, call_off, owe
from storage.messages.pace import Blocked
from storage.tables import NoticeRow
from storage.turns import hold_person
from tests.bot.notices.rig import KIND, a_courier, one_owed, owed, states
from tests.bot.nudges import rig
from tests.bot.nudges.rig import Clock, Mailbox, answers
from tests.factories import NOW, an_employee, an_opening


def nudges_due(database: Database, number: int) -> None:
    with database.begin() as session:
        for each in range(number):
            an_employee(session, slack_id=f"U{each}")
        opening = an_opening(session)
    rig.a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)


def test_notices_go_before_nudges(database: Database) -> None:
    nudges_due(database, 2)
    for number in range(3):
        owed(database, ToChannel(f"C{number}"), key=f"event:{number}")
    mail = Mailbox(Clock())
    notices, nudges = a_courier(database, mail), rig.a_courier(database, mail)
    crew = Crew(Courier(notices.means, (*notices.ledgers, *nudges.ledgers)), senders=1)
    crew.start()
    deadline = time.monotonic() + 10
    while len(mail.taken) < 5 and time.monotonic() < deadline:
        time.sleep(0.005)
    crew.stop()
    assert mail.recipients[:3] == ["C0", "C1", "C2"]
    assert sorted(mail.recipients[3:]) == ["U0", "U1"]


def test_notices_and_nudges_share_one_pace(database: Database) -> None:
    nudges_due(database, 5)
    for number in range(5):
        owed(database, ToChannel(f"C{number}"), key=f"event:{number}")
    mail = Mailbox(Clock())
    notices, nudges = a_courier(database, mail), rig.a_courier(database, mail)
    while not isinstance(notices.deliver_next(), Idle) or not isinstance(nudges.deliver_next(), Idle):
        pass
    times = [at for _, _, _, at in mail.taken]
    assert len(times) == 10
    gaps = [(later - earlier) / timedelta(milliseconds=1) for earlier, later in pairwise(times)]
    assert all(gap == pytest.approx(250, abs=1) for gap in gaps)


def test_when_slack_says_wait_about_a_notice_nudges_wait_too(database: Database) -> None:
    nudges_due(database, 1)
    owed(database, ToChannel("C0HR"))
    mail = Mailbox(Clock())
    mail.faults.append(answers(Wait("ratelimited", timedelta(seconds=30))))
    a_courier(database, mail).deliver_next()
    assert rig.a_courier(database, mail).deliver_next() == Blocked(NOW + timedelta(seconds=30))


def test_what_one_person_writes_and_a_notice_to_them_never_wait_for_each_other(postgresql_database: Database) -> None:
    database = postgresql_database
    ada = one_owed(database)
    mail = Mailbox(Clock())
    courier = a_courier(database, mail)
    with database.begin() as session:
        hold_person(session, ada)
        with ThreadPoolExecutor(1) as worker:
            worker.submit(courier.deliver_next).result(10)  # it does not wait for this transaction
        assert mail.taken == []
        assert call_off(session, "event:1"), "as nothing of it has begun"
        owe(session, Notice(KIND, "event:2", ToEmployee(ada), {"words": "Instead."}, NOW), NOW)
    mail.clock.move(seconds=1)
    courier.run_until_idle()
    assert [text for _, text, _, _ in mail.taken] == ["Instead."]
    assert states(database) == [DeliveryState.DROPPED, DeliveryState.SENT]


def test_a_notice_that_is_being_called_off_is_not_begun(postgresql_database: Database) -> None:
    database = postgresql_database
    one_owed(database)
    mail = Mailbox(Clock())
    errand = a_courier(database, mail).look()
    assert isinstance(errand, Errand)
    with ThreadPoolExecutor(1) as worker:
        with database.begin() as session:
            assert call_off(session, "event:1")
            running = worker.submit(errand.run)
        running.result(10)
    assert mail.taken == []
    assert states(database) == [DeliveryState.DROPPED]


def test_many_workers_tell_each_once(database: Database) -> None:
    for number in range(20):
        owed(database, ToChannel(f"C{number}"), key=f"event:{number}")
    mail = Mailbox(Clock())
    couriers = [a_courier(database, mail) for _ in range(4)]
    with ThreadPoolExecutor(4) as workers:
        for done in [workers.submit(each.run_until_idle) for each in couriers]:
            done.result(30)
    assert sorted(mail.recipients) == sorted(f"C{number}" for number in range(20))
    with database.read() as session:
        assert session.scalar(select(func.count()).where(NoticeRow.state == DeliveryState.SENT)) == 20
