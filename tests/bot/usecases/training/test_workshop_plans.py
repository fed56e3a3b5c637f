from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from bot.usecases.deciding import ReasonTooShort
from bot.usecases.training import enrolling, workshop_plans
from bot.usecases.training.workshop_plans import (
    Begun,
    Cancelled,
    Changed,
    NotPlanned,
    Overtaken,
    Planned,
    PlannedBefore,
    Unchanged,
)
from bot.usecases.training.written_plans import WrittenPlan, Wrong
from career.notices import NoticeKind
from career.outcomes import DeliveryState
from career.training import SHORTEST_REASON, EnrolmentState, WorkshopStatus
from storage.database import Database
from storage.tables import EnrolmentEventRow, EnrolmentRow, NoticeRow, WorkshopEventRow, WorkshopRow
from storage.training.workshops import TitledWorkshop
from tests.bot.usecases.training.training_rig import DAY, PLAN, STARTS, notices, people, states, workshop
from tests.factories import NOW, a_programme, a_slack_account, an_employee
from tests.statements import recorded_statements

HR = "UHR"


def test_a_workshop_is_planned_by_the_clock_of_its_venue(database: Database) -> None:
    with database.begin() as session:
        programme = a_programme(session)
    plan = replace(PLAN, zone="America/New_York")
    answer = workshop_plans.plan(database, HR, programme, plan, "V1", NOW)
    assert isinstance(answer, Planned)
    assert answer.found.workshop.starts_at == datetime(2026, 12, 8, 15, 0, tzinfo=UTC)


def test_a_form_sent_twice_makes_one_workshop(database: Database) -> None:
    with database.begin() as session:
        programme = a_programme(session)
    first = workshop_plans.plan(database, HR, programme, PLAN, "V1", NOW)
    assert isinstance(first, Planned)
    assert workshop_plans.plan(database, HR, programme, PLAN, "V1", NOW) == PlannedBefore(first.found.workshop.id)


@pytest.mark.parametrize(
    ("plan", "wrong"),
    [
        (replace(PLAN, day=None), Wrong.NO_DAY),
        (replace(PLAN, begins=None), Wrong.NO_HOURS),
        (replace(PLAN, ends=time(10)), Wrong.ENDS_BEFORE_IT_STARTS),
        (replace(PLAN, day=NOW.date() - timedelta(days=1)), Wrong.HAS_PASSED),
        (replace(PLAN, zone="Mars/Base"), Wrong.NO_ZONE),
        (replace(PLAN, venue=""), Wrong.NO_VENUE),
        (replace(PLAN, venue="x" * 201), Wrong.VENUE_TOO_LONG),
        (replace(PLAN, seats=0), Wrong.SEATS_OUT_OF_RANGE),
        (replace(PLAN, seats=501), Wrong.SEATS_OUT_OF_RANGE),
    ],
)
def test_what_is_wrong_with_a_plan_is_said_beside_it(
    sqlite_database: Database, plan: WrittenPlan, wrong: Wrong
) -> None:
    with sqlite_database.begin() as session:
        programme = a_programme(session)
    assert workshop_plans.plan(sqlite_database, HR, programme, plan, "V1", NOW) == NotPlanned(frozenset({wrong}))


def test_an_hour_that_the_clock_jumps_over_is_the_first_one_after(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        programme = a_programme(session)
    in_the_gap = replace(PLAN, day=date(2027, 3, 28), begins=time(2, 30), ends=time(4))
    answer = workshop_plans.plan(sqlite_database, HR, programme, in_the_gap, "V1", NOW)
    assert isinstance(answer, Planned)
    assert answer.found.workshop.starts_at == datetime(2027, 3, 28, 1, 0, tzinfo=UTC)


def test_another_time_is_told_once_to_everybody_concerned_and_their_reminders_move(database: Database) -> None:
    ids = people(database)
    there = workshop(database, seats=1)
    for each in ("UADA", "UBEN"):
        enrolling.enrol(database, each, there, NOW)
    later = replace(PLAN, day=DAY + timedelta(days=7), seats=1)
    answer = workshop_plans.change(database, HR, there, 0, later, NOW)
    assert isinstance(answer, Changed)
    assert (answer.told, answer.promoted) == (2, 0)
    told = notices(database, NoticeKind.WORKSHOP_CHANGED)
    assert sorted(each.employee_id or 0 for each in told) == sorted((ids["UADA"], ids["UBEN"]))
    due = {each.due_at for each in notices(database, NoticeKind.WORKSHOP_REMINDER)}
    moved = STARTS + timedelta(days=7)
    assert due == {moved - timedelta(days=7), moved - timedelta(days=1), moved - timedelta(hours=1)}


def test_who_has_not_heard_of_the_first_change_hears_of_both_at_once_and_how_it_was_before(database: Database) -> None:
    people(database)
    there = workshop(database, seats=1)
    enrolling.enrol(database, "UADA", there, NOW)
    workshop_plans.change(database, HR, there, 0, replace(PLAN, seats=1, venue="Lake"), NOW)
    workshop_plans.change(database, HR, there, 1, replace(PLAN, seats=1, venue="River"), NOW)
    (told,) = notices(database, NoticeKind.WORKSHOP_CHANGED)
    assert told.details["before"]["venue"] not in {"Lake", "River"}


def test_who_has_heard_of_the_first_change_is_told_of_the_second(database: Database) -> None:
    people(database)
    there = workshop(database, seats=1)
    enrolling.enrol(database, "UADA", there, NOW)
    workshop_plans.change(database, HR, there, 0, replace(PLAN, seats=1, venue="Lake"), NOW)
    with database.begin() as session:
        session.execute(update(NoticeRow).values(state=DeliveryState.SENT))
    workshop_plans.change(database, HR, there, 1, replace(PLAN, seats=1, venue="River"), NOW)
    (told,) = notices(database, NoticeKind.WORKSHOP_CHANGED)
    assert told.details["before"]["venue"] == "Lake"


@pytest.mark.parametrize("reason", ["", "   ", "No boat"])
def test_nothing_is_called_off_without_a_reason_that_people_can_read(database: Database, reason: str) -> None:
    there = workshop(database)
    answer = workshop_plans.cancel(database, HR, there, 0, reason, NOW)
    assert answer == ReasonTooShort(SHORTEST_REASON)
    assert isinstance(workshop_plans.to_change(database, there, NOW), TitledWorkshop)


def test_a_thousand_who_wait_are_told_in_few_statements(sqlite_database: Database) -> None:
    there = workshop(sqlite_database, seats=1)
    with sqlite_database.begin() as session:
        waiting = [an_employee(session, slack_id=f"U{number}") for number in range(1_000)]
        session.execute(
            insert(EnrolmentRow),
            [
                {
                    "workshop_id": there,
                    "employee_id": each,
                    "state": EnrolmentState.WAITLIST,
                    "asked_at": NOW,
                    "stint": 0,
                }
                for each in waiting
            ],
        )
    elsewhere = replace(PLAN, seats=1, venue="Lake")
    with recorded_statements() as moving:
        assert isinstance(workshop_plans.change(sqlite_database, HR, there, 0, elsewhere, NOW), Changed)
    with recorded_statements() as ending:
        assert isinstance(workshop_plans.cancel(sqlite_database, HR, there, 1, "There is no boat.", NOW), Cancelled)
    assert len(notices(sqlite_database, NoticeKind.WORKSHOP_CANCELLED)) == len(waiting)
    assert max(len(moving), len(ending)) < 60


def test_more_seats_go_to_those_who_wait_and_nobody_else_is_bothered(database: Database) -> None:
    people(database)
    there = workshop(database, seats=1)
    for turn, each in enumerate(("UADA", "UBEN", "UCHI")):
        enrolling.enrol(database, each, there, NOW + timedelta(seconds=turn))
    answer = workshop_plans.change(database, HR, there, 0, replace(PLAN, seats=2), NOW)
    assert isinstance(answer, Changed)
    assert (answer.told, answer.promoted) == (1, 1)
    assert states(database, there)["UBEN"] is EnrolmentState.SEAT
    assert notices(database, NoticeKind.WORKSHOP_CHANGED) == []
    assert len(notices(database, NoticeKind.WORKSHOP_SEAT)) == 1


def test_seats_that_are_given_are_not_taken_away(database: Database) -> None:
    people(database)
    there = workshop(database, seats=3)
    for each in ("UADA", "UBEN"):
        enrolling.enrol(database, each, there, NOW)
    answer = workshop_plans.change(database, HR, there, 0, replace(PLAN, seats=1), NOW)
    assert answer == NotPlanned(frozenset({Wrong.FEWER_SEATS_THAN_TAKEN}), 2)


def test_a_form_that_changes_nothing_tells_nobody(database: Database) -> None:
    people(database)
    there = workshop(database, seats=4)
    enrolling.enrol(database, "UADA", there, NOW)
    assert isinstance(workshop_plans.change(database, HR, there, 0, replace(PLAN, seats=4), NOW), Unchanged)
    assert notices(database, NoticeKind.WORKSHOP_CHANGED) == []


def test_of_two_who_change_it_at_once_the_second_is_told_who_was_first(database: Database) -> None:
    there = workshop(database, seats=4)
    with database.begin() as session:
        a_slack_account(session, HR)
    assert isinstance(workshop_plans.change(database, HR, there, 0, PLAN, NOW), Changed)
    answer = workshop_plans.change(database, "UHUGO", there, 0, replace(PLAN, seats=9), NOW)
    assert isinstance(answer, Overtaken)
    assert answer.by == "Hana Novak"
    assert answer.found.workshop.seats == PLAN.seats


def test_cancelling_tells_everybody_once_and_ends_what_was_owed(database: Database) -> None:
    people(database)
    there = workshop(database, seats=1)
    for each in ("UADA", "UBEN"):
        enrolling.enrol(database, each, there, NOW)
    answer = workshop_plans.cancel(database, HR, there, 0, "The trainer is ill.", NOW)
    assert isinstance(answer, Cancelled)
    assert answer.told == 2
    assert [each.details["reason"] for each in notices(database, NoticeKind.WORKSHOP_CANCELLED)] == [
        "The trainer is ill."
    ] * 2
    assert notices(database, NoticeKind.WORKSHOP_REMINDER) == []
    assert notices(database, NoticeKind.WORKSHOP_FEEDBACK) == []
    assert set(states(database, there).values()) == {EnrolmentState.CANCELLED}
    again = workshop_plans.cancel(database, HR, there, 0, "Once again no.", NOW)
    assert isinstance(again, Overtaken)
    assert len(notices(database, NoticeKind.WORKSHOP_CANCELLED)) == 2


@pytest.mark.parametrize("act", [enrolling.enrol, enrolling.leave])
def test_a_cancelled_workshop_is_neither_joined_nor_left(database: Database, act: Callable[..., object]) -> None:
    people(database)
    there = workshop(database)
    workshop_plans.cancel(database, HR, there, 0, "There is no boat.", NOW)
    assert isinstance(act(database, "UADA", there, NOW), enrolling.WorkshopCancelled)


def test_what_has_begun_is_not_changed(database: Database) -> None:
    there = workshop(database)
    assert isinstance(workshop_plans.cancel(database, HR, there, 0, "It is too late.", STARTS), Begun)
    assert isinstance(workshop_plans.change(database, HR, there, 0, replace(PLAN, day=date(2027, 1, 5)), STARTS), Begun)


def test_what_became_of_a_workshop_is_never_taken_back(database: Database) -> None:
    people(database)
    there = workshop(database)
    enrolling.enrol(database, "UADA", there, NOW)
    workshop_plans.cancel(database, HR, there, 0, "There is no boat.", NOW)
    for statement in (
        "UPDATE workshops SET status = 'planned'",
        "UPDATE enrolments SET state = 'seat'",
        "UPDATE workshop_events SET step = 'held'",
        "DELETE FROM enrolment_events",
    ):
        with pytest.raises(IntegrityError), database.begin() as session:
            session.execute(text(statement))


def test_every_step_has_its_line_in_the_history(database: Database) -> None:
    people(database)
    with database.begin() as session:
        programme = a_programme(session)
    planned = workshop_plans.plan(database, HR, programme, replace(PLAN, seats=1), "V1", NOW)
    assert isinstance(planned, Planned)
    there = planned.found.workshop.id
    enrolling.enrol(database, "UADA", there, NOW)
    workshop_plans.change(database, HR, there, 0, replace(PLAN, seats=2), NOW)
    workshop_plans.cancel(database, HR, there, 1, "There is no boat.", NOW)
    with database.read() as session:
        steps = session.scalars(select(WorkshopEventRow.step).order_by(WorkshopEventRow.id)).all()
        mine = session.scalars(select(EnrolmentEventRow.state).order_by(EnrolmentEventRow.id)).all()
        status = session.scalar(select(WorkshopRow.status))
    assert steps == ["planned", "changed", "cancelled"]
    assert mine == ["waitlist", "seat", "cancelled"]
    assert status is WorkshopStatus.CANCELLED


def test_a_full_list_turns_its_pages(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        programme = a_programme(session)
    for number in range(13):
        workshop_plans.plan(sqlite_database, HR, programme, PLAN, f"V{number}", NOW)
    page = workshop_plans.listed(sqlite_database, 12, 12, NOW)
    assert (len(page.workshops), page.total) == (1, 13)


def test_nothing_is_left_to_send_of_what_was_called_off(database: Database) -> None:
    people(database)
    there = workshop(database)
    enrolling.enrol(database, "UADA", there, NOW)
    enrolling.leave(database, "UADA", there, NOW)
    with database.read() as session:
        assert set(session.scalars(select(NoticeRow.state))) == {DeliveryState.DROPPED}
