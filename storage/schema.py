"""The schema's version: bring it up to date, and tell whether it is."""

from pathlib import Path

from sqlalchemy import inspect, text

from storage.database import Database

HEAD = "0003"
"""The newest migration; a test keeps it equal to what stands in storage/migrations."""


def migrate(database: Database) -> None:
    """Bring the schema up to the newest version, in one transaction; does nothing where it is there already."""
    # Alembic takes longer to import than an idle app to start, and is needed only here.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with database.alone() as connection:
        if database.url.get_backend_name() == "postgresql":
            # Two machines that start at once migrate one after the other.
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('coxswain.migrate'))"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def version(database: Database) -> str | None:
    """Return the version of the schema, or None where there is none yet."""
    with database.read() as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        found: str | None = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found
