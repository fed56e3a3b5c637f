"""What waits too long is brought up in the HR channel, once on every working day (promise 2)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from bot.notices import COMPOSERS
from bot.usecases.messages.overdue import LateRequests, bring_up, overdue
from career.applications import Stage
from career.notices import NoticeDrop, NoticeKind
from career.settings import HouseSettings
from career.tuition import RequestState
from storage.database import Database
from storage.house.settings import put_house_settings
from storage.tables import ApplicationRow, HolidayRow, TuitionRequestRow
from tests.bot.notices.rig import notices
from tests.bot.nudges.rig import Clock, Mailbox
from tests.couriers import notice_courier
from tests.factories import NOW, a_tuition_request, an_application, an_employee, an_opening

HR_CHANNEL = "C0HR"
TUESDAY = NOW.date()
"""The default limit is five working days: of what was submitted before last Tuesday more have begun by now."""

IN_TIME, TOO_LATE = NOW - timedelta(days=7), NOW - timedelta(days=8)


def waiting(database: Database, *since: datetime, **fields: object) -> list[int]:
    with database.begin() as session:
        opening = an_opening(session)
        return [
            an_application(session, opening, an_employee(session, given_name=f"P{number}"), submitted_at=when, **fields)
            for number, when in enumerate(since)
        ]


def sent(database: Database, now: datetime) -> list[tuple[str, str]]:
    mail = Mailbox(Clock(now))
    notice_courier(database, mail, mail.clock, mail.clock.sleep, COMPOSERS).run_until_idle()
    return [(to, text) for to, text, _, _ in mail.taken]


def named(database: Database, now: datetime = NOW, most: int = 20) -> list[tuple[str, int]]:
    with database.read() as session:
        return [(late.candidate.name.split()[0], late.working_days) for late in overdue(session, most, now).first]


def test_the_longest_waiting_are_named_first_with_the_working_days_they_wait(database: Database) -> None:
    waiting(database, IN_TIME, TOO_LATE, NOW - timedelta(days=15))
    assert named(database) == [("P2", 11), ("P1", 6)]
    assert named(database, most=1) == [("P2", 11)]
    with database.read() as session:
        late = overdue(session, 1, NOW)
    assert (late.count, late.within) == (2, 5)


def test_a_holiday_gives_a_day_more(database: Database) -> None:
    waiting(database, TOO_LATE)
    with database.begin() as session:
        session.add(HolidayRow(day=TUESDAY - timedelta(days=4), location_code="", name="Regatta"))
        session.add(HolidayRow(day=TUESDAY - timedelta(days=5), location_code="oslo", name="Elsewhere"))
    assert named(database) == []


def test_hr_sets_how_long_is_too_long(database: Database) -> None:
    waiting(database, TOO_LATE)
    with database.begin() as session:
        put_house_settings(session, HouseSettings(consider_within=6), "UHANA", NOW)
    assert named(database) == []


@pytest.mark.parametrize("done", [{"considered_at": NOW}, {"stage": Stage.WITHDRAWN}])
def test_who_has_been_considered_or_has_withdrawn_does_not_wait(database: Database, done: dict[str, object]) -> None:
    waiting(database, TOO_LATE, **done)
    assert named(database) == []
    assert not bring_up(database, HR_CHANNEL, NOW)


def test_the_channel_is_told_once_a_day(database: Database) -> None:
    waiting(database, TOO_LATE)
    assert bring_up(database, HR_CHANNEL, NOW)
    assert not bring_up(database, HR_CHANNEL, NOW + timedelta(minutes=5))
    [(to, text)] = sent(database, NOW)
    assert (to, text) == (HR_CHANNEL, "1 application waits longer than 5 working days to be considered.")
    tomorrow = NOW + timedelta(days=1)
    assert bring_up(database, HR_CHANNEL, tomorrow)
    assert len(sent(database, tomorrow)) == 1


def asked(database: Database, *since: datetime, **fields: object) -> None:
    """Let somebody ask for funding at each of these instants."""
    with database.begin() as session:
        for when in since:
            a_tuition_request(session, an_employee(session), asked_at=when, **fields)


def late_requests(database: Database) -> LateRequests:
    with database.read() as session:
        return overdue(session, 20, NOW).requests


def test_requests_for_funding_that_wait_too_long_are_counted_with_the_wait_of_the_oldest(database: Database) -> None:
    asked(database, IN_TIME, TOO_LATE, NOW - timedelta(days=15))
    assert late_requests(database) == LateRequests(2, 11)


def test_requests_for_funding_alone_are_brought_up_once_a_day(database: Database) -> None:
    asked(database, TOO_LATE)
    assert bring_up(database, HR_CHANNEL, NOW)
    assert not bring_up(database, HR_CHANNEL, NOW + timedelta(minutes=5))
    said = "1 request for funding has waited 6 working days for a decision."
    assert sent(database, NOW) == [(HR_CHANNEL, said)]


def test_applications_and_requests_for_funding_are_one_note(database: Database) -> None:
    waiting(database, TOO_LATE)
    asked(database, TOO_LATE)
    assert bring_up(database, HR_CHANNEL, NOW)
    [(_, text)] = sent(database, NOW)
    assert "1 application waits" in text
    assert "1 request for funding has waited" in text


DECLINED = {"decided_at": NOW, "decided_by": "UHANA", "decided_by_name": "Hana Novak", "reason": "Not this year."}


@pytest.mark.parametrize(
    "done",
    [{"state": RequestState.WITHDRAWN}, {"state": RequestState.DECLINED, **DECLINED}],
    ids=lambda done: done["state"],
)
def test_a_request_that_is_decided_or_withdrawn_does_not_wait(database: Database, done: dict[str, object]) -> None:
    asked(database, TOO_LATE, **done)
    assert late_requests(database) == LateRequests()
    assert not bring_up(database, HR_CHANNEL, NOW)


@pytest.mark.parametrize("quiet", [NOW + timedelta(days=4), NOW + timedelta(days=5)])
def test_requests_for_funding_are_not_brought_up_at_the_weekend(database: Database, quiet: datetime) -> None:
    asked(database, TOO_LATE)
    assert not bring_up(database, HR_CHANNEL, quiet)


def test_once_every_request_is_decided_the_note_is_not_sent(database: Database) -> None:
    asked(database, TOO_LATE)
    bring_up(database, HR_CHANNEL, NOW)
    with database.begin() as session:
        session.execute(update(TuitionRequestRow).values(state=RequestState.WITHDRAWN))
    assert sent(database, NOW) == []


def test_several_machines_owe_one_note(database: Database) -> None:
    waiting(database, TOO_LATE)
    with ThreadPoolExecutor(4) as machines:
        for owed in [machines.submit(bring_up, database, HR_CHANNEL, NOW) for _ in range(4)]:
            owed.result(30)
    assert len(notices(database)) == 1


@pytest.mark.parametrize(
    "quiet",
    [
        datetime.combine(TUESDAY, NOW.timetz()).replace(hour=8, minute=59),
        NOW + timedelta(days=4),
        NOW + timedelta(days=5),
    ],
)
def test_nothing_is_brought_up_before_the_working_day_begins_nor_at_the_weekend(
    database: Database, quiet: datetime
) -> None:
    waiting(database, TOO_LATE)
    assert not bring_up(database, HR_CHANNEL, quiet)


def test_nothing_is_brought_up_on_a_holiday(database: Database) -> None:
    waiting(database, TOO_LATE - timedelta(days=7))
    with database.begin() as session:
        session.add(HolidayRow(day=TUESDAY, location_code="", name="Regatta"))
    assert not bring_up(database, HR_CHANNEL, NOW)


def test_once_everybody_is_considered_the_note_is_not_sent(database: Database) -> None:
    waiting(database, TOO_LATE)
    bring_up(database, HR_CHANNEL, NOW)
    with database.begin() as session:
        session.execute(update(ApplicationRow).values(considered_at=NOW))
    assert sent(database, NOW) == []
    assert [entry.reason for entry in notices(database)] == [NoticeDrop.NO_LONGER_TRUE]


def test_yesterdays_note_is_not_sent_today(database: Database) -> None:
    waiting(database, TOO_LATE)
    bring_up(database, HR_CHANNEL, NOW)
    assert sent(database, datetime.combine(TUESDAY + timedelta(days=1), NOW.timetz()).replace(hour=0)) == []
    assert [entry.reason for entry in notices(database)] == [NoticeDrop.EXPIRED]


def test_ten_years_of_waiting_are_counted_quickly_and_at_least_as_long_as_anybody_cares(database: Database) -> None:
    waiting(database, NOW - timedelta(days=3_650))
    [(_, working_days)] = named(database)
    assert working_days > 250


def test_every_kind_of_notice_has_its_words() -> None:
    assert set(COMPOSERS) == set(NoticeKind)
