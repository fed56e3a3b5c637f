"""Many rows for one statement, put into the database's own values before a transaction begins.

Around each row SQLAlchemy takes several times as long as the database takes for it, and while an import writes on SQLite
every command waits.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Update
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler

from storage.batches import batches

Statement = Insert | Update | Delete
Convert = Callable[[Any], Any]

_ROOM = 131_072
"""Kilobytes that SQLite may keep of the file while many rows are written: each goes into half a dozen indexes, at places of
no order, and with the 2 MB of its default every page was written and read again many times. 100,000 new people then kept
everybody waiting for 4.4 s instead of 2.5."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """A statement as the driver reads it, and the values of each of its rows."""

    sql: str
    rows: Sequence[Any]

    def run(self, session: Session) -> None:
        """Execute the statement for every row, in the session's transaction.

        Raises:
            Exception: the driver's own error.
        """
        if not self.rows:
            return
        session.flush()
        driver: Any = session.connection().connection.driver_connection
        cursor = driver.cursor()
        try:
            for batch in batches(self.rows):
                cursor.executemany(self.sql, batch)
        finally:
            cursor.close()


@contextmanager
def with_room(session: Session) -> Iterator[None]:
    """Give SQLite the memory to write many rows fast, for the length of the block; PostgreSQL has its own."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size=-{_ROOM}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={before}")


def bulk(dialect: Dialect, statement: Statement, rows: Iterable[Mapping[str, Any]]) -> Bulk:
    """Prepare `statement` for `rows`, each with a value for the same of its columns or named parameters.

    Raises:
        TypeError: the statement cannot be prepared.
    """
    rest = iter(rows)
    first = next(rest, None)
    if first is None:
        return Bulk("", ())
    compiled = statement.compile(dialect=dialect, column_keys=list(first))
    if not isinstance(compiled, SQLCompiler):
        raise TypeError("Only statements about rows can be prepared.")
    converts = {
        name: convert
        for bind, name in compiled.bind_names.items()
        if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
    }
    given = {name: _converted(converts, name, value) for name, value in compiled.params.items() if name not in first}
    return Bulk(str(compiled), list(_values(compiled, converts, given, chain((first,), rest))))


def _values(
    compiled: SQLCompiler, converts: Mapping[str, Convert], given: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]
) -> Iterator[Any]:
    if compiled.positiontup is None:
        for row in rows:
            yield {**given, **{name: _converted(converts, name, value) for name, value in row.items()}}
        return
    plan = [(name, converts.get(name), name in given) for name in compiled.positiontup]
    for row in rows:
        yield tuple(
            given[name] if is_given else row[name] if convert is None else convert(row[name])
            for name, convert, is_given in plan
        )


def _converted(converts: Mapping[str, Convert], name: str, value: Any) -> Any:  # noqa: ANN401  of the column's own type
    convert = converts.get(name)
    return value if convert is None else convert(value)
