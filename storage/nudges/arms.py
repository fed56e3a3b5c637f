"""The two arms of a nudge's draw, counted: one person is one person, however often the nudge comes round.

Both are read alike. The clock of everybody starts when their first copy was due, or would have been; who acted between the
draw and that moment is in neither arm, for nothing had been sent by then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, and_, case, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from career.arms import OUTCOME_WITHIN, Arm, Stratum, total
from career.quiet import Scope, Why
from career.targets import Target
from storage.instants import later
from storage.nudges.acts import acts_on
from storage.tables import DrawRow, NudgeRow, QuietRow
from storage.types import UtcDateTime


@dataclass(frozen=True, slots=True)
class Arms:
    """Everybody drawn so far, and of them the `measured`: those whose days are over, for only they can be compared.

    `begins_at` is when the first of them are measured; None where nobody is drawn.
    """

    nudged: Arm
    held_out: Arm
    measured: tuple[Stratum, ...]
    begins_at: datetime | None


@dataclass(frozen=True, slots=True)
class Stops:
    """How many of either arm stopped the nudges of the topic, or all, within their days."""

    nudged: int
    held_out: int


def nudges_with_draws(session: Session) -> tuple[int, ...]:
    """Return the ids of the nudges for which somebody has been drawn, the newest first."""
    drawn = exists().where(DrawRow.nudge_id == NudgeRow.id)
    return tuple(session.scalars(select(NudgeRow.id).where(drawn).order_by(NudgeRow.id.desc())))


def arms_of(session: Session, nudge_id: int, target: Target, now: datetime) -> Arms:
    """Return the arms of a nudge as they stand at `now`."""
    is_measured = DrawRow.first_due_at <= now - OUTCOME_WITHIN
    group = (DrawRow.is_held_out, DrawRow.held_out_buckets, is_measured.label("is_measured"))
    drawn = (
        select(*group, func.count().label("people"), func.min(DrawRow.first_due_at).label("first"))
        .where(DrawRow.nudge_id == nudge_id)
        .group_by(*group)
    )
    acts = acts_on(target)
    acted_at = acts.c.at
    early, in_time = acted_at < DrawRow.first_due_at, acted_at < later(DrawRow.first_due_at, OUTCOME_WITHIN)
    each = (
        select(*group, func.max(_flag(early)).label("is_early"), func.max(_flag(in_time)).label("has_acted"))
        .join(acts, acts.c.employee_id == DrawRow.employee_id)
        .where(DrawRow.nudge_id == nudge_id, acted_at >= DrawRow.drawn_at, acted_at <= literal(now, UtcDateTime))
        .group_by(DrawRow.employee_id, *group)
        .subquery("each")
    )
    keys = (each.c.is_held_out, each.c.held_out_buckets, each.c.is_measured)
    acting = select(
        *keys,
        func.sum(each.c.is_early).label("early"),
        func.sum(case((each.c.is_early == 0, each.c.has_acted), else_=0)).label("acted"),
    ).group_by(*keys)
    return _put_together(session.execute(drawn).all(), session.execute(acting).all())


def stops_of(session: Session, nudge_id: int, topic: str, now: datetime) -> Stops:
    """Return how many of each arm have stopped the nudges of `topic`, or all, within their days, and still do at `now`."""
    covers = or_(QuietRow.scope == Scope.ALL, and_(QuietRow.scope == Scope.TOPIC, QuietRow.about == topic))
    query = (
        select(DrawRow.is_held_out, func.count(DrawRow.employee_id.distinct()))
        .join(QuietRow, QuietRow.employee_id == DrawRow.employee_id)
        .where(
            DrawRow.nudge_id == nudge_id,
            QuietRow.why == Why.STOPPED,
            covers,
            QuietRow.created_at >= DrawRow.first_due_at,
            QuietRow.created_at < later(DrawRow.first_due_at, OUTCOME_WITHIN),
            QuietRow.created_at <= now,
        )
        .group_by(DrawRow.is_held_out)
    )
    found = dict(session.execute(query).all())
    return Stops(found.get(False, 0), found.get(True, 0))


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _put_together(drawn: Sequence[Row[*tuple[object, ...]]], acting: Sequence[Row[*tuple[object, ...]]]) -> Arms:
    """Take those who acted too early out of what was drawn, and add up."""
    did = {(row.is_held_out, row.held_out_buckets, row.is_measured): (row.early, row.acted) for row in acting}
    arms: dict[tuple[bool, int, bool], Arm] = {}
    for row in drawn:
        key = (bool(row.is_held_out), int(row.held_out_buckets), bool(row.is_measured))
        early, acted = did.get((row.is_held_out, row.held_out_buckets, row.is_measured), (0, 0))
        arms[key] = Arm(row.people - early, acted)
    shares = sorted({buckets for _, buckets, is_measured in arms if is_measured})
    nobody = Arm(0, 0)
    return Arms(
        nudged=total([arm for (is_held_out, _, _), arm in arms.items() if not is_held_out]),
        held_out=total([arm for (is_held_out, _, _), arm in arms.items() if is_held_out]),
        measured=tuple(
            Stratum(arms.get((False, buckets, True), nobody), arms.get((True, buckets, True), nobody))
            for buckets in shares
        ),
        begins_at=min((row.first for row in drawn), default=None),
    )
