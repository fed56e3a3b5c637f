"""A connection of its own for work on very many rows.

What takes long is done aside, in tables that only this connection sees, where nobody waits for it. What others see is then
written from there by a few statements, in one short transaction. The tables belong to the connection: when it ends, in
whatever way, they are gone, and nobody's data stay behind in them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from sqlalchemy import Column, Connection, Dialect, MetaData, Table, insert
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.schema import CreateTable

from storage.batches import batched


def aside(name: str, *like: InstrumentedAttribute[Any]) -> Table:
    """Return a table for rows that are put aside, its columns named and typed as these are."""
    columns = [Column(each.key, each.type) for each in like]
    return Table(f"aside_{name}", MetaData(), *columns, prefixes=["TEMPORARY"])


class Apart:
    """One connection; its tables are seen by nobody else, and what it writes by everybody at once."""

    def __init__(self, connection: Connection, alone: Callable[[], AbstractContextManager[None]]) -> None:
        """Work on `connection`, which has begun nothing; while it writes, be `alone` among this process's writers."""
        self._connection = connection
        self._alone = alone

    def put_aside(self, table: Table, rows: Iterable[Sequence[Any]]) -> None:
        """Make a table of `aside` and fill it, each row in the order of its columns.

        Past SQLAlchemy's execution, which takes several times as long around each row as the database takes for it.

        Raises:
            Exception: the driver's own error.
        """
        driver: Any = self._connection.connection.driver_connection
        dialect = self._connection.dialect
        fill = _fill_postgresql if dialect.name == "postgresql" else _fill_sqlite
        fill(driver, dialect, table, _converted(dialect, table, rows))

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Run the block as one transaction that may write, like `Database.begin`; it sees what was put aside."""
        with self._alone(), Session(self._connection, expire_on_commit=False) as session, session.begin():
            yield session
        if self._connection.dialect.name == "sqlite":
            # What was written goes from SQLite's log into its file now, when writers need not wait for that.
            driver: Any = self._connection.connection.driver_connection
            driver.execute("PRAGMA wal_checkpoint(PASSIVE)").close()


def _converted(dialect: Dialect, table: Table, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows in the database's own values."""
    converts = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in table.columns]
    for row in rows:
        yield tuple(value if convert is None else convert(value) for convert, value in zip(converts, row, strict=True))


def _fill_sqlite(driver: Any, dialect: Dialect, table: Table, rows: Iterator[tuple[Any, ...]]) -> None:  # noqa: ANN401  the driver's own
    """Fill a table on SQLite, where a transaction that touches nothing else takes no lock of anybody's."""
    is_own = not driver.in_transaction
    if is_own:
        driver.execute("BEGIN")
    driver.execute(str(CreateTable(table).compile(dialect=dialect)))
    statement = str(insert(table).compile(dialect=dialect))
    for batch in batched(rows):
        driver.executemany(statement, batch)
    if is_own:
        driver.execute("COMMIT")


def _fill_postgresql(driver: Any, dialect: Dialect, table: Table, rows: Iterator[tuple[Any, ...]]) -> None:  # noqa: ANN401  the driver's own
    """Fill a table on PostgreSQL, and let it count what is in there: nobody else would."""
    name = dialect.identifier_preparer.format_table(table)
    with driver.transaction(), driver.cursor() as cursor:
        cursor.execute(str(CreateTable(table).compile(dialect=dialect)))
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(f"ANALYZE {name}")
