"""Whom each kind of nudge is for, and what counts as having acted on it, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from career.applications import Stage
from career.criteria import EVERYONE, Criterion, Fact, FactName, Relation, Where
from career.openings import OpeningStatus
from career.quiet import Scope, Why
from career.targets import NoActivity, SuitingOpenings, Target, UnmetInterest, WorkshopTarget
from career.training import EnrolmentState, WorkshopStatus
from storage.database import Database
from storage.nudges.acting import has_acted, members
from storage.nudges.picks import picks_for
from storage.openings.suiting import best_openings
from storage.tables import AuditRow, EmployeeRow, EnrolmentRow, QuietRow
from tests.factories import (
    NOW,
    a_completion,
    a_programme,
    a_recognition,
    a_workshop,
    an_application,
    an_employee,
    an_interest,
    an_opening,
)
from tests.strategies import TODAY, people, rules

MONTHS_AGO = NOW - timedelta(days=200)


def _members(session: Session, target: Target, rule: Criterion = EVERYONE) -> set[int]:
    return set(session.scalars(members(session, target, rule, NOW)))


def _acted(session: Session, target: Target, person: int) -> bool:
    return bool(session.scalar(select(has_acted(target, NOW, TODAY)).where(EmployeeRow.id == person)))


def knows(skill: str) -> Where:
    return Where(Fact(FactName.SKILL, skill), Relation.IS, bound=True)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(asked=st.lists(rules, max_size=4), staff=st.lists(people, min_size=1, max_size=4))
def test_everybody_whom_some_opening_suits_finds_it_among_their_own(
    database: Database, asked: list[Criterion], staff: list[dict[str, Any]]
) -> None:
    with database.begin() as session:
        ids = [an_employee(session, **person) for person in staff]
        for rule in asked:
            an_opening(session, requirements=rule)
        suited = {each for each in ids if best_openings(session, each, TODAY, NOW, 3)}
        assert _members(session, SuitingOpenings()) & set(ids) == suited
        session.rollback()


def test_what_is_closed_past_applied_for_or_not_for_them_is_no_opening_that_suits(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, skills=("SQL",))
        an_opening(session, status=OpeningStatus.CLOSED)
        an_opening(session, closes_on=TODAY - timedelta(days=3))
        an_application(session, an_opening(session), ada)
        declined = an_opening(session)
        quiet = {"employee_id": ada, "scope": Scope.TARGET, "why": Why.NOT_FOR_ME, "until": None, "created_at": NOW}
        session.add(QuietRow(about=f"opening:{declined}", **quiet))
        an_opening(session, requirements=knows("Welding"))
        session.flush()
        assert _members(session, SuitingOpenings()) == set()
        assert best_openings(session, ada, TODAY, NOW, 3) == ()
        withdrawn = an_opening(session)
        an_application(session, withdrawn, ada, stage=Stage.WITHDRAWN)
        assert _members(session, SuitingOpenings()) == {ada}
        assert [each.opening_id for each in best_openings(session, ada, TODAY, NOW, 3)] == [withdrawn]


def test_the_best_openings_ask_the_most_of_what_somebody_has_then_close_first(database: Database) -> None:
    with database.begin() as session:
        ada = an_employee(session, skills=("SQL", "Python"))
        for_all = an_opening(session, closes_on=TODAY)
        late = an_opening(session, requirements=knows("SQL"))
        soon = an_opening(session, requirements=knows("Python"), closes_on=TODAY + timedelta(days=2))
        an_opening(session, requirements=knows("Welding"))
        found = best_openings(session, ada, TODAY, NOW, 3)
        assert [each.opening_id for each in found] == [soon, late, for_all]
        assert [each.opening_id for each in best_openings(session, ada, TODAY, NOW, 1)] == [soon]


def test_an_interest_is_unmet_while_there_is_a_workshop_that_they_never_were_in(database: Database) -> None:
    with database.begin() as session:
        programme = a_programme(session, title="Rowing")
        workshop = a_workshop(session, programme)
        people_ = [an_employee(session) for _ in range(5)]
        wants, enrolled, left, called_off, done = people_
        for person in people_:
            an_interest(session, person, programme)
        an_interest(session, an_employee(session), words="Rowing")
        for person, state in (
            (enrolled, EnrolmentState.WAITLIST),
            (left, EnrolmentState.LEFT),
            (called_off, EnrolmentState.CANCELLED),
        ):
            session.add(EnrolmentRow(workshop_id=workshop, employee_id=person, state=state, asked_at=NOW))
        a_completion(session, done, "Rowing", programme_id=programme)
        assert _members(session, UnmetInterest()) == {wants, called_off}
        assert _acted(session, UnmetInterest(), enrolled)
        assert not _acted(session, UnmetInterest(), wants)
        (pick,) = picks_for(session, UnmetInterest(), wants, "Europe/Berlin", NOW)
        assert pick.title == "Rowing"


def test_without_a_workshop_ahead_no_interest_is_asked_about(database: Database) -> None:
    with database.begin() as session:
        programme = a_programme(session)
        ada = an_employee(session)
        an_interest(session, ada, programme)
        a_workshop(session, programme, starts_at=NOW - timedelta(hours=1))
        a_workshop(session, programme, status=WorkshopStatus.CANCELLED)
        assert _members(session, UnmetInterest()) == set()
        assert picks_for(session, UnmetInterest(), ada, None, NOW) == ()


Act = Callable[[Session, int, Any], object]
ACTS: dict[str, Act] = {
    "applied": lambda session, ada, at: an_application(session, an_opening(session), ada, submitted_at=at),
    "logged an interest": lambda session, ada, at: an_interest(session, ada, words="Knots", logged_at=at),
    "asked for a place": lambda session, ada, at: session.add(
        EnrolmentRow(
            workshop_id=a_workshop(session, a_programme(session)),
            employee_id=ada,
            state=EnrolmentState.LEFT,
            asked_at=at,
        )
    ),
    "gave kudos": lambda session, ada, at: a_recognition(  # noqa: ARG005  whoever gave them counts
        session, an_employee(session), by_slack_id="UADA", given_on=at.date()
    ),
    "asked for quiet": lambda session, ada, at: session.add(
        QuietRow(employee_id=ada, scope=Scope.ALL, about="", why=Why.PAUSED, until=at, created_at=at)
    ),
    "wrote something": lambda session, ada, at: session.add(  # noqa: ARG005  by their Slack account
        AuditRow(at=at, by="UADA", action="skill.declared", subject="employee:1", details={})
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_whoever_did_anything_lately_is_not_asked_where_they_are(database: Database, act: str) -> None:
    target = NoActivity(60)
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", created_at=MONTHS_AGO)
        ACTS[act](session, ada, NOW - timedelta(days=61))
        session.flush()
        assert ada in _members(session, target)
        assert not _acted(session, target, ada)
        session.rollback()
    with database.begin() as session:
        ada = an_employee(session, slack_id="UADA", created_at=MONTHS_AGO)
        ACTS[act](session, ada, NOW - timedelta(days=59))
        session.flush()
        assert ada not in _members(session, target)
        assert _acted(session, target, ada)


def test_who_is_new_here_is_not_asked_where_they_are(database: Database) -> None:
    with database.begin() as session:
        an_employee(session, created_at=NOW - timedelta(days=59))
        an_employee(session, created_at=MONTHS_AGO, hired_on=TODAY - timedelta(days=20))
        old = an_employee(session, created_at=MONTHS_AGO, hired_on=TODAY - timedelta(days=900))
        assert _members(session, NoActivity(60)) == {old}


def test_a_place_in_another_workshop_of_the_programme_is_what_a_workshops_nudge_was_for(database: Database) -> None:
    with database.begin() as session:
        programme = a_programme(session)
        first, second = a_workshop(session, programme), a_workshop(session, programme)
        ada, ben, chi, dan = (an_employee(session) for _ in range(4))
        for person, state in ((ada, EnrolmentState.SEAT), (ben, EnrolmentState.LEFT)):
            session.add(EnrolmentRow(workshop_id=second, employee_id=person, state=state, asked_at=NOW))
        session.add(EnrolmentRow(workshop_id=first, employee_id=chi, state=EnrolmentState.LEFT, asked_at=NOW))
        session.flush()
        acted = [_acted(session, WorkshopTarget(first), person) for person in (ada, ben, chi, dan)]
        assert acted == [True, False, True, False]
