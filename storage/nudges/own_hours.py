"""Queries about the hours in which employees want to get nudges. Who may be spoken to when: `storage.nudges.speaking`."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from career.localtime import Weekday
from career.outcomes import DeliveryState
from career.quiet import DeliveryHours
from storage.statements import insert_or_leave
from storage.tables import DeliveryRow, OwnHoursRow


def own_hours(session: Session, employee_id: int) -> DeliveryHours | None:
    """Return the hours that an employee chose, by their own clock; None where the usual ones hold."""
    query = select(OwnHoursRow.weekdays, OwnHoursRow.opens, OwnHoursRow.closes)
    row = session.execute(query.where(OwnHoursRow.employee_id == employee_id)).one_or_none()
    if row is None:
        return None
    return DeliveryHours(frozenset(Weekday(int(number)) for number in row.weekdays), row.opens, row.closes)


def set_own_hours(session: Session, employee_id: int, hours: DeliveryHours, now: datetime) -> None:
    """Record an employee's own hours in place of what they chose before; what waits for them is judged anew."""
    values = {
        "weekdays": "".join(str(weekday.value) for weekday in sorted(hours.weekdays)),
        "opens": hours.opens,
        "closes": hours.closes,
        "set_at": now,
    }
    session.execute(insert_or_leave(session, OwnHoursRow).values(employee_id=employee_id, **values))
    session.execute(update(OwnHoursRow).where(OwnHoursRow.employee_id == employee_id).values(values))
    _ask_anew(session, employee_id, now)


def end_own_hours(session: Session, employee_id: int, now: datetime) -> bool:
    """Let the usual hours hold again; return whether there were others. What waits is judged anew."""
    gone = delete(OwnHoursRow).where(OwnHoursRow.employee_id == employee_id)
    was_there = session.scalar(gone.returning(OwnHoursRow.employee_id)) is not None
    _ask_anew(session, employee_id, now)
    return was_there


def ask_at_once(session: Session, nudge_id: int, occasion: str, now: datetime) -> None:
    """Let the courier look at once at what an occasion owes to those with hours of their own: it knows those hours.

    What was planned for them are the usual ones, which may open later.
    """
    owed = (
        DeliveryRow.nudge_id == nudge_id,
        DeliveryRow.occasion == occasion,
        DeliveryRow.state == DeliveryState.DUE,
        DeliveryRow.due_at > now,
        DeliveryRow.attempted_at.is_(None),
        DeliveryRow.employee_id.in_(select(OwnHoursRow.employee_id)),
    )
    session.execute(update(DeliveryRow).where(*owed).values(due_at=now))


def _ask_anew(session: Session, employee_id: int, now: datetime) -> None:
    """Let the courier look at once at what waits for somebody: their hours may open earlier than it was planned."""
    waiting = (
        DeliveryRow.employee_id == employee_id,
        DeliveryRow.state == DeliveryState.DUE,
        DeliveryRow.due_at > now,
        DeliveryRow.attempted_at.is_(None),
    )
    session.execute(update(DeliveryRow).where(*waiting).values(due_at=now))
