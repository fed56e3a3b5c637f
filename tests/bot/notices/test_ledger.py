"""Whoever is owed a notice gets it once, however the worker and Slack behave."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.slack.courier import Idle
from career.employees import EmploymentStatus
from career.notices import NoticeDrop
from career.outcomes import DeliveryState
from storage.database import Database
from storage.messages.notices import ToChannel, ToEmployee, call_off
from storage.messages.pace import Pace, reserve
from storage.tables import EmployeeRow
from tests.bot.notices.rig import Words, a_courier, notices, one_owed, owed, states
from tests.bot.nudges.rig import NO_ANSWER, Clock, Mailbox, sleep_during_which
from tests.factories import NOW

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
