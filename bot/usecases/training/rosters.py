"""HR looks at who is in a workshop, and takes somebody out who cannot come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.training.enrolling import NoSuchWorkshop, NotOpen, open_workshop
from bot.usecases.training.seats import take_out, tell
from career.notices import NoticeKind
from career.training import STANDS, EnrolmentState, NominationAnswer
from storage.database import Database
from storage.house.audit import note
from storage.training.enrolments import participant, workshop_of
from storage.training.feedback import FeedbackScore, comments_on, score_of
from storage.training.nominations import Nomination, last_nominations
from storage.training.rosters import OnRoster, roster_page, states_in
from storage.training.workshops import TitledWorkshop, workshop_by_id


@dataclass(frozen=True, slots=True)
class Roster:
    """A page of a workshop's roster at `now`, with what its participants thought of it."""

    found: TitledWorkshop
    people: tuple[OnRoster, ...]
    places: Mapping[int, int]
    """The places on the waitlist of those on this page, by enrolment."""
    nominations: Mapping[int, Nomination]
    states: Mapping[EnrolmentState, int]
    feedback: FeedbackScore
    skip: int
    total: int
    now: datetime


@dataclass(frozen=True, slots=True)
class TakenOut:
    """Somebody is out, and is told; `promoted` names who got the seat."""

    found: TitledWorkshop
    name: str
    promoted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotThere:
    """Nothing changed: this person's standing is no longer what it was on the list."""

    found: TitledWorkshop
    name: str
    state: EnrolmentState


@dataclass(frozen=True, slots=True)
class Comments:
    """What was said of a workshop, without names; empty while too few have answered."""

    found: TitledWorkshop
    feedback: FeedbackScore
    comments: tuple[str, ...]


TakeOutAnswer = TakenOut | NotThere | NotOpen


def roster(database: Database, workshop_id: int, skip: int, most: int, now: datetime) -> Roster | NoSuchWorkshop:
    """Return a page of a workshop's roster; the first one where `skip` is past the end."""
    with database.read() as session:
        found = workshop_by_id(session, workshop_id)
        if found is None:
            return NoSuchWorkshop(workshop_id)
        states = states_in(session, workshop_id)
        total = sum(states.values())
        start = skip if 0 <= skip < total else 0
        people = tuple(roster_page(session, workshop_id, start, most))
        before = total - states.get(EnrolmentState.LEFT, 0) - states.get(EnrolmentState.CANCELLED, 0)
        before -= states.get(EnrolmentState.WAITLIST, 0)
        places = {
            person.enrolment_id: start + at - before + 1
            for at, person in enumerate(people)
            if person.state is EnrolmentState.WAITLIST
        }
        nominations = last_nominations(session, workshop_id)
        feedback = score_of(session, workshop_id)
        return Roster(found, people, places, nominations, states, feedback, start, total, now)


def take_somebody_out(
    database: Database, by: str, enrolment_id: int, seen: EnrolmentState, now: datetime
) -> TakeOutAnswer:
    """Take somebody out of a workshop who stands there as `seen`; they are told, and who waits longest gets the seat."""
    with database.begin() as session:
        workshop_id = workshop_of(session, enrolment_id)
        found = open_workshop(session, workshop_id or 0, now)
        if not isinstance(found, TitledWorkshop):
            return found
        person = participant(session, enrolment_id)
        if person is None:
            raise RuntimeError("An enrolment is gone from a workshop that is held.")
        if person.state is not seen or seen not in STANDS:
            return NotThere(found, person.name, person.state)
        promoted = take_out(session, found.workshop, person, by, now, because=NominationAnswer.TAKEN_BACK)
        if seen is not EnrolmentState.OFFERED:
            what = f"taken_out:{now.isoformat()}"
            tell(session, NoticeKind.WORKSHOP_TAKEN_OUT, found.workshop, person, now, what)
        note(session, by, "workshop.taken_out", f"workshop:{found.workshop.id}", now, employee=person.employee_id)
        return TakenOut(found, person.name, tuple(each.name for each in promoted))


def comments(database: Database, workshop_id: int) -> Comments | NoSuchWorkshop:
    """Return what was said of a workshop."""
    with database.read() as session:
        found = workshop_by_id(session, workshop_id)
        if found is None:
            return NoSuchWorkshop(workshop_id)
        return Comments(found, score_of(session, workshop_id), tuple(comments_on(session, workshop_id)))
