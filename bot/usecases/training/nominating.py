"""HR offers a place to somebody who is interested; they accept or decline. The seat is kept until they answer."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.people.speaker import NoEmployee, employee_of
from bot.usecases.sweeping import on_its_own
from bot.usecases.training.enrolling import NotOpen, open_workshop
from bot.usecases.training.seats import seat, take_out
from career.employees import Employee, EmploymentStatus
from career.notices import NoticeKind
from career.offers import answer_by
from career.training import EnrolmentState, NominationAnswer
from storage.database import Database
from storage.house.audit import AUTOMATIC, note
from storage.messages.notices import Notice, ToEmployee, owe
from storage.openings.considerations import name_behind
from storage.people.employees import employee_by_id
from storage.training.enrolments import (
    Enrolment,
    enrolment_of,
    keep_a_seat,
    participant,
    participant_of,
)
from storage.training.nominations import (
    InterestedPerson,
    Nomination,
    add_nomination,
    how_many_interested,
    interested_people,
    lapsing,
    open_nomination,
)
from storage.training.workshops import TitledWorkshop, workshop_by_id, workshop_to_change


@dataclass(frozen=True, slots=True)
class Nominated:
    """The place is offered to `name`, and kept until `answer_by`."""

    found: TitledWorkshop
    name: str
    answer_by: datetime


@dataclass(frozen=True, slots=True)
class NoFreeSeat:
    """Nothing was offered: every seat is taken, and those who wait come first."""

    found: TitledWorkshop
    name: str


@dataclass(frozen=True, slots=True)
class AlreadyIn:
    """Nothing was offered: this person has a seat, an offer or a place on the waitlist here, or took part."""

    found: TitledWorkshop
    name: str
    state: EnrolmentState


@dataclass(frozen=True, slots=True)
class NotEmployed:
    """Nothing was offered: this person does not work here, or has no Slack account to be asked by."""


NominateAnswer = Nominated | NoFreeSeat | AlreadyIn | NotEmployed | NotOpen


@dataclass(frozen=True, slots=True)
class Accepted:
    """The place is this person's now; `is_new` unless it was before."""

    enrolment: Enrolment
    zone: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Declined:
    """The place is given back."""

    title: str
    programme_id: int


@dataclass(frozen=True, slots=True)
class OfferOver:
    """There is nothing to answer any more: HR took the offer back, or its time was over."""

    title: str
    programme_id: int


OfferAnswer = Accepted | Declined | OfferOver | NotOpen | NoEmployee


@dataclass(frozen=True, slots=True)
class Candidates:
    """A page of those interested in what a workshop teaches, whoever said so first at the top, at `now`."""

    found: TitledWorkshop
    people: tuple[InterestedPerson, ...]
    skip: int
    total: int
    now: datetime


def candidates(database: Database, workshop_id: int, skip: int, most: int, now: datetime) -> Candidates | None:
    """Return a page of those whom HR may nominate for a workshop; None where there is no such workshop."""
    with database.read() as session:
        found = workshop_by_id(session, workshop_id)
        if found is None:
            return None
        programme_id = found.workshop.programme_id
        total = how_many_interested(session, programme_id)
        start = skip if 0 <= skip < total else 0
        people = tuple(interested_people(session, programme_id, workshop_id, start, most))
        return Candidates(found, people, start, total, now)


def nominate(
    database: Database, by: str, workshop_id: int, employee_id: int, channel_id: str, now: datetime
) -> NominateAnswer:
    """Offer a free seat to an employee and keep it for them; HR hears the answer in the channel `channel_id`."""
    with database.begin() as session:
        found = open_workshop(session, workshop_id, now)
        if not isinstance(found, TitledWorkshop):
            return found
        employee = employee_by_id(session, employee_id)
        if employee is None or employee.status is EmploymentStatus.LEFT or employee.slack_id is None:
            return NotEmployed()
        person = participant_of(session, workshop_id, employee_id)
        if person is not None and person.state is not EnrolmentState.LEFT:
            return AlreadyIn(found, employee.full_name, person.state)
        if found.workshop.is_full or found.workshop.waiting:
            return NoFreeSeat(found, employee.full_name)
        until = answer_by(found.workshop.starts_at, employee.zone, now)
        enrolment_id = keep_a_seat(session, workshop_id, employee_id, by, now)
        named = name_behind(session, by) or "HR"
        nomination = Nomination(enrolment_id, by, named, channel_id, until, None)
        nomination_id = add_nomination(session, nomination, now)
        details = {"workshop_id": workshop_id, "enrolment_id": enrolment_id}
        notice = Notice(
            NoticeKind.NOMINATION_OFFERED,
            f"nomination:{nomination_id}",
            ToEmployee(employee_id),
            details,
            now,
            until,
        )
        owe(session, notice, now)
        note(session, by, "workshop.nominated", f"workshop:{workshop_id}", now, employee=employee_id)
        return Nominated(found, employee.full_name, until)


def answer(database: Database, slack_id: str, workshop_id: int, now: datetime, *, accepts: bool) -> OfferAnswer:
    """Take the place that HR keeps for this person, or give it back. Twice is harmless."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        found = open_workshop(session, workshop_id, now)
        if not isinstance(found, TitledWorkshop):
            return found
        mine = participant_of(session, workshop_id, employee.id)
        if mine is None or mine.state is not EnrolmentState.OFFERED:
            standing = enrolment_of(session, workshop_id, employee.id)
            if accepts and standing is not None and standing.state is EnrolmentState.SEAT:
                return Accepted(standing, employee.zone, is_new=False)
            return OfferOver(found.title, found.workshop.programme_id)
        if not accepts:
            take_out(session, found.workshop, mine, slack_id, now)
            return Declined(found.title, found.workshop.programme_id)
        seat(session, found.workshop, mine, slack_id, now)
        enrolment = enrolment_of(session, workshop_id, employee.id)
        if enrolment is None:
            raise RuntimeError("Somebody who has just accepted a seat has none.")
        return Accepted(enrolment, employee.zone, is_new=True)


def let_lapse(database: Database, now: datetime) -> int:
    """Give back the places that nobody answered for in time; return how many.

    Each is a transaction of its own; one that fails is logged and left for the next round, and the others go on.
    """
    with database.read() as session:
        due = lapsing(session, now)
    lapsed = 0
    for workshop_id, enrolment_id in due:
        with on_its_own("Enrolment", enrolment_id):
            lapsed += _lapse(database, workshop_id, enrolment_id, now)
    return lapsed


def _lapse(database: Database, workshop_id: int, enrolment_id: int, now: datetime) -> bool:
    with database.begin() as session:
        found = workshop_to_change(session, workshop_id)
        person = participant(session, enrolment_id)
        nomination = open_nomination(session, enrolment_id)
        if found is None or person is None or nomination is None or nomination.answer_by > now:
            return False
        take_out(session, found.workshop, person, AUTOMATIC, now, because=NominationAnswer.LAPSED)
        return True
