"""The courier takes one message to its end, whatever dies or falls on the way: it arrives, and once."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.slack.courier import Idle
from bot.slack.trouble import Refused, TokenRefused, Uncertain, Wait
from bot.usecases.nudges import quiet
from career.outcomes import DeliveryState
from storage.database import Database
from storage.messages.pace import Blocked, Pace, reserve
from storage.tables import DeliveryRow, EmployeeRow
from tests.bot.nudges.rig import (
    NO_ANSWER,
    Clock,
    Crash,
    Interrupted,
    Mailbox,
    a_courier,
    answers,
    dies,
    ledger,
    many_due,
    one_due,
    sleep_during_which,
)
from tests.couriers import Worked, nudge_courier
from tests.factories import NOW

SENT, FAILED, UNCERTAIN = DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN


def test_the_message_is_hrs_words_filled_in_for_the_person(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    [(to, text, token, _)] = mail.taken
    assert (to, text) == ("UADA", "Hi Ada: Data Analyst, because you know Python, until 24 December 2026.")
    [entry] = ledger(database)
    assert (entry.state, entry.token) == (SENT, token)


def test_nothing_more_comes_of_what_was_sent(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    courier = a_courier(database, mail)
    courier.run_until_idle()
    mail.clock.move(days=3)
    assert courier.deliver_next() == Idle()
    assert len(mail.taken) == 1


@pytest.mark.parametrize("step", range(1, 9))
def test_a_death_between_any_two_steps_loses_nothing_and_sends_nothing_twice(database: Database, step: int) -> None:
    one_due(database)
    mail = Mailbox(Clock())

    def die_at(now: int) -> None:
        if now == step:
            raise Crash

    with pytest.raises(Crash):
        a_courier(Interrupted(database, die_at), mail).deliver_next()
    for _ in range(3):
        mail.clock.move(seconds=141)
        a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]
    assert [entry.state for entry in ledger(database)] == [SENT]


@pytest.mark.parametrize("was_taken", [False, True])
def test_a_death_on_the_wire_loses_nothing_and_sends_nothing_twice(database: Database, was_taken: bool) -> None:  # noqa: FBT001
    one_due(database)
    mail = Mailbox(Clock())
    (mail.losses if was_taken else mail.faults).append(dies)
    with pytest.raises(Crash):
        a_courier(database, mail).deliver_next()
    for _ in ("its lease lapses", "whoever takes over lets it settle"):
        assert mail.looked_for == []
        mail.clock.move(seconds=141)
        a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]
    assert [entry.state for entry in ledger(database)] == [SENT]
    assert len(mail.looked_for) == 1


@pytest.mark.parametrize("was_taken", [False, True])
def test_without_a_clear_answer_slack_is_asked_two_minutes_later(database: Database, was_taken: bool) -> None:  # noqa: FBT001
    one_due(database)
    mail = Mailbox(Clock())
    (mail.losses if was_taken else mail.faults).append(NO_ANSWER)
    courier = a_courier(database, mail)
    courier.run_until_idle()
    mail.clock.move(seconds=119)
    courier.run_until_idle()
    assert mail.looked_for == [], "the message may still be on its way into the history"
    mail.clock.move(seconds=1)
    courier.run_until_idle()
    assert len(mail.looked_for) == 1
    assert mail.recipients == ["UADA"]
    assert [entry.state for entry in ledger(database)] == [SENT]


def test_a_history_that_cannot_be_read_makes_it_uncertain_for_good(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    mail.lookups.extend(
        [Uncertain("http_503"), Wait("ratelimited", timedelta(seconds=7)), Refused("channel_not_found")]
    )
    courier = a_courier(database, mail)
    for _ in range(6):
        courier.run_until_idle()
        mail.clock.move(seconds=120)
    [entry] = ledger(database)
    assert (entry.state, entry.trouble) == (UNCERTAIN, "channel_not_found")
    assert len(mail.taken) == 1, "what nobody can tell is never sent again"


def test_what_may_not_be_looked_up_waits_for_the_scope_and_holds_up_nobody_else(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    many_due(database, 2)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    mail.lookups.extend([TokenRefused("missing_scope")] * 2)
    courier = a_courier(database, mail)
    courier.deliver_next()
    mail.clock.move(seconds=121)
    with database.begin() as session:
        session.execute(update(DeliveryRow).where(DeliveryRow.attempted_at.is_(None)).values(due_at=mail.clock.now))
    assert courier.deliver_next() == Worked()
    assert "missing_scope" in caplog.text
    assert courier.deliver_next() == Worked()
    assert mail.recipients == ["U0", "U1"], "the other one is written to meanwhile"
    for _ in range(2):
        mail.clock.move(seconds=60)
        courier.run_until_idle()
    assert [entry.state for entry in ledger(database)] == [SENT, SENT]
    assert mail.recipients == ["U0", "U1"]


def test_a_mistake_of_ours_after_slack_took_the_message_does_not_send_it_again(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())

    def falls(_to: str) -> None:
        raise LookupError("unknown encoding: klingon")  # as Python says of a charset that a proxy makes up

    mail.losses.append(falls)
    courier = a_courier(database, mail)
    courier.run_until_idle()
    for _ in range(2):
        mail.clock.move(minutes=10)
        courier.run_until_idle()
    assert mail.recipients == ["UADA"]
    assert [entry.state for entry in ledger(database)] == [SENT]


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


def test_what_slack_refuses_for_good_has_failed_with_slacks_code(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    mail.faults.append(answers(Refused("user_disabled")))
    a_courier(database, mail).run_until_idle()
    mail.clock.move(days=1)
    a_courier(database, mail).run_until_idle()
    [entry] = ledger(database)
    assert (entry.state, entry.trouble, mail.taken) == (FAILED, "user_disabled", [])


def test_a_refused_token_stops_everybody_loudly_and_loses_nothing(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    mail.faults.append(answers(TokenRefused("token_revoked")))
    courier = a_courier(database, mail)
    courier.deliver_next()
    assert "token_revoked" in caplog.text
    assert isinstance(courier.deliver_next(), Blocked)
    mail.clock.move(seconds=60)
    courier.run_until_idle()
    assert mail.recipients == ["UADA"]


def test_a_worker_that_was_overtaken_sends_nothing(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())

    def stand_still(step: int) -> None:
        if step == 3:  # it has claimed, and goes on two minutes after somebody else took over
            mail.clock.move(seconds=121)
            a_courier(database, mail).run_until_idle()

    a_courier(Interrupted(database, stand_still), mail).deliver_next()
    assert mail.recipients == ["UADA"]


@pytest.mark.parametrize("seconds", [21, 121])
def test_a_worker_that_stood_still_before_the_wire_sends_nothing(database: Database, seconds: int) -> None:
    one_due(database)
    mail = Mailbox(Clock())

    def stand_still(step: int) -> None:
        if step == 6:  # the attempt is written down
            mail.clock.move(seconds=seconds)

    a_courier(Interrupted(database, stand_still), mail).deliver_next()
    assert mail.taken == [], "others may soon count on it that nothing is posted any more"
    a_courier(database, mail).run_until_idle()
    assert (mail.recipients, mail.looked_for) == (["UADA"], []), "it knows that it was not sent"


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
