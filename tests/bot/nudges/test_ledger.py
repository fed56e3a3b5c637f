"""What a nudge is on its way: HR's words, to the account that is the person's, unless they act meanwhile."""

from sqlalchemy import update

from bot.usecases.nudges import quiet
from career.outcomes import DeliveryState
from storage.database import Database
from storage.messages.pace import Pace, reserve
from storage.tables import EmployeeRow
from tests.bot.nudges.rig import (
    NO_ANSWER,
    Clock,
    Mailbox,
    a_courier,
    ledger,
    one_due,
    sleep_during_which,
)
from tests.couriers import nudge_courier
from tests.factories import NOW

SENT = DeliveryState.SENT


def test_the_message_is_hrs_words_filled_in_for_the_person(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    [(to, text, token, _)] = mail.taken
    assert (to, text) == ("UADA", "Hi Ada: Data Analyst, because you know Python, until 24 December 2026.")
    [entry] = ledger(database)
    assert (entry.state, entry.token) == (SENT, token)


def test_it_is_looked_for_where_it_was_sent_to(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    courier = a_courier(database, mail)
    courier.run_until_idle()
    with database.begin() as session:
        session.execute(update(EmployeeRow).values(slack_id="UADA2"))
    mail.clock.move(seconds=120)
    courier.run_until_idle()
    assert mail.recipients == ["UADA"]
    assert [entry.state for entry in ledger(database)] == [SENT]


def test_an_act_that_is_committed_while_a_slot_is_awaited_stops_the_message(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())

    def stop() -> None:
        quiet.stop(database, "UADA", None, mail.clock())

    with database.begin() as session:
        reserve(session, Pace(per_minute=1), NOW)
    sleep = sleep_during_which(mail.clock, stop)
    nudge_courier(database, mail, mail.clock, sleep, pace=Pace(per_minute=1)).deliver_next()
    assert mail.taken == []
    assert [entry.state for entry in ledger(database)] == [DeliveryState.DROPPED]
