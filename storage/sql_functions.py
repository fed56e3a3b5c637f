"""Functions that both databases have under different names, for rows of an INSERT … SELECT, which never pass through here."""

from typing import Any

from sqlalchemy import literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Uuid

from storage.tables import NoticeRow


class random_uuid(GenericFunction[Any]):  # noqa: N801  a function's name in SQL
    """A new UUID for each row, drawn by the database."""

    type = Uuid()
    inherit_cache = True


@compiles(random_uuid, "sqlite")
def _in_sqlite(_element: random_uuid, _compiler: SQLCompiler, **_options: object) -> str:
    return "lower(hex(randomblob(16)))"  # SQLAlchemy keeps a UUID on SQLite as 32 hexadecimal digits


@compiles(random_uuid, "postgresql")
def _in_postgresql(_element: random_uuid, _compiler: SQLCompiler, **_options: object) -> str:
    return "gen_random_uuid()"


class json_pair(GenericFunction[Any]):  # noqa: N801  a function's name in SQL
    """A JSON object with one member, as columns of facts hold it (`details_of`)."""

    type = NoticeRow.details.type
    inherit_cache = True


@compiles(json_pair, "sqlite")
def _pair_in_sqlite(element: json_pair, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  SQLAlchemy's own
    return f"json_object({compiler.process(element.clauses, **options)})"


@compiles(json_pair, "postgresql")
def _pair_in_postgresql(element: json_pair, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401  SQLAlchemy's own
    return f"jsonb_build_object({compiler.process(element.clauses, **options)})"


def details_of(name: str, value: InstrumentedAttribute[int]) -> json_pair:
    """Return the facts ``{name: value}``; `name` is one of ours, never something that a person wrote."""
    return json_pair(literal_column(f"'{name}'"), value)
