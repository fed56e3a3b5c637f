from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy import bindparam, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from career.employees import EmploymentStatus
from storage.database import Database
from storage.prepared import Prepared
from storage.statements import leave_if_there
from storage.tables import EmployeeRow, MarkRow
from tests.factories import NOW, an_employee

_MARKS = MarkRow.__table__
_EMPLOYEES = EmployeeRow.__table__
BY_NAME = Prepared(select(*_MARKS.c["name", "at"]).where(_MARKS.c.name == bindparam("key")))
ACTIVE = Prepared(
    select(*_EMPLOYEES.c["status", "hired_on", "job_title"]).where(
        _EMPLOYEES.c.id == bindparam("key"), _EMPLOYEES.c.status == EmploymentStatus.ACTIVE
    )
)
NEW: dict[str, Any] = {name: bindparam(name) for name in ("name", "at")}
ADD = Prepared(lambda dialect: leave_if_there(dialect, MarkRow).values(NEW).returning(_MARKS.c.at))


def test_values_go_in_and_come_out_as_the_columns_have_them(database: Database) -> None:
    in_tokyo = datetime(2026, 11, 24, 19, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    with database.begin() as session:
        assert ADD.first(session, name="tokyo", at=in_tokyo) == (NOW,)
        assert BY_NAME.first(session, key="tokyo") == ("tokyo", NOW)
        assert session.get_one(MarkRow, "tokyo").at == NOW
        person = an_employee(session, hired_on=NOW.date())
        assert ACTIVE.first(session, key=person) == (EmploymentStatus.ACTIVE, NOW.date(), None)
        with pytest.raises((ValueError, StatementError), match="no time zone"):
            ADD.first(session, name="naive", at=NOW.replace(tzinfo=None))


def test_nothing_found_or_added_is_none(database: Database) -> None:
    with database.begin() as session:
        assert BY_NAME.first(session, key="nowhere") is None
        ADD.first(session, name="once", at=NOW)
        assert ADD.first(session, name="once", at=NOW) is None


def test_what_the_session_still_holds_back_is_seen(database: Database) -> None:
    with database.begin() as session:
        session.add(MarkRow(name="pending", at=NOW))
        assert BY_NAME.first(session, key="pending") == ("pending", NOW)


def test_it_belongs_to_the_transaction_around_it(database: Database) -> None:
    def fail(session: Session) -> None:
        ADD.first(session, name="lost", at=NOW)
        raise LookupError

    with pytest.raises(LookupError):
        database.run(fail)
    with database.read() as session:
        assert BY_NAME.first(session, key="lost") is None


def test_reading_cannot_write_with_it_either(database: Database) -> None:
    with pytest.raises(Exception, match=r"read.?only"), database.read() as session:
        ADD.first(session, name="never", at=NOW)


def test_a_value_that_is_left_out_is_not_taken_for_none(database: Database) -> None:
    with database.begin() as session, pytest.raises((KeyError, psycopg.ProgrammingError)):
        BY_NAME.first(session)
