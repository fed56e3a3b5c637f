"""What the doctor looks at on this machine: the database, the disk, the time zones."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError

from bot.operating.findings import Finding
from storage.database import Database
from storage.schema import HEAD, version

LEAST_FREE = 500_000_000
"""Bytes on the database's disk below which it is time to make room."""

_DAMAGED = "Check DATABASE_URL; if the file is damaged, stop Coxswain and put the last backup in its place."
_AWAY = "Check DATABASE_URL, and that the server runs and lets this machine in."

_OLDEST_POSTGRESQL = 130_000
"""PostgreSQL 13, the first with gen_random_uuid() of its own (postgresql.org/docs/13/functions-uuid.html)."""


def database(url: str) -> Iterator[Finding]:
    """Look whether the database can be reached, has our schema, and has room."""
    file = make_url(url).database if make_url(url).get_backend_name() == "sqlite" else None
    if file is not None:
        found = _not_in_use(Path(file))
        if found is not None:
            yield found
            return
        yield disk(Path(file), shutil.disk_usage(Path(file).parent).free)
    held = Database(url)
    try:
        yield _schema(held)
        if not held.is_sqlite:
            yield _postgresql(held)
    except SQLAlchemyError as error:
        said = f"it cannot be reached ({type(error).__name__})"
        yield Finding("database", said, _DAMAGED if held.is_sqlite else _AWAY)
    finally:
        held.close()


def _not_in_use(file: Path) -> Finding | None:
    """Return why this account cannot use the file of a SQLite database, or does not yet; None where it does."""
    folder = next(place for place in file.absolute().parents if _may(place, os.F_OK))
    there = _may(file, os.F_OK)
    # SQLite writes its log beside the file, and we our lock.
    if not _may(folder, os.W_OK | os.X_OK) or (there and not _may(file, os.R_OK | os.W_OK)):
        return Finding(
            "database",
            f"this account may not write {file}",
            "Give the folder and what is in it to the account that runs Coxswain (chown), or name another in DATABASE_URL.",
        )
    if not there:
        return Finding("database", f"{file} is not there yet: the first start makes it")
    return None


def _may(place: Path, wanted: int) -> bool:
    return os.access(place, wanted, effective_ids=True)


def disk(file: Path, free: int) -> Finding:
    """Judge the bytes that are free on the disk of the database's file."""
    said = f"{free / 1e9:.1f} GB free beside {file.name}"
    return Finding("disk", said, "" if free >= LEAST_FREE else "Make room: a full disk stops every command.")


def time_zones() -> Finding:
    """Look whether the time zones are there by which people's working hours are read."""
    zones = available_timezones()
    try:
        ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        return Finding("time zones", "none are installed", "Install the requirements again: tzdata is missing.")
    return Finding("time zones", f"{len(zones)} known")


def _schema(held: Database) -> Finding:
    found = version(held)
    if found == HEAD:
        return Finding("database", f"reached, schema {HEAD}")
    remedy = (
        "Run `python -m bot migrate`." if found is None or found < HEAD else "Upgrade Coxswain: its schema is older."
    )
    return Finding("database", f"reached, but its schema is {found or 'missing'} and not {HEAD}", remedy)


def _postgresql(held: Database) -> Finding:
    with held.read() as session:
        number = int(session.execute(text("SHOW server_version_num")).scalar_one())
    said = f"PostgreSQL {number // 10_000}.{number % 10_000}"
    return Finding("server", said, "" if number >= _OLDEST_POSTGRESQL else "Upgrade PostgreSQL to 13 or newer.")
