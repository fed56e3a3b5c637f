"""Statements put into SQL once and then handed to the database's driver itself.

For the few that run before every command is acknowledged. Around one of them SQLAlchemy takes several times as long as
SQLite takes for it, and while one thread writes the others wait (bench/commands.py measures it).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, Insert, Select
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

DRIVER = "driver"
"""Where a session's `info` may hold the driver's connection, so that none has to be asked for."""

Convert = Callable[[Any], Any]
Statement = Select[Any] | Insert


@dataclass(frozen=True, slots=True)
class _Spelled:
    """A statement as one database reads it, with what turns values into the driver's and back."""

    sql: str
    given: Mapping[str, Any]
    order: tuple[str, ...] | None
    inward: tuple[tuple[str, Convert], ...]
    outward: tuple[tuple[int, Convert], ...]

    def arguments(self, values: dict[str, Any]) -> tuple[Any, ...] | dict[str, Any]:
        bound = {**self.given, **values}
        for name, convert in self.inward:
            bound[name] = convert(bound[name])
        return bound if self.order is None else tuple(bound[name] for name in self.order)

    def row(self, fetched: tuple[Any, ...]) -> tuple[Any, ...]:
        row = list(fetched)
        for position, convert in self.outward:
            row[position] = convert(row[position])
        return tuple(row)


class Prepared:
    """A statement of plain columns and named parameters, without lists of variable length; by dialect if need be."""

    def __init__(self, statement: Statement | Callable[[Dialect], Statement]) -> None:
        self._statement = statement
        self._spelled: dict[str, _Spelled] = {}

    def first(self, session: Session, **values: Any) -> tuple[Any, ...] | None:  # noqa: ANN401  of the columns' own types
        """Run it with these values; return its only row, or None.

        Raises:
            Exception: the driver's own error.
        """
        session.flush()
        driver: Any = session.info.get(DRIVER) or session.connection().connection.driver_connection
        name = session.get_bind().dialect.name
        spelled = self._spelled.get(name) or self._spell(session.get_bind().dialect)
        rows = driver.execute(spelled.sql, spelled.arguments(values)).fetchall()
        return spelled.row(rows[0]) if rows else None

    def _spell(self, dialect: Dialect) -> _Spelled:
        statement = self._statement(dialect) if callable(self._statement) else self._statement
        compiled = statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError("Only a query or an insertion can be prepared.")
        inward = ((name, _inward(bind.type, dialect)) for bind, name in compiled.bind_names.items())
        outward = enumerate(_outward(column.type, dialect) for column in statement.exported_columns)
        spelled = _Spelled(
            sql=str(compiled),
            given={name: bind.effective_value for bind, name in compiled.bind_names.items() if not bind.required},
            order=None if compiled.positiontup is None else tuple(compiled.positiontup),
            inward=tuple((name, convert) for name, convert in inward if convert is not None),
            outward=tuple((position, convert) for position, convert in outward if convert is not None),
        )
        self._spelled[dialect.name] = spelled
        return spelled


def _inward(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).bind_processor(dialect)


def _outward(type_: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    return type_.dialect_impl(dialect).result_processor(dialect, None)
