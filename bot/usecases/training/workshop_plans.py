"""HR plans workshops, changes and cancels them; everybody concerned is told once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.deciding import NoReason, reason_in
from bot.usecases.training.enrolling import NoSuchWorkshop
from bot.usecases.training.looking import NoSuchProgramme
from bot.usecases.training.seats import answer_offer, call_off_reminders, news, owe_reminders, promote
from bot.usecases.training.workshop_moves import shorten_offers, tell_of_move
from bot.usecases.training.written_plans import WrittenPlan, Wrong, checked
from career.notices import NoticeKind
from career.training import (
    LONGEST_REASON,
    SHORTEST_REASON,
    STANDS,
    EnrolmentState,
    NominationAnswer,
    Programme,
    Workshop,
    WorkshopStatus,
)
from storage.database import Database
from storage.house.audit import note
from storage.messages.notices import owe_all
from storage.openings.considerations import name_behind
from storage.people.zones import zone_of_account
from storage.requests import made_by, note_made
from storage.training.enrolments import move, participants
from storage.training.offers import programme_by_id
from storage.training.workshops import (
    Plan,
    TitledWorkshop,
    add_workshop,
    change_workshop,
    end_workshop,
    how_many_workshops,
    last_step,
    workshop_by_id,
    workshop_page,
    workshop_to_change,
)


@dataclass(frozen=True, slots=True)
class Planned:
    """The workshop is planned."""

    found: TitledWorkshop


@dataclass(frozen=True, slots=True)
class PlannedBefore:
    """The same form was sent before and made this workshop."""

    workshop_id: int


@dataclass(frozen=True, slots=True)
class NotPlanned:
    """The form needs another look; `taken` seats are given already."""

    wrong: frozenset[Wrong]
    taken: int = 0


@dataclass(frozen=True, slots=True)
class Changed:
    """The workshop is as written now; `told` people hear of it, and `promoted` of them got a seat thereby."""

    found: TitledWorkshop
    told: int
    promoted: int


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The form says what stands already: nobody is told anything."""

    found: TitledWorkshop


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The workshop is called off; `told` people hear of it."""

    found: TitledWorkshop
    told: int


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Nothing changed: somebody, named where they are known, changed or ended it first; it stands as in `found`."""

    found: TitledWorkshop
    by: str | None


@dataclass(frozen=True, slots=True)
class Begun:
    """Nothing changed: the workshop has begun."""

    found: TitledWorkshop


PlanAnswer = Planned | PlannedBefore | NotPlanned | NoSuchProgramme
ChangeAnswer = Changed | Unchanged | NotPlanned | Overtaken | Begun | NoSuchWorkshop
CancelAnswer = Cancelled | NoReason | Overtaken | Begun | NoSuchWorkshop


@dataclass(frozen=True, slots=True)
class ToPlan:
    """What a form for a new workshop starts from; `zone` is that of whoever plans it."""

    programme: Programme
    zone: str | None


@dataclass(frozen=True, slots=True)
class WorkshopPage:
    """A page of HR's list of workshops at `now`."""

    workshops: tuple[TitledWorkshop, ...]
    skip: int
    total: int
    now: datetime


def to_plan(database: Database, by: str, programme_id: int) -> ToPlan | NoSuchProgramme:
    """Return what a form for a new workshop of a programme starts from."""
    with database.read() as session:
        programme = programme_by_id(session, programme_id)
        if programme is None:
            return NoSuchProgramme(programme_id)
        return ToPlan(programme, zone_of_account(session, by))


def plan(
    database: Database, by: str, programme_id: int, written: WrittenPlan, request: str, now: datetime
) -> PlanAnswer:
    """Plan a workshop; `request` is Slack's id of the form, which makes one at the most."""
    planned = checked(written, now)
    if not isinstance(planned, Plan):
        return NotPlanned(planned)
    with database.begin() as session:
        if programme_by_id(session, programme_id) is None:
            return NoSuchProgramme(programme_id)
        key = f"workshop.new:{request}"
        made = made_by(session, key, now)
        if made is not None:
            return PlannedBefore(int(made.removeprefix("workshop:")))
        workshop_id = add_workshop(session, programme_id, planned, by, now)
        note_made(session, key, f"workshop:{workshop_id}")
        note(session, by, "workshop.planned", f"workshop:{workshop_id}", now, programme=programme_id)
        return Planned(_found(session, workshop_id))


def change(
    database: Database, by: str, workshop_id: int, seen: int, written: WrittenPlan, now: datetime
) -> ChangeAnswer:
    """Change when, where or for how many a workshop is; `seen` is its revision when the form was opened.

    Who has a seat, an offer or a place on the waitlist is told of another time or place, reminded by the new time, and
    new seats go to whoever has waited longest.
    """
    planned = checked(written, now)
    if not isinstance(planned, Plan):
        return NotPlanned(planned)
    with database.begin() as session:
        found = _changeable(session, workshop_id, seen, now)
        if not isinstance(found, TitledWorkshop):
            return found
        before = found.workshop
        if planned == _plan_of(before):
            return Unchanged(found)
        if planned.seats < before.taken:
            return NotPlanned(frozenset({Wrong.FEWER_SEATS_THAN_TAKEN}), before.taken)
        concerned = participants(session, workshop_id, *STANDS)
        change_workshop(session, before, planned, by, now)
        after = _found(session, workshop_id).workshop
        call_off_reminders(session, before, concerned)
        owe_reminders(session, after, concerned, now)
        is_elsewhere = _where_and_when(before) != _where_and_when(after)
        if is_elsewhere:
            tell_of_move(session, before, after, concerned, now)
            shorten_offers(session, after, concerned, now)
        promoted = promote(session, after, now)
        note(session, by, "workshop.changed", f"workshop:{workshop_id}", now, revision=after.revision)
        told = {each.employee_id for each in (*(concerned if is_elsewhere else ()), *promoted)}
        return Changed(_found(session, workshop_id), len(told), len(promoted))


def cancel(database: Database, by: str, workshop_id: int, seen: int, reason: str, now: datetime) -> CancelAnswer:
    """Call a workshop off, for good; everybody with a seat, an offer or a place on the waitlist is told, with `reason`."""
    written = reason_in(reason, SHORTEST_REASON, LONGEST_REASON)
    if not isinstance(written, str):
        return written
    with database.begin() as session:
        found = _changeable(session, workshop_id, seen, now)
        if not isinstance(found, TitledWorkshop):
            return found
        workshop = found.workshop
        concerned = participants(session, workshop_id, *STANDS)
        call_off_reminders(session, workshop, concerned)
        for person in concerned:
            if person.state is EnrolmentState.OFFERED:
                answer_offer(session, workshop, person, NominationAnswer.CANCELLED, now)
        move(session, [each.enrolment_id for each in concerned], EnrolmentState.CANCELLED, by, now)
        end_workshop(session, workshop, WorkshopStatus.CANCELLED, by, now)
        told = [
            news(NoticeKind.WORKSHOP_CANCELLED, workshop, each, now, "cancelled", reason=written) for each in concerned
        ]
        owe_all(session, told, now)
        note(session, by, "workshop.cancelled", f"workshop:{workshop_id}", now, concerned=len(concerned))
        return Cancelled(_found(session, workshop_id), len(concerned))


def to_change(
    database: Database, workshop_id: int, now: datetime
) -> TitledWorkshop | Overtaken | Begun | NoSuchWorkshop:
    """Return a workshop that can still be changed or called off at `now`; or why it cannot."""
    with database.read() as session:
        found = workshop_by_id(session, workshop_id)
        return NoSuchWorkshop(workshop_id) if found is None else _as_changeable(session, found, now)


def listed(database: Database, skip: int, most: int, now: datetime) -> WorkshopPage:
    """Return a page of all workshops: those whose attendance is missing first, then those to come, then the rest."""
    with database.read() as session:
        total = how_many_workshops(session)
        start = skip if 0 <= skip < total else 0
        return WorkshopPage(tuple(workshop_page(session, start, most, now)), start, total, now)


def _changeable(
    session: Session, workshop_id: int, seen: int, now: datetime
) -> TitledWorkshop | Overtaken | Begun | NoSuchWorkshop:
    found = workshop_to_change(session, workshop_id)
    if found is None:
        return NoSuchWorkshop(workshop_id)
    if found.workshop.revision != seen:
        return _overtaken(session, found)
    return _as_changeable(session, found, now)


def _as_changeable(session: Session, found: TitledWorkshop, now: datetime) -> TitledWorkshop | Overtaken | Begun:
    if found.workshop.status is not WorkshopStatus.PLANNED:
        return _overtaken(session, found)
    return Begun(found) if found.workshop.starts_at <= now else found


def _overtaken(session: Session, found: TitledWorkshop) -> Overtaken:
    step = last_step(session, found.workshop.id)
    return Overtaken(found, None if step is None else name_behind(session, step.by))


def _plan_of(workshop: Workshop) -> Plan:
    return Plan(workshop.starts_at, workshop.ends_at, workshop.zone, workshop.venue, workshop.seats)


def _where_and_when(workshop: Workshop) -> tuple[datetime, datetime, str, str]:
    return workshop.starts_at, workshop.ends_at, workshop.zone, workshop.venue


def _found(session: Session, workshop_id: int) -> TitledWorkshop:
    found = workshop_by_id(session, workshop_id)
    if found is None:
        raise RuntimeError("A workshop that was just written is not there.")
    return found
