"""Nudges come in the hours that a person chose, planned and sent by the same hours (issue 5, quiet)."""

from datetime import date, time, timedelta

import pytest

from bot.nudges.engine import tick
from bot.usecases.nudges import own_hours, quiet
from bot.usecases.nudges.own_hours import HoursSet, NoWeekday, TooShort
from bot.views.own_hours import answer, in_words
from career.cadences import Once
from career.localtime import Weekday
from career.outcomes import DeliveryState
from career.quiet import DeliveryHours
from career.targets import OpeningTarget
from storage.database import Database
from tests.bot.nudges.rig import TUESDAY, Clock, Mailbox, a_courier, a_running_nudge, deliver, ledger
from tests.factories import NOW, an_employee, an_opening

MIDNIGHT = NOW.replace(hour=0)
SIX_IN_BERLIN = NOW.replace(hour=5)
EARLY = (frozenset(Weekday), time(6), time(8))


def a_job_for_ada(database: Database, last_day: date | None = None) -> OpeningTarget:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        return OpeningTarget(an_opening(session, closes_on=last_day))


def test_hours_that_open_before_the_usual_ones_are_planned_for(database: Database) -> None:
    target = a_job_for_ada(database, TUESDAY)
    own_hours.choose(database, "UADA", *EARLY, MIDNIGHT)
    a_running_nudge(database, target, now=MIDNIGHT, cadence=Once(TUESDAY, time(6)))
    mail = Mailbox(Clock(SIX_IN_BERLIN))
    deliver(database, mail)
    assert mail.recipients == ["UADA"]


def test_outside_of_ones_own_hours_nothing_is_sent(database: Database) -> None:
    target = a_job_for_ada(database)
    own_hours.choose(database, "UADA", *EARLY, MIDNIGHT)
    a_running_nudge(database, target)
    mail = Mailbox(Clock())
    deliver(database, mail)
    [entry] = ledger(database)
    assert (mail.taken, entry.state) == ([], DeliveryState.DUE)
    assert entry.due_at == SIX_IN_BERLIN + timedelta(days=1)


def test_new_hours_bring_forward_what_waits(database: Database) -> None:
    target = a_job_for_ada(database)
    own_hours.choose(database, "UADA", *EARLY, MIDNIGHT)
    a_running_nudge(database, target)
    mail = Mailbox(Clock())
    deliver(database, mail)
    own_hours.choose_usual(database, "UADA", NOW)
    tick(database, NOW)
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]


def test_hours_without_a_day_or_shorter_than_an_hour_are_refused(database: Database) -> None:
    a_job_for_ada(database)
    assert own_hours.choose(database, "UADA", (), time(9), time(17), NOW) == NoWeekday()
    assert own_hours.choose(database, "UADA", [*Weekday], time(9), time(9, 59), NOW) == TooShort()
    assert own_hours.choose(database, "UADA", [*Weekday], time(17), time(9), NOW) == TooShort()
    hours = own_hours.hours_of(database, "UADA")
    assert isinstance(hours, own_hours.Hours)
    assert not hours.are_own


def test_the_answer_says_when_nudges_come_and_that_quiet_still_holds(database: Database) -> None:
    a_job_for_ada(database)
    quiet.pause(database, "UADA", "2w", NOW)
    given = own_hours.choose(database, "UADA", [Weekday.MONDAY], time(10), time(12), NOW)
    assert isinstance(given, HoursSet)
    told = answer(given)
    assert "Nudges come Monday, 10:00 to 12:00 (Berlin time)" in told
    assert "Just now none comes" in told


@pytest.mark.parametrize(
    ("weekdays", "says"),
    [
        ({0, 1, 2, 3}, "Monday to Thursday"),
        ({0, 1}, "Monday and Tuesday"),
        ({0, 2, 4}, "Monday, Wednesday and Friday"),
        (set(range(7)), "every day"),
    ],
)
def test_weekdays_are_said_as_people_say_them(weekdays: set[int], says: str) -> None:
    hours = DeliveryHours(frozenset(Weekday(number) for number in weekdays), time(7), time(12))
    assert in_words(hours) == f"{says}, 07:00 to 12:00"
