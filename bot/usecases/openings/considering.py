"""A member of HR considers one application: who, when, what, why. There is no other way to decide (promise 2)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.usecases.deciding import NoName, NoReason, reason_in
from bot.usecases.openings.browsing import local_day
from career.applications import (
    LONGEST_TEXT,
    STAGE_AFTER,
    Application,
    Consideration,
    Decision,
    Stage,
    decisions_from,
    shortest_reason,
)
from career.criteria import Criterion, Every, facts_in, flat
from career.employees import Employee
from career.notices import NoticeKind
from career.openings import Opening
from career.verdicts import judge
from storage.database import Database
from storage.house.audit import note
from storage.messages.notices import Notice, ToEmployee, owe
from storage.openings.applicants import Applicant, applicant
from storage.openings.applications import add_event, application_by_id
from storage.openings.considerations import (
    Candidate,
    Standing,
    Step,
    candidate_of,
    considerations_of,
    how_many_applications,
    name_behind,
    queue,
    record_consideration,
    steps_of,
    who_waits_since_before,
)
from storage.openings.endings import Ending, endings, how_many_ended
from storage.openings.records import opening_by_id
from storage.people.employees import employee_by_id
from storage.rules.facts import facts_of


@dataclass(frozen=True, slots=True)
class Seen:
    """How an application stood when HR opened it: another decision since, or another note, makes it a different one."""

    stage: Stage
    submitted_at: datetime


@dataclass(frozen=True, slots=True)
class Considered:
    """The decision is recorded. `applicant` is their Slack id; None where they cannot be told by Slack.

    `waits_longest` is the application that nobody has considered for the longest time now; None where none is left.
    """

    candidate: Candidate
    consideration: Consideration
    applicant: str | None
    waits_longest: int | None = None


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Nothing was recorded: the application has changed since it was opened.

    `latest` is the last decision on it; None where the applicant sent it anew and nobody has considered that.
    """

    candidate: Candidate
    latest: Consideration | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Nothing was recorded: the applicant has withdrawn."""


@dataclass(frozen=True, slots=True)
class NotDecidable:
    """Nothing was recorded: this decision cannot be taken at this stage."""

    candidate: Candidate


@dataclass(frozen=True, slots=True)
class NoSuchApplication:
    """There is no such application."""


ConsiderAnswer = Considered | Overtaken | Withdrawn | NotDecidable | NoReason | NoName | NoSuchApplication


@dataclass(frozen=True, slots=True)
class Check:
    """One requirement of an opening beside one applicant: met, not met, or unknown (None)."""

    requirement: Criterion
    holds: bool | None


@dataclass(frozen=True, slots=True)
class ApplicationInFull:
    """Everything HR sees when considering an application."""

    application: Application
    candidate: Candidate
    person: Employee
    opening: Opening
    checks: tuple[Check, ...]
    held: Applicant
    """What HR holds about them; their last review is for HR's eyes alone."""
    today: date
    considerations: tuple[Consideration, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the applications for one opening, or for all; `opening_title` is None for all."""

    opening_id: int
    opening_title: str | None
    candidates: tuple[Candidate, ...]
    skip: int
    standing: Standing
    now: datetime


@dataclass(frozen=True, slots=True)
class NoSuchQueue:
    """No opening has this number."""

    number: int


@dataclass(frozen=True, slots=True)
class EndedPage:
    """A page of the applications that have ended, the latest first."""

    endings: tuple[Ending, ...]
    skip: int
    total: int


def consider(
    database: Database, by: str, application_id: int, decision: Decision, reason: str, seen: Seen, now: datetime
) -> ConsiderAnswer:
    """Record what a member of HR decided on an application, in one transaction with its history.

    `by` is their Slack id; `seen` is how they saw the application: of two who decide at once the first one wins.
    """
    written = reason_in(reason, shortest_reason(decision), LONGEST_TEXT)
    if not isinstance(written, str):
        return written
    with database.begin() as session:
        name = name_behind(session, by)
        if name is None:
            return NoName()
        application = application_by_id(session, application_id, hold=True)
        refusal = _refusal(session, application, decision, seen)
        if refusal is not None or application is None:
            return refusal or NoSuchApplication()
        consideration = Consideration(name, decision, written, now)
        stage = STAGE_AFTER[decision]
        consideration_id = record_consideration(session, application, by, consideration, stage)
        owe(session, _news(consideration_id, application.employee_id, now), now)
        add_event(session, application_id, stage, by, now)
        note(session, by, "application.considered", f"application:{application_id}", now, decision=decision)
        candidate = candidate_of(session, application_id)
        person = employee_by_id(session, application.employee_id)
        if candidate is None or person is None:
            raise RuntimeError("A considered application is gone.")
        waiting = who_waits_since_before(session, now, 1)
        waits_longest = waiting[0].application_id if waiting else None
        return Considered(candidate, consideration, person.slack_id, waits_longest)


def application_in_full(database: Database, application_id: int, now: datetime) -> ApplicationInFull | None:
    """Return one application beside the requirements of its opening; None where there is no standing one."""
    with database.read() as session:
        application = application_by_id(session, application_id)
        candidate = candidate_of(session, application_id)
        if application is None or candidate is None:
            return None
        person = employee_by_id(session, application.employee_id)
        opening = opening_by_id(session, application.opening_id)
        if person is None or opening is None:
            raise RuntimeError("An application without its applicant or its opening.")
        today = local_day(person.zone, now)
        return ApplicationInFull(
            application=application,
            candidate=candidate,
            person=person,
            opening=opening,
            checks=_checks(session, opening.requirements, person.id, today),
            held=applicant(session, person.id, today),
            today=today,
            considerations=considerations_of(session, application_id),
            steps=steps_of(session, application_id),
        )


def application_queue(database: Database, opening_id: int, skip: int, most: int, now: datetime) -> Queue | NoSuchQueue:
    """Return a page of the applications for one opening, 0 for all, unconsidered first, each oldest first."""
    with database.read() as session:
        opening = opening_by_id(session, opening_id) if opening_id else None
        if opening_id and opening is None:
            return NoSuchQueue(opening_id)
        standing = how_many_applications(session, opening_id or None)
        start = skip if 0 <= skip < standing.all else 0
        found = queue(session, opening_id or None, start, most)
        return Queue(opening_id, opening.title if opening else None, found, start, standing, now)


def ended_applications(database: Database, skip: int, most: int) -> EndedPage:
    """Return a page of the applications that have ended: by whom, when and with what reason."""
    with database.read() as session:
        total = how_many_ended(session)
        start = skip if 0 <= skip < total else 0
        return EndedPage(endings(session, start, most), start, total)


def _news(consideration_id: int, employee_id: int, now: datetime) -> Notice:
    """Return what tells the applicant of a decision, once."""
    return Notice(
        kind=NoticeKind.APPLICATION_DECIDED,
        key=f"consideration:{consideration_id}",
        to=ToEmployee(employee_id),
        details={"consideration": consideration_id},
        due_at=now,
    )


def _refusal(
    session: Session, application: Application | None, decision: Decision, seen: Seen
) -> NoSuchApplication | Withdrawn | Overtaken | NotDecidable | None:
    if application is None:
        return NoSuchApplication()
    candidate = candidate_of(session, application.id)
    if candidate is None:
        return Withdrawn()
    if application.stage is Stage.OPENING_CANCELLED:
        return NotDecidable(candidate)
    if Seen(application.stage, application.submitted_at) != seen:
        decided = () if candidate.is_unconsidered else considerations_of(session, application.id)
        return Overtaken(candidate, decided[-1] if decided else None)
    if decision not in decisions_from(application.stage):
        return NotDecidable(candidate)
    return None


def _checks(session: Session, requirements: Criterion, employee_id: int, today: date) -> tuple[Check, ...]:
    """Judge each part that HR wrote by itself, so that a choice of several skills stays one requirement."""
    asked = flat(requirements)
    parts = asked.parts if isinstance(asked, Every) else (asked,)
    facts = facts_of(session, employee_id, facts_in(requirements))
    return tuple(Check(part, judge(part, facts, today).holds) for part in parts)
