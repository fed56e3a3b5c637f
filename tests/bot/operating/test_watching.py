import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from http.client import HTTPConnection

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.config import SettingsError
from bot.operating.metrics import Metrics
from bot.operating.watching import Watch, health_of
from career.applications import Stage
from storage.database import Database
from storage.messages.pace import Pace, block
from storage.tables import ApplicationRow
from tests.factories import NOW, an_employee, an_opening


@pytest.fixture
def watch(sqlite_database: Database) -> Iterator[Watch]:
    metrics = Metrics(sqlite_database, lambda: NOW)
    metrics.acknowledged("command", 0.004)
    metrics.acknowledged("command", 4.0)
    served = Watch(0, metrics, lambda: {"database": health_of(sqlite_database)})
    served.start()
    yield served
    served.stop()


def _get(watch: Watch, path: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", watch.port, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def _figures(watch: Watch) -> dict[str, float]:
    status, text = _get(watch, "/metrics")
    assert status == 200
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {
        sample.name + "".join(f" {value}" for key, value in sorted(sample.labels.items())): sample.value
        for sample in samples
    }


def test_acknowledgements_are_counted_by_how_long_they_took(watch: Watch) -> None:
    figures = _figures(watch)
    assert figures["coxswain_ack_seconds_count command"] == 2
    assert figures["coxswain_ack_seconds_bucket command 0.005"] == 1
    assert figures["coxswain_ack_seconds_bucket command 3.0"] == 1


def test_what_waits_in_the_database_is_read_when_somebody_asks(watch: Watch, sqlite_database: Database) -> None:
    assert _figures(watch)["coxswain_unconsidered_applications"] == 0
    with sqlite_database.begin() as session:
        session.add(
            ApplicationRow(
                opening_id=an_opening(session),
                employee_id=an_employee(session),
                note="",
                stage=Stage.SUBMITTED,
                submitted_at=NOW - timedelta(hours=1),
            )
        )
        block(session, Pace(), NOW, timedelta(seconds=30))
    figures = _figures(watch)
    assert figures["coxswain_unconsidered_applications"] == 1
    assert figures["coxswain_oldest_unconsidered_seconds"] == 3600
    assert figures["coxswain_slack_waits_total"] == 1
    assert figures["coxswain_due nudge"] == figures["coxswain_due notice"] == 0


def test_health_says_what_is_wrong_and_machines_hear_it(watch: Watch, sqlite_database: Database) -> None:
    assert _get(watch, "/health") == (200, json.dumps({"database": "ok"}))
    with sqlite_database.begin() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    status, text = _get(watch, "/health")
    assert status == 503
    assert "schema 0000" in json.loads(text)["database"]


def test_there_is_nothing_else_to_read(watch: Watch) -> None:
    assert _get(watch, "/")[0] == 404


def test_a_port_that_is_taken_is_a_setting_to_change(watch: Watch, sqlite_database: Database) -> None:
    with pytest.raises(SettingsError, match=f"METRICS_PORT {watch.port} cannot be used"):
        Watch(watch.port, Metrics(sqlite_database, lambda: NOW), dict)


def test_errors_that_are_logged_are_counted(sqlite_database: Database) -> None:
    metrics = Metrics(sqlite_database, lambda: NOW)
    logger = logging.getLogger("tests.watching")
    handler = metrics.counting_errors()
    logger.addHandler(handler)
    try:
        logger.warning("no error")
        logger.error("an error")
    finally:
        logger.removeHandler(handler)
    assert metrics.registry.get_sample_value("coxswain_errors_total") == 1
