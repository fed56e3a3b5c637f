"""Whatever a person taps under a nudge, however often and in whatever order, the message tells the truth (promise 4)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.usecases.nudges import answering, picking, quiet
from bot.usecases.nudges.answering import NotYours, Tap
from bot.usecases.nudges.nudge_standing import (
    AppliedFor,
    EnrolledIn,
    InterestedIn,
    NudgeStanding,
    Reminding,
    Said,
    Snoozed,
    Stopped,
    Unanswered,
    said,
)
from bot.usecases.openings import applying
from bot.usecases.training import enrolling, interests
from career.applications import Stage
from career.outcomes import DeliveryState, Response
from career.quiet import Quiet, Scope, Why
from career.targets import OpeningTarget, ProgrammeTarget, Topic, WorkshopTarget
from storage.database import Database
from storage.nudges.quiets import quiets_about, said_under
from storage.tables import ApplicationRow, DeliveryRow, InterestRow, NoticeRow, OpeningRow, PickedTimeRow
from tests.factories import NOW, a_programme, a_sent_nudge, a_workshop, an_employee, an_opening

_people = count(1)


@dataclass
class Nudged:
    """Somebody new who has just got a nudge about a job that is new."""

    database: Database
    slack_id: str
    employee_id: int
    opening_id: int
    token: str
    now: datetime = NOW
    taps: int = 0

    def tap(self) -> Tap:
        """Return their next press."""
        self.taps += 1
        self.now += timedelta(seconds=1)
        return Tap(self.slack_id, self.token, f"{1_700_000_000 + self.taps}.000000")

    def standing(self) -> NudgeStanding:
        found = answering.standing_now(self.database, self.slack_id, self.token, self.now)
        assert isinstance(found, NudgeStanding)
        return found

    def undo(self, answer: Said) -> answering.NudgeAnswer:
        return answering.undo(self.database, self.tap(), answer, self.now)

    def apply(self) -> applying.ApplyAnswer:
        self.now += timedelta(seconds=1)
        return applying.apply(self.database, self.slack_id, self.opening_id, "", self.now, self.token)

    def pick(self, **ahead: float) -> picking.PickAnswer:
        self.now += timedelta(seconds=1)
        at = self.now + timedelta(**ahead)
        return picking.pick(self.database, self.slack_id, self.token, at, self.now)

    def response(self) -> Response | None:
        with self.database.read() as session:
            return session.scalar(select(DeliveryRow.response).where(DeliveryRow.employee_id == self.employee_id))

    def said(self) -> set[tuple[Why, Scope]]:
        with self.database.read() as session:
            return {(each.why, each.scope) for each in said_under(session, self.employee_id, self.token, self.now)}

    def stage(self) -> Stage | None:
        with self.database.read() as session:
            return session.scalar(select(ApplicationRow.stage).where(ApplicationRow.employee_id == self.employee_id))

    def reminders_due(self) -> int:
        with self.database.read() as session:
            states = session.scalars(select(NoticeRow.state).where(NoticeRow.employee_id == self.employee_id))
            return sum(state is DeliveryState.DUE for state in states)


def nudged(database: Database, **fields: object) -> Nudged:
    slack_id = f"U{next(_people):06}NUDGED"
    with database.begin() as session:
        employee_id = an_employee(session, slack_id=slack_id)
        opening_id = an_opening(session)
        token = a_sent_nudge(session, employee_id, OpeningTarget(opening_id), **fields)
    return Nudged(database, slack_id, employee_id, opening_id, str(token))


@dataclass
class Model:
    """What should be true, told without a database."""

    quiets: set[Said] = field(default_factory=set)
    is_applied: bool = False
    acted_last: bool = False
    can_undo: bool = False
    is_picked: bool = False

    @property
    def standing(self) -> Said | None:
        if self.is_applied and self.acted_last:
            return Said.APPLIED
        for each in (Said.STOPPED_ALL, Said.STOPPED, Said.NOT_FOR_ME, Said.NOT_NOW):
            if each in self.quiets:
                return each
        if self.is_applied:
            return Said.APPLIED
        return Said.PICKED_TIME if self.is_picked else None

    def settle(self) -> None:
        """Whoever stands as an applicant has acted last."""
        self.acted_last = self.standing is Said.APPLIED

    def hush(self, wish: Said) -> None:
        self.quiets.add(wish)
        self.acted_last = self.can_undo = self.is_picked = False
        self.settle()

    def apply(self) -> None:
        self.can_undo = not self.is_applied or (self.can_undo and self.acted_last)
        self.is_applied = self.acted_last = True

    def pick(self) -> None:
        if self.standing in {None, Said.NOT_NOW, Said.PICKED_TIME}:
            self.quiets.discard(Said.NOT_NOW)
            self.is_picked = True
        self.settle()

    def undo(self, answer: Said) -> None:
        if self.standing is answer:
            match answer:
                case Said.STOPPED | Said.STOPPED_ALL:
                    self.quiets -= {Said.STOPPED, Said.STOPPED_ALL}
                case Said.NOT_NOW | Said.NOT_FOR_ME:
                    self.quiets.discard(answer)
                case Said.PICKED_TIME:
                    self.is_picked = False
                case _:
                    self.is_applied = self.is_applied and not self.can_undo
                    self.can_undo = False
        self.settle()


HUSHES = {
    Said.NOT_NOW: answering.not_now,
    Said.NOT_FOR_ME: answering.not_for_me,
    Said.STOPPED: answering.stop_these,
    Said.STOPPED_ALL: answering.stop_all,
}
STORED = {
    Said.NOT_NOW: (Why.NOT_NOW, Scope.TARGET),
    Said.NOT_FOR_ME: (Why.NOT_FOR_ME, Scope.TARGET),
    Said.STOPPED: (Why.STOPPED, Scope.TOPIC),
    Said.STOPPED_ALL: (Why.STOPPED, Scope.ALL),
}
steps = st.lists(
    st.one_of(
        st.sampled_from([*HUSHES]).map(lambda wish: ("hush", wish)),
        st.sampled_from(Said).map(lambda answer: ("undo", answer)),
        st.just(("apply", Said.APPLIED)),
        st.just(("pick", Said.PICKED_TIME)),
        st.sampled_from([*HUSHES]).map(lambda wish: ("late", wish)),
        st.sampled_from(Said).map(lambda answer: ("late undo", answer)),
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_after_any_taps_in_any_order_the_message_and_what_is_stored_tell_the_same(
    sqlite_database: Database, story: list[tuple[str, Said]]
) -> None:
    person, bystander, model = nudged(sqlite_database), nudged(sqlite_database), Model()
    quiet.stop(sqlite_database, bystander.slack_id, None, NOW)
    for step, what in story:
        match step:
            case "hush":
                HUSHES[what](sqlite_database, person.tap(), person.now)
                model.hush(what)
            case "undo":
                person.undo(what)
                model.undo(what)
            case "apply":
                person.apply()
                model.apply()
            case "pick":
                person.pick(hours=30)
                model.pick()
            case "late" if person.taps:
                HUSHES[what](sqlite_database, Tap(person.slack_id, person.token, "1600000000.000000"), person.now)
            case "late undo" if person.taps:
                answering.undo(
                    sqlite_database, Tap(person.slack_id, person.token, "1600000000.000000"), what, person.now
                )
        standing = person.standing()
        assert said(standing) is model.standing, step
        assert person.said() == {STORED[each] for each in model.quiets}
        assert (person.stage() is Stage.SUBMITTED) == model.is_applied
        assert person.reminders_due() == model.is_picked
        if isinstance(standing, AppliedFor):
            assert standing.can_undo == model.can_undo
    assert (bystander.said(), bystander.response(), bystander.stage()) == (set(), None, None)


def test_undo_brings_the_buttons_back_and_forgets_the_answer(database: Database) -> None:
    for wish, act in HUSHES.items():
        person = nudged(database)
        assert said(act(database, person.tap(), NOW)) is wish  # type: ignore[arg-type]  # nobody else's
        assert person.response() is not None
        assert isinstance(person.undo(wish), Unanswered)
        assert (person.said(), person.response()) == (set(), None)


def test_undo_twice_is_one_undo(database: Database) -> None:
    person = nudged(database)
    answering.not_now(database, person.tap(), NOW)
    assert person.undo(Said.NOT_NOW) == person.undo(Said.NOT_NOW)


def test_an_old_undo_does_not_take_back_a_newer_answer(database: Database) -> None:
    person = nudged(database)
    answering.not_now(database, person.tap(), NOW)
    person.undo(Said.NOT_NOW)
    answering.stop_these(database, person.tap(), NOW)
    assert person.undo(Said.NOT_NOW) == Stopped(Topic.OPENINGS)
    assert person.response() is Response.STOPPED


def test_a_press_that_comes_again_after_undo_changes_nothing(database: Database) -> None:
    person = nudged(database)
    pressed = person.tap()
    answering.stop_these(database, pressed, NOW)
    person.undo(Said.STOPPED)
    assert isinstance(answering.stop_these(database, pressed, person.now), Unanswered)
    assert person.said() == set()


def test_undoing_one_stop_leaves_what_was_stopped_elsewhere(database: Database) -> None:
    person = nudged(database)
    quiet.stop(database, person.slack_id, Topic.OPENINGS, NOW)
    answering.stop_these(database, person.tap(), NOW)
    back = person.undo(Said.STOPPED)
    assert isinstance(back, Unanswered)
    assert back.held_by == Quiet(Scope.TOPIC, "openings", None, Why.STOPPED)


def test_the_same_answer_under_two_nudges_is_taken_back_one_by_one(database: Database) -> None:
    person = nudged(database)
    with database.begin() as session:
        other = a_sent_nudge(session, person.employee_id, OpeningTarget(person.opening_id))
    answering.not_for_me(database, person.tap(), NOW)
    answering.not_for_me(database, Tap(person.slack_id, str(other)), NOW)
    person.undo(Said.NOT_FOR_ME)
    with database.read() as session:
        held = quiets_about(session, person.employee_id, OpeningTarget(person.opening_id), NOW)
    assert [each.why for each in held] == [Why.NOT_FOR_ME]


def test_only_the_employee_takes_a_stop_back(database: Database) -> None:
    person, other = nudged(database), nudged(database)
    answering.stop_all(database, person.tap(), NOW)
    tap = Tap(other.slack_id, person.token, "1999999999.000000")
    assert answering.undo(database, tap, Said.STOPPED_ALL, NOW) == NotYours()
    assert person.standing() == Stopped(None)


def test_undoing_an_application_withdraws_it(database: Database) -> None:
    person = nudged(database)
    person.apply()
    assert person.standing().can_undo  # type: ignore[union-attr]  # it is AppliedFor
    assert isinstance(person.undo(Said.APPLIED), Unanswered)
    assert (person.stage(), person.response()) == (Stage.WITHDRAWN, None)
    person.apply()
    assert person.stage() is Stage.SUBMITTED


def test_an_application_that_somebody_has_considered_is_not_taken_back_by_a_tap(database: Database) -> None:
    person = nudged(database)
    assert isinstance(person.apply(), applying.Applied)
    with database.begin() as session:
        session.execute(update(ApplicationRow).values(stage=Stage.IN_REVIEW, considered_at=person.now))
    standing = person.undo(Said.APPLIED)
    assert isinstance(standing, AppliedFor)
    assert standing.is_considered
    assert not standing.can_undo
    assert person.stage() is Stage.IN_REVIEW


def test_an_application_made_elsewhere_is_not_taken_back_by_a_nudge(database: Database) -> None:
    person = nudged(database)
    applying.apply(database, person.slack_id, person.opening_id, "", NOW)
    person.apply()
    assert isinstance(person.undo(Said.APPLIED), AppliedFor)
    assert person.stage() is Stage.SUBMITTED


def test_an_interest_is_taken_back_and_one_said_elsewhere_is_not(database: Database) -> None:
    with database.begin() as session:
        person = an_employee(session, slack_id="UADA")
        programme = a_programme(session)
        token = str(a_sent_nudge(session, person, ProgrammeTarget(programme)))
    later = NOW + timedelta(minutes=1)
    interests.want_programme(database, "UADA", programme, NOW, token)
    assert isinstance(answering.undo(database, Tap("UADA", token), Said.INTERESTED, later), Unanswered)
    interests.want_programme(database, "UADA", programme, later)
    interests.want_programme(database, "UADA", programme, later + timedelta(minutes=1), token)
    still = answering.undo(database, Tap("UADA", token), Said.INTERESTED, later)
    assert isinstance(still, InterestedIn)
    with database.read() as session:
        assert len(session.scalars(select(InterestRow.id)).all()) == 1


def test_an_enrolment_is_taken_back(database: Database) -> None:
    with database.begin() as session:
        person = an_employee(session, slack_id="UADA")
        workshop = a_workshop(session, a_programme(session))
        token = str(a_sent_nudge(session, person, WorkshopTarget(workshop)))
    enrolling.enrol(database, "UADA", workshop, NOW, token)
    assert isinstance(answering.standing_now(database, "UADA", token, NOW), EnrolledIn)
    back = answering.undo(database, Tap("UADA", token, "1700000000.000000"), Said.ENROLLED, NOW)
    assert isinstance(back, Unanswered)


def test_a_stop_after_applying_is_confirmed_and_the_application_stays(database: Database) -> None:
    person = nudged(database)
    person.apply()
    assert answering.stop_these(database, person.tap(), person.now) == Stopped(Topic.OPENINGS)
    assert person.stage() is Stage.SUBMITTED
    assert isinstance(person.undo(Said.STOPPED), AppliedFor)


def test_whoever_answers_a_message_has_got_it(database: Database) -> None:
    person = nudged(database, state=DeliveryState.UNCERTAIN, sent_at=None, attempted_at=NOW, trouble="timeout")
    answering.not_now(database, person.tap(), NOW)
    with database.read() as session:
        row = session.execute(
            select(DeliveryRow.state, DeliveryRow.sent_at).where(DeliveryRow.employee_id == person.employee_id)
        ).one()
    assert (row.state, row.sent_at) == (DeliveryState.SENT, NOW)


def test_picking_takes_the_place_of_a_not_now_and_again_moves_it(database: Database) -> None:
    person = nudged(database)
    answering.not_now(database, person.tap(), NOW)
    first = person.pick(hours=2)
    assert isinstance(first, Reminding)
    assert person.said() == set()
    again = person.pick(days=3)
    assert isinstance(again, Reminding)
    assert again.at > first.at
    assert person.reminders_due() == 1
    assert person.response() is Response.PICKED_TIME
    with database.read() as session:
        assert session.execute(select(PickedTimeRow.at, PickedTimeRow.number)).one() == (again.at, 2)


def test_a_time_at_which_no_reminder_makes_sense_is_answered_and_changes_nothing(database: Database) -> None:
    person = nudged(database)
    with database.begin() as session:
        session.execute(update(OpeningRow).values(closes_on=(NOW + timedelta(days=5)).date()))
    answering.not_now(database, person.tap(), NOW)
    assert person.pick(hours=-1) == picking.InThePast()
    last = (NOW + timedelta(days=5)).date()
    assert person.pick(days=6) == picking.AfterTheLastDay(last, None, "Europe/Berlin")
    assert person.standing() == Snoozed("Data Analyst", NOW + timedelta(days=14), "Europe/Berlin", last)
    assert person.reminders_due() == 0
    assert isinstance(person.pick(days=4), Reminding)


def test_a_reminder_is_not_picked_on_top_of_a_wish_for_quiet(database: Database) -> None:
    person = nudged(database)
    quiet.pause(database, person.slack_id, "7d", NOW)
    refused = person.pick(days=2)
    assert isinstance(refused, picking.QuietThen)
    assert refused.quiet.why is Why.PAUSED
    assert isinstance(person.pick(days=8), Reminding)
    answering.stop_these(database, person.tap(), person.now)
    assert person.pick(days=9) == Stopped(Topic.OPENINGS)
    assert person.reminders_due() == 0


def test_more_than_half_a_year_ahead_is_too_far(database: Database) -> None:
    assert nudged(database).pick(days=200) == picking.TooFarAhead()
