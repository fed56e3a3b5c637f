"""What a nudge is about, as the database knows it now."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from sqlalchemy import select
from sqlalchemy.orm import Session

from career.criteria import EVERYONE, Criterion
from career.localtime import FALLBACK_ZONE, clock_of, local_time
from career.openings import OpeningStatus
from career.rule_json import rule_from_json
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    UnmetInterest,
    WorkshopTarget,
)
from career.training import WorkshopStatus
from storage.tables import OpeningRow, ProgrammeRow, WorkshopRow


@dataclass(frozen=True, slots=True)
class About:
    """The target of a nudge: what it is called, whether people can still act on it, and what it asks for."""

    title: str
    is_open: bool
    deadline: date | None
    """The last day on which to act, by the clock of whoever acts."""
    requirements: Criterion
    begins_at: datetime | None = None
    """When it begins, where it does at an instant: from then on nobody can act on it."""

    def is_over(self, now: datetime, zone: str | None, fallback: str = FALLBACK_ZONE) -> bool:
        """Whether somebody in `zone` can no longer act on it at `now`."""
        if not self.is_open or (self.begins_at is not None and now >= self.begins_at):
            return True
        return self.deadline is not None and local_time(now, clock_of(zone, fallback)).date() > self.deadline


def about(session: Session, target: Target, *, hold: bool = False) -> About | None:
    """Return what `target` is now, None if there is no such thing; with `hold` it cannot close meanwhile."""
    match target:
        case OpeningTarget(opening_id):
            return _opening(session, opening_id, hold=hold)
        case ProgrammeTarget(programme_id):
            return _programme(session, programme_id, hold=hold)
        case WorkshopTarget(workshop_id):
            return _workshop(session, workshop_id, hold=hold)
        case SuitingOpenings():
            is_open = select(OpeningRow.id).where(OpeningRow.status == OpeningStatus.OPEN).limit(1)
            return About("openings that suit you", session.scalar(is_open) is not None, None, EVERYONE)
        case UnmetInterest():
            return About("training you asked for", True, None, EVERYONE)
        case NoActivity():
            return About("taking part", True, None, EVERYONE)
        case _:
            assert_never(target)


def _opening(session: Session, opening_id: int, *, hold: bool) -> About | None:
    query = select(OpeningRow.title, OpeningRow.status, OpeningRow.closes_on, OpeningRow.requirements).where(
        OpeningRow.id == opening_id
    )
    row = session.execute(query.with_for_update(read=True) if hold else query).one_or_none()
    if row is None:
        return None
    return About(row.title, row.status is OpeningStatus.OPEN, row.closes_on, rule_from_json(row.requirements))


def _programme(session: Session, programme_id: int, *, hold: bool) -> About | None:
    query = select(ProgrammeRow.title, ProgrammeRow.is_offered).where(ProgrammeRow.id == programme_id)
    row = session.execute(query.with_for_update(read=True) if hold else query).one_or_none()
    return None if row is None else About(row.title, row.is_offered, None, EVERYONE)


def _workshop(session: Session, workshop_id: int, *, hold: bool) -> About | None:
    query = (
        select(ProgrammeRow.title, ProgrammeRow.is_offered, WorkshopRow.status, WorkshopRow.starts_at, WorkshopRow.zone)
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(WorkshopRow.id == workshop_id)
    )
    row = session.execute(query.with_for_update(read=True) if hold else query).one_or_none()
    if row is None:
        return None
    day = local_time(row.starts_at, clock_of(row.zone)).date()
    is_open = row.is_offered and row.status is WorkshopStatus.PLANNED
    return About(row.title, is_open, day, EVERYONE, begins_at=row.starts_at)
