"""The database as the rest of the house sees it: a transaction that writes, a transaction that reads."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from storage.apart import Apart
from storage.group_commit import GroupCommit
from storage.shared_connection import SharedConnection

T = TypeVar("T")

_BUSY_TIMEOUT = 30_000
"""Milliseconds for which a write waits for another process's write before SQLite gives up."""

_STANDS_STILL = 60_000
"""Milliseconds between two statements of one transaction after which PostgreSQL takes its sender for gone."""

_GONE = {
    "connect_timeout": "10",
    "keepalives_idle": "20",
    "keepalives_interval": "5",
    "keepalives_count": "4",
    "tcp_user_timeout": "40000",
}
"""After how many seconds (the last: milliseconds) of silence a server counts as gone."""

_CHECKPOINT = 10_000
"""Pages of 4 kB that SQLite's log may hold before they are copied into the file, during which writers wait: so many that
few ever meet it. With the default of 1,000 the copying took as long as all commits together."""

_ROOM = 131_072
"""Kilobytes that SQLite may keep of the file for work on very many rows: each goes into half a dozen indexes, at places of
no order, and with the 2 MB of its default every page was written and read again many times."""


class Database:
    """One database: SQLite in a file, or PostgreSQL."""

    def __init__(self, url: str | URL) -> None:
        """Prepare for `url`; nothing is connected yet.

        Raises:
            ValueError: the address is no database this product runs on.
        """
        self.url = make_url(url)
        match self.url.get_backend_name():
            case "sqlite" if self.url.database and self.url.database != ":memory:":
                self.engine = _sqlite_engine(self.url, "query_only=ON", begin="BEGIN")
                self._writing_engine = _sqlite_engine(self.url, begin=None, factory=SharedConnection)
                self._group_commit: GroupCommit | None = GroupCommit(self._writing_engine.connect)
            case "postgresql":
                self.engine = self._writing_engine = create_engine(
                    _let_go_of_who_is_gone(self.url),
                    hide_parameters=True,
                    pool_pre_ping=True,
                    pool_size=20,
                    max_overflow=20,
                )
                self._group_commit = None
            case _:
                raise ValueError("DATABASE_URL must be a SQLite file or a PostgreSQL address.")

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a SQLite file, which one process at a time may run on."""
        return self._group_commit is not None

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Run the block as one transaction that may write.

        On SQLite it holds the write lock from the start (BEGIN IMMEDIATE): what it reads cannot change before it
        writes. On PostgreSQL it is READ COMMITTED: a block that decides on what it read locks those rows.
        When the block ends the transaction is durable; when it raises, nothing is kept.
        """
        if self._group_commit is not None:
            with self._group_commit.transaction() as session:
                yield session
        else:
            with Session(self._writing_engine, expire_on_commit=False) as session, session.begin():
                yield session

    def run(self, work: Callable[[Session], T]) -> T:
        """Do `work` as one transaction that may write, like a block of `begin`, and return what it returns.

        For what many people do in the same second: on SQLite, a thread that is writing does the work of those who
        wait, which costs less than waking each for its turn. So `work` must not depend on the thread it runs in.
        """
        if self._group_commit is not None:
            return self._group_commit.run(work)
        with self.begin() as session:
            return work(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Run the block against one consistent state of the database; a write in it is refused."""
        with Session(self.engine, autoflush=False) as session:
            if not self.is_sqlite:
                session.connection(
                    execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
                )
            yield session

    @contextmanager
    def apart(self) -> Iterator[Apart]:
        """Yield a connection of its own for work on very many rows; what is put aside there ends with the block."""
        group = self._group_commit
        if group is None:
            engine = create_engine(_let_go_of_who_is_gone(self.url), hide_parameters=True)
        else:
            room = (f"cache_size=-{_ROOM}", "temp_store=MEMORY", "wal_autocheckpoint=0")
            engine = _sqlite_engine(self.url, *room, begin="BEGIN IMMEDIATE")
        try:
            with engine.connect() as connection:
                yield Apart(connection, nullcontext if group is None else group.alone)
        finally:
            engine.dispose()

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Run the block as one writing transaction on a plain connection: for migrations."""
        with self.begin() as session:
            yield session.connection()

    def close(self) -> None:
        """Let go of every connection."""
        if self._group_commit is not None:
            self._group_commit.close()
        self._writing_engine.dispose()
        self.engine.dispose()


def _let_go_of_who_is_gone(url: URL) -> URL:
    """Let either side of a connection notice within a minute that the other one is gone without a word.

    A worker that was stopped, or a machine that was switched off, may hold locks for which every other one waits; and
    whoever asks a server that has moved elsewhere would wait for its answer for hours. What an address says of its own is
    kept. The words are libpq's: postgresql.org, "Parameter Key Words".
    """
    ours = _GONE | {"options": f"-c idle_in_transaction_session_timeout={_STANDS_STILL}"}
    return url.update_query_dict({name: value for name, value in ours.items() if name not in url.query})


def _sqlite_engine(
    url: URL, *pragmas: str, begin: str | None, factory: type[SqliteConnection] = SqliteConnection
) -> Engine:
    """Return an engine whose transactions begin by `begin`, or by nothing of SQLAlchemy's.

    WAL lets readers go on beside the writer. FULL, because after a power cut NORMAL may forget that a message was
    about to be sent, and it would be sent twice.
    """
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    options = {"check_same_thread": False, "factory": factory}
    engine = create_engine(url, hide_parameters=True, connect_args=options)

    def prepare(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (
            f"busy_timeout={_BUSY_TIMEOUT}",
            "journal_mode=WAL",
            "synchronous=FULL",
            f"wal_autocheckpoint={_CHECKPOINT}",
            "foreign_keys=ON",
            *pragmas,
        ):
            connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "connect", prepare)
    if begin is not None:
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine
