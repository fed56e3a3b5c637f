from contextlib import nullcontext
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import update

from bot.nudges.engine import tick
from bot.slack.courier import Idle
from bot.slack.trouble import Refused, TokenRefused, Uncertain, Wait
from bot.usecases import quiet
from career.criteria import Fact, FactName, Relation, Where
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from storage.database import Database
from storage.pace import Blocked, Pace, reserve
from storage.tables import DeliveryRow, EmployeeRow
from tests.bot.nudges.rig import (
    NO_ANSWER,
    Clock,
    Crash,
    Interrupted,
    Mailbox,
    a_courier,
    a_running_nudge,
    answers,
    dies,
    ledger,
    sleep_during_which,
)
from tests.couriers import Worked, nudge_courier
from tests.factories import NOW, an_employee, an_opening

PACE = Pace(per_minute=12)
PYTHON = Where(Fact(FactName.SKILL, "Python"), Relation.IS, bound=True)
SETTLES = 7
"""Before the fourth transaction of a courier, which writes down what Slack said; after those that claim, admit, prepare."""

DUE, SENT, FAILED, UNCERTAIN = DeliveryState.DUE, DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.UNCERTAIN


def one_due(database: Database) -> int:
    """Let one person, UADA, be due to hear of one opening; return that opening's id."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA", given_name="Ada", skills=("Python",))
        opening = an_opening(session, requirements=PYTHON, closes_on=date(2026, 12, 24))
    a_running_nudge(
        database, OpeningTarget(opening), words="Hi {first_name}: {opening}, because {why}, until {deadline}."
    )
    tick(database, NOW)
    return opening


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
    with database.begin() as session:
        for number in range(2):
            an_employee(session, slack_id=f"U{number}")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
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


def test_when_slack_says_wait_everybody_waits(database: Database) -> None:
    with database.begin() as session:
        for number in range(3):
            an_employee(session, slack_id=f"U{number}")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    mail = Mailbox(Clock())
    mail.faults.append(answers(Wait("ratelimited", timedelta(seconds=30))))
    one, other = a_courier(database, mail), a_courier(database, mail)
    one.deliver_next()
    assert other.deliver_next() == Blocked(NOW + timedelta(seconds=30))
    assert one.deliver_next() == Blocked(NOW + timedelta(seconds=30))
    other.run_until_idle()
    assert sorted(mail.recipients) == ["U0", "U1", "U2"]
    assert all(at >= NOW + timedelta(seconds=30) for _, _, _, at in mail.taken)


def test_who_has_a_slot_waits_too_when_slack_says_so_meanwhile(database: Database) -> None:
    with database.begin() as session:
        for number in range(2):
            an_employee(session, slack_id=f"U{number}")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    mail = Mailbox(Clock())
    first = a_courier(database, mail)

    def first_meets_429() -> None:
        mail.faults.append(answers(Wait("ratelimited", timedelta(seconds=90))))
        first.deliver_next()

    sleep = sleep_during_which(mail.clock, first_meets_429)
    claimed_ahead = nudge_courier(database, mail, mail.clock, sleep, pace=Pace(per_minute=1))
    with database.begin() as session:
        reserve(session, Pace(per_minute=1), NOW)
    claimed_ahead.deliver_next()
    assert mail.taken == []


def test_who_is_about_to_post_waits_too_before_it_is_written_down_that_slack_says_so(database: Database) -> None:
    with database.begin() as session:
        for number in range(2):
            an_employee(session, slack_id=f"U{number}")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    mail = Mailbox(Clock())
    mail.faults.append(answers(Wait("ratelimited", timedelta(seconds=30))))

    def another_thread(step: int) -> None:
        if step == SETTLES:
            courier.deliver_next()

    courier = a_courier(Interrupted(database, another_thread), mail)
    courier.deliver_next()
    assert mail.taken == []
    courier.run_until_idle()
    assert sorted(mail.recipients) == ["U0", "U1"]
    assert all(at >= NOW + timedelta(seconds=30) for _, _, _, at in mail.taken)


def test_messages_keep_the_pace(database: Database) -> None:
    with database.begin() as session:
        for number in range(12):
            an_employee(session, slack_id=f"U{number}")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    mail = Mailbox(Clock())
    couriers = [a_courier(database, mail) for _ in range(3)]
    while any([not isinstance(each.deliver_next(), Idle) for each in couriers]):  # noqa: C419  each has its turn
        pass
    times = [at for _, _, _, at in mail.taken]
    assert len(times) == 12
    gaps = [(later - earlier) / timedelta(milliseconds=1) for earlier, later in pairwise(times)]
    assert all(gap == pytest.approx(250, abs=1) for gap in gaps)


def test_who_missed_their_slot_takes_another_and_does_not_call_with_the_next_one(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())

    def oversleep(seconds: float) -> None:
        mail.clock.move(seconds=seconds + (30 if mail.clock.now == NOW else 0))
        if mail.clock.now == NOW + timedelta(seconds=35):  # by now somebody else has the slot of this very moment
            with database.begin() as session:
                reserve(session, PACE, mail.clock.now)

    with database.begin() as session:
        for _ in range(2):
            reserve(session, PACE, NOW)
    nudge_courier(database, mail, mail.clock, oversleep, pace=PACE).deliver_next()
    assert [at for _, _, _, at in mail.taken] == [NOW + timedelta(seconds=40)]


def test_whoever_waits_for_a_slot_while_the_clock_is_set_back_does_not_sleep_until_then(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock(NOW + timedelta(hours=1)))
    sleep = sleep_during_which(mail.clock, lambda: mail.clock.move(hours=-1))
    with database.begin() as session:
        reserve(session, PACE, mail.clock.now)
    nudge_courier(database, mail, mail.clock, sleep, pace=PACE).deliver_next()
    assert [at for _, _, _, at in mail.taken] == [NOW + timedelta(seconds=5)]


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
