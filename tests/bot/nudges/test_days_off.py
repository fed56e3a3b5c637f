"""Nobody is written to on a day off: neither when it is recorded, nor when it is sent."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.nudges.engine import tick
from career.outcomes import DeliveryState, DropReason
from career.targets import OpeningTarget
from storage.database import Database
from storage.tables import HolidayRow, LeaveRow
from tests.bot.nudges.rig import (
    EVERY_TUESDAY,
    TUESDAY,
    Clock,
    Mailbox,
    a_courier,
    a_running_nudge,
    deliver,
    ledger,
)
from tests.factories import NOW, an_employee, an_opening

WEDNESDAY_NINE = datetime(2026, 11, 25, 8, tzinfo=UTC)
NEXT_MONDAY_NINE = datetime(2026, 11, 30, 8, tzinfo=UTC)


def _leave(person: int, first: date, last: date) -> LeaveRow:
    return LeaveRow(employee_id=person, first_day=first, last_day=last)


def test_a_holiday_at_a_place_moves_only_its_own_people_to_the_next_working_day(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", location="Hamburg")
        an_employee(session, slack_id="UBEN", location="Lisbon")
        target = OpeningTarget(an_opening(session))
        session.add(HolidayRow(day=TUESDAY, location_code="hamburg", name="Harbour day"))
    a_running_nudge(database, target)
    mail = Mailbox(Clock())
    deliver(database, mail)
    assert mail.recipients == ["UBEN"]
    assert [entry.due_at for entry in ledger(database) if entry.employee_id == ada] == [WEDNESDAY_NINE]
    mail.clock.now = WEDNESDAY_NINE
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UBEN", "UADA"]


def test_a_company_holiday_and_somebodys_leave_after_it_are_both_waited_for(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        an_employee(session, slack_id="UBEN")
        target = OpeningTarget(an_opening(session))
        session.add(HolidayRow(day=TUESDAY, location_code="", name="Founders' day"))
        session.add(_leave(ada, date(2026, 11, 23), date(2026, 11, 27)))
    a_running_nudge(database, target)
    tick(database, NOW)
    assert [entry.due_at for entry in ledger(database)] == [NEXT_MONDAY_NINE, WEDNESDAY_NINE]


def test_whose_leave_outlasts_the_nudge_is_left_out_for_it_at_once(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        an_employee(session, slack_id="UBEN")
        target = OpeningTarget(an_opening(session, closes_on=date(2026, 11, 26)))
        session.add(_leave(ada, TUESDAY, date(2026, 12, 4)))
    a_running_nudge(database, target)
    tick(database, NOW)
    assert [(entry.state, entry.reason) for entry in ledger(database)] == [
        (DeliveryState.DROPPED, DropReason.ON_LEAVE),
        (DeliveryState.DUE, None),
    ]


def test_a_holiday_that_outlasts_the_nudge_is_no_leave(database: Database) -> None:
    with database.begin() as session:
        an_employee(session)
        target = OpeningTarget(an_opening(session))
    a_running_nudge(database, target, cadence=replace(EVERY_TUESDAY, ends_on=TUESDAY))
    with database.begin() as session:
        session.add(HolidayRow(day=TUESDAY, location_code="", name="Founders' day"))
    tick(database, NOW)
    assert [entry.reason for entry in ledger(database)] == [DropReason.EXPIRED]


def test_leave_that_hr_enters_after_the_tick_is_seen_at_the_send(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        ben = an_employee(session, slack_id="UBEN")
        target = OpeningTarget(an_opening(session, closes_on=date(2026, 11, 30)))
    a_running_nudge(database, target)
    tick(database, NOW)
    with database.begin() as session:
        session.add(_leave(ada, TUESDAY, date(2026, 11, 29)))
        session.add(_leave(ben, TUESDAY, date(2026, 11, 30)))
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    assert mail.taken == []
    assert [(entry.state, entry.reason) for entry in ledger(database)] == [
        (DeliveryState.DUE, None),
        (DeliveryState.DROPPED, DropReason.ON_LEAVE),
    ]
    mail.clock.now = NEXT_MONDAY_NINE
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]


def test_leave_that_is_over_and_leave_to_come_change_nothing(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        target = OpeningTarget(an_opening(session))
        session.add(_leave(ada, TUESDAY - timedelta(days=9), TUESDAY - timedelta(days=1)))
        session.add(_leave(ada, TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=9)))
    a_running_nudge(database, target)
    mail = Mailbox(Clock())
    deliver(database, mail)
    assert mail.recipients == ["UADA"]
