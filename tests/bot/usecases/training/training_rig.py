"""People and workshops for tests about training, and a look at what is owed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import select

from bot.usecases.training.written_plans import WrittenPlan
from career.notices import NoticeKind
from career.outcomes import DeliveryState
from career.training import EnrolmentState
from storage.database import Database
from storage.tables import EmployeeRow, EnrolmentRow, NoticeRow
from tests.factories import a_programme, a_workshop, an_employee

PEOPLE = ("UADA", "UBEN", "UCHI", "UDEE")
DAY = date(2026, 12, 8)
STARTS = datetime(2026, 12, 8, 9, 0, tzinfo=UTC)
"""A Tuesday in a fortnight, at ten in Berlin."""

ENDS = datetime(2026, 12, 8, 11, 0, tzinfo=UTC)
PLAN = WrittenPlan(DAY, time(10), time(12), "Europe/Berlin", "Boathouse", 3)


def people(database: Database, *slack_ids: str) -> dict[str, int]:
    """Add employees with these accounts; return their ids."""
    with database.begin() as session:
        return {each: an_employee(session, slack_id=each) for each in slack_ids or PEOPLE}


def workshop(database: Database, *, title: str = "Sculling", skills: tuple[str, ...] = (), **fields: Any) -> int:
    """Add the workshop of `PLAN`, with one seat, in a new programme."""
    with database.begin() as session:
        programme = a_programme(session, title=title, skills=skills)
        return a_workshop(session, programme, **{"starts_at": STARTS, "ends_at": ENDS} | fields)


def states(database: Database, workshop_id: int) -> dict[str, EnrolmentState]:
    """Return where everybody stands with a workshop."""
    with database.read() as session:
        query = select(EmployeeRow.slack_id, EnrolmentRow.state).where(
            EmployeeRow.id == EnrolmentRow.employee_id, EnrolmentRow.workshop_id == workshop_id
        )
        return {str(slack_id): state for slack_id, state in session.execute(query)}


def break_news_of(sqlite_database: Database, workshop_id: int) -> None:
    """Let the database fail whenever somebody is to be told of this workshop."""
    with sqlite_database.begin() as session:
        session.connection().exec_driver_sql(
            f"CREATE TRIGGER broken BEFORE INSERT ON notices WHEN NEW.key LIKE 'workshop:{workshop_id}:%' "
            "BEGIN SELECT RAISE(ABORT, 'broken'); END"
        )


def notices(database: Database, kind: NoticeKind) -> Sequence[NoticeRow]:
    """Return what is owed of one kind and not called off, in the order in which it came up."""
    with database.read() as session:
        query = select(NoticeRow).where(NoticeRow.kind == kind, NoticeRow.state == DeliveryState.DUE)
        return session.scalars(query.order_by(NoticeRow.id)).all()
