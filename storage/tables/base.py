"""What all mapped rows share."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, MetaData, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.schema import CreateIndex
from sqlalchemy.sql.compiler import DDLCompiler

from storage.types import JsonDocument, UtcDateTime


class Row(DeclarativeBase):
    """The base of every mapped row; constraints are named alike on every database, so that migrations find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy reads it from the class
        datetime: UtcDateTime(),
        dict[str, Any]: JsonDocument(),
    }


class PartialIndex(Index):
    """An index of those rows alone for which `where` holds, in SQL that both databases know.

    SQLAlchemy would load its modules about PostgreSQL to look at an argument for that database, so it is given only when
    the index is made there.
    """

    def __init__(self, name: str, *columns: str, where: str, unique: bool = False) -> None:
        self.where = where
        super().__init__(name, *columns, unique=unique, sqlite_where=text(where))


@compiles(CreateIndex, "postgresql")
def _on_postgresql(create: CreateIndex, compiler: DDLCompiler, **options: Any) -> str:  # noqa: ANN401  SQLAlchemy's
    if isinstance(create.element, PartialIndex):
        create.element.dialect_options["postgresql"]["where"] = text(create.element.where)
    made: str = compiler.visit_create_index(create, **options)  # type: ignore[no-untyped-call]  # SQLAlchemy left it so
    return made
