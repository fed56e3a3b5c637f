"""The promises of the README, as checks over everything that is stored and everything that arrived."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.usecases.nudges import nudge_list, reporting
from bot.usecases.training import rosters
from career.applications import STAGE_AFTER, Stage
from career.openings import OpeningStatus
from career.outcomes import ASKED_FOR_QUIET, FEWEST_SHOWN, OTHER_REASONS, DeliveryState
from career.quiet import silences
from career.targets import target_from_json
from career.training import SHOWN_FROM, TAKES_A_SEAT
from career.tuition import RequestState
from storage.nudges.quiets import quiets_about
from storage.tables import (
    ApplicationEventRow,
    ApplicationRow,
    CancellationRow,
    ConsiderationRow,
    DeliveryRow,
    EmployeeRow,
    EnrolmentRow,
    FeedbackRow,
    NoticeRow,
    NudgeRow,
    OpeningRow,
    PlacementRow,
    QuietRow,
    TuitionRequestRow,
    WorkshopRow,
)
from tests.promises.company import CAP, HR, PEOPLE, Company

Invariant = Callable[[Company, Session], None]


def every_ended_application_was_ended_by_a_person(_company: Company, session: Session) -> None:
    """Promise 2: who, when, what, why; withdrawing and cancelling have their own."""
    for application in session.scalars(select(ApplicationRow)):
        considered = session.scalars(
            select(ConsiderationRow)
            .where(ConsiderationRow.application_id == application.id)
            .order_by(ConsiderationRow.id.desc())
        ).all()
        for each in considered:
            assert (each.by_slack_id, each.by_name) == (HR, "Hana Novak")
            assert each.reason.strip()
        match application.stage:
            case Stage.SUBMITTED:
                assert application.considered_at is None, "What was thought before is not about what was sent since."
            case Stage.WITHDRAWN:
                assert _last_step(session, application).by == _slack_id(session, application.employee_id)
            case Stage.OPENING_CANCELLED:
                cancelled = session.get_one(CancellationRow, application.opening_id)
                assert cancelled.by_name == "Hana Novak"
                assert cancelled.reason.strip()
            case stage:
                assert considered, f"Nobody decided that an application is {stage}."
                assert application.considered_at == considered[0].at >= application.submitted_at
                assert STAGE_AFTER[considered[0].decision] is stage


def nothing_is_closed_over_somebody(_company: Company, session: Session) -> None:
    """Promise 2: no opening is closed or filled while an application waits for a person."""
    waiting = (
        select(OpeningRow.title)
        .join(ApplicationRow, ApplicationRow.opening_id == OpeningRow.id)
        .where(OpeningRow.status.in_([OpeningStatus.CLOSED, OpeningStatus.FILLED]))
        .where(ApplicationRow.stage == Stage.SUBMITTED)
    )
    assert not session.scalars(waiting).all()


def whoever_is_placed_applied(company: Company, session: Session) -> None:
    """Promise 3: by an application of their own, which was accepted."""
    for placement in session.scalars(select(PlacementRow)):
        application = session.get_one(ApplicationRow, placement.application_id)
        assert application.stage is Stage.ACCEPTED
        assert (application.employee_id, application.opening_id) == (placement.employee_id, placement.opening_id)
        who = _slack_id(session, placement.employee_id)
        assert (who, placement.opening_id) in company.memory.applied, f"{who} never applied"
    filled = select(OpeningRow.id).where(OpeningRow.status == OpeningStatus.FILLED)
    assert set(session.scalars(filled)) == set(session.scalars(select(PlacementRow.opening_id)))


def what_people_said_stands(company: Company, session: Session) -> None:
    """Promise 4: nobody but the person begins or ends their quiet, whoever sends and whatever HR does."""
    for target in {target_from_json(found) for found in session.scalars(select(NudgeRow.target))}:
        for who in PEOPLE:
            quiets = quiets_about(session, company.ids[who], target, company.now)
            kept = silences(quiets, target.topic, target.key, company.now)
            wanted = company.memory.wants_quiet(who, target, company.now)
            assert (kept is not None) == wanted, f"{who} about {target}: {kept}, {company.memory.wishes[who]}"


def few_are_never_counted(company: Company, session: Session) -> None:
    """Promise 6: HR sees how many asked for quiet, or said no, only from five on.

    Looked at whenever something was said, or left somebody out, that nobody had said or was left out for before: the
    reports take longer than everything else here.
    """
    said = select(DeliveryRow.response, DeliveryRow.drop_reason).distinct()
    counted = frozenset((*session.execute(said).all(), *session.scalars(select(QuietRow.why).distinct())))
    if counted <= company.counted:
        return
    company.counted |= counted
    whole = reporting.report(company.database, None, company.now)
    if isinstance(whole, reporting.AllNudges):
        for report in whole.nudges:
            shown = [report.costs.stopped, report.costs.stopped_held_out, *(count for _, count in report.costs.answers)]
            shown += [line.people for line in report.funnel.left_out if line.words in {ASKED_FOR_QUIET, OTHER_REASONS}]
            assert not {*range(1, FEWEST_SHOWN)} & {count for count in shown if count is not None}, shown
    for nudge in nudge_list.nudge_page(company.database, 0, 50).nudges:
        assert nudge.quiet not in range(1, FEWEST_SHOWN)
    for workshop_id in session.scalars(select(WorkshopRow.id)):
        answers = select(func.count()).where(FeedbackRow.workshop_id == workshop_id)
        if 0 < session.execute(answers).scalar_one() < SHOWN_FROM:
            found = rosters.comments(company.database, workshop_id)
            assert isinstance(found, rosters.Comments)
            assert not found.comments


def nobody_is_told_twice(company: Company, session: Session) -> None:
    """Promise 7: one message for each occasion of a nudge, and for each thing that happened."""
    assert max(Counter(message.token for message in company.mail.arrived).values(), default=0) <= 1
    tokens = {message.token for message in company.mail.arrived}
    for table in (DeliveryRow, NoticeRow):
        sent = set(session.scalars(select(table.token).where(table.state == DeliveryState.SENT)))
        assert sent <= tokens, "Something counts as sent that never arrived."
        unsent = [DeliveryState.DROPPED, DeliveryState.FAILED, DeliveryState.HELD_OUT]
        not_sent = set(session.scalars(select(table.token).where(table.state.in_(unsent))))
        assert not not_sent & tokens, "Something arrived that counts as not sent."
    copies = session.execute(
        select(DeliveryRow.nudge_id, DeliveryRow.occasion, DeliveryRow.employee_id).where(DeliveryRow.token.in_(tokens))
    ).all()
    assert len(copies) == len(set(copies))
    nameless = (DeliveryRow.state == DeliveryState.DROPPED, DeliveryRow.drop_reason.is_(None))
    assert not session.scalars(select(DeliveryRow.id).where(*nameless)).all()


def seats_are_never_exceeded(_company: Company, session: Session) -> None:
    taken = dict(
        session.execute(
            select(EnrolmentRow.workshop_id, func.count())
            .where(EnrolmentRow.state.in_(TAKES_A_SEAT))
            .group_by(EnrolmentRow.workshop_id)
        ).all()
    )
    for workshop in session.scalars(select(WorkshopRow)):
        assert taken.get(workshop.id, 0) <= workshop.seats


def grants_stay_within_the_cap(_company: Company, session: Session) -> None:
    granted = Counter[Any]()
    for request in session.scalars(select(TuitionRequestRow).where(TuitionRequestRow.state == RequestState.APPROVED)):
        assert request.decided_by_name == "Hana Novak"
        assert (request.reason or "").strip()
        granted[request.employee_id, request.starts_on.year] += request.granted_parts or 0
    assert all(parts <= CAP.parts for parts in granted.values()), granted


INVARIANTS: tuple[Invariant, ...] = (
    every_ended_application_was_ended_by_a_person,
    nothing_is_closed_over_somebody,
    whoever_is_placed_applied,
    what_people_said_stands,
    few_are_never_counted,
    nobody_is_told_twice,
    seats_are_never_exceeded,
    grants_stay_within_the_cap,
)


def nothing_is_lost(company: Company) -> None:
    """Promise 7, once time has passed: what was due is sent, dropped with a reason, refused, or shown to HR.

    Only what a paused nudge owes waits on.
    """
    with company.database.read() as session:
        open_states = [DeliveryState.DUE, DeliveryState.CLAIMED]
        waiting = session.execute(
            select(DeliveryRow.id, NudgeRow.status, DeliveryRow.due_at)
            .join(NudgeRow, NudgeRow.id == DeliveryRow.nudge_id)
            .where(DeliveryRow.state.in_(open_states))
        ).all()
        assert all(row.status == "paused" and row.due_at is None for row in waiting), waiting
        assert not session.scalars(select(NoticeRow.key).where(NoticeRow.state.in_(open_states))).all()


def _last_step(session: Session, application: ApplicationRow) -> ApplicationEventRow:
    steps = select(ApplicationEventRow).where(ApplicationEventRow.application_id == application.id)
    return session.scalars(steps.order_by(ApplicationEventRow.id.desc()).limit(1)).one()


def _slack_id(session: Session, employee_id: int) -> str:
    return session.get_one(EmployeeRow, employee_id).slack_id or ""
