"""The ledger being written: one row per person and occasion, the hold-out drawn for good before anything is sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Select,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session
from sqlalchemy.types import BigInteger

from career.cadences import Occasion
from career.criteria import Criterion
from career.holdout import BUCKETS, PRIME, held_out_buckets
from career.outcomes import DeliveryState, DropReason
from career.repeats import first_day_too_recent
from storage.nudges.acting import members
from storage.nudges.own_hours import ask_at_once
from storage.nudges.records import Nudge
from storage.nudges.standings import Asked, can_be_reached, is_waiting_for, standing
from storage.nudges.windows import ZoneWindow, zone_of_employee, zone_table
from storage.sql_functions import random_uuid
from storage.statements import insert_or_leave
from storage.tables import DeliveryRow, DrawRow, EmployeeRow
from storage.types import TextEnum, UtcDateTime

RECORDED = (DropReason.ACTED, DropReason.PAUSED, DropReason.STOPPED, DropReason.SNOOZED, DropReason.NOT_FOR_ME)
"""What people did themselves is recorded in the ledger when it leaves them out.

Who has left, is on leave or has no Slack account is not in the audience at all, and the HR system says so already. Who
had the nudge often enough or lately stands in the ledger with what they had; another row on every occasion would only
say it again, and for the whole audience.
"""


def record_occasion(
    session: Session,
    nudge: Nudge,
    rule: Criterion,
    occasion: Occasion,
    windows: Sequence[ZoneWindow],
    now: datetime,
) -> int:
    """Record `occasion` for everybody in the audience whose zone is among `windows`; return how many rows are new.

    A person who is in the ledger for it already stays as they are. Somebody new to the nudge is drawn: held out, or
    due.
    """
    if not windows:
        return 0
    found = _audience(session, nudge, rule, occasion, windows, now).subquery("found")
    state = case(
        (found.c.reason.is_not(None), DeliveryState.DROPPED.value),
        (found.c.is_held_out, DeliveryState.HELD_OUT.value),
        else_=DeliveryState.DUE.value,
    )
    rows = select(
        random_uuid(),
        literal(nudge.id),
        literal(occasion.key),
        found.c.employee_id,
        type_coerce(state, TextEnum(DeliveryState)),
        found.c.reason,
        found.c.due_at,
        literal(0),
        literal(now, UtcDateTime),
    ).where(or_(found.c.reason.is_(None), found.c.reason.in_(RECORDED)))
    columns = ["token", "nudge_id", "occasion", "employee_id", "state", "drop_reason", "due_at", "claims", "created_at"]
    adding = insert_or_leave(session, DeliveryRow).from_select(columns, rows)
    added = session.execute(adding, execution_options={"preserve_rowcount": True})
    _record_draws(session, nudge, occasion.key, now)
    ask_at_once(session, nudge.id, occasion.key, now)
    return cast("CursorResult[Any]", added).rowcount


def _audience(
    session: Session,
    nudge: Nudge,
    rule: Criterion,
    occasion: Occasion,
    windows: Sequence[ZoneWindow],
    now: datetime,
) -> Select[*tuple[Any, ...]]:
    """Return the query for who is in question, each with when it is due, why they are left out, and how they are drawn."""
    zones = zone_table(windows)
    first_day = first_day_too_recent(occasion.local.date(), nudge.text.reach.days_between)
    asked = Asked(now, first_day.isoformat(), zones.c.too_recent, now.date())
    return (
        can_be_reached(members(session, nudge.text.target, rule, now))
        .join(zones, zones.c.zone == zone_of_employee())
        .where(~is_waiting_for(nudge.id))
        .with_only_columns(
            EmployeeRow.id.label("employee_id"),
            zones.c.due_at.label("due_at"),
            standing(nudge.id, nudge.text, asked).label("reason"),
            held_out(nudge).label("is_held_out"),
        )
    )


def _record_draws(session: Session, nudge: Nudge, occasion: str, now: datetime) -> None:
    """Keep for good how the people of this occasion were drawn; who was drawn before stays as they were."""
    drawn = select(
        DeliveryRow.nudge_id,
        DeliveryRow.employee_id,
        DeliveryRow.state == DeliveryState.HELD_OUT,
        literal(now, UtcDateTime),
        DeliveryRow.due_at,
        literal(held_out_buckets(nudge.text.reach.hold_out)),
    ).where(
        DeliveryRow.nudge_id == nudge.id,
        DeliveryRow.occasion == occasion,
        DeliveryRow.state.in_([DeliveryState.DUE, DeliveryState.HELD_OUT]),
        ~exists().where(DrawRow.nudge_id == nudge.id, DrawRow.employee_id == DeliveryRow.employee_id),
    )
    columns = ["nudge_id", "employee_id", "is_held_out", "drawn_at", "first_due_at", "held_out_buckets"]
    session.execute(insert_or_leave(session, DrawRow).from_select(columns, drawn))


def held_out(nudge: Nudge) -> ColumnElement[bool]:
    """Return whether an employee is held out: as drawn before, else as the draw falls now (`career.holdout`)."""
    lot = sql_cast(EmployeeRow.lot, BigInteger)
    bucket = (lot * nudge.salt.multiplier + nudge.salt.offset) % PRIME % BUCKETS
    drawn = (
        select(DrawRow.is_held_out)
        .where(DrawRow.nudge_id == nudge.id, DrawRow.employee_id == EmployeeRow.id)
        .correlate(EmployeeRow)
        .scalar_subquery()
    )
    return func.coalesce(drawn, bucket < held_out_buckets(nudge.text.reach.hold_out))
