"""An employee applies for an opening. Whether they qualify is never asked here (promise 1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.people.speaker import NoEmployee, employee_id_of, employee_of
from career.applications import LONGEST_TEXT, Application, Stage
from career.employees import Employee
from career.openings import OpeningStatus
from career.outcomes import Response
from storage.database import Database
from storage.house import audit
from storage.nudges.deliveries import record_response
from storage.openings.applications import (
    add_application,
    add_event,
    application_by_id,
    application_for,
    resubmit,
    set_withdrawn,
)
from storage.openings.records import opening_to_apply_for, title_of
from storage.people.employees import employee_by_id
from storage.turns import hold_person


@dataclass(frozen=True, slots=True)
class Applied:
    """The application is in."""

    application_id: int
    opening_id: int
    title: str


@dataclass(frozen=True, slots=True)
class AlreadyApplied:
    """There was one already, and it stands as it was."""

    title: str
    application: Application
    zone: str | None
    """The applicant's own, None where unknown."""


@dataclass(frozen=True, slots=True)
class OpeningNotOpen:
    """The opening takes no applications: it is closed, filled, cancelled, or not open yet."""

    title: str


@dataclass(frozen=True, slots=True)
class NoSuchOpening:
    """No opening has this number."""

    number: int


@dataclass(frozen=True, slots=True)
class NoteTooLong:
    """The note holds so many characters too many."""

    excess: int


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The application is withdrawn, by this call or an earlier one; it may be made again while the opening is open."""

    opening_id: int
    title: str


@dataclass(frozen=True, slots=True)
class CannotWithdraw:
    """It was accepted or declined, so there is nothing to take back."""

    title: str
    application: Application


@dataclass(frozen=True, slots=True)
class NoSuchApplication:
    """This person has no application of this number."""


ApplyAnswer = Applied | AlreadyApplied | OpeningNotOpen | NoSuchOpening | NoteTooLong | NoEmployee
WithdrawAnswer = Withdrawn | CannotWithdraw | NoSuchApplication | NoEmployee


def apply(
    database: Database, slack_id: str, opening_id: int, note: str, now: datetime, delivery: str = ""
) -> ApplyAnswer:
    """Submit an application with the note; twice is harmless; one that was withdrawn is taken up again.

    `delivery` is the token of the nudge that led here, or empty: then that nudge is answered in the same transaction.
    """
    if len(note) > LONGEST_TEXT:
        return NoteTooLong(len(note) - LONGEST_TEXT)

    def work(session: Session) -> ApplyAnswer:
        employee_id = employee_id_of(session, slack_id)
        if not isinstance(employee_id, int):
            return employee_id
        answer = _submit(session, slack_id, employee_id, opening_id, note, now)
        if delivery and isinstance(answer, Applied | AlreadyApplied):
            record_response(session, delivery, employee_id, Response.APPLIED, now)
        return answer

    return database.run(work)


def _submit(
    session: Session, slack_id: str, employee_id: int, opening_id: int, note: str, now: datetime
) -> ApplyAnswer:
    opening = opening_to_apply_for(session, opening_id)
    if opening is None:
        return NoSuchOpening(opening_id)
    title, status = opening
    if status is OpeningStatus.DRAFT:
        return NoSuchOpening(opening_id)
    if status is not OpeningStatus.OPEN:
        existing = application_for(session, opening_id, employee_id)
        return OpeningNotOpen(title) if existing is None else _already(session, title, existing)
    application_id = add_application(session, opening_id, employee_id, note, now)
    if application_id is not None:
        return Applied(application_id, opening_id, title)
    existing = application_for(session, opening_id, employee_id)
    if existing is None:
        raise RuntimeError("An application is neither new nor there.")
    if existing.stage is Stage.WITHDRAWN:
        hold_person(session, employee_id)
        if resubmit(session, existing.id, note, now):
            add_event(session, existing.id, Stage.SUBMITTED, slack_id, now)
        return Applied(existing.id, opening_id, title)
    return _already(session, title, existing)


def _already(session: Session, title: str, existing: Application) -> AlreadyApplied:
    applicant = employee_by_id(session, existing.employee_id)
    return AlreadyApplied(title, existing, None if applicant is None else applicant.zone)


def withdraw(database: Database, slack_id: str, application_id: int, now: datetime) -> WithdrawAnswer:
    """Take back one's own application, as long as nobody has accepted or declined it; twice is harmless."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        application = application_by_id(session, application_id, hold=True)
        if application is None or application.employee_id != employee.id:
            return NoSuchApplication()
        title = title_of(session, application.opening_id)
        if application.stage is Stage.WITHDRAWN:
            return Withdrawn(application.opening_id, title)
        if application.stage.has_ended:
            return CannotWithdraw(title, application)
        hold_person(session, employee.id)
        set_withdrawn(session, application.id)
        add_event(session, application.id, Stage.WITHDRAWN, slack_id, now)
        audit.note(session, slack_id, "application.withdrawn", f"application:{application.id}", now)
        return Withdrawn(application.opening_id, title)
