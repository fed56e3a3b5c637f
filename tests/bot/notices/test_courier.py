"""Whoever is owed a notice gets it once, however the worker and Slack behave."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.slack.courier import Idle
from bot.slack.trouble import Refused, TokenRefused, Uncertain, Wait
from career.employees import EmploymentStatus
from career.notices import NoticeDrop
from career.outcomes import DeliveryState
from storage.database import Database
from storage.messages.notices import ToChannel, ToEmployee, call_off
from storage.messages.pace import Blocked, Pace, reserve
from storage.tables import EmployeeRow
from tests.bot.notices.rig import Words, a_courier, notices, one_owed, owed, states
from tests.bot.nudges.rig import NO_ANSWER, Clock, Crash, Interrupted, Mailbox, answers, dies, sleep_during_which
from tests.factories import NOW, an_employee

SENT, DROPPED = DeliveryState.SENT, DeliveryState.DROPPED
SLOW = Pace(per_minute=1)

Change = Callable[[Database], object]


def employees(**values: object) -> Change:
    def change(database: Database) -> None:
        with database.begin() as session:
            session.execute(update(EmployeeRow).values(values))

    return change


def called_off(database: Database) -> bool:
    with database.begin() as session:
        return call_off(session, "event:1")


def a_slot_to_wait_for(database: Database) -> None:
    with database.begin() as session:
        reserve(session, SLOW, NOW)


def test_a_person_is_told_what_their_composer_says(database: Database) -> None:
    ada = one_owed(database, details={"words": "You are in.", "of": 7})
    mail, words = Mailbox(Clock()), Words()
    a_courier(database, mail, words).run_until_idle()
    [(to, text, token, _)] = mail.taken
    assert (to, text) == ("UADA", "You are in.")
    [entry] = notices(database)
    assert (entry.state, entry.token) == (SENT, token)
    told = words.told[-1]
    assert (told.employee_id, told.channel_id, told.zone, told.details["of"]) == (ada, None, "Europe/Berlin", 7)


def test_a_channel_is_told(database: Database) -> None:
    owed(database, ToChannel("C0HR"))
    mail, words = Mailbox(Clock()), Words()
    a_courier(database, mail, words).run_until_idle()
    assert mail.recipients == ["C0HR"]
    assert (words.told[-1].employee_id, words.told[-1].channel_id, words.told[-1].zone) == (None, "C0HR", None)


def test_what_is_owed_again_under_the_same_key_is_told_once(database: Database) -> None:
    ada = one_owed(database)
    owed(database, ToEmployee(ada))
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    owed(database, ToEmployee(ada))
    mail.clock.move(days=3)
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]


def test_nothing_is_sent_before_it_is_due(database: Database) -> None:
    one_owed(database, due_at=NOW + timedelta(hours=1))
    mail = Mailbox(Clock())
    courier = a_courier(database, mail)
    assert courier.deliver_next() == Idle()
    mail.clock.move(hours=1)
    courier.run_until_idle()
    assert mail.recipients == ["UADA"]


@pytest.mark.parametrize("step", range(1, 9))
def test_a_death_between_any_two_steps_loses_nothing_and_tells_nothing_twice(database: Database, step: int) -> None:
    one_owed(database)
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
    assert states(database) == [SENT]


@pytest.mark.parametrize("to_channel", [False, True])
@pytest.mark.parametrize("was_taken", [False, True])
def test_a_death_on_the_wire_loses_nothing_and_tells_nothing_twice(
    database: Database,
    was_taken: bool,  # noqa: FBT001
    to_channel: bool,  # noqa: FBT001
) -> None:
    if to_channel:
        owed(database, ToChannel("C0HR"))
    else:
        one_owed(database)
    mail = Mailbox(Clock())
    (mail.losses if was_taken else mail.faults).append(dies)
    with pytest.raises(Crash):
        a_courier(database, mail).deliver_next()
    for _ in ("its lease lapses", "whoever takes over lets it settle"):
        assert mail.looked_for == []
        mail.clock.move(seconds=141)
        a_courier(database, mail).run_until_idle()
    assert len(mail.recipients) == 1
    assert states(database) == [SENT]
    assert len(mail.looked_for) == 1


@pytest.mark.parametrize("was_taken", [False, True])
def test_without_a_clear_answer_slack_is_asked_two_minutes_later(database: Database, was_taken: bool) -> None:  # noqa: FBT001
    one_owed(database)
    mail = Mailbox(Clock())
    (mail.losses if was_taken else mail.faults).append(NO_ANSWER)
    courier = a_courier(database, mail)
    courier.run_until_idle()
    mail.clock.move(seconds=119)
    courier.run_until_idle()
    assert mail.looked_for == []
    mail.clock.move(seconds=1)
    courier.run_until_idle()
    assert len(mail.looked_for) == 1
    assert mail.recipients == ["UADA"]
    assert states(database) == [SENT]


def test_a_history_that_cannot_be_read_makes_it_uncertain_for_good(database: Database) -> None:
    one_owed(database)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    mail.lookups.extend([Uncertain("http_503"), Refused("channel_not_found")])
    courier = a_courier(database, mail)
    for _ in range(5):
        courier.run_until_idle()
        mail.clock.move(seconds=120)
    [entry] = notices(database)
    assert (entry.state, entry.trouble) == (DeliveryState.UNCERTAIN, "channel_not_found")
    assert len(mail.taken) == 1


def test_it_goes_to_the_account_that_is_theirs_by_now_and_is_looked_for_where_it_was_sent_to(
    database: Database,
) -> None:
    one_owed(database)
    employees(slack_id="UADA2")(database)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    courier = a_courier(database, mail)
    courier.run_until_idle()
    employees(slack_id="UADA3")(database)
    mail.clock.move(seconds=120)
    courier.run_until_idle()
    assert mail.recipients == ["UADA2"]
    assert states(database) == [SENT]


def test_what_slack_refuses_for_good_has_failed_with_slacks_code(database: Database) -> None:
    one_owed(database)
    mail = Mailbox(Clock())
    mail.faults.append(answers(Refused("user_disabled")))
    a_courier(database, mail).run_until_idle()
    mail.clock.move(days=1)
    a_courier(database, mail).run_until_idle()
    [entry] = notices(database)
    assert (entry.state, entry.trouble, mail.taken) == (DeliveryState.FAILED, "user_disabled", [])


def test_a_refused_token_stops_everybody_loudly_and_loses_nothing(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    one_owed(database)
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
    for number in range(3):
        owed(database, ToChannel(f"C{number}"), key=f"event:{number}")
    mail = Mailbox(Clock())
    mail.faults.append(answers(Wait("ratelimited", timedelta(seconds=30))))
    one, other = a_courier(database, mail), a_courier(database, mail)
    one.deliver_next()
    assert other.deliver_next() == Blocked(NOW + timedelta(seconds=30))
    other.run_until_idle()
    assert sorted(mail.recipients) == ["C0", "C1", "C2"]
    assert all(at >= NOW + timedelta(seconds=30) for _, _, _, at in mail.taken)


def test_a_worker_that_was_overtaken_sends_nothing(database: Database) -> None:
    one_owed(database)
    mail = Mailbox(Clock())

    def stand_still(step: int) -> None:
        if step == 3:  # it has claimed, and goes on two minutes after somebody else took over
            mail.clock.move(seconds=121)
            a_courier(database, mail).run_until_idle()

    a_courier(Interrupted(database, stand_still), mail).deliver_next()
    assert mail.recipients == ["UADA"]


def test_a_worker_that_stood_still_before_the_wire_sends_nothing(database: Database) -> None:
    one_owed(database)
    mail = Mailbox(Clock())

    def stand_still(step: int) -> None:
        if step == 6:  # the attempt is written down
            mail.clock.move(seconds=121)

    a_courier(Interrupted(database, stand_still), mail).deliver_next()
    assert mail.taken == []
    a_courier(database, mail).run_until_idle()
    assert (mail.recipients, mail.looked_for) == (["UADA"], [])


UNREACHABLE = [
    (employees(status=EmploymentStatus.LEFT), NoticeDrop.LEFT),
    (employees(slack_id=None), NoticeDrop.NO_SLACK),
    (employees(is_slack_active=False), NoticeDrop.SLACK_DEACTIVATED),
    (called_off, NoticeDrop.CALLED_OFF),
]


@pytest.mark.parametrize(("change", "reason"), UNREACHABLE)
def test_whom_it_cannot_reach_any_more_gets_nothing_and_the_reason_is_kept(
    database: Database, change: Change, reason: NoticeDrop
) -> None:
    one_owed(database)
    change(database)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    [entry] = notices(database)
    assert (mail.taken, entry.state, entry.reason) == ([], DROPPED, reason)


@pytest.mark.parametrize(("change", "reason"), UNREACHABLE)
def test_what_is_committed_while_a_slot_is_awaited_stops_it(
    database: Database, change: Change, reason: NoticeDrop
) -> None:
    one_owed(database)
    a_slot_to_wait_for(database)
    mail = Mailbox(Clock())
    sleep = sleep_during_which(mail.clock, lambda: change(database))
    a_courier(database, mail, sleep=sleep, pace=SLOW).deliver_next()
    [entry] = notices(database)
    assert (mail.taken, entry.state, entry.reason) == ([], DROPPED, reason)


def test_somebody_on_leave_is_told_what_became_of_what_they_asked_for(database: Database) -> None:
    one_owed(database)
    employees(status=EmploymentStatus.LEAVE)(database)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]


def test_what_comes_too_late_is_not_sent(database: Database) -> None:
    one_owed(database, expires_at=NOW + timedelta(hours=1))
    mail = Mailbox(Clock(NOW + timedelta(hours=1)))
    a_courier(database, mail).run_until_idle()
    [entry] = notices(database)
    assert (mail.taken, entry.state, entry.reason) == ([], DROPPED, NoticeDrop.EXPIRED)


def test_what_is_no_longer_true_is_not_sent_even_if_it_was_when_the_slot_was_reserved(database: Database) -> None:
    one_owed(database)
    a_slot_to_wait_for(database)
    mail, words = Mailbox(Clock()), Words()

    def change() -> None:
        words.are_true = False

    a_courier(database, mail, words, sleep_during_which(mail.clock, change), SLOW).deliver_next()
    [entry] = notices(database)
    assert (mail.taken, entry.state, entry.reason) == ([], DROPPED, NoticeDrop.NO_LONGER_TRUE)
    assert len(words.told) == 2


def test_only_what_has_not_begun_is_called_off(database: Database) -> None:
    assert not called_off(database)
    one_owed(database)
    assert called_off(database)
    assert not called_off(database)


@pytest.mark.parametrize("was_taken", [False, True])
def test_what_is_called_off_after_an_unclear_answer_is_looked_up_and_never_sent_again(
    database: Database,
    was_taken: bool,  # noqa: FBT001
) -> None:
    one_owed(database)
    mail = Mailbox(Clock())
    (mail.losses if was_taken else mail.faults).append(NO_ANSWER)
    courier = a_courier(database, mail)
    courier.run_until_idle()
    assert not called_off(database), "nobody can tell"
    mail.clock.move(seconds=121)
    courier.run_until_idle()
    assert len(mail.taken) == int(was_taken)
    assert states(database) == [SENT if was_taken else DROPPED]


def test_one_notice_that_slack_refuses_never_blocks_the_next(database: Database) -> None:
    with database.begin() as session:
        people = [an_employee(session, slack_id=f"U{number}") for number in range(3)]
    for number, person in enumerate(people):
        owed(database, ToEmployee(person), key=f"event:{number}")
    mail = Mailbox(Clock())
    mail.faults.append(answers(Refused("channel_not_found")))
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["U1", "U2"]
