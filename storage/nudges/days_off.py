"""What the company's calendar and people's leave do to what has just been recorded: later, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    column,
    exists,
    func,
    or_,
    select,
    update,
    values,
)
from sqlalchemy.orm import Session

from career.cadences import Occasion, Weekly
from career.outcomes import DeliveryState, DropReason
from career.quiet import next_open
from career.repeats import today_in
from career.terms import SendingTerms
from storage.nudges.records import Nudge
from storage.nudges.speaking import days_of, holidays_at
from storage.nudges.targets import About
from storage.nudges.windows import ZoneWindow, zone_of_employee
from storage.tables import DeliveryRow, EmployeeRow, HolidayRow, LeaveRow


def last_day(nudge: Nudge, target: About) -> date | None:
    """Return the last day on which a copy still makes sense: the target's, or the nudge's own, whichever is nearer."""
    own = nudge.text.cadence.ends_on if isinstance(nudge.text.cadence, Weekly) else None
    return min((day for day in (own, target.deadline) if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Group:
    """People of one zone and one place who are all away on the `day` they would hear, on leave until the same day."""

    zone: str
    day: date
    location_code: str | None
    leave_until: date | None


def respect_days_off(
    session: Session,
    nudge: Nudge,
    target: About,
    occasion: Occasion,
    windows: Sequence[ZoneWindow],
    terms: SendingTerms,
) -> None:
    """Let the copies of `occasion` wait whose readers do not work on the day they would get them.

    What could go out only after its last day is dropped: as ON_LEAVE where it is the reader's leave that lasts too long.
    One statement for each group of people alike, however many they are; `storage.nudges.speaking` asks again at the send.
    """
    if not windows:
        return
    days = _days(windows, terms.fallback_zone)
    away = (
        select(days.c.zone, days.c.day, EmployeeRow.location_code, LeaveRow.last_day)
        .select_from(DeliveryRow)
        .join(EmployeeRow, EmployeeRow.id == DeliveryRow.employee_id)
        .join(days, days.c.zone == zone_of_employee())
        .outerjoin(LeaveRow, and_(LeaveRow.employee_id == EmployeeRow.id, _covers(days.c.day)))
        .where(*_waiting(nudge, occasion), or_(LeaveRow.id.is_not(None), _is_holiday(days.c.day)))
        .distinct()
    )
    due = {window.zone or "": window.due_at for window in windows}
    end = last_day(nudge, target)
    for group in [_Group(*row) for row in session.execute(away)]:
        at, is_leave = _next(session, group, due[group.zone], terms, end)
        if end is not None and today_in(group.zone, at, terms.fallback_zone) > end:
            reason = DropReason.ON_LEAVE if is_leave else DropReason.EXPIRED
            changed: dict[str, Any] = {"state": DeliveryState.DROPPED, "drop_reason": reason}
        else:
            changed = {"due_at": at}
        people = DeliveryRow.employee_id.in_(_people(group))
        session.execute(update(DeliveryRow).where(*_waiting(nudge, occasion), people).values(changed))


def _next(
    session: Session, group: _Group, due_at: datetime, terms: SendingTerms, end: date | None
) -> tuple[datetime, bool]:
    """Return when the people of a group may next be spoken to, and whether but for their leave it would be in time."""
    holidays = holidays_at(session, group.location_code, group.day)
    leave = frozenset(() if group.leave_until is None else days_of(group.day, group.leave_until, group.day))
    zone, fallback = group.zone, terms.fallback_zone
    without_leave = next_open(terms.hours, due_at, zone, holidays, fallback)
    in_time = end is None or today_in(zone, without_leave, fallback) <= end
    return next_open(terms.hours, due_at, zone, holidays | leave, fallback), bool(leave) and in_time


def _people(group: _Group) -> Select[int]:
    on_leave = exists().where(LeaveRow.employee_id == EmployeeRow.id, _covers(group.day)).correlate(EmployeeRow)
    same = ~on_leave if group.leave_until is None else on_leave.where(LeaveRow.last_day == group.leave_until)
    place = EmployeeRow.location_code.is_not_distinct_from(group.location_code)
    return select(EmployeeRow.id).where(zone_of_employee() == group.zone, place, same)


def _waiting(nudge: Nudge, occasion: Occasion) -> tuple[ColumnElement[bool], ...]:
    return (
        DeliveryRow.nudge_id == nudge.id,
        DeliveryRow.occasion == occasion.key,
        DeliveryRow.state == DeliveryState.DUE,
        DeliveryRow.attempted_at.is_(None),
    )


def _covers(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    return and_(LeaveRow.first_day <= day, LeaveRow.last_day >= day)


def _is_holiday(day: ColumnElement[date]) -> ColumnElement[bool]:
    here = or_(HolidayRow.location_code == "", HolidayRow.location_code == func.coalesce(EmployeeRow.location_code, ""))
    return exists(select(HolidayRow.day).where(HolidayRow.day == day, here).correlate_except(HolidayRow))


def _days(windows: Sequence[ZoneWindow], fallback: str) -> CTE:
    """Return on which day, by the clock there, the people of each zone would hear."""
    rows = [(window.zone or "", today_in(window.zone, window.due_at, fallback)) for window in windows]
    return values(column("zone", String), column("day", Date), name="zone_day").data(rows).cte("zone_day")
