"""Runs migrations on the connection it is handed, or on DATABASE_URL when alembic's own command line is used."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from storage.database import Database
from storage.tables import Row


def _render(kind: str, item: Any, _autogen: AutogenContext) -> str | Literal[False]:  # noqa: ANN401  alembic's signature
    """Write our own column types as the plain ones below them: a migration must outlive our code."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def _migrate() -> None:
    connection = context.config.attributes.get("connection")
    if connection is not None:
        context.configure(connection=connection, target_metadata=Row.metadata, render_item=_render)
        with context.begin_transaction():
            context.run_migrations()
        return
    database = Database(os.environ["DATABASE_URL"])
    try:
        with database.alone() as own:
            context.configure(connection=own, target_metadata=Row.metadata, render_item=_render)
            context.run_migrations()
    finally:
        database.close()


_migrate()
