from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.nudges.engine import tick
from career.outcomes import DeliveryState, Response
from career.targets import OpeningTarget
from storage.database import Database
from storage.messages.claims import settle_sent
from storage.nudges.answers import copy_of
from storage.nudges.deliveries import claim_next, record_response
from storage.nudges.records import nudges_due
from storage.people.zones import zones_in_use
from storage.tables import DeliveryRow
from tests.bot.nudges.rig import a_running_nudge, ledger
from tests.factories import NOW, an_employee, an_opening
from tests.statements import recorded_statements

LEASE = timedelta(seconds=120)


def two_due(database: Database) -> tuple[int, int]:
    with database.begin() as session:
        one, other = an_employee(session), an_employee(session)
        opening = an_opening(session)
    a_running_nudge(database, OpeningTarget(opening))
    tick(database, NOW)
    return one, other


def test_a_delivery_is_claimed_by_one_worker_at_a_time(database: Database) -> None:
    two_due(database)
    with database.begin() as session:
        claims = [claim_next(session, NOW, LEASE) for _ in range(3)]
    assert claims[2] is None
    assert len({claim.id for claim in claims if claim}) == 2


def test_a_claim_made_while_another_is_open_takes_the_next_one(postgresql_database: Database) -> None:
    two_due(postgresql_database)
    with postgresql_database.begin() as one, postgresql_database.begin() as other:
        first, second = claim_next(one, NOW, LEASE), claim_next(other, NOW, LEASE)
    assert first is not None
    assert second is not None
    assert first.id != second.id


def test_who_lost_the_claim_cannot_settle(database: Database) -> None:
    two_due(database)
    with database.begin() as session:
        lost = claim_next(session, NOW, LEASE)
        taken_over = None
        while taken_over is None or lost is None or taken_over.id != lost.id:
            taken_over = claim_next(session, NOW + LEASE, LEASE)
        assert not settle_sent(session, DeliveryRow, lost, "D1", "1.0", NOW)
        assert settle_sent(session, DeliveryRow, taken_over, "D1", "2.0", NOW)


def test_a_response_is_recorded_only_for_whom_the_nudge_was_sent_to(database: Database) -> None:
    one, other = two_due(database)
    entry = next(entry for entry in ledger(database) if entry.employee_id == one)
    token = str(entry.token)
    with database.begin() as session:
        assert not record_response(session, token, other, Response.APPLIED, NOW)
        assert not record_response(session, "no token", one, Response.APPLIED, NOW)
        assert not record_response(session, str(uuid4()), one, Response.APPLIED, NOW)
        assert record_response(session, token, one, Response.NOT_NOW, NOW)
        assert record_response(session, token, one, Response.NOT_NOW, NOW + LEASE)
        assert record_response(session, token, one, Response.APPLIED, NOW + 2 * LEASE)
        found = copy_of(session, token, one)
    assert found is not None
    assert (found.response, found.state) == (Response.APPLIED, DeliveryState.DUE)
    assert isinstance(found.target, OpeningTarget)


@pytest.mark.parametrize("token", ["", "x", "{}", "00000000-0000-0000-0000-00000000000g"])
def test_no_text_is_taken_for_a_token_that_is_none(database: Database, token: str) -> None:
    with database.read() as session:
        assert copy_of(session, token, 1) is None


def test_an_idle_tick_and_an_idle_courier_read_one_index_each(sqlite_database: Database) -> None:
    with sqlite_database.begin() as session, recorded_statements() as statements:
        nudges_due(session, NOW)
        claim_next(session, NOW, LEASE)
        zones_in_use(session)
        plans = [_plan(session, statement) for statement in statements if "?" in statement or "zone" in statement]
    steps = "".join(plans)
    assert "ix_nudges_due (next_due_at<?)" in steps
    assert "ix_deliveries_due (due_at<?)" in steps
    assert "ix_employees_zone_active (zone>?)" in steps
    assert not {"SCAN deliveries", "SCAN nudges", "SCAN employees"} & set(steps.splitlines())


def _plan(session: Session, statement: str) -> str:
    raw = session.connection().connection.driver_connection
    assert raw is not None
    rows = raw.execute(f"EXPLAIN QUERY PLAN {statement}", ("2026-11-24 10:00:00",) * statement.count("?"))
    return "\n".join(str(row[3]) for row in rows) + "\n"


def test_zones_in_use_are_those_of_active_linked_people(database: Database) -> None:
    with database.begin() as session:
        for zone in ("Europe/Berlin", "Europe/Berlin", "Asia/Tokyo", None):
            an_employee(session, zone=zone)
        an_employee(session, zone="America/Lima", slack_id=None)
        an_employee(session, zone="America/Bogota", status="left")
    with database.read() as session:
        assert zones_in_use(session) == ("Asia/Tokyo", "Europe/Berlin", None)
    with database.begin() as session:
        session.execute(text("DELETE FROM employees"))
    with database.read() as session:
        assert zones_in_use(session) == ()
