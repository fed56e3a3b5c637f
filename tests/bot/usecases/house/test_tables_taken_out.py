"""What HR takes out is handed over row by row: a large company's table does not fit beside everything else in memory."""

from collections.abc import Iterable, Iterator, Sequence

import pytest
from sqlalchemy import select

from bot.usecases.house.recording import Subject, take_out
from bot.usecases.people.finding import TakenOut, take_out_found
from storage.database import Database
from storage.house.exports import Cell
from storage.tables import AuditRow
from tests.factories import NOW, an_application, an_employee, an_interest, an_opening

HR = "UHR"


@pytest.fixture
def two_people(database: Database) -> None:
    with database.begin() as session:
        opening = an_opening(session)
        for number in ("001", "002"):
            employee = an_employee(session, number=number, skills=("Rowing",))
            an_application(session, opening, employee)
            an_interest(session, employee, None, "Knots")
            session.add(AuditRow(at=NOW, by=HR, action="x", subject=f"employee:{employee}", details={}))


def one_by_one(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    assert isinstance(rows, Iterator)
    lengths = [len(row) for row in rows]
    assert set(lengths) == {len(head)}
    return len(lengths)


@pytest.mark.usefixtures("two_people")
def test_a_table_comes_row_by_row_and_it_is_noted_how_many_there_were(database: Database) -> None:
    for subject in Subject:
        assert take_out(database, HR, subject, one_by_one, NOW) >= 2
    assert take_out_found(database, HR, "skill:Rowing", one_by_one, NOW) == TakenOut(2)
    with database.read() as session:
        noted = session.execute(
            select(AuditRow.subject, AuditRow.details).where(AuditRow.action == "table.exported").order_by(AuditRow.id)
        ).all()
    assert [each.subject for each in noted] == [*(f"export:{subject}" for subject in Subject), "export:found"]
    assert [each.details for each in noted] == [{"rows": 2}, {"rows": 2}, {"rows": 2}, {"rows": 5}, {"rows": 2}]
