"""Who would get a nudge now, who is held out, and who is left out for which reason: what a preview shows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from career.criteria import Criterion
from career.employees import EmploymentStatus
from career.outcomes import DropReason
from career.repeats import first_day_too_recent
from storage.nudges.acting import members
from storage.nudges.ledger import held_out
from storage.nudges.records import Nudge
from storage.nudges.standings import Asked, standing
from storage.nudges.windows import ZoneWindow, zone_of_employee, zone_table
from storage.rules.audiences import condition
from storage.tables import EmployeeRow

_HAD_IT = (DropReason.HAD_IT_OFTEN_ENOUGH, DropReason.HAD_IT_LATELY)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people of the audience get the nudge, are held out, or are left out for which reason."""

    will_get: int
    held_out: int
    left_out: Mapping[DropReason, int]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who would get it."""

    employee_id: int
    given_name: str
    family_name: str
    zone: str | None


@dataclass(frozen=True, slots=True)
class Audience:
    """What has to be known to look at the audience of a nudge on an occasion of this `day`."""

    nudge: Nudge
    rule: Criterion
    day: date
    windows: Sequence[ZoneWindow]
    now: datetime


def count_audience(session: Session, audience: Audience) -> Counted:
    """Return the counts; people who have left the company are not counted at all."""
    found = _judged(session, audience).subquery()
    groups = select(found.c.reason, found.c.is_held_out, func.count()).group_by(found.c.reason, found.c.is_held_out)
    will_get = held = 0
    left_out: Counter[DropReason] = Counter()
    for reason, is_held_out, people in session.execute(groups):
        if is_held_out and (reason is None or reason in _HAD_IT):
            held += people
        elif reason is None:
            will_get += people
        else:
            left_out[reason] += people
    left_out[DropReason.ON_LEAVE] += _on_leave(session, audience)
    return Counted(will_get, held, +left_out)


def sample_audience(session: Session, audience: Audience, most: int) -> tuple[Recipient, ...]:
    """Return up to `most` of those who would get it, the same ones as long as nobody's facts change."""
    query = _judged(session, audience).add_columns(
        EmployeeRow.given_name, EmployeeRow.family_name, EmployeeRow.zone, EmployeeRow.lot
    )
    found = query.subquery()
    chosen = (
        select(found.c.id, found.c.given_name, found.c.family_name, found.c.zone)
        .where(found.c.reason.is_(None), ~found.c.is_held_out)
        .order_by(found.c.lot)
        .limit(most)
    )
    return tuple(Recipient(*row) for row in session.execute(chosen))


def _judged(session: Session, audience: Audience) -> Select[Any]:
    nudge, now = audience.nudge, audience.now
    zones = zone_table(audience.windows)
    first_day = first_day_too_recent(audience.day, nudge.text.reach.days_between)
    return (
        members(session, nudge.text.target, audience.rule, now)
        .outerjoin(zones, zones.c.zone == zone_of_employee())
        .with_only_columns(
            EmployeeRow.id.label("id"),
            standing(nudge.id, nudge.text, Asked(now, first_day.isoformat(), zones.c.too_recent, now.date())).label(
                "reason"
            ),
            held_out(nudge).label("is_held_out"),
        )
    )


def _on_leave(session: Session, audience: Audience) -> int:
    query = select(func.count()).where(
        EmployeeRow.status == EmploymentStatus.LEAVE, condition(audience.rule, audience.now.date())
    )
    return session.execute(query).scalar_one()
