"""Both arms are counted alike: by people, from when their first copy was due, by what they did and not by what they tapped."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from career.applications import Stage
from career.arms import OUTCOME_WITHIN, Arm, Stratum
from career.outcomes import Response
from career.quiet import Scope, Why
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    Topic,
    UnmetInterest,
    WorkshopTarget,
)
from career.training import EnrolmentState
from storage.database import Database
from storage.instants import later
from storage.nudges.arms import Stops, arms_of, nudges_with_draws, stops_of
from storage.tables import ApplicationEventRow, DrawRow, EnrolmentRow, QuietRow
from tests.factories import (
    NOW,
    a_delivery,
    a_draw,
    a_nudge,
    a_programme,
    a_workshop,
    an_application,
    an_employee,
    an_interest,
    an_opening,
)

DUE = NOW + timedelta(hours=1)
"""Drawn now, due in an hour: so is everybody below, unless the test is about that."""

LAST_MOMENT = DUE + OUTCOME_WITHIN - timedelta(microseconds=1)
OVER = DUE + OUTCOME_WITHIN
ARMS = pytest.mark.parametrize("is_held_out", [False, True], ids=["drawn to get it", "held out"])


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.begin() as session:
        yield session


def acted_of(session: Session, nudge: int, target: Target, now: datetime, *, is_held_out: bool) -> Arm:
    arms = arms_of(session, nudge, target, now)
    return arms.held_out if is_held_out else arms.nudged


@ARMS
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (DUE, Arm(1, 1)),
        (LAST_MOMENT, Arm(1, 1)),
        (OVER, Arm(1, 0)),
        (DUE - timedelta(seconds=1), Arm(0, 0)),
        (NOW, Arm(0, 0)),
    ],
    ids=["at once", "at the last moment", "a moment too late", "after the draw, before it was due", "at the draw"],
)
def test_what_counts_is_what_is_done_within_fourteen_days_of_the_first_due_moment(
    session: Session, at: datetime, expected: Arm, *, is_held_out: bool
) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    person = a_draw(session, nudge, first_due_at=DUE, is_held_out=is_held_out)
    an_application(session, target.opening_id, person, submitted_at=at)
    assert acted_of(session, nudge, target, OVER, is_held_out=is_held_out) == expected


def test_a_tap_is_no_act_and_an_act_without_a_tap_is_one(session: Session) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    tapper, silent = (a_draw(session, nudge) for _ in range(2))
    a_delivery(session, nudge, tapper, response=Response.APPLIED, responded_at=NOW)
    an_application(session, target.opening_id, silent, submitted_at=DUE)
    assert arms_of(session, nudge, target, OVER).nudged == Arm(2, 1)


def test_a_person_is_one_person_however_often_the_nudge_came_and_they_acted(session: Session) -> None:
    programme = a_programme(session)
    target = ProgrammeTarget(programme)
    nudge = a_nudge(session, target)
    person = a_draw(session, nudge, is_held_out=True)
    for occasion in ("2026-11-24T11:00", "2026-12-01T11:00"):
        a_delivery(session, nudge, person, occasion=occasion, state="held_out", sent_at=None)
    an_interest(session, person, programme, logged_at=DUE)
    _enrol(session, person, a_workshop(session, programme), DUE + timedelta(days=1))
    assert arms_of(session, nudge, target, OVER).held_out == Arm(1, 1)


def test_who_was_drawn_to_get_it_counts_so_even_if_it_never_reached_them(session: Session) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    dropped = a_draw(session, nudge)
    a_delivery(session, nudge, dropped, state="dropped", drop_reason="paused", sent_at=None)
    an_application(session, target.opening_id, dropped, submitted_at=DUE)
    assert arms_of(session, nudge, target, OVER).nudged == Arm(1, 1)


def test_who_acted_before_the_draw_or_was_left_out_of_it_is_in_neither_arm(session: Session) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    early = an_employee(session)
    an_application(session, target.opening_id, early, submitted_at=NOW - timedelta(days=1))
    a_delivery(session, nudge, early, state="dropped", drop_reason="acted", sent_at=None)
    found = arms_of(session, nudge, target, OVER)
    assert (found.nudged, found.held_out, found.begins_at) == (Arm(0, 0), Arm(0, 0), None)


def test_an_application_taken_back_was_made_all_the_same(session: Session) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    person = a_draw(session, nudge)
    application = an_application(session, target.opening_id, person, submitted_at=OVER + timedelta(days=9))
    for stage, at in ((Stage.WITHDRAWN, DUE), (Stage.SUBMITTED, OVER + timedelta(days=9))):
        session.add(ApplicationEventRow(application_id=application, stage=stage, by="UADA", at=at))
    session.flush()
    assert arms_of(session, nudge, target, OVER + timedelta(days=30)).nudged == Arm(1, 1)


def test_a_step_that_hr_took_is_no_act_of_the_persons(session: Session) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    person = a_draw(session, nudge)
    application = an_application(session, target.opening_id, person, submitted_at=NOW - timedelta(days=30))
    session.add(ApplicationEventRow(application_id=application, stage=Stage.INTERVIEW, by="UHR", at=DUE))
    session.flush()
    assert arms_of(session, nudge, target, OVER).nudged == Arm(1, 0)


def test_what_happens_after_the_report_is_not_in_it(session: Session) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    an_application(session, target.opening_id, a_draw(session, nudge), submitted_at=DUE + timedelta(days=2))
    assert arms_of(session, nudge, target, DUE + timedelta(days=1)).nudged == Arm(1, 0)


def test_only_those_whose_days_are_over_are_compared(session: Session) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    for days, is_held_out in ((0, False), (0, True), (1, False), (1, True)):
        person = a_draw(session, nudge, first_due_at=DUE + timedelta(days=days), is_held_out=is_held_out)
        an_application(session, target.opening_id, person, submitted_at=DUE + timedelta(days=days, hours=1))
    found = arms_of(session, nudge, target, OVER)
    assert (found.nudged, found.held_out) == (Arm(2, 2), Arm(2, 2))
    assert found.measured == (Stratum(Arm(1, 1), Arm(1, 1)),)
    assert found.begins_at == DUE
    assert arms_of(session, nudge, target, LAST_MOMENT).measured == ()


def test_people_drawn_with_another_share_held_out_are_compared_among_themselves(session: Session) -> None:
    target = OpeningTarget(an_opening(session))
    nudge = a_nudge(session, target)
    for buckets, arms in ((1_000, (False, False, True)), (5_000, (False, True))):
        for is_held_out in arms:
            a_draw(session, nudge, held_out_buckets=buckets, is_held_out=is_held_out)
    found = arms_of(session, nudge, target, OVER).measured
    assert found == (Stratum(Arm(2, 0), Arm(1, 0)), Stratum(Arm(1, 0), Arm(1, 0)))


def test_another_nudges_people_and_acts_are_not_counted(session: Session) -> None:
    target, other = OpeningTarget(an_opening(session)), OpeningTarget(an_opening(session))
    nudge, second = a_nudge(session, target), a_nudge(session, other)
    person, stranger = a_draw(session, nudge), a_draw(session, second)
    an_application(session, other.opening_id, person, submitted_at=DUE)
    an_application(session, target.opening_id, stranger, submitted_at=DUE)
    assert arms_of(session, nudge, target, OVER).nudged == Arm(1, 0)
    a_nudge(session, target)
    assert nudges_with_draws(session) == (second, nudge)


def _enrol(session: Session, person: int, workshop: int, at: datetime) -> None:
    session.add(EnrolmentRow(workshop_id=workshop, employee_id=person, state=EnrolmentState.WAITLIST, asked_at=at))
    session.flush()


Act = Callable[[Session, int], None]


def _applies(session: Session, person: int) -> None:
    an_application(session, an_opening(session), person, submitted_at=DUE)


def _wishes(session: Session, person: int) -> None:
    an_interest(session, person, words="knots", logged_at=DUE)


def _enrols(session: Session, person: int) -> None:
    _enrol(session, person, a_workshop(session, a_programme(session)), DUE)


@pytest.mark.parametrize(
    ("target", "act", "counts"),
    [
        (SuitingOpenings(), _applies, True),
        (SuitingOpenings(), _enrols, False),
        (UnmetInterest(), _enrols, True),
        (UnmetInterest(), _wishes, False),
        (NoActivity(30), _applies, True),
        (NoActivity(30), _wishes, True),
        (NoActivity(30), _enrols, True),
    ],
)
def test_what_a_nudge_is_about_says_what_acting_on_it_is(
    session: Session, target: Target, act: Act, *, counts: bool
) -> None:
    nudge = a_nudge(session, target)
    act(session, a_draw(session, nudge))
    assert arms_of(session, nudge, target, OVER).nudged == Arm(1, int(counts))


def test_a_workshop_was_worth_it_if_somebody_takes_the_next_one_or_asks_for_it(session: Session) -> None:
    programme = a_programme(session)
    target = WorkshopTarget(a_workshop(session, programme))
    nudge = a_nudge(session, target)
    sooner, later_on, wishing, elsewhere = (a_draw(session, nudge) for _ in range(4))
    _enrol(session, sooner, target.workshop_id, DUE)
    _enrol(session, later_on, a_workshop(session, programme), DUE)
    an_interest(session, wishing, programme, logged_at=DUE)
    _enrol(session, elsewhere, a_workshop(session, a_programme(session)), DUE)
    assert arms_of(session, nudge, target, OVER).nudged == Arm(4, 3)


def _stop(session: Session, person: int, scope: Scope, about: str, at: datetime, why: Why = Why.STOPPED) -> None:
    session.add(QuietRow(employee_id=person, scope=scope, about=about, why=why, until=None, created_at=at))
    session.flush()


def test_stops_are_counted_in_both_arms_by_people_and_within_the_same_days(session: Session) -> None:
    nudge = a_nudge(session, OpeningTarget(an_opening(session)))
    stopping = [a_draw(session, nudge) for _ in range(3)]
    held_out = a_draw(session, nudge, is_held_out=True)
    _stop(session, stopping[0], Scope.TOPIC, Topic.OPENINGS, DUE)
    _stop(session, stopping[0], Scope.ALL, "", DUE)
    _stop(session, stopping[1], Scope.ALL, "", DUE)
    _stop(session, held_out, Scope.ALL, "", DUE)
    _stop(session, stopping[2], Scope.TOPIC, Topic.TRAINING, DUE)
    for at, why in ((NOW - timedelta(days=1), Why.STOPPED), (OVER, Why.STOPPED), (DUE, Why.PAUSED)):
        _stop(session, a_draw(session, nudge), Scope.ALL, "", at, why)
    assert stops_of(session, nudge, Topic.OPENINGS, OVER + timedelta(days=1)) == Stops(2, 1)


@pytest.mark.parametrize("zone", [0, 13])
def test_days_later_is_to_the_microsecond_and_knows_no_summer_time(session: Session, zone: int) -> None:
    before_the_clocks_change = datetime(2026, 10, 20, 23, 59, 59, 999_000, tzinfo=UTC) + timedelta(hours=zone)
    nudge = a_nudge(session, OpeningTarget(an_opening(session)))
    a_draw(session, nudge, first_due_at=before_the_clocks_change)
    found = session.scalar(select(later(DrawRow.first_due_at, OUTCOME_WITHIN)))
    assert found == before_the_clocks_change + timedelta(days=14)
