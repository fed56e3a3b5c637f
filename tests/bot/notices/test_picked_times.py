"""The reminder that somebody picked, at the edges of its time."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from threading import Event
from typing import Any

import pytest

from bot.notices import COMPOSERS
from bot.usecases.nudges import picking
from bot.usecases.nudges.nudge_standing import Reminding
from bot.usecases.nudges.picking import AfterTheLastDay
from bot.usecases.openings.opening_moves import Moved, close_opening
from bot.usecases.training import interests
from career.criteria import Fact, FactName, Relation, Where
from career.outcomes import DeliveryState
from career.settings import HouseSettings
from career.targets import OpeningTarget, ProgrammeTarget, SuitingOpenings
from career.terms import SendingTerms
from storage.database import Database
from storage.house.settings import put_house_settings
from storage.openings.records import opening_by_id
from tests.bot.notices.rig import states
from tests.bot.nudges.rig import Clock, Interrupted, Mailbox, waited_for_the_attempt
from tests.couriers import notice_courier
from tests.factories import NOW, a_programme, a_sent_nudge, an_employee, an_opening

SOON = NOW + timedelta(hours=3)


def picked(database: Database, at: datetime, zone: str | None = "Europe/Berlin") -> picking.PickAnswer:
    """Let Ada, nudged about an opening that closes today, pick a time."""
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", zone=zone)
        target = OpeningTarget(an_opening(session, closes_on=NOW.date()))
        token = a_sent_nudge(session, ada, target)
    return picking.pick(database, "UADA", str(token), at, NOW)


@pytest.mark.parametrize("step", [2, 4])
def test_a_clock_that_is_set_back_while_it_is_on_its_way_does_not_lose_it(database: Database, step: int) -> None:
    assert isinstance(picked(database, SOON), Reminding)
    mail = Mailbox(Clock(SOON))

    def set_back(now: int) -> None:
        if now == step:
            mail.clock.move(hours=-1)

    notice_courier(Interrupted(database, set_back), mail, mail.clock, mail.clock.sleep, COMPOSERS).run_until_idle()
    assert mail.recipients == ["UADA"]
    assert states(database) == [DeliveryState.SENT]


def test_without_a_zone_the_last_day_ends_by_the_clock_that_hr_chose(database: Database) -> None:
    with database.begin() as session:
        honolulu = SendingTerms(fallback_zone="Pacific/Honolulu")
        put_house_settings(session, HouseSettings(sending=honolulu), "UHANA", NOW)
    tomorrow_in_utc = NOW + timedelta(hours=20)
    assert isinstance(picked(database, tomorrow_in_utc, zone=None), Reminding)
    mail = Mailbox(Clock(tomorrow_in_utc))
    notice_courier(database, mail, mail.clock, mail.clock.sleep, COMPOSERS).run_until_idle()
    assert mail.recipients == ["UADA"]


def test_without_a_zone_or_a_choice_it_ends_by_utc(database: Database) -> None:
    assert isinstance(picked(database, NOW + timedelta(hours=20), zone=None), AfterTheLastDay)


def suited(database: Database) -> int:
    """Let Ada, nudged about any opening that suits her, pick a time; return the number of the only one that does."""
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        opening = an_opening(session, title="Boatswain")
        an_opening(
            session, title="Pilot", requirements=Where(Fact(FactName.SKILL, "pilotage"), Relation.IS, bound=True)
        )
        token = a_sent_nudge(session, ada, SuitingOpenings())
    assert isinstance(picking.pick(database, "UADA", str(token), SOON, NOW), Reminding)
    return opening


def test_where_no_opening_suits_any_more_there_is_nothing_to_be_reminded_of(database: Database) -> None:
    opening = suited(database)
    assert isinstance(close_opening(database, "UHR", opening, 1, NOW), Moved)
    mail = Mailbox(Clock(SOON))
    notice_courier(database, mail, mail.clock, mail.clock.sleep, COMPOSERS).run_until_idle()
    assert mail.taken == []
    assert states(database) == [DeliveryState.DROPPED]


def test_what_a_reminder_offers_is_not_closed_while_it_is_being_written_down(database: Database) -> None:
    opening = suited(database)
    mail = Mailbox(Clock(SOON))
    assert waited_for_the_attempt(
        database,
        lambda held_up: notice_courier(held_up, mail, mail.clock, mail.clock.sleep, COMPOSERS).deliver_next(),
        lambda: close_opening(database, "UHR", opening, 1, SOON),
    )
    assert ["Boatswain" in shown for shown in mail.shown] == [True]


def test_while_somebody_is_just_changing_what_it_offers_a_reminder_waits_a_moment(
    postgresql_database: Database,
) -> None:
    opening = suited(postgresql_database)
    mail = Mailbox(Clock(SOON))
    courier = notice_courier(postgresql_database, mail, mail.clock, mail.clock.sleep, COMPOSERS)
    with postgresql_database.begin() as session:
        opening_by_id(session, opening, hold=True)
        courier.deliver_next()
    assert mail.taken == []
    mail.clock.move(seconds=1)
    courier.run_until_idle()
    assert ["Boatswain" in shown for shown in mail.shown] == [True]


def test_whoever_answers_a_nudge_and_the_reminder_of_it_never_wait_for_each_other(
    postgresql_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both hold the person before the copy; the other way round, PostgreSQL would break one of them off."""
    database = postgresql_database
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA")
        programme = a_programme(session)
        token = str(a_sent_nudge(session, ada, ProgrammeTarget(programme)))
    assert isinstance(picking.pick(database, "UADA", token, SOON, NOW), Reminding)
    want, is_midway, goes_on = interests._want, Event(), Event()  # noqa: SLF001  the moment in question lies within

    def slowly(*of: Any) -> Any:
        is_midway.set()
        goes_on.wait(10)
        return want(*of)

    monkeypatch.setattr(interests, "_want", slowly)
    mail = Mailbox(Clock(SOON))
    courier = notice_courier(database, mail, mail.clock, mail.clock.sleep, COMPOSERS)
    with ThreadPoolExecutor(2) as threads:
        wanting = threads.submit(interests.want_programme, database, "UADA", programme, SOON, token)
        is_midway.wait(10)
        reminding = threads.submit(courier.deliver_next)
        wait((reminding,), timeout=0.5)
        goes_on.set()
        assert isinstance(wanting.result(10), interests.Interested)
        reminding.result(10)
