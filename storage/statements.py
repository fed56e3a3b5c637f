"""Statements that both databases know by different names."""

from typing import Any

from sqlalchemy import Dialect, Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_or_leave(session: Session, row: type[Any]) -> Insert:
    """Return an INSERT that leaves what is there when a unique constraint says that it is there already."""
    return leave_if_there(session.get_bind().dialect, row)


def leave_if_there(dialect: Dialect, row: type[Any]) -> Insert:
    """Return what `insert_or_leave` does, for a dialect."""
    if dialect.name == "sqlite":
        return sqlite.insert(row).on_conflict_do_nothing()
    return postgresql.insert(row).on_conflict_do_nothing()
