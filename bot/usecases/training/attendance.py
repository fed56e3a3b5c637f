"""HR writes down who came to a workshop, and finishes it: whoever came has completed it and has its skills."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.training.enrolling import NoSuchWorkshop
from bot.usecases.training.seats import news
from career.localtime import clock_of, local_time
from career.notices import NoticeKind
from career.training import MOVES, EnrolmentState, WorkshopStatus
from storage.database import Database
from storage.house.audit import note
from storage.messages.notices import owe_all
from storage.openings.considerations import name_behind
from storage.training.completions import record_completions
from storage.training.enrolments import move, participant, participants, workshop_of
from storage.training.programmes import taught_skills
from storage.training.rosters import HAD_A_SEAT, OnRoster, attendance_page, states_in
from storage.training.workshops import (
    TitledWorkshop,
    WorkshopEvent,
    end_workshop,
    last_step,
    workshop_by_id,
    workshop_to_change,
)


@dataclass(frozen=True, slots=True)
class NotBegun:
    """Nobody can have come yet."""

    found: TitledWorkshop


@dataclass(frozen=True, slots=True)
class AlreadyEnded:
    """Nothing changed: the workshop was finished or called off before, by `by` where they are known."""

    found: TitledWorkshop
    event: WorkshopEvent | None
    by: str | None


@dataclass(frozen=True, slots=True)
class AttendanceList:
    """A page of those who had a seat, with how many are in each state, at `now`."""

    found: TitledWorkshop
    people: tuple[OnRoster, ...]
    states: Mapping[EnrolmentState, int]
    skip: int
    total: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Marked:
    """So many people are marked so."""

    found: TitledWorkshop
    count: int
    name: str
    state: EnrolmentState


@dataclass(frozen=True, slots=True)
class MarkedMeanwhile:
    """Nothing changed: somebody else has marked this person since the list was shown."""

    found: TitledWorkshop
    name: str
    state: EnrolmentState


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Not finished: so many are neither marked as here nor as absent."""

    found: TitledWorkshop
    unmarked: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The workshop is held: so many completed it and have its skills now, so many were absent."""

    found: TitledWorkshop
    completed: int
    absent: int
    skills: tuple[str, ...]


Refusal = NoSuchWorkshop | NotBegun | AlreadyEnded
ListAnswer = AttendanceList | Refusal
MarkAnswer = Marked | MarkedMeanwhile | Refusal
FinishAnswer = Finished | StillOpen | Refusal


def attendance(database: Database, workshop_id: int, skip: int, most: int, now: datetime) -> ListAnswer:
    """Return a page of those who had a seat in a workshop that has begun, by name."""
    with database.read() as session:
        found = workshop_by_id(session, workshop_id)
        if found is None:
            return NoSuchWorkshop(workshop_id)
        if found.workshop.status is WorkshopStatus.CANCELLED:
            return _already_ended(session, found)
        if found.workshop.starts_at > now:
            return NotBegun(found)
        states = states_in(session, workshop_id)
        total = sum(states.get(state, 0) for state in HAD_A_SEAT)
        start = skip if 0 <= skip < total else 0
        people = tuple(attendance_page(session, workshop_id, start, most))
        return AttendanceList(found, people, states, start, total, now)


def mark(
    database: Database, by: str, enrolment_id: int, seen: EnrolmentState, state: EnrolmentState, now: datetime
) -> MarkAnswer:
    """Mark somebody, who was on the list as `seen`, as attended or absent; it can be put right until it is finished."""
    with database.begin() as session:
        found = _to_mark(session, workshop_of(session, enrolment_id) or 0, now)
        if not isinstance(found, TitledWorkshop):
            return found
        person = participant(session, enrolment_id)
        if person is None:
            raise RuntimeError("An enrolment is gone from a workshop that is held.")
        if person.state is state:
            return Marked(found, 1, person.name, state)
        if person.state is not seen or state not in _MARKS or state not in MOVES[person.state]:
            return MarkedMeanwhile(found, person.name, person.state)
        move(session, [enrolment_id], state, by, now)
        return Marked(found, 1, person.name, state)


def mark_the_rest(database: Database, by: str, workshop_id: int, now: datetime) -> MarkAnswer:
    """Mark everybody who is not marked yet as attended."""
    with database.begin() as session:
        found = _to_mark(session, workshop_id, now)
        if not isinstance(found, TitledWorkshop):
            return found
        rest = participants(session, workshop_id, EnrolmentState.SEAT)
        move(session, [person.enrolment_id for person in rest], EnrolmentState.ATTENDED, by, now)
        return Marked(found, len(rest), rest[0].name if len(rest) == 1 else "", EnrolmentState.ATTENDED)


def finish(database: Database, by: str, workshop_id: int, now: datetime) -> FinishAnswer:
    """Finish a workshop whose attendance is written down: who came has completed it, and is told.

    What they learned becomes theirs in the same transaction.
    """
    with database.begin() as session:
        found = _to_mark(session, workshop_id, now)
        if not isinstance(found, TitledWorkshop):
            return found
        unmarked = participants(session, workshop_id, EnrolmentState.SEAT)
        if unmarked:
            return StillOpen(found, len(unmarked))
        workshop = found.workshop
        came = participants(session, workshop_id, EnrolmentState.ATTENDED)
        absent = participants(session, workshop_id, EnrolmentState.ABSENT)
        skills = taught_skills(session, workshop.programme_id)
        day = local_time(workshop.ends_at, clock_of(workshop.zone)).date()
        record_completions(session, [each.employee_id for each in came], (workshop.programme_id, found.title), day, now)
        move(session, [each.enrolment_id for each in came], EnrolmentState.COMPLETED, by, now)
        end_workshop(session, workshop, WorkshopStatus.HELD, by, now)
        told = [news(NoticeKind.WORKSHOP_COMPLETED, workshop, person, now, "completed") for person in came]
        owe_all(session, told, now)
        note(session, by, "workshop.held", f"workshop:{workshop_id}", now, completed=len(came), absent=len(absent))
        return Finished(found, len(came), len(absent), tuple(skills.values()))


_MARKS = frozenset({EnrolmentState.ATTENDED, EnrolmentState.ABSENT})


def _to_mark(session: Session, workshop_id: int, now: datetime) -> TitledWorkshop | Refusal:
    """Return a workshop, held, whose attendance can be written down; or why it cannot."""
    found = workshop_to_change(session, workshop_id)
    if found is None:
        return NoSuchWorkshop(workshop_id)
    if found.workshop.status is not WorkshopStatus.PLANNED:
        return _already_ended(session, found)
    return NotBegun(found) if found.workshop.starts_at > now else found


def _already_ended(session: Session, found: TitledWorkshop) -> AlreadyEnded:
    event = last_step(session, found.workshop.id)
    return AlreadyEnded(found, event, None if event is None else name_behind(session, event.by))
