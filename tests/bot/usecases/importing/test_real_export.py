from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from career.employees import EmploymentStatus
from hris.answers import Reading
from hris.reading import read_file
from hris.records import Kind
from storage.database import Database
from storage.tables import EmployeeRow, ReviewRow
from tests.bot.usecases.importing.people_rig import everything, put

EXPORT = Path(__file__).parents[5] / "shared" / "data" / "hris_export_semicolon.csv"


@pytest.mark.skipif(not EXPORT.exists(), reason="the real HR export is not here")
def test_the_real_export_lands_whole_and_a_second_run_changes_nothing(database: Database) -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)
    reading = read_file(EXPORT.read_bytes(), EXPORT.name, today=now.date())
    assert isinstance(reading, Reading)
    first = put(database, reading, now)
    assert (first.done.kind, first.done.new, first.done.left, len(first.done.wrong)) == (Kind.EMPLOYEES, 310, 104, 0)
    assert first.without_account == 206
    with database.read() as session:
        active = EmployeeRow.status == EmploymentStatus.ACTIVE
        assert session.scalar(select(func.count()).where(active)) == 206
        assert session.scalar(select(func.count()).where(~active, EmployeeRow.left_on.is_(None))) == 0
        with_manager = select(func.count()).where(EmployeeRow.manager_id.is_not(None))
        assert session.scalar(with_manager) == 310 - 2 - 72
        assert session.scalar(select(func.count(ReviewRow.id)).where(ReviewRow.rating.is_not(None))) == 310
    before = everything(database)
    second = put(database, reading, now + timedelta(days=1))
    assert (second.done.unchanged, second.done.changes_anything) == (310, False)
    assert everything(database) == before
