"""What a report costs on a nudge with a million rows in the ledger: time and memory, beside reading the ledger once.

`python -m bench.report` prints each figure beside its yardstick. Half a million people had the nudge twice, or were held
out twice; one in ten of them acted. The database stands in var/, on a real disk.
"""

import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import CTE, ColumnElement, String, case, func, insert, literal, select
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import Session

from bench.figures import Figure, head, peak_memory, show
from bench.rows import a_nudge, an_opening
from bot.usecases.nudges.reporting import NudgeReport, report
from bot.views.reports import report_picture_of
from career.applications import Stage
from career.arms import OUTCOME_WITHIN
from career.cadences import Once
from career.employees import EmploymentStatus, SlackMatch
from career.nudges import Reach, reach_to_json
from career.outcomes import DeliveryState
from career.targets import OpeningTarget
from storage.database import Database
from storage.schema import migrate
from storage.sql_functions import random_uuid
from storage.tables import ApplicationRow, DeliveryRow, DrawRow, EmployeeRow, NudgeRow, OpeningRow
from storage.types import TextEnum, UtcDateTime

PEOPLE = 500_000
OCCASIONS = ("2026-11-03T11:00", "2026-11-10T11:00")
TURNS = 5

MOST_TIMES_ONE_READING = 6.0
MOST_MEGABYTES = 8.0

_SENT_AT = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)
_NOW = _SENT_AT + OUTCOME_WITHIN + timedelta(days=1)
_HERE = Path(__file__).parent.parent
_MEGABYTE = 1_000_000


def main() -> None:
    """Measure and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        database = Database(f"sqlite:///{folder}/bench.sqlite3")
        nudge_id = _fill(database, people)
        found = report(database, nudge_id, _NOW)
        assert isinstance(found, NudgeReport)
        assert found.funnel.drawn == people, found.funnel
        reading, counting = _by_turns(
            lambda: _read_once(database, nudge_id), lambda: report(database, nudge_id, _NOW), TURNS
        )
        megabytes = _memory_of(lambda: report(database, nudge_id, _NOW))
        first, again = (_seconds(lambda: report_picture_of(found)) for _ in range(2))
        database.close()
    ratio = median(one / other for one, other in zip(counting, reading, strict=True))
    head(f"{people * len(OCCASIONS):,} rows in the ledger of one nudge")
    show(
        Figure("reading the ledger once", median(reading), "s"),
        Figure("counting the report", median(counting), "s"),
        Figure("  beside the one reading", ratio, "times", most=MOST_TIMES_ONE_READING),
        Figure("  Python's memory for it", megabytes, "MB", most=MOST_MEGABYTES),
        Figure("drawing the picture", again, "s"),
        Figure("  the first one, with loading", first, "s"),
        Figure("the whole process at its largest, filling included", peak_memory(), "MB"),
    )


def _read_once(database: Database, nudge_id: int) -> None:
    """Count the ledger's rows by state: the least that any report has to do."""
    with database.read() as session:
        query = select(DeliveryRow.state, func.count()).where(DeliveryRow.nudge_id == nudge_id)
        session.execute(query.group_by(DeliveryRow.state)).all()


def _by_turns(one: Callable[[], object], other: Callable[[], object], turns: int) -> tuple[list[float], list[float]]:
    pairs = [(_seconds(one), _seconds(other)) for _ in range(turns)]
    return [first for first, _ in pairs], [second for _, second in pairs]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _memory_of(work: Callable[[], object]) -> float:
    """Return how many megabytes Python held at most while at it."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / _MEGABYTE
    finally:
        tracemalloc.stop()


def _fill(database: Database, people: int) -> int:
    """Make the ledger, by a few statements; return the nudge's number."""
    migrate(database)
    with database.begin() as session:
        numbers = select(literal(1).label("n")).cte("numbers", recursive=True)
        numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < people))
        _add(session, EmployeeRow, numbers, _employee(numbers.c.n))
        opening = session.execute(
            insert(OpeningRow).values(an_opening("Data Analyst", _SENT_AT)).returning(OpeningRow.id)
        ).scalar_one()
        target = OpeningTarget(opening)
        at, reach = Once(_SENT_AT.date(), _SENT_AT.time()), reach_to_json(Reach(2))
        row = a_nudge("Come aboard", target, at, _SENT_AT, reach=reach)
        nudge = session.execute(insert(NudgeRow).values(row).returning(NudgeRow.id)).scalar_one()
        is_held_out = numbers.c.n % 10 == 0
        _add(session, DrawRow, numbers, _draw(nudge, numbers.c.n, is_held_out))
        for occasion in OCCASIONS:
            _add(session, DeliveryRow, numbers, _delivery(nudge, occasion, numbers.c.n, is_held_out))
        _add(session, ApplicationRow, numbers, _application(opening, numbers.c.n), numbers.c.n % 11 == 0)
        return nudge


def _add(session: Session, row: type[Any], numbers: CTE, values: dict[str, Any], *which: ColumnElement[bool]) -> None:
    columns = [value.label(name) for name, value in values.items()]
    session.execute(insert(row).from_select(list(values), select(*columns).select_from(numbers).where(*which)))


def _instant(at: datetime) -> ColumnElement[Any]:
    return literal(at, UtcDateTime)


def _employee(n: ColumnElement[int]) -> dict[str, Any]:
    number = sql_cast(n, String)
    return {
        "id": n,
        "number": number,
        "given_name": literal("Ada"),
        "family_name": literal("Rower") + number,
        "full_name_key": literal("ada rower") + number,
        "status": literal(EmploymentStatus.ACTIVE, TextEnum(EmploymentStatus)),
        "lot": n,
        "slack_id": literal("U") + number,
        "slack_match": literal(SlackMatch.EMAIL, TextEnum(SlackMatch)),
        "is_slack_active": literal(True),
        "created_at": _instant(_SENT_AT),
        "updated_at": _instant(_SENT_AT),
    }


def _draw(nudge: int, n: ColumnElement[int], is_held_out: ColumnElement[bool]) -> dict[str, Any]:
    return {
        "nudge_id": literal(nudge),
        "employee_id": n,
        "is_held_out": is_held_out,
        "drawn_at": _instant(_SENT_AT),
        "first_due_at": _instant(_SENT_AT),
        "held_out_buckets": literal(1_000),
    }


def _delivery(nudge: int, occasion: str, n: ColumnElement[int], is_held_out: ColumnElement[bool]) -> dict[str, Any]:
    state = case((is_held_out, DeliveryState.HELD_OUT.value), else_=DeliveryState.SENT.value)
    return {
        "token": random_uuid(),
        "nudge_id": literal(nudge),
        "occasion": literal(occasion),
        "employee_id": n,
        "state": state,
        "due_at": _instant(_SENT_AT),
        "claims": literal(1),
        "created_at": _instant(_SENT_AT),
    }


def _application(opening: int, n: ColumnElement[int]) -> dict[str, Any]:
    return {
        "opening_id": literal(opening),
        "employee_id": n,
        "note": literal(""),
        "stage": literal(Stage.SUBMITTED, TextEnum(Stage)),
        "submitted_at": _instant(_SENT_AT + timedelta(days=3)),
    }


if __name__ == "__main__":
    main()
