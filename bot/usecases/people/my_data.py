"""Everything that is stored about somebody, for that person."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.people.speaker import NoEmployee, employee_id_of
from storage.database import Database
from storage.house.audit import note
from storage.people.own_data import StoredTable, stored_about


@dataclass(frozen=True, slots=True)
class MyData:
    """What every table held about one person at `now`."""

    tables: tuple[StoredTable, ...]
    now: datetime


def my_data(database: Database, slack_id: str, now: datetime) -> MyData | NoEmployee:
    """Return everything that is stored about this person, and note that they asked for it."""
    with database.read() as session:
        employee_id = employee_id_of(session, slack_id)
        if not isinstance(employee_id, int):
            return employee_id
        tables = tuple(stored_about(session, employee_id))
    with database.begin() as session:
        note(session, slack_id, "data.asked_for", f"employee:{employee_id}", now)
    return MyData(tables, now)
