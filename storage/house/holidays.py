"""Queries about the company calendar."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from career.codes import code_of
from storage.statements import insert_or_leave
from storage.tables import EmployeeRow, HolidayRow


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day on which nobody works; `location` as it is written, empty for everywhere."""

    day: date
    name: str
    location_code: str
    location: str


def holidays(session: Session, since: date, skip: int, most: int) -> tuple[list[Holiday], int]:
    """Return a page of the days from `since` on, in their order, and how many there are in all."""
    location = (
        select(func.min(EmployeeRow.location))
        .where(EmployeeRow.location_code == HolidayRow.location_code)
        .scalar_subquery()
    )
    query = select(HolidayRow.day, HolidayRow.name, HolidayRow.location_code, location).where(HolidayRow.day >= since)
    total = session.execute(select(func.count()).select_from(HolidayRow).where(HolidayRow.day >= since)).scalar_one()
    page = query.order_by(HolidayRow.day, HolidayRow.location_code).offset(skip).limit(most)
    return [Holiday(day, name, code, shown or code) for day, name, code, shown in session.execute(page)], total


def add_holiday(session: Session, day: date, name: str, location: str) -> bool:
    """Add a day; return false where it is there already."""
    put = insert_or_leave(session, HolidayRow).values(day=day, location_code=code_of(location), name=name)
    return session.execute(put.returning(HolidayRow.day)).scalar_one_or_none() is not None


def remove_holiday(session: Session, day: date, location_code: str) -> str | None:
    """Remove a day and return its name; None where it is not there."""
    gone = delete(HolidayRow).where(HolidayRow.day == day, HolidayRow.location_code == location_code)
    return session.execute(gone.returning(HolidayRow.name)).scalar_one_or_none()


def is_location(session: Session, location: str) -> bool:
    """Tell whether anybody works at a place of this name."""
    query = select(EmployeeRow.id).where(EmployeeRow.location_code == code_of(location)).limit(1)
    return session.scalar(query) is not None
