"""On a bad network it can take minutes until Slack can be written to, or it cannot be reached at all."""

from datetime import timedelta

import pytest

from bot.slack.courier import Idle
from bot.slack.trouble import Unreached
from career.outcomes import DeliveryState
from storage.database import Database
from storage.messages.pace import Blocked
from tests.bot.nudges.rig import NO_ANSWER, Clock, Mailbox, a_courier, answers, ledger, many_due, one_due
from tests.factories import NOW

CUT_OFF = answers(Unreached("unreachable", timedelta(seconds=30)))


@pytest.mark.parametrize(
    ("clock_goes", "stopwatch_goes"),
    [
        (timedelta(seconds=21), timedelta(seconds=21)),
        (timedelta(0), timedelta(seconds=21)),
        (timedelta(seconds=101), timedelta(0)),
    ],
    ids=["the network is slow", "the clock is set back meanwhile", "the machine sleeps, and its stopwatch too"],
)
def test_who_took_too_long_to_connect_does_not_begin_and_tries_again_at_once(
    database: Database, clock_goes: timedelta, stopwatch_goes: timedelta
) -> None:
    """Others may soon take it for certain that nothing is posted any more."""
    one_due(database)
    mail = Mailbox(Clock())

    def time_passes(_to: str) -> None:
        mail.clock.now += clock_goes
        mail.clock.passed += stopwatch_goes

    mail.connecting.append(time_passes)
    courier = a_courier(database, mail)
    courier.deliver_next()
    assert mail.taken == []
    courier.run_until_idle()
    assert (mail.recipients, mail.looked_for) == (["UADA"], [])


def test_slack_says_to_wait_while_another_thread_connects(database: Database) -> None:
    """Its post, from before, would come to Slack in spite of that."""
    many_due(database, 2)
    mail = Mailbox(Clock())
    courier = a_courier(database, mail)
    mail.connecting.append(lambda _to: courier.means.hush.demand(mail.clock.elapsed(), timedelta(seconds=30)))
    courier.deliver_next()
    assert mail.taken == []
    courier.run_until_idle()
    assert all(at >= NOW + timedelta(seconds=30) for _, _, _, at in mail.taken)
    assert sorted(mail.recipients) == ["U0", "U1"]


def test_a_machine_that_cannot_reach_slack_leaves_its_message_and_the_pace_to_those_that_can(
    database: Database,
) -> None:
    many_due(database, 3)
    cut_off, well = Mailbox(Clock()), Mailbox(Clock())
    cut_off.connecting.extend([CUT_OFF] * 3)
    one, other = a_courier(database, cut_off), a_courier(database, well)
    one.deliver_next()
    assert one.deliver_next() == Blocked(NOW + timedelta(seconds=30))
    other.run_until_idle()
    assert (sorted(well.recipients), cut_off.taken) == (["U0", "U1", "U2"], [])
    assert all(at < NOW + timedelta(seconds=5) for _, _, _, at in well.taken)
    cut_off.clock.move(seconds=31)
    assert one.deliver_next() == Idle()


def test_a_machine_that_cannot_reach_slack_leaves_it_to_others_to_look_for_a_message(database: Database) -> None:
    one_due(database)
    cut_off = Mailbox(Clock())
    well = Mailbox(Clock(), taken=cut_off.taken)
    cut_off.losses.append(NO_ANSWER)
    one, other = a_courier(database, cut_off), a_courier(database, well)
    one.run_until_idle()
    for mail in (cut_off, well):
        mail.clock.move(seconds=120)
    cut_off.lookups.append(Unreached("unreachable", timedelta(seconds=30)))
    one.deliver_next()
    assert isinstance(one.deliver_next(), Blocked)
    other.run_until_idle()
    well.clock.move(seconds=140)
    other.run_until_idle()
    assert (len(well.looked_for), well.recipients) == (1, ["UADA"])
    assert [entry.state for entry in ledger(database)] == [DeliveryState.SENT]
