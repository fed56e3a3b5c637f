"""Promise 8, and promise 6 within it: a report says what is known of the effect, and nothing of what fewer than five did."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from bot.usecases.nudges.reporting import (
    AllNudges,
    Compared,
    Costs,
    NobodyHeldOut,
    NothingSent,
    NudgeReport,
    OneArmOnly,
    TooEarly,
    note_export,
    report,
)
from bot.usecases.nudges.steering import NoSuchNudge
from career.arms import OUTCOME_WITHIN, Arm
from career.nudges import NudgeStatus
from career.outcomes import FEWEST_SHOWN, DeliveryState, DropReason, LeftOut, Response
from career.quiet import Scope, Why
from career.targets import OpeningTarget
from measuring.power import people_needed
from storage.database import Database
from storage.tables import AuditRow, QuietRow
from tests.factories import NOW, a_delivery, a_draw, a_nudge, an_application, an_opening

OVER = NOW + OUTCOME_WITHIN


def drawn(session: Session, nudge: int, opening: int, people: int, acted: int, **fields: Any) -> list[int]:
    """Draw so many people for the nudge, of whom so many apply a day later."""
    found = [a_draw(session, nudge, **fields) for _ in range(people)]
    for person in found[:acted]:
        an_application(session, opening, person, submitted_at=NOW + timedelta(days=1))
    return found


def one(database: Database, nudge: int) -> NudgeReport:
    found = report(database, nudge, OVER)
    assert isinstance(found, NudgeReport), found
    return found


@pytest.fixture
def session(sqlite_database: Database) -> Any:
    with sqlite_database.begin() as session:
        yield session


def a_target(session: Session) -> tuple[int, int]:
    """Add an opening and a nudge about it; return both."""
    opening = an_opening(session)
    return opening, a_nudge(session, OpeningTarget(opening))


def test_the_funnel_counts_people_from_the_draw_to_the_act(database: Database) -> None:
    with database.begin() as session:
        opening, nudge = a_target(session)
        acted, *_ = drawn(session, nudge, opening, 3, 1, is_held_out=True)
        a_delivery(session, nudge, acted, state=DeliveryState.HELD_OUT, sent_at=None)
        again = {"state": DeliveryState.DROPPED, "drop_reason": DropReason.ACTED, "sent_at": None}
        a_delivery(session, nudge, acted, occasion="2026-12-01T11:00", **again)
        people = drawn(session, nudge, opening, 20, 4)
        for person in people[:8]:
            for occasion in ("2026-11-24T11:00", "2026-12-01T11:00"):
                a_delivery(session, nudge, person, occasion=occasion)
        a_delivery(session, nudge, people[0], occasion="2026-12-08T11:00", state=DeliveryState.DUE, sent_at=None)
        a_delivery(session, nudge, people[8], state=DeliveryState.UNCERTAIN, sent_at=None)
        a_delivery(session, nudge, people[9], state=DeliveryState.DUE, sent_at=None)
        a_delivery(session, nudge, people[10], state=DeliveryState.FAILED, sent_at=None)
        for person in people[11:]:
            reason = DropReason.ACTED if person % 2 else DropReason.EXPIRED
            a_delivery(session, nudge, person, state=DeliveryState.DROPPED, drop_reason=reason, sent_at=None)
    found = one(database, nudge).funnel
    assert (found.drawn, found.held_out, found.meant, found.acted) == (23, 3, 20, 4)
    assert (found.reached, found.uncertain, found.waiting, found.refused) == (8, 1, 1, 1)
    assert sum(line.people or 0 for line in found.left_out) == 9


def test_the_last_reason_stands_for_a_person_who_was_dropped_twice(database: Database) -> None:
    with database.begin() as session:
        opening, nudge = a_target(session)
        for person in drawn(session, nudge, opening, 5, 0):
            for occasion, reason in (("2026-11-24", DropReason.HAD_IT_LATELY), ("2026-12-01", DropReason.EXPIRED)):
                dropped = {"state": DeliveryState.DROPPED, "drop_reason": reason, "sent_at": None}
                a_delivery(session, nudge, person, occasion=occasion, **dropped)
    assert one(database, nudge).funnel.left_out == (LeftOut("had no free delivery hour in time", 5),)


def test_a_difference_that_chance_may_explain_is_inconclusive_and_says_how_many_it_takes(database: Database) -> None:
    with database.begin() as session:
        opening, nudge = a_target(session)
        drawn(session, nudge, opening, 90, 9)
        drawn(session, nudge, opening, 10, 0, is_held_out=True)
    found = one(database, nudge).comparison
    assert isinstance(found, Compared)
    assert not found.effect.is_conclusive
    assert (found.effect.nudged, found.effect.held_out) == (Arm(90, 9), Arm(10, 0))
    assert found.needed is not None
    base = (found.effect.held_out_interval.low + found.effect.held_out_interval.high) / 2
    assert found.needed.as_seen == people_needed(base, 0.1, 0.1)
    assert found.needed.as_usual == people_needed(base, 0.014, 0.1)
    assert found.needed.as_usual is not None
    assert found.needed.as_usual > 10_000


def test_a_difference_that_chance_does_not_explain_needs_nobody_more(database: Database) -> None:
    with database.begin() as session:
        opening, nudge = a_target(session)
        drawn(session, nudge, opening, 60, 45)
        drawn(session, nudge, opening, 60, 10, is_held_out=True)
    found = one(database, nudge).comparison
    assert isinstance(found, Compared)
    assert found.effect.is_conclusive
    assert found.needed is None


def test_a_difference_smaller_than_usual_is_no_size_to_plan_with(database: Database) -> None:
    with database.begin() as session:
        opening, nudge = a_target(session)
        drawn(session, nudge, opening, 50, 10)
        drawn(session, nudge, opening, 50, 10, is_held_out=True)
    found = one(database, nudge).comparison
    assert isinstance(found, Compared)
    assert found.needed is not None
    assert found.needed.as_seen is None
    assert found.needed.as_usual == people_needed(0.2, 0.014, 0.5)


def test_what_cannot_be_compared_yet_says_why(database: Database) -> None:
    with database.begin() as session:
        opening, everybody = a_target(session)
        drawn(session, everybody, opening, 5, 0)
        _, only_held_out = a_target(session)
        drawn(session, only_held_out, opening, 1, 0, is_held_out=True)
        _, early = a_target(session)
        drawn(session, early, opening, 5, 0)
        drawn(session, early, opening, 5, 0, is_held_out=True)
    assert one(database, everybody).comparison == NobodyHeldOut()
    assert one(database, only_held_out).comparison == OneArmOnly()
    before = report(database, early, OVER - timedelta(seconds=1))
    assert isinstance(before, NudgeReport)
    assert before.comparison == TooEarly(OVER)


def test_before_anything_is_sent_there_is_nothing_to_report(database: Database) -> None:
    assert report(database, None, NOW) == NothingSent()
    assert report(database, 9, NOW) == NoSuchNudge(9)
    with database.begin() as session:
        _, nudge = a_target(session)
    assert report(database, nudge, NOW) == NothingSent(nudge, NudgeStatus.ENDED)
    assert report(database, None, NOW) == NothingSent()


def test_all_nudges_together_are_weighed_one_draw_beside_another(database: Database) -> None:
    with database.begin() as session:
        opening, eager = a_target(session)
        drawn(session, eager, opening, 10, 5)
        drawn(session, eager, opening, 10, 5, is_held_out=True, held_out_buckets=5_000)
        other, plain = a_target(session)
        drawn(session, plain, other, 90, 9)
        drawn(session, plain, other, 10, 1, is_held_out=True)
    found = report(database, None, OVER)
    assert isinstance(found, AllNudges)
    assert [nudge.id for nudge in found.nudges] == [plain, eager]
    assert (found.funnel.drawn, found.funnel.meant, found.funnel.acted) == (120, 100, 14)
    assert isinstance(found.comparison, Compared)
    assert found.comparison.effect.nudged == Arm(90, 9), "where the share changed, the two are compared apart"


@pytest.mark.parametrize(("people", "shown"), [(0, None), (4, None), (5, 5), (7, 7)])
def test_stops_and_answers_are_shown_from_five_on(sqlite_database: Database, people: int, shown: int | None) -> None:
    with sqlite_database.begin() as session:
        opening, nudge = a_target(session)
        for person in drawn(session, nudge, opening, 9, 0)[:people]:
            a_delivery(session, nudge, person, response=Response.NOT_FOR_ME, responded_at=NOW)
            quiet = QuietRow(employee_id=person, scope=Scope.ALL, about="", why=Why.STOPPED, until=None, created_at=NOW)
            session.add(quiet)
    assert one(sqlite_database, nudge).costs == Costs(
        shown, None, ((Response.NOT_NOW, None), (Response.NOT_FOR_ME, shown))
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(few=st.integers(1, FEWEST_SHOWN - 1), others=st.integers(0, 3), sent=st.integers(0, 3), seed=st.integers(0, 99))
def test_so_few_who_asked_for_quiet_cannot_be_worked_out(
    sqlite_database: Database, few: int, others: int, sent: int, seed: int
) -> None:
    """Whatever stands in the report, the same report comes of one more or one fewer of them."""
    private = (DropReason.NOT_FOR_ME, DropReason.STOPPED, DropReason.PAUSED, DropReason.SNOOZED)
    reports = []
    for quiet in (few, 1 if few > 1 else 2):
        random = Random(seed)
        with sqlite_database.begin() as session:
            opening, nudge = a_target(session)
            total = FEWEST_SHOWN - 1 + others + sent
            reasons = [random.choice(private) for _ in range(quiet)]
            reasons += [DropReason.EXPIRED] * (FEWEST_SHOWN - 1 - quiet + others)
            people = drawn(session, nudge, opening, total, 0)
            for person, reason in zip(people, reasons, strict=False):
                dropped = {"state": DeliveryState.DROPPED, "drop_reason": reason, "sent_at": None}
                a_delivery(session, nudge, person, **dropped)
            for person in people[len(reasons) :]:
                a_delivery(session, nudge, person)
        reports.append(one(sqlite_database, nudge))
    assert reports[0].funnel == reports[1].funnel
    assert reports[0].costs == reports[1].costs


def test_a_sum_over_all_nudges_gives_away_no_part_that_was_withheld(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        for dropped in (2, 0):
            opening, nudge = a_target(session)
            people = drawn(session, nudge, opening, 10, 0)
            for person in people[dropped:]:
                a_delivery(session, nudge, person)
            for person in people[:dropped]:
                fields_of = {"state": DeliveryState.DROPPED, "drop_reason": DropReason.STOPPED, "sent_at": None}
                a_delivery(session, nudge, person, **fields_of)
    found = report(sqlite_database, None, OVER)
    assert isinstance(found, AllNudges)
    assert found.nudges[1].funnel.reached is None
    assert found.funnel.reached is None
    assert found.funnel.left_out == ()


def test_a_report_holds_numbers_and_no_person(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session:
        opening, nudge = a_target(session)
        for person in drawn(session, nudge, opening, 6, 3):
            a_delivery(session, nudge, person)
    assert "Rower" not in str(one(sqlite_database, nudge))


def test_who_took_the_numbers_out_is_written_down(sqlite_database: Database) -> None:
    note_export(sqlite_database, "UHR", None, NOW)
    note_export(sqlite_database, "UHR", 3, NOW)
    with sqlite_database.read() as session:
        found = [(row.by, row.action, row.subject) for row in session.query(AuditRow).order_by(AuditRow.id)]
    assert found == [("UHR", "report.exported", "nudges"), ("UHR", "report.exported", "nudge:3")]
