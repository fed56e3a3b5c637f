"""What one person's message offers where its nudge names nothing by itself: computed for them when it is sent."""

from datetime import datetime
from typing import assert_never

from sqlalchemy import func, null, select
from sqlalchemy.orm import Session

from career.letters import OpeningPick, Pick, WorkshopPick
from career.localtime import FALLBACK_ZONE
from career.reasons import why_you
from career.repeats import today_in
from career.targets import (
    NoActivity,
    OpeningTarget,
    ProgrammeTarget,
    SuitingOpenings,
    Target,
    UnmetInterest,
    WorkshopTarget,
)
from storage.acting import unmet
from storage.suiting import best_openings
from storage.tables import InterestRow, ProgrammeRow, WorkshopRow

MOST_PICKS = 3


def picks_for(
    session: Session, target: Target, employee_id: int, zone: str | None, now: datetime, fallback: str = FALLBACK_ZONE
) -> tuple[Pick, ...]:
    """Return up to three things that a nudge about `target` offers to one person in `zone`, the best first."""
    match target:
        case OpeningTarget() | ProgrammeTarget():
            return ()
        case WorkshopTarget(workshop_id):
            return _itself(session, workshop_id)
        case SuitingOpenings() | NoActivity():
            today = today_in(zone, now, fallback)
            found = best_openings(session, employee_id, today, now, MOST_PICKS)
            return tuple(
                OpeningPick(each.opening_id, each.title, why_you(each.verdict), each.closes_on) for each in found
            )
        case UnmetInterest():
            return _wanted(session, employee_id, now)
        case _:
            assert_never(target)


def needs_picks(target: Target) -> bool:
    """Whether a message about `target` makes no sense without anything to offer."""
    return isinstance(target, SuitingOpenings | UnmetInterest)


def _itself(session: Session, workshop_id: int) -> tuple[WorkshopPick, ...]:
    query = (
        select(WorkshopRow.id, ProgrammeRow.id, ProgrammeRow.title, WorkshopRow.starts_at, null())
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(WorkshopRow.id == workshop_id)
    )
    return tuple(WorkshopPick(*row) for row in session.execute(query))


def _wanted(session: Session, employee_id: int, now: datetime) -> tuple[WorkshopPick, ...]:
    """Return the next workshop of each programme that the person asked for and has no place in, the soonest first."""
    in_turn = func.row_number().over(partition_by=ProgrammeRow.id, order_by=(WorkshopRow.starts_at, WorkshopRow.id))
    ahead = (
        select(
            WorkshopRow.id,
            ProgrammeRow.id.label("programme_id"),
            ProgrammeRow.title,
            WorkshopRow.starts_at,
            InterestRow.logged_at,
            in_turn.label("turn"),
        )
        .select_from(InterestRow)
        .where(InterestRow.employee_id == employee_id, *unmet(now))
        .subquery()
    )
    soonest = select(ahead).where(ahead.c.turn == 1).order_by(ahead.c.starts_at, ahead.c.id).limit(MOST_PICKS)
    return tuple(
        WorkshopPick(row.id, row.programme_id, row.title, row.starts_at, row.logged_at)
        for row in session.execute(soonest)
    )
