"""An employee takes a seat in a workshop, waits for one, or leaves it. A full workshop means a waitlist (promise 1)."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.people import NoEmployee, employee_of
from career.employees import Employee
from career.training import EnrolmentState
from storage.database import Database
from storage.enrolments import (
    Enrolment,
    enrolment_of,
    give_free_seats,
    give_up,
    queue_up,
    workshop_to_change,
)


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
    """The seat, or the place on the waitlist, is given up."""

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
class NoSuchWorkshop:
    """There is no workshop of this number any more."""

    number: int


EnrolAnswer = Seated | Waiting | WorkshopStarted | NoSuchWorkshop | NoEmployee
LeaveAnswer = LeftWorkshop | NotEnrolled | WorkshopStarted | NoSuchWorkshop | NoEmployee


def enrol(database: Database, slack_id: str, workshop_id: int, now: datetime) -> EnrolAnswer:
    """Take the next seat, or the last place on the waitlist where there is none; twice is harmless.

    Whoever enrols joins the queue, and free seats go to its front: so nobody overtakes those who wait.
    """
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        found = workshop_to_change(session, workshop_id)
        if found is None:
            return NoSuchWorkshop(workshop_id)
        title, workshop = found
        if workshop.starts_at <= now:
            return WorkshopStarted(title, workshop.programme_id)
        is_new = enrolment_of(session, workshop_id, employee.id) is None
        if is_new:
            queue_up(session, workshop_id, employee.id, now)
        give_free_seats(session, workshop_id)
        enrolment = enrolment_of(session, workshop_id, employee.id)
        if enrolment is None:
            raise RuntimeError("Somebody who has just enrolled neither has a seat nor waits.")
        kind = Seated if enrolment.state is EnrolmentState.SEAT else Waiting
        return kind(enrolment, employee.zone, is_new)


def leave(database: Database, slack_id: str, workshop_id: int, now: datetime) -> LeaveAnswer:
    """Give up a seat or a place on the waitlist; whoever has waited longest gets the seat. Twice is harmless."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        found = workshop_to_change(session, workshop_id)
        if found is None:
            return NoSuchWorkshop(workshop_id)
        title, workshop = found
        if workshop.starts_at <= now:
            return WorkshopStarted(title, workshop.programme_id)
        if enrolment_of(session, workshop_id, employee.id) is None:
            return NotEnrolled(title)
        give_up(session, workshop_id, employee.id)
        give_free_seats(session, workshop_id)
        return LeftWorkshop(title)
