"""An employee takes a seat in a workshop, waits for one, or leaves it. A full workshop means a waitlist (promise 1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.people.speaker import NoEmployee, employee_of
from bot.usecases.training.seats import promote, seat, take_out
from career.employees import Employee
from career.outcomes import Response
from career.training import STANDS, EnrolmentState, WorkshopStatus
from storage.database import Database
from storage.nudges.deliveries import record_response
from storage.training.enrolments import Enrolment, enrolment_of, participant_of, queue_up
from storage.training.workshops import TitledWorkshop, workshop_by_id, workshop_to_change


@dataclass(frozen=True, slots=True)
class Seated:
    """There is a seat; `is_new` unless it was had before."""

    enrolment: Enrolment
    zone: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """Every seat is taken, so there is a place on the waitlist; `is_new` unless it was had before."""

    enrolment: Enrolment
    zone: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class LeftWorkshop:
    """The seat, the offer, or the place on the waitlist, is given up."""

    title: str


@dataclass(frozen=True, slots=True)
class NotEnrolled:
    """There was neither a seat nor a place on the waitlist to leave."""

    title: str


@dataclass(frozen=True, slots=True)
class WorkshopStarted:
    """The workshop has begun, so who takes part is settled."""

    title: str
    programme_id: int


@dataclass(frozen=True, slots=True)
class WorkshopCancelled:
    """HR has called the workshop off."""

    title: str
    programme_id: int


@dataclass(frozen=True, slots=True)
class NoSuchWorkshop:
    """There is no workshop of this number any more."""

    number: int


NotOpen = WorkshopStarted | WorkshopCancelled | NoSuchWorkshop
"""Why nobody can join or leave a workshop."""

EnrolAnswer = Seated | Waiting | NotOpen | NoEmployee
LeaveAnswer = LeftWorkshop | NotEnrolled | NotOpen | NoEmployee


def enrol(database: Database, slack_id: str, workshop_id: int, now: datetime, delivery: str = "") -> EnrolAnswer:
    """Take the next seat, or the last place on the waitlist where there is none; twice is harmless.

    Whoever enrols joins the queue, and free seats go to its front: so nobody overtakes those who wait. Somebody for whom
    HR keeps a seat takes that one.

    `delivery` is the token of the nudge that led here, or empty: then that nudge is answered in the same transaction.
    """
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        found = open_workshop(session, workshop_id, now)
        if not isinstance(found, TitledWorkshop):
            return found
        workshop = found.workshop
        mine = participant_of(session, workshop_id, employee.id)
        is_new = mine is None or mine.state not in {EnrolmentState.SEAT, EnrolmentState.WAITLIST}
        if mine is not None and mine.state is EnrolmentState.OFFERED:
            seat(session, workshop, mine, slack_id, now)
        elif is_new:
            queue_up(session, workshop_id, employee.id, slack_id, now)
        promote(session, workshop, now, but_tell_not=employee.id)
        enrolment = enrolment_of(session, workshop_id, employee.id)
        if enrolment is None:
            raise RuntimeError("Somebody who has just enrolled neither has a seat nor waits.")
        if delivery:
            record_response(session, delivery, employee.id, Response.ENROLLED, now)
        kind = Seated if enrolment.state is EnrolmentState.SEAT else Waiting
        return kind(enrolment, employee.zone, is_new)


def leave(database: Database, slack_id: str, workshop_id: int, now: datetime) -> LeaveAnswer:
    """Give up a seat or a place on the waitlist; whoever has waited longest gets the seat. Twice is harmless."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        found = open_workshop(session, workshop_id, now)
        if not isinstance(found, TitledWorkshop):
            return found
        mine = participant_of(session, workshop_id, employee.id)
        if mine is None or mine.state not in STANDS:
            return NotEnrolled(found.title)
        take_out(session, found.workshop, mine, slack_id, now)
        return LeftWorkshop(found.title)


def open_workshop(session: Session, workshop_id: int, now: datetime) -> TitledWorkshop | NotOpen:
    """Return a workshop, held, that people can still join and leave at `now`; or why they cannot."""
    found = workshop_to_change(session, workshop_id)
    if found is None:
        return NoSuchWorkshop(workshop_id)
    if found.workshop.status is WorkshopStatus.CANCELLED:
        return WorkshopCancelled(found.title, found.workshop.programme_id)
    if found.workshop.starts_at <= now:
        return WorkshopStarted(found.title, found.workshop.programme_id)
    return found


def my_seat(
    database: Database, slack_id: str, workshop_id: int
) -> Enrolment | NotEnrolled | NoSuchWorkshop | NoEmployee:
    """Return this person's seat in a workshop; only who has one has something to note in a calendar."""
    with database.read() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        found = workshop_by_id(session, workshop_id)
        if found is None:
            return NoSuchWorkshop(workshop_id)
        enrolment = enrolment_of(session, workshop_id, employee.id)
        is_seated = enrolment is not None and enrolment.state is EnrolmentState.SEAT
        return enrolment if enrolment is not None and is_seated else NotEnrolled(found.title)
