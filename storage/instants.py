"""Arithmetic with instants that both databases do alike."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from storage.types import UtcDateTime


class seconds_later(GenericFunction[datetime]):  # noqa: N801  a function's name in SQL
    """An instant so many seconds later."""

    type = UtcDateTime()
    inherit_cache = True


@compiles(seconds_later, "sqlite")
def _in_sqlite(element: seconds_later, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  SQLAlchemy's
    instant, seconds = (compiler.process(clause, **options) for clause in element.clauses)
    # To the letter as an instant is stored, with six digits, of which SQLite computes three.
    return f"strftime('%Y-%m-%d %H:%M:%f000', {instant}, {seconds} || ' seconds')"


@compiles(seconds_later, "postgresql")
def _in_postgresql(element: seconds_later, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  SQLAlchemy's
    instant, seconds = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({instant} + make_interval(secs => {seconds}))"


def later(instant: InstrumentedAttribute[datetime], wait: timedelta) -> ColumnElement[datetime]:
    """Return the instant that is `wait`, whole seconds of it, after the one in a column."""
    return seconds_later(instant, literal(int(wait.total_seconds())))
