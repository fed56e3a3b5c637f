"""The reminder that somebody picked, at the edges of its time."""

from datetime import datetime, timedelta

import pytest

from bot.notices import COMPOSERS
from bot.notices.courier import notice_courier
from bot.usecases import picking
from bot.usecases.nudge_standing import Reminding
from bot.usecases.picking import AfterTheLastDay
from career.outcomes import DeliveryState
from career.settings import HouseSettings
from career.targets import OpeningTarget
from career.terms import SendingTerms
from storage.database import Database
from storage.settings import put_house_settings
from tests.bot.notices.rig import states
from tests.bot.nudges.rig import Clock, Interrupted, Mailbox
from tests.factories import NOW, a_sent_nudge, an_employee, an_opening

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
