"""Statements that both databases know by different names."""

from typing import Any

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def insert_or_leave(session: Session, row: type[Any]) -> Insert:
    """Return an INSERT that leaves what is there when a unique constraint says that it is there already."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(row).on_conflict_do_nothing()
    return postgresql.insert(row).on_conflict_do_nothing()
