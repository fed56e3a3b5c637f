"""A SQLite connection that threads use in turn: what is a whole transaction to SQLAlchemy is a savepoint to SQLite."""

import sqlite3

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from storage.prepared import DRIVER


class SharedConnection(sqlite3.Connection):
    """A group of turns on one connection: each is kept or undone by itself, and all that were kept are durable at once."""

    in_turn = False

    def begin_group(self) -> None:
        """Begin what `commit_group` makes durable, holding SQLite's write lock from the start."""
        self.execute("BEGIN IMMEDIATE")

    def commit_group(self) -> None:
        """Make every turn that was kept since `begin_group` durable."""
        super().commit()

    def rollback_group(self) -> None:
        """Undo every turn since `begin_group`."""
        super().rollback()

    def begin_turn(self) -> None:
        """Begin one thread's turn."""
        self.execute("SAVEPOINT turn")
        self.in_turn = True

    def keep_turn(self) -> None:
        """End a turn, and keep what was done in it if the group is kept."""
        self.in_turn = False
        self.execute("RELEASE turn")

    def undo_turn(self) -> bool:
        """End a turn and undo what was done in it; return whether the turns before it still stand.

        After a full disk or an I/O error they do not: then SQLite rolls the whole transaction back.
        """
        self.in_turn = False
        try:
            self.execute("ROLLBACK TO turn")
            self.execute("RELEASE turn")
        except sqlite3.Error:
            return False
        return True

    def commit(self) -> None:
        """Do nothing: a turn is kept when it ends."""

    def rollback(self) -> None:
        """Undo what was done in this turn so far; the turn goes on."""
        if self.in_turn and self.in_transaction:
            self.execute("ROLLBACK TO turn")


class Writer:
    """The one connection that is handed round, with its session: to make and end one costs as much as a statement."""

    def __init__(self, connection: Connection) -> None:
        driver = connection.connection.driver_connection
        if not isinstance(driver, SharedConnection):
            raise TypeError("A group commit needs a SharedConnection.")
        self.connection = connection
        self.shared = driver
        self.session = Session(connection, expire_on_commit=False, info={DRIVER: driver})
