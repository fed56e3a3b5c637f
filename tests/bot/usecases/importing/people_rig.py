"""Files of employees, put into a database, and what stands there afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.usecases.importing.file import Applied, Source, apply
from hris.answers import Reading
from hris.records import EmployeeRecord, Kind, Manager
from storage.database import Database
from storage.tables import EmployeeRow, Row
from tests.factories import NOW
from tests.readings import reading_of
from tests.written import DERIVED

LATER = NOW + timedelta(days=1)
SOURCE = Source.of("people.csv", b"made up")

Rows = Sequence[Mapping[str, object]]


def person(number: str, **cells: object) -> dict[str, object]:
    """One row of an employees file: spaces in a header are written as underscores."""
    shown = {"First Name": "Ada", "Last Name": f"Rower{number}"} | {
        name.replace("_", " "): value for name, value in cells.items()
    }
    return {"Employee ID": number, **shown}


def put(database: Database, rows: Rows | Reading, now: datetime = NOW) -> Applied:
    reading = rows if isinstance(rows, Reading) else reading_of(rows, now.date())
    return apply(database, reading, SOURCE, "UHR", now)


def a_large_reading(people: int) -> Reading:
    """A reading as if of a large file: everybody has a manager and a review."""
    first, _ = reading_of(
        [
            person("1", Email="a@example.com", Manager_ID="2", Rating="3", Review_Date="2026-01-31", Status="Active"),
            person("2", Email="b@example.com", Manager_ID="2", Rating="3", Review_Date="2026-01-31", Status="Active"),
        ]
    ).records
    assert isinstance(first, EmployeeRecord)
    records = [
        replace(
            first,
            line=number + 2,
            number=f"{number:05}",
            family_name=f"Rower{number}",
            email=f"p{number}@example.com",
            manager=Manager(f"{number // 10:05}", None),
        )
        for number in range(people)
    ]
    return Reading(Kind.EMPLOYEES, tuple(records), (), (), (), (), ())


def stored(database: Database, number: str) -> EmployeeRow:
    with database.read() as session:
        return session.scalars(select(EmployeeRow).where(EmployeeRow.number == number)).one()


def everything(database: Database) -> dict[str, list[Any]]:
    with database.read() as session:
        return {
            table.name: list(session.execute(select(*(each for each in table.columns if each.name not in DERIVED))))
            for table in Row.metadata.sorted_tables
        }


def managers(database: Database) -> dict[str, str | None]:
    boss = select(EmployeeRow.id, EmployeeRow.number).subquery()
    query = select(EmployeeRow.number, boss.c.number).outerjoin(boss, boss.c.id == EmployeeRow.manager_id)
    with database.read() as session:
        return {row[0]: row[1] for row in session.execute(query)}
