"""A backup of a SQLite database while it is in use, by SQLite's own online API (sqlite.org/backup.html)."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path


class BackupError(Exception):
    """There is no backup; the text is one line saying why."""


def back_up(database_file: Path, copy: Path) -> None:
    """Copy the database as it is at one instant to `copy`, checked, whole or not at all; nobody waits for it.

    Raises:
        BackupError: there is nothing to copy, `copy` is there already or cannot be written, or the copy is not sound.
    """
    if not database_file.is_file():
        raise BackupError(f"There is no database at {database_file}.")
    unfinished = copy.with_name(f"{copy.name}.unfinished")
    try:
        copy.open("x").close()  # the name is ours from here on
    except FileExistsError as error:
        raise BackupError(f"{copy} is there already; name a file that is not.") from error
    except OSError as error:
        raise BackupError(f"{copy} cannot be written: {error.strerror}.") from error
    try:
        _copy(database_file, unfinished)
        unfinished.replace(copy)
    except (sqlite3.Error, OSError) as error:
        copy.unlink()
        raise BackupError(f"The backup could not be written: {error}.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _copy(database_file: Path, unfinished: Path) -> None:
    """Copy in one go: in WAL mode a reader keeps no writer waiting, and needs not begin anew when somebody writes.

    Raises:
        sqlite3.Error: it cannot be read or written, or the copy is not sound.
    """
    with (
        closing(sqlite3.connect(f"{database_file.resolve().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(unfinished)) as target,
    ):
        source.backup(target)
        # The copy shall be one file, which can be moved by itself.
        target.execute("PRAGMA journal_mode=DELETE").close()
        (found,) = target.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(f"the copy is not sound ({found})")
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
