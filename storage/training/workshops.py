"""Queries about workshops: holding one while its seats change, planning it, changing it, its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, insert, select, update
from sqlalchemy.orm import Session

from career.training import Workshop, WorkshopStatus, WorkshopStep
from storage.tables import ProgrammeRow, WorkshopEventRow, WorkshopRow
from storage.training.offers import counted_workshops


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where a workshop is to be, for how many; the instants are aware, `zone` is the venue's."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    venue: str
    seats: int


@dataclass(frozen=True, slots=True)
class TitledWorkshop:
    """A workshop with the title of its programme."""

    title: str
    workshop: Workshop


@dataclass(frozen=True, slots=True)
class WorkshopEvent:
    """One step in a workshop's history; `by` is a Slack id."""

    step: WorkshopStep
    by: str
    at: datetime


def workshop_to_change(session: Session, workshop_id: int) -> TitledWorkshop | None:
    """Return a workshop; nobody else can change it or its seats before this transaction ends."""
    held = select(WorkshopRow.id).where(WorkshopRow.id == workshop_id).with_for_update()
    if session.scalar(held) is None:
        return None
    # Read in a statement of its own: on PostgreSQL only that one sees what others did before the lock was had.
    return workshop_by_id(session, workshop_id)


def workshop_by_id(session: Session, workshop_id: int) -> TitledWorkshop | None:
    """Return one workshop, whatever has become of it."""
    row = session.execute(counted_workshops().where(WorkshopRow.id == workshop_id)).one_or_none()
    if row is None:
        return None
    workshop = Workshop(*row)
    title = session.scalars(select(ProgrammeRow.title).where(ProgrammeRow.id == workshop.programme_id)).one()
    return TitledWorkshop(title, workshop)


def workshop_page(session: Session, skip: int, most: int, now: datetime) -> Sequence[TitledWorkshop]:
    """Return a page of all workshops: those whose attendance is missing, those to come, then the rest, the newest first."""
    query = (
        counted_workshops()
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .group_by(ProgrammeRow.id)
        .add_columns(ProgrammeRow.title)
    )
    is_planned = WorkshopRow.status == WorkshopStatus.PLANNED
    is_ahead = WorkshopRow.starts_at > now
    turn = case((is_planned & ~is_ahead, 0), (is_planned, 1), else_=2)
    soonest = case((is_planned, WorkshopRow.starts_at))
    ordered = query.order_by(turn, soonest, WorkshopRow.starts_at.desc(), WorkshopRow.id)
    return [TitledWorkshop(title, Workshop(*row)) for *row, title in session.execute(ordered.offset(skip).limit(most))]


def how_many_unmarked(session: Session, now: datetime) -> int:
    """Return how many workshops are over of which nobody has finished writing down who came."""
    query = select(func.count()).where(WorkshopRow.status == WorkshopStatus.PLANNED, WorkshopRow.ends_at <= now)
    return session.execute(query).scalar_one()


def how_many_workshops(session: Session) -> int:
    """Return how many workshops there are, of any status."""
    return session.execute(select(func.count()).select_from(WorkshopRow)).scalar_one()


def add_workshop(session: Session, programme_id: int, plan: Plan, by: str, now: datetime) -> int:
    """Plan a workshop; return its id."""
    values = {**_columns(plan), "programme_id": programme_id, "status": WorkshopStatus.PLANNED, "revision": 0}
    workshop_id = session.scalars(insert(WorkshopRow).values(values).returning(WorkshopRow.id)).one()
    add_step(session, workshop_id, WorkshopStep.PLANNED, by, now)
    return workshop_id


def change_workshop(session: Session, workshop: Workshop, plan: Plan, by: str, now: datetime) -> None:
    """Change when, where and for how many a workshop is that is held; its revision grows by one."""
    changed = update(WorkshopRow).where(WorkshopRow.id == workshop.id)
    session.execute(changed.values({**_columns(plan), "revision": workshop.revision + 1}))
    was = {"starts_at": workshop.starts_at.isoformat(), "venue": workshop.venue, "seats": workshop.seats}
    add_step(session, workshop.id, WorkshopStep.CHANGED, by, now, was)


def end_workshop(session: Session, workshop: Workshop, status: WorkshopStatus, by: str, now: datetime) -> None:
    """Record that a workshop that is held in this transaction took place, or never will."""
    step = WorkshopStep.HELD if status is WorkshopStatus.HELD else WorkshopStep.CANCELLED
    ended = update(WorkshopRow).where(WorkshopRow.id == workshop.id)
    session.execute(ended.values(status=status, revision=workshop.revision + 1))
    add_step(session, workshop.id, step, by, now)


def add_step(
    session: Session,
    workshop_id: int,
    step: WorkshopStep,
    by: str,
    now: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add a line to a workshop's history."""
    row = {"workshop_id": workshop_id, "step": step, "by": by, "at": now, "details": dict(details or {})}
    session.execute(insert(WorkshopEventRow).values(row))


def last_step(session: Session, workshop_id: int) -> WorkshopEvent | None:
    """Return the newest line in a workshop's history; None where it has none."""
    query = select(WorkshopEventRow.step, WorkshopEventRow.by, WorkshopEventRow.at)
    newest = query.where(WorkshopEventRow.workshop_id == workshop_id).order_by(WorkshopEventRow.id.desc()).limit(1)
    row = session.execute(newest).one_or_none()
    return None if row is None else WorkshopEvent(*row)


def standing_to_json(workshop: Workshop) -> dict[str, str]:
    """Return when and where a workshop is, as JSON can hold it."""
    return {
        "starts_at": workshop.starts_at.isoformat(),
        "ends_at": workshop.ends_at.isoformat(),
        "zone": workshop.zone,
        "venue": workshop.venue,
    }


def as_it_stood(workshop: Workshop, stood: Mapping[str, str]) -> Workshop:
    """Return a workshop when and where it was to be as `standing_to_json` kept it."""
    starts_at, ends_at = (datetime.fromisoformat(stood[each]) for each in ("starts_at", "ends_at"))
    return replace(workshop, starts_at=starts_at, ends_at=ends_at, zone=stood["zone"], venue=stood["venue"])


def _columns(plan: Plan) -> dict[str, Any]:
    return {
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "zone": plan.zone,
        "venue": plan.venue,
        "seats": plan.seats,
    }
