"""When one person may be spoken to: the one place that knows delivery hours, the company's calendar, and leave."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from career.quiet import DeliveryHours, next_open
from career.repeats import today_in
from career.terms import SendingTerms
from storage.nudges.own_hours import own_hours
from storage.tables import EmployeeRow, HolidayRow, LeaveRow

_ONE_DAY = timedelta(days=1)

MOST_DAYS_AHEAD = 1_100
"""Days off are read so far ahead: longer than any leave that a message should wait for."""


@dataclass(frozen=True, slots=True)
class Speaking:
    """In which hours of which clock one person may be spoken to, and on which days not at all."""

    hours: DeliveryHours
    zone: str | None
    fallback_zone: str
    holidays: frozenset[date] = frozenset()
    leave: frozenset[date] = frozenset()

    def next(self, at: datetime) -> datetime:
        """Return `at` if they may be spoken to then, else the next instant (UTC) at which they may."""
        return next_open(self.hours, at, self.zone, self.holidays | self.leave, self.fallback_zone)

    def next_but_for_leave(self, at: datetime) -> datetime:
        """Return when it would be if they took no leave."""
        return next_open(self.hours, at, self.zone, self.holidays, self.fallback_zone)


def speaking_to(session: Session, employee_id: int, now: datetime, terms: SendingTerms) -> Speaking:
    """Return when an employee may be spoken to from `now` on: in their own hours, or else in the house's."""
    person = session.execute(
        select(EmployeeRow.zone, EmployeeRow.location_code).where(EmployeeRow.id == employee_id)
    ).one()
    today = today_in(person.zone, now, terms.fallback_zone)
    return Speaking(
        hours=own_hours(session, employee_id) or terms.hours,
        zone=person.zone,
        fallback_zone=terms.fallback_zone,
        holidays=holidays_at(session, person.location_code, today),
        leave=_leave(session, employee_id, today),
    )


def holidays_at(session: Session, location_code: str | None, since: date) -> frozenset[date]:
    """Return the company's holidays from that day on at one place: its own, and those of everywhere."""
    query = select(HolidayRow.day).where(
        HolidayRow.day.between(since, since + MOST_DAYS_AHEAD * _ONE_DAY),
        or_(HolidayRow.location_code == "", HolidayRow.location_code == (location_code or "")),
    )
    return frozenset(session.scalars(query))


def days_of(first: date, last: date, since: date) -> Iterator[date]:
    """Yield the days from the first to the last, both included, as far as they are ahead and read."""
    begin, end = max(first, since), min(last, since + MOST_DAYS_AHEAD * _ONE_DAY)
    return (begin + passed * _ONE_DAY for passed in range((end - begin).days + 1))


def _leave(session: Session, employee_id: int, today: date) -> frozenset[date]:
    spans = session.execute(
        select(LeaveRow.first_day, LeaveRow.last_day).where(
            LeaveRow.employee_id == employee_id, LeaveRow.last_day >= today
        )
    )
    return frozenset(day for span in spans for day in days_of(span.first_day, span.last_day, today))
