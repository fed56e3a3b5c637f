"""What a nudge's occasion means in each time zone, as a table that a query can join."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CTE, ColumnElement, String, column, func, values

from career.nudges import Reach
from career.quiet import next_open
from career.repeats import too_recent
from career.terms import SendingTerms
from storage.tables import EmployeeRow
from storage.types import UtcDateTime


@dataclass(frozen=True, slots=True)
class ZoneWindow:
    """One time zone (None: unknown): from when a copy may be delivered, and since when one is too recent for another."""

    zone: str | None
    due_at: datetime
    too_recent: datetime


def zone_windows(
    zones: Collection[str | None], day: date, reach: Reach, now: datetime, terms: SendingTerms
) -> tuple[ZoneWindow, ...]:
    """Return the windows of an occasion on `day` that has come in `zones` by `now`."""
    fallback = terms.fallback_zone
    return tuple(
        ZoneWindow(
            zone,
            next_open(terms.hours, now, zone, fallback=fallback),
            too_recent(day, reach.days_between, zone, fallback).instant,
        )
        for zone in zones
    )


def zone_table(windows: Sequence[ZoneWindow]) -> CTE:
    """Return one window or more as a table with the columns zone ('' where unknown), due_at and too_recent."""
    rows = [(window.zone or "", window.due_at, window.too_recent) for window in windows]
    columns = (column("zone", String), column("due_at", UtcDateTime), column("too_recent", UtcDateTime))
    # Inside the SELECT: Python's driver of SQLite counts no rows of a statement that begins with WITH.
    return values(*columns, name="zone_window").data(rows).cte("zone_window", nesting=True)


def zone_of_employee() -> ColumnElement[str]:
    """Return an employee's zone as `zone_table` names it."""
    return func.coalesce(EmployeeRow.zone, "")
