from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from threading import Thread

import pytest
from sqlalchemy import select, update

from bot.nudges.engine import Ticked, look_ahead, tick
from bot.usecases.nudges import previewing, quiet, steering
from career.applications import Stage
from career.cadences import Once
from career.criteria import Every, Fact, FactName, Relation, Where
from career.employees import EmploymentStatus
from career.holdout import Salt, draw
from career.nudges import NudgeStatus, Reach
from career.outcomes import DeliveryState, DropReason
from career.rule_json import rule_to_json
from career.targets import OpeningTarget, ProgrammeTarget, Topic
from career.training import EnrolmentState
from storage.database import Database
from storage.nudges.records import nudge_by_id
from storage.tables import DrawRow, EmployeeRow, EnrolmentRow, InterestRow, NudgeRow, OpeningRow
from tests.bot.nudges.rig import (
    BEFORE,
    EVERY_TUESDAY,
    HR,
    Clock,
    InTheMiddle,
    Mailbox,
    a_courier,
    a_running_nudge,
    deliver,
    ledger,
    reasons,
    states,
    text_about,
)
from tests.factories import NOW, a_programme, a_workshop, an_application, an_employee, an_opening, let_the_draw_fall

PYTHON = Where(Fact(FactName.SKILL, "Python"), Relation.IS, bound=True)
DUE, DROPPED, HELD_OUT = DeliveryState.DUE, DeliveryState.DROPPED, DeliveryState.HELD_OUT


def test_who_qualifies_and_has_not_acted_is_written_down_as_due(database: Database) -> None:
    with database.begin() as session:
        knows, other = an_employee(session, skills=("Python",)), an_employee(session, skills=("SQL",))
        opening = an_opening(session, requirements=Every((PYTHON,)))
    a_running_nudge(database, OpeningTarget(opening))
    assert tick(database, NOW - timedelta(seconds=1)) == Ticked()
    assert tick(database, NOW) == Ticked(1, 1)
    assert states(database) == {knows: DUE}
    assert other not in states(database)


def test_extra_criteria_narrow_the_audience_of_the_opening(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session, requirements=Every((PYTHON,)))
        an_employee(session, skills=("Python",), level=1)
        senior = an_employee(session, skills=("Python",), level=5)
        an_employee(session, level=5)
    extra = Where(Fact(FactName.LEVEL), Relation.AT_LEAST, 3)
    a_running_nudge(database, OpeningTarget(opening), extra=extra)
    tick(database, NOW)
    assert states(database) == {senior: DUE}


def test_ticking_twice_or_after_days_records_each_person_once(database: Database) -> None:
    with database.begin() as session:
        person = an_employee(session)
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    late = NOW + timedelta(days=3)
    assert tick(database, late) == Ticked(1, 1)
    assert tick(database, late) == Ticked()
    assert tick(database, NOW) == Ticked(), "a clock that was set back brings nothing back"
    assert states(database) == {person: DUE}


def test_two_occasions_that_were_both_missed_give_one_copy(database: Database) -> None:
    with database.begin() as session:
        an_employee(session)
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening), cadence=EVERY_TUESDAY, reach=Reach(3, 7, 0.0))
    tick(database, NOW + timedelta(days=14))
    assert [entry.occasion for entry in ledger(database)] == ["2026-11-24T11:00"]


def test_each_zone_is_written_down_when_its_own_hour_comes(database: Database) -> None:
    with database.begin() as session:
        tokyo, berlin, new_york = (
            an_employee(session, zone=zone) for zone in ("Asia/Tokyo", "Europe/Berlin", "America/New_York")
        )
        unknown = an_employee(session, zone=None)
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening), now=NOW - timedelta(days=1))
    seen = []
    for hour in (2, 10, 11, 16):
        tick(database, datetime(2026, 11, 24, hour, tzinfo=UTC))
        seen.append(set(states(database)))
    assert seen == [{tokyo}, {tokyo, berlin}, {tokyo, berlin, unknown}, {tokyo, berlin, unknown, new_york}]


def test_somebody_who_moves_to_a_zone_whose_hour_has_passed_is_not_forgotten(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, zone="Europe/Berlin")
        an_employee(session, zone="America/New_York")
        mover = an_employee(session, zone="America/New_York")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    with database.begin() as session:
        session.execute(update(EmployeeRow).where(EmployeeRow.id == mover).values(zone="Europe/Berlin"))
    tick(database, NOW + timedelta(hours=6))
    assert states(database)[mover] is DUE


@pytest.mark.parametrize("others", [(), ("Europe/Berlin",)], ids=["alone", "with others"])
def test_the_last_one_of_a_zone_who_moves_to_where_the_hour_has_passed_is_not_forgotten(
    database: Database, others: tuple[str, ...]
) -> None:
    with database.begin() as session:
        mover = an_employee(session, zone="America/New_York")
        for zone in others:
            an_employee(session, zone=zone)
        opening = an_opening(session)
    nudge_id = a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    with database.begin() as session:
        session.execute(update(EmployeeRow).where(EmployeeRow.id == mover).values(zone="Europe/Berlin"))
    look_ahead(database, NOW + timedelta(minutes=5))
    tick(database, NOW + timedelta(hours=6))
    assert states(database)[mover] is DUE
    assert [entry.occasion for entry in ledger(database)] == ["2026-11-24T11:00"] * (1 + len(others))
    deliver(database, Mailbox(Clock(NOW + timedelta(days=1))))
    look_ahead(database, NOW + timedelta(days=1))
    assert _status(database, nudge_id) is NudgeStatus.ENDED


def test_somebody_who_moves_west_after_their_copy_gets_no_second_one(database: Database) -> None:
    with database.begin() as session:
        mover = an_employee(session, zone="Europe/Berlin")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening), reach=Reach(3, 7, 0.0))
    mail = Mailbox(Clock())
    deliver(database, mail)
    with database.begin() as session:
        session.execute(update(EmployeeRow).where(EmployeeRow.id == mover).values(zone="America/New_York"))
    look_ahead(database, NOW + timedelta(minutes=5))
    mail.clock.move(hours=6)
    deliver(database, mail)
    assert len(mail.taken) == 1


def test_what_falls_outside_delivery_hours_is_due_when_they_open(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, zone="Europe/Berlin")
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening), cadence=Once(date(2026, 11, 27), time(20)))
    tick(database, datetime(2026, 11, 27, 19, tzinfo=UTC))
    assert [entry.due_at for entry in ledger(database)] == [datetime(2026, 11, 30, 8, tzinfo=UTC)], "Monday at nine"


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.DECLINED, Stage.ACCEPTED])
def test_who_applied_is_dropped_and_it_is_recorded(database: Database, stage: Stage) -> None:
    with database.begin() as session:
        person, withdrawn = an_employee(session), an_employee(session)
        opening = an_opening(session)
        an_application(session, opening, person, stage=stage)
        an_application(session, opening, withdrawn, stage=Stage.WITHDRAWN)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    assert reasons(database) == {person: DropReason.ACTED, withdrawn: None}


def test_quiet_people_are_dropped_each_with_the_reason(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        people = [an_employee(session, slack_id=f"UQ{number}") for number in range(6)]
    target = OpeningTarget(opening)
    quiet.pause(database, "UQ0", "30d", BEFORE)
    quiet.stop(database, "UQ1", None, BEFORE)
    quiet.stop(database, "UQ2", Topic.OPENINGS, BEFORE)
    quiet.decline_target(database, "UQ3", target, BEFORE)
    quiet.stop(database, "UQ4", Topic.TRAINING, BEFORE)
    a_running_nudge(database, target)
    tick(database, NOW)
    found = reasons(database)
    assert [found[person] for person in people] == [
        DropReason.PAUSED,
        DropReason.STOPPED,
        DropReason.STOPPED,
        DropReason.NOT_FOR_ME,
        None,
        None,
    ]


def test_whom_no_message_can_reach_is_not_in_the_ledger(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, status=EmploymentStatus.LEAVE)
        an_employee(session, status=EmploymentStatus.LEFT)
        an_employee(session, slack_id=None)
        an_employee(session, is_slack_active=False)
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    assert ledger(database) == []


def test_the_hold_out_is_drawn_as_anybody_can_repeat_it_and_never_again(database: Database) -> None:
    random = Random(7)
    with database.begin() as session:
        lots = {an_employee(session, lot=lot): lot for lot in (random.randrange(1, 2**31 - 1) for _ in range(200))}
        lots[an_employee(session, lot=2**31 - 2)] = 2**31 - 2
        opening = an_opening(session)
    nudge_id = a_running_nudge(database, OpeningTarget(opening), cadence=EVERY_TUESDAY, reach=Reach(3, 7, hold_out=0.3))
    with database.begin() as session:
        let_the_draw_fall(session, nudge_id, Salt(1_234_567_891, 987_654_321))
        nudge = nudge_by_id(session, nudge_id)
    assert nudge is not None
    tick(database, NOW)
    expected = {person: HELD_OUT if draw(lot, nudge.salt, 0.3) else DUE for person, lot in lots.items()}
    assert states(database) == expected
    assert list(expected.values()).count(HELD_OUT) == 52

    steering.pause(database, HR, nudge_id, NOW)
    steering.save_changed(database, HR, nudge_id, replace(nudge.text, reach=Reach(3, 7, hold_out=0.0)), NOW)
    with database.begin() as session:
        newcomer = an_employee(session)
    previewing.preview(database, HR, nudge_id, NOW)
    steering.start(database, HR, nudge_id, NOW)
    tick(database, NOW + timedelta(days=7))
    with database.read() as session:
        drawn = {
            row.employee_id: row.is_held_out
            for row in session.execute(select(DrawRow.employee_id, DrawRow.is_held_out))
        }
    assert drawn == {person: state is HELD_OUT for person, state in expected.items()} | {newcomer: False}
    again = {entry.employee_id: entry.state for entry in ledger(database) if entry.occasion.startswith("2026-12-01")}
    assert again == {person: HELD_OUT for person, state in expected.items() if state is HELD_OUT} | {newcomer: DUE}


def test_one_person_gets_a_weekly_nudge_as_often_as_hr_allows(database: Database) -> None:
    with database.begin() as session:
        an_employee(session)
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening), cadence=EVERY_TUESDAY, reach=Reach(2, 7, 0.0))
    mail = Mailbox(Clock())
    for _week in range(4):
        deliver(database, mail)
        mail.clock.move(days=7)
    assert [entry.occasion for entry in ledger(database)] == ["2026-11-24T11:00", "2026-12-01T11:00"]
    assert len(mail.taken) == 2


def test_days_between_are_counted_from_the_message_and_not_from_the_hour_it_was_due(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        opening = an_opening(session)
    nudge_id = a_running_nudge(database, OpeningTarget(opening), cadence=EVERY_TUESDAY, reach=Reach(3, 7, 0.0))
    tick(database, NOW)
    steering.pause(database, HR, nudge_id, NOW)
    mail = Mailbox(Clock(NOW + timedelta(days=2)))
    assert isinstance(steering.start(database, HR, nudge_id, mail.clock()), steering.Started)
    deliver(database, mail)
    mail.clock.move(days=5)
    deliver(database, mail)
    assert len(mail.taken) == 1, "Thursday to Tuesday are five days"
    mail.clock.move(days=7)
    deliver(database, mail)
    assert len(mail.taken) == 2


def test_a_nudge_runs_out_and_ends_by_itself_once_it_owes_nothing(database: Database) -> None:
    with database.begin() as session:
        an_employee(session)
        opening = an_opening(session)
    nudge_id = a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    look_ahead(database, NOW)
    assert _status(database, nudge_id) is NudgeStatus.RUNNING, "it still owes a copy"
    deliver(database, Mailbox(Clock()))
    look_ahead(database, NOW)
    assert _status(database, nudge_id) is NudgeStatus.ENDED


def test_a_nudge_whose_rule_nobody_can_read_keeps_no_other_from_its_turn(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.begin() as session:
        person = an_employee(session)
        openings = an_opening(session), an_opening(session)
    broken, fine = (a_running_nudge(database, OpeningTarget(opening)) for opening in openings)
    with database.begin() as session:
        session.execute(update(NudgeRow).where(NudgeRow.id == broken).values(audience={"version": 99}))
    assert tick(database, NOW) == Ticked(1, 1)
    assert states(database, fine) == {person: DUE}
    deliver(database, Mailbox(Clock()))
    look_ahead(database, NOW)
    assert _status(database, fine) is NudgeStatus.ENDED
    assert f"Nudge {broken} could not be worked on" in caplog.text


def test_a_zone_that_joins_brings_the_next_look_forward(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, zone="America/New_York")
        opening = an_opening(session)
    nudge_id = a_running_nudge(database, OpeningTarget(opening))
    with database.begin() as session:
        berliner = an_employee(session, zone="Europe/Berlin")
    look_ahead(database, BEFORE)
    with database.read() as session:
        nudge = nudge_by_id(session, nudge_id)
    assert nudge is not None
    assert nudge.next_due_at == NOW
    tick(database, NOW)
    assert states(database) == {berliner: DUE}


def test_a_changed_audience_of_the_opening_pauses_its_nudge_until_hr_looks_again(database: Database) -> None:
    with database.begin() as session:
        an_employee(session)
        opening = an_opening(session)
    nudge_id = a_running_nudge(database, OpeningTarget(opening))
    with database.begin() as session:
        session.execute(update(OpeningRow).values(requirements=rule_to_json(Every((PYTHON,)))))
    tick(database, NOW)
    assert ledger(database) == []
    assert _status(database, nudge_id) is NudgeStatus.PAUSED
    assert steering.start(database, HR, nudge_id, BEFORE) == steering.NeedsPreview(nudge_id)


def test_nobody_is_written_down_for_an_opening_that_is_not_open(database: Database) -> None:
    with database.begin() as session:
        an_employee(session)
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    with database.begin() as session:
        session.execute(update(OpeningRow).values(status="closed"))
    tick(database, NOW)
    assert ledger(database) == []


def test_a_training_nudge_leaves_out_who_is_interested_or_enrolled(database: Database) -> None:
    with database.begin() as session:
        programme = a_programme(session)
        workshop = a_workshop(session, programme)
        interested, left, other = (an_employee(session) for _ in range(3))
        session.add(
            InterestRow(
                employee_id=interested, programme_id=programme, words="", about=f"programme:{programme}", logged_at=NOW
            )
        )
        session.add(EnrolmentRow(workshop_id=workshop, employee_id=left, state=EnrolmentState.LEFT, asked_at=NOW))
    a_running_nudge(database, ProgrammeTarget(programme))
    tick(database, NOW)
    assert reasons(database) == {interested: DropReason.ACTED, left: DropReason.ACTED, other: None}


def _status(database: Database, nudge_id: int) -> NudgeStatus:
    with database.read() as session:
        nudge = nudge_by_id(session, nudge_id)
    assert nudge is not None
    return nudge.status


def test_what_is_rewritten_while_its_occasion_is_being_recorded_goes_out_in_neither_wording(database: Database) -> None:
    """Not in the old one, which HR took back, nor in the new one, which HR has not previewed."""
    with database.begin() as session:
        an_employee(session, slack_id="UADA")
        target = OpeningTarget(an_opening(session))
    nudge_id = a_running_nudge(database, target, cadence=EVERY_TUESDAY)
    changed = text_about(target, cadence=EVERY_TUESDAY, words="New words.")
    rewriting = Thread(target=steering.save_changed, args=(database, HR, nudge_id, changed, NOW))

    def meanwhile(_transaction: int) -> None:
        rewriting.start()
        rewriting.join(0.3)
        assert rewriting.is_alive(), "it waits until the occasion is recorded"

    tick(InTheMiddle(database, meanwhile), NOW)
    rewriting.join(10)
    mail = Mailbox(Clock())
    a_courier(database, mail).run_until_idle()
    assert mail.taken == []
    assert [(entry.state, entry.due_at) for entry in ledger(database)] == [(DUE, None)]
