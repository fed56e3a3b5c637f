"""Statements that both databases know by different names.

SQLAlchemy's modules about PostgreSQL, with every driver there is for it, are loaded only where that is the database:
they are 2 MB and a tenth of the time in which an idle app starts.
"""

from typing import TYPE_CHECKING, Any

from sqlalchemy import Dialect, Insert
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite


def insertion(dialect: Dialect, row: type[Any]) -> "sqlite.Insert | postgresql.Insert":
    """Return an INSERT that can be told what to do about a row that is there already."""
    if dialect.name == "sqlite":
        from sqlalchemy.dialects.sqlite import insert  # noqa: PLC0415  see above

        return insert(row)
    from sqlalchemy.dialects.postgresql import insert as insert_into_postgresql  # noqa: PLC0415  see above

    return insert_into_postgresql(row)


def insert_or_leave(session: Session, row: type[Any]) -> Insert:
    """Return an INSERT that leaves what is there when a unique constraint says that it is there already."""
    return leave_if_there(session.get_bind().dialect, row)


def leave_if_there(dialect: Dialect, row: type[Any]) -> Insert:
    """Return what `insert_or_leave` does, for a dialect."""
    return insertion(dialect, row).on_conflict_do_nothing()
