"""Counting what is sent to the database: a promise about effort that no stopwatch can make waver."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

Plans = list[str]


@contextmanager
def recorded_statements() -> Iterator[list[str]]:
    """Record the text of every statement that any database is sent in the block; one with many rows counts once."""
    statements: list[str] = []

    def record(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        statements.append(statement)

    event.listen(Engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", record)


@contextmanager
def rows_read() -> Iterator[list[int]]:
    """Record how many rows the database hands over to each question in the block, by asking it twice."""
    counts: list[int] = []

    def count(_connection: Any, cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001  SQLAlchemy hands it over so
        if statement.split(maxsplit=1)[0] in {"SELECT", "WITH"}:
            cursor.execute(statement, parameters)
            counts.append(len(cursor.fetchall()))

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield counts
    finally:
        event.remove(Engine, "before_cursor_execute", count)


@contextmanager
def explained() -> Iterator[Plans]:
    """Have the database explain every statement that it is sent in the block, with the very same values."""
    plans: Plans = []

    def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool) -> None:  # noqa: FBT001  SQLAlchemy hands it over so
        verb = "EXPLAIN QUERY PLAN" if "?" in statement or "sqlite" in type(cursor).__module__ else "EXPLAIN"
        if statement.split(maxsplit=1)[0] not in {"SELECT", "UPDATE", "WITH"}:
            return
        cursor.execute(f"{verb} {statement}", parameters)
        plans.append("\n".join(str(row[-1]) for row in cursor.fetchall()))

    event.listen(Engine, "before_cursor_execute", explain)
    try:
        yield plans
    finally:
        event.remove(Engine, "before_cursor_execute", explain)
