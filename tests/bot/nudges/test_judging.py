"""Whatever happens between the tick and the moment of sending, the person is asked about once more."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, text, update
from sqlalchemy.orm import Session

from bot.nudges.engine import tick
from bot.slack.errand import Errand
from bot.usecases.nudges import previewing, quiet, steering
from bot.usecases.openings.applying import Applied, apply
from career.criteria import Fact, FactName, Relation, Where
from career.employees import EmploymentStatus
from career.nudges import NudgeStatus
from career.openings import OpeningStatus
from career.outcomes import DeliveryState, DropReason
from career.rule_json import rule_to_json
from career.targets import OpeningTarget, Topic
from storage.database import Database
from storage.nudges.records import nudge_by_id
from storage.tables import EmployeeRow, EmployeeSkillRow, OpeningRow
from tests.bot.nudges.rig import (
    EVERY_TUESDAY,
    HR,
    NO_ANSWER,
    TUESDAY,
    Clock,
    Interrupted,
    Mailbox,
    a_courier,
    a_running_nudge,
    deliver,
    ledger,
    text_about,
)
from tests.factories import NOW, an_application, an_employee, an_opening

PYTHON = Where(Fact(FactName.SKILL, "Python"), Relation.IS, bound=True)

Story = Callable[[Database, int], object]


def in_the_tables(change: Callable[[Session, int], object]) -> Story:
    def story(database: Database, opening: int) -> None:
        with database.begin() as session:
            change(session, opening)

    return story


def employees(**values: object) -> Story:
    return in_the_tables(lambda session, _opening: session.execute(update(EmployeeRow).values(values)))


def openings(**values: object) -> Story:
    return in_the_tables(lambda session, _opening: session.execute(update(OpeningRow).values(values)))


STORIES: dict[str, tuple[Story, DropReason]] = {
    "applied": (lambda database, opening: apply(database, "UADA", opening, "", NOW), DropReason.ACTED),
    "paused": (lambda database, _: quiet.pause(database, "UADA", "1d", NOW), DropReason.PAUSED),
    "stopped all": (lambda database, _: quiet.stop(database, "UADA", None, NOW), DropReason.STOPPED),
    "stopped the topic": (lambda database, _: quiet.stop(database, "UADA", Topic.OPENINGS, NOW), DropReason.STOPPED),
    "declined the job": (
        lambda database, opening: quiet.decline_target(database, "UADA", OpeningTarget(opening), NOW),
        DropReason.NOT_FOR_ME,
    ),
    "went on leave": (employees(status=EmploymentStatus.LEAVE), DropReason.ON_LEAVE),
    "left": (employees(status=EmploymentStatus.LEFT), DropReason.LEFT),
    "was unlinked": (employees(slack_id=None), DropReason.NO_SLACK),
    "was deactivated": (employees(is_slack_active=False), DropReason.SLACK_DEACTIVATED),
    "lost the skill": (
        in_the_tables(lambda session, _opening: session.execute(delete(EmployeeSkillRow))),
        DropReason.NO_LONGER_QUALIFIED,
    ),
    "the job was closed": (openings(status=OpeningStatus.CLOSED), DropReason.TARGET_CLOSED),
    "the last day passed": (openings(closes_on=date(2026, 11, 23)), DropReason.TARGET_CLOSED),
    "hr ended it": (lambda database, _: steering.end(database, HR, 1, NOW), DropReason.NUDGE_ENDED),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_happened_since_the_tick_is_seen_at_the_moment_of_sending(database: Database, story: str) -> None:
    opening = one_due(database)
    happens, reason = STORIES[story]
    happens(database, opening)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    [entry] = ledger(database)
    assert (mail.taken, entry.state, entry.reason) == ([], DeliveryState.DROPPED, reason)


def test_the_stories_would_be_sent_if_nothing_happened(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]


def test_what_a_paused_nudge_owes_waits_and_goes_out_when_it_runs_again(database: Database) -> None:
    one_due(database)
    assert isinstance(steering.pause(database, HR, 1, NOW), steering.Halted)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    [entry] = ledger(database)
    assert (mail.taken, entry.state, entry.due_at) == ([], DeliveryState.DUE, None)
    mail.clock.move(days=1)
    assert isinstance(steering.start(database, HR, 1, mail.clock()), steering.Started)
    a_courier(database, mail).run_until_idle()
    assert mail.recipients == ["UADA"]


def test_a_nudge_that_is_paused_while_a_worker_is_at_it_sends_nothing(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    errand = a_courier(database, mail).look()
    steering.pause(database, HR, 1, NOW)
    assert isinstance(errand, Errand)
    errand.run()
    assert mail.taken == []
    [entry] = ledger(database)
    assert (entry.state, entry.due_at) == (DeliveryState.DUE, None)


def test_a_paused_nudge_still_finds_out_what_became_of_an_uncertain_message(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    a_courier(database, mail).run_until_idle()
    steering.pause(database, HR, 1, NOW)
    mail.clock.move(seconds=120)
    a_courier(database, mail).run_until_idle()
    assert [entry.state for entry in ledger(database)] == [DeliveryState.SENT]
    assert len(mail.taken) == 1


def test_a_restart_does_not_look_before_slack_can_have_settled(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    mail.losses.append(NO_ANSWER)
    a_courier(database, mail).run_until_idle()
    steering.pause(database, HR, 1, NOW)
    steering.start(database, HR, 1, mail.clock.move(seconds=10))
    a_courier(database, mail).run_until_idle()
    assert mail.looked_for == []
    mail.clock.move(seconds=110)
    a_courier(database, mail).run_until_idle()
    assert (len(mail.looked_for), len(mail.taken)) == (1, 1)


def test_an_ended_nudge_still_finds_out_what_became_of_an_uncertain_message(database: Database) -> None:
    one_due(database)
    mail = Mailbox(Clock())
    mail.faults.append(NO_ANSWER)
    a_courier(database, mail).run_until_idle()
    steering.end(database, HR, 1, NOW)
    mail.clock.move(seconds=120)
    a_courier(database, mail).run_until_idle()
    [entry] = ledger(database)
    assert (entry.reason, mail.taken) == (DropReason.NUDGE_ENDED, [])
    assert len(mail.looked_for) == 1


def test_a_rule_that_hr_has_not_previewed_sends_nothing_and_pauses_the_nudge(database: Database) -> None:
    opening = one_due(database)
    openings(requirements=rule_to_json(Where(Fact(FactName.SKILL, "python"), Relation.IS, bound=True)))(
        database, opening
    )
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    assert mail.taken == []
    with database.read() as session:
        nudge = nudge_by_id(session, 1)
    assert nudge is not None
    assert nudge.status is NudgeStatus.PAUSED
    assert [entry.due_at for entry in ledger(database)] == [None]


def test_new_words_wait_for_a_new_preview_and_reach_nobody_twice(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA", zone="Europe/Berlin")
        an_employee(session, slack_id="UBEN", zone="America/New_York")
        opening = an_opening(session)
    target = OpeningTarget(opening)
    nudge_id = a_running_nudge(database, target)
    mail = Mailbox(Clock())
    deliver(database, mail)
    saved = steering.save_changed(database, HR, nudge_id, text_about(target, words="New words."), mail.clock())
    assert saved == steering.Saved(nudge_id, NudgeStatus.PAUSED, needs_preview=True, was_paused=True, version=2)
    mail.clock.move(hours=6)
    deliver(database, mail)
    assert mail.recipients == ["UADA"]
    previewing.preview(database, HR, nudge_id, NOW + timedelta(hours=1))
    steering.start(database, HR, nudge_id, NOW + timedelta(hours=1))
    deliver(database, mail)
    assert [(to, text) for to, text, _, _ in mail.taken[1:]] == [("UBEN", "New words.")]


def test_a_copy_of_a_weekly_nudge_is_dropped_after_the_nudges_last_day(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening), cadence=replace(EVERY_TUESDAY, ends_on=TUESDAY))
    tick(database, NOW)
    mail = Mailbox(Clock(NOW + timedelta(days=1)))
    a_courier(database, mail).run_until_idle()
    assert [entry.reason for entry in ledger(database)] == [DropReason.NUDGE_ENDED]


@pytest.mark.parametrize("step", range(1, 7))
def test_who_is_linked_to_another_account_before_it_has_begun_reads_it_there(database: Database, step: int) -> None:
    opening = one_due(database)
    mail = Mailbox(Clock())

    def relink(now: int) -> None:
        if now == step:
            employees(slack_id="UADA2")(database, opening)

    a_courier(Interrupted(database, relink), mail).run_until_idle()
    had_begun = step == 6  # its attempt is committed
    assert mail.recipients == ["UADA" if had_begun else "UADA2"]


def test_somebody_who_applies_again_after_withdrawing_hears_nothing(database: Database) -> None:
    opening = one_due(database)
    with database.begin() as session:
        an_application(session, opening, 1, stage="withdrawn")
    assert isinstance(apply(database, "UADA", opening, "", NOW), Applied)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    assert mail.taken == []


def one_due(database: Database) -> int:
    """Let one person, UADA, be due to hear of one opening; return that opening's id."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA", given_name="Ada", skills=("Python",))
        opening = an_opening(session, requirements=PYTHON, closes_on=date(2026, 12, 24))
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    return opening


def test_an_act_that_is_being_committed_is_waited_for(postgresql_database: Database) -> None:
    opening = one_due(postgresql_database)
    mail = Mailbox(Clock())
    errand = a_courier(postgresql_database, mail).look()
    assert isinstance(errand, Errand)
    with ThreadPoolExecutor(1) as worker:
        with postgresql_database.begin() as session:
            an_application(session, opening, 1)
            running = worker.submit(errand.run)
            _wait_until_somebody_waits_for_a_lock(postgresql_database)
        running.result(10)
    assert mail.taken == []
    assert [entry.reason for entry in ledger(postgresql_database)] == [DropReason.ACTED]


def _wait_until_somebody_waits_for_a_lock(database: Database) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with database.read() as session:
            if session.scalar(waiting):
                return
        time.sleep(0.01)
    raise AssertionError("Nobody waits for the act to be committed.")
