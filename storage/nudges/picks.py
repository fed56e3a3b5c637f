"""What one person's message offers where its nudge names nothing by itself: computed for them when it is sent."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import assert_never

from sqlalchemy import Select, func, null, select
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
from storage.nudges.acting import unmet
from storage.openings.suiting import best_openings
from storage.tables import InterestRow, OpeningRow, ProgrammeRow, WorkshopRow

MOST_PICKS = 3


def picks_for(
    session: Session,
    target: Target,
    employee_id: int,
    zone: str | None,
    now: datetime,
    fallback: str = FALLBACK_ZONE,
    *,
    left_counts: bool = True,
) -> tuple[Pick, ...]:
    """Return up to three things that a nudge about `target` offers to one person in `zone`, the best first.

    With `left_counts` training in which they gave up a place is not among them (`storage.nudges.acting.has_acted`).
    """
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
            return _wanted(session, employee_id, now, left_counts=left_counts)
        case _:
            assert_never(target)


def held_picks(
    session: Session,
    target: Target,
    employee_id: int,
    zone: str | None,
    now: datetime,
    fallback: str = FALLBACK_ZONE,
    *,
    left_counts: bool = True,
) -> tuple[Pick, ...] | None:
    """Return what `picks_for` does, of which nothing changes any more before this transaction ends.

    None while somebody is changing one of them: to be asked again in a moment. It waits for nobody, for whoever calls holds
    the person, and who changes an opening or a workshop may be about to tell that very person.
    """
    look = partial(picks_for, session, target, employee_id, zone, now, fallback, left_counts=left_counts)
    picks = look()
    # Read once more: what was changed between the look and the hold is seen only by a statement of its own.
    if _hold(session, picks) and picks == look():
        return picks
    return None


def needs_picks(target: Target) -> bool:
    """Whether a message about `target` makes no sense without anything to offer."""
    return isinstance(target, SuitingOpenings | UnmetInterest)


def _hold(session: Session, picks: Sequence[Pick]) -> bool:
    """Let none of these be changed before this transaction ends; False where one of them is just being changed."""
    openings = [pick.opening_id for pick in picks if isinstance(pick, OpeningPick)]
    workshops = [pick.workshop_id for pick in picks if isinstance(pick, WorkshopPick)]
    in_programmes = select(WorkshopRow.id).join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
    return _held(session, select(OpeningRow.id).where(OpeningRow.id.in_(openings)), openings) and _held(
        session, in_programmes.where(WorkshopRow.id.in_(workshops)), workshops
    )


def _held(session: Session, query: Select[int], ids: Sequence[int]) -> bool:
    if not ids:
        return True
    found = session.scalars(query.with_for_update(read=True, skip_locked=True)).all()
    return len(found) == len(ids)


def _itself(session: Session, workshop_id: int) -> tuple[WorkshopPick, ...]:
    query = (
        select(WorkshopRow.id, ProgrammeRow.id, ProgrammeRow.title, WorkshopRow.starts_at, null())
        .join(ProgrammeRow, ProgrammeRow.id == WorkshopRow.programme_id)
        .where(WorkshopRow.id == workshop_id)
    )
    return tuple(WorkshopPick(*row) for row in session.execute(query))


def _wanted(session: Session, employee_id: int, now: datetime, *, left_counts: bool) -> tuple[WorkshopPick, ...]:
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
        .where(InterestRow.employee_id == employee_id, *unmet(now, left_counts=left_counts))
        .subquery()
    )
    soonest = select(ahead).where(ahead.c.turn == 1).order_by(ahead.c.starts_at, ahead.c.id).limit(MOST_PICKS)
    return tuple(
        WorkshopPick(row.id, row.programme_id, row.title, row.starts_at, row.logged_at)
        for row in session.execute(soonest)
    )
