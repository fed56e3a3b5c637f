from datetime import datetime, time

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables.base import Row


class PickedTimeRow(Row):
    """The hour at which an employee wants to be reminded of what a nudge was about: one for each copy."""

    __tablename__ = "picked_times"

    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"), primary_key=True)
    at: Mapped[datetime | None]
    """None once it was taken back."""
    number: Mapped[int]
    """How often one was picked; the reminder of an earlier one finds another number here, and is not sent."""


class OwnHoursRow(Row):
    """The hours in which one employee wants to get nudges, by their own clock, instead of the usual ones."""

    __tablename__ = "own_hours"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), primary_key=True)
    weekdays: Mapped[str] = mapped_column(String(7))
    """Each day's number (`career.localtime.Weekday`), in order: ``01234`` is Monday to Friday."""
    opens: Mapped[time]
    closes: Mapped[time]
    set_at: Mapped[datetime]
