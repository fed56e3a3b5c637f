"""Plain SQL, whoever sends it, neither takes back how an opening ended nor ends one without what stands behind it."""

from collections.abc import Mapping

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from career.applications import Stage
from career.openings import OpeningStatus
from storage.database import Database
from storage.openings.postings import move_opening, place
from tests.factories import NOW, a_cancellation, an_application, an_employee, an_opening


def _story(database: Database) -> Mapping[str, int]:
    """Return the ids of a filled opening, a cancelled one and an open one, with an application for each."""
    with database.begin() as session:
        filled, cancelled, is_open = (an_opening(session) for _ in range(3))
        person, other = an_employee(session), an_employee(session)
        placed = an_application(session, filled, person, stage=Stage.ACCEPTED)
        rival = an_application(session, filled, other, stage=Stage.ACCEPTED)
        waiting = an_application(session, is_open, person)
        place(session, filled, placed, person, "UHR", NOW)
        move_opening(session, filled, OpeningStatus.FILLED, NOW)
        a_cancellation(session, cancelled)
        return {
            "filled": filled,
            "cancelled": cancelled,
            "open": is_open,
            "person": person,
            "other": other,
            "placed": placed,
            "rival": rival,
            "waiting": waiting,
        }


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE openings SET status = 'open' WHERE id = :filled",
        "UPDATE openings SET status = 'cancelled' WHERE id = :filled",
        "UPDATE openings SET status = 'closed' WHERE id = :cancelled",
        "UPDATE openings SET status = 'cancelled' WHERE id = :open",
        "UPDATE openings SET id = 999 WHERE id = :filled",
        "DELETE FROM openings WHERE id = :filled",
        "UPDATE placements SET application_id = :rival WHERE opening_id = :filled",
        "UPDATE placements SET application_id = :rival, employee_id = :other WHERE opening_id = :filled",
        "UPDATE placements SET opening_id = :open WHERE opening_id = :filled",
        "UPDATE placements SET stage = 'offered' WHERE opening_id = :filled",
        "UPDATE placements SET placed_by = 'USOMEBODY' WHERE opening_id = :filled",
        "DELETE FROM placements WHERE opening_id = :filled",
        "UPDATE applications SET stage = 'declined' WHERE id = :placed",
        "UPDATE applications SET stage = 'withdrawn' WHERE id = :placed",
        "UPDATE applications SET stage = 'opening_cancelled' WHERE id = :placed",
        "UPDATE applications SET employee_id = :other WHERE id = :placed",
        "UPDATE applications SET opening_id = :open WHERE id = :placed",
        "DELETE FROM applications WHERE id = :placed",
        "UPDATE applications SET stage = 'opening_cancelled' WHERE id = :waiting",
        "UPDATE applications SET stage = 'declined' WHERE id = :waiting",
        "UPDATE cancellations SET reason = 'another one' WHERE opening_id = :cancelled",
        "DELETE FROM cancellations WHERE opening_id = :cancelled",
        "INSERT INTO cancellations VALUES (:open, 'UHR', 'Hana', '  ', '2026-11-24')",
        "INSERT INTO cancellations VALUES (:open, 'UHR', ' ', 'No budget.', '2026-11-24')",
        "INSERT INTO placements VALUES (:filled, :rival, :other, 'accepted', 'U', '2026-11-24')",
    ],
)
def test_how_an_opening_ended_stays(database: Database, statement: str) -> None:
    ids = _story(database)
    used = {name: value for name, value in ids.items() if f":{name}" in statement}
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text(statement), used)


@pytest.mark.parametrize("stage", ["opening_cancelled", "declined", "accepted"])
def test_no_application_is_born_ended(database: Database, stage: str) -> None:
    ids = _story(database)
    values = {"opening": ids["open"], "person": ids["other"], "stage": stage}
    statement = (
        "INSERT INTO applications (opening_id, employee_id, note, stage, submitted_at) "
        "VALUES (:opening, :person, '', :stage, '2026-11-24')"
    )
    with pytest.raises(IntegrityError), database.begin() as session:
        session.execute(text(statement), values)


def test_an_opening_that_is_open_may_be_closed_and_one_rewritten_that_is_filled(database: Database) -> None:
    ids = _story(database)
    with database.begin() as session:
        session.execute(text("UPDATE openings SET status = 'closed' WHERE id = :open"), {"open": ids["open"]})
        session.execute(text("UPDATE openings SET title = 'Pilot' WHERE id = :filled"), {"filled": ids["filled"]})
