"""A clock that is wrong, or is set while a message is on its way, lets nobody look for it early and doubles nothing."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from career.outcomes import DeliveryState
from storage.database import Database
from tests.bot.nudges.rig import NO_ANSWER, Clock, Crash, Mailbox, a_courier, dies, ledger, one_due
from tests.factories import NOW

SENT = DeliveryState.SENT


@pytest.mark.parametrize("hours", [1, -1], ids=["ahead", "behind"])
def test_a_worker_with_a_wrong_clock_does_not_send_what_another_one_is_just_sending(
    database: Database, hours: int
) -> None:
    one_due(database)
    right = Mailbox(Clock(NOW + timedelta(hours=1)))
    wrong = Mailbox(Clock(right.clock.now + timedelta(hours=hours)), taken=right.taken)

    def meanwhile(_to: str) -> None:
        a_courier(database, wrong).run_until_idle()

    right.faults.append(meanwhile)
    a_courier(database, right).deliver_next()
    for mail in (wrong, right, wrong, right):
        mail.clock.move(seconds=141)
        a_courier(database, mail).run_until_idle()
    right.clock.move(hours=2)
    a_courier(database, right).run_until_idle()
    assert right.recipients == ["UADA"]
    assert [entry.state for entry in ledger(database)] == [SENT]


@pytest.mark.parametrize("back", [1, 48], ids=["as clocks may differ", "by days"])
def test_what_was_on_its_way_when_a_clock_was_set_back_waits_and_is_not_doubled(database: Database, back: int) -> None:
    """It may be the other way round: the message is on its way from a machine whose clock is ahead."""
    one_due(database)
    fast = Mailbox(Clock(NOW + timedelta(hours=back)))
    fast.losses.append(dies)
    with pytest.raises(Crash):
        a_courier(database, fast).deliver_next()
    fast.clock.now = NOW + timedelta(seconds=5)
    for _ in range(5):
        a_courier(database, fast).run_until_idle()
        fast.clock.move(seconds=61)
    assert fast.recipients == ["UADA"]
    assert [entry.state for entry in ledger(database)] == [SENT]


@pytest.mark.parametrize("hours", [1, -1, 48], ids=["ahead", "back", "by days"])
def test_a_clock_that_is_set_meanwhile_lets_nobody_look_early(database: Database, hours: int) -> None:
    """A message that Slack does not show yet would be sent once more."""
    one_due(database)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    courier = a_courier(database, mail)
    courier.run_until_idle()
    mail.clock.set_wrong(hours=hours)
    for _ in range(7):
        courier.run_until_idle()
        mail.clock.move(seconds=17)
    assert (mail.looked_for, mail.recipients) == ([], ["UADA"])
    mail.clock.move(hours=2)
    courier.run_until_idle()
    assert (len(mail.looked_for), mail.recipients) == (1, ["UADA"])


@pytest.mark.parametrize("dies_too", [False, True])
def test_a_machine_whose_clock_is_ahead_does_not_look_before_the_time_has_passed(
    database: Database,
    dies_too: bool,  # noqa: FBT001
) -> None:
    one_due(database)
    right = Mailbox(Clock())
    ahead = Mailbox(Clock(NOW + timedelta(hours=1)), taken=right.taken)
    right.losses.append(dies if dies_too else NO_ANSWER)
    with pytest.raises(Crash) if dies_too else nullcontext():
        a_courier(database, right).run_until_idle()
    for _ in range(7):
        a_courier(database, ahead).run_until_idle()
        ahead.clock.move(seconds=17)
    assert (ahead.looked_for, right.recipients) == ([], ["UADA"])
    for _ in range(2):
        ahead.clock.move(seconds=21)
        a_courier(database, ahead).run_until_idle()
    assert (len(ahead.looked_for), right.recipients) == (1, ["UADA"])
    assert [entry.state for entry in ledger(database)] == [SENT]


def test_who_knows_of_an_earlier_attempt_counts_from_the_later_one(database: Database) -> None:
    one_due(database)
    one = Mailbox(Clock())
    other = Mailbox(Clock(), taken=one.taken)
    one.faults.append(NO_ANSWER)
    a_courier(database, one).run_until_idle()
    for mail in (other, one):
        mail.clock.move(seconds=120)
    a_courier(database, other).run_until_idle()
    for mail in (other, one):
        mail.clock.move(seconds=20)
    one.losses.append(NO_ANSWER)
    a_courier(database, one).run_until_idle()
    assert (len(one.looked_for), one.recipients) == (1, ["UADA"]), "the first was lost, and the answer to the second"
    other.clock.move(seconds=120)
    a_courier(database, other).run_until_idle()
    assert other.looked_for == []
    other.clock.move(seconds=140)
    a_courier(database, other).run_until_idle()
    assert (len(other.looked_for), one.recipients) == (1, ["UADA"])
    assert [entry.state for entry in ledger(database)] == [SENT]
