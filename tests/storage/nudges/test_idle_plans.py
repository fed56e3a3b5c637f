"""A tick costs what is due, not what exists: proven by the plans of its queries, on both databases."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, text

from bot.nudges.engine import Ticked, tick
from bot.slack.errand import LEASE
from career.cadences import Once, cadence_to_json
from career.criteria import EVERYONE
from career.nudges import NudgeStatus, Reach, reach_to_json
from career.outcomes import DeliveryState
from career.rule_json import rule_to_json
from career.targets import OpeningTarget, target_to_json
from storage.database import Database
from storage.nudges.deliveries import claim_next
from storage.tables import DeliveryRow, EmployeeRow, NudgeRow
from tests.factories import NOW, an_employee
from tests.statements import explained

PEOPLE = 2_000
NUDGES = 100
TOMORROW = NOW + timedelta(days=1)


@pytest.fixture
def crowded(database: Database) -> Database:
    """A database in which a hundred nudges run and thousands of messages wait, all for tomorrow."""
    target, salt = OpeningTarget(1), {"salt_multiplier": 1, "salt_offset": 0}
    nudge = {
        "title": "Join us",
        "target": target_to_json(target),
        "topic": target.topic,
        "target_key": target.key,
        "words": "Hello {first_name}",
        "audience": rule_to_json(EVERYONE),
        "cadence": cadence_to_json(Once(TOMORROW.date(), TOMORROW.time())),
        "reach": reach_to_json(Reach()),
        "status": NudgeStatus.RUNNING,
        "next_due_at": TOMORROW,
        "looked_until": NOW,
        "created_by": "UHR",
        "created_at": NOW,
        "updated_at": NOW,
    } | salt
    with database.begin() as session:
        an_employee(session)
        first = session.get_one(EmployeeRow, 1)
        columns = [column.key for column in EmployeeRow.__table__.columns]
        person = {name: getattr(first, name) for name in columns}
        session.execute(
            insert(EmployeeRow),
            [person | {"id": each, "number": f"n{each}", "slack_id": f"UN{each}"} for each in range(2, PEOPLE + 1)],
        )
        session.execute(insert(NudgeRow), [nudge for _ in range(NUDGES)])
        delivery = {
            "occasion": "2026-11-25",
            "state": DeliveryState.DUE,
            "due_at": TOMORROW,
            "claims": 0,
            "created_at": NOW,
        }
        session.execute(
            insert(DeliveryRow),
            [
                delivery | {"token": uuid4(), "nudge_id": 1 + each % NUDGES, "employee_id": each}
                for each in range(1, PEOPLE + 1)
            ],
        )
    with database.begin() as session:
        session.execute(text("ANALYZE"))
    return database


def test_an_idle_tick_reads_the_index_of_what_is_due_and_nothing_else(crowded: Database) -> None:
    with explained() as plans:
        assert tick(crowded, NOW) == Ticked()
    (plan,) = plans
    assert "ix_nudges_due" in plan
    assert "employees" not in plan
    assert "deliveries" not in plan


def test_a_sender_that_looks_for_work_reads_the_index_of_what_is_due(crowded: Database) -> None:
    with explained() as plans, crowded.begin() as session:
        assert claim_next(session, NOW, LEASE) is None
    (plan,) = plans
    assert "ix_deliveries_due" in plan
    for line in plan.splitlines():
        assert "Seq Scan" not in line
        assert not line.startswith("SCAN")
