"""One process at a time on one SQLite file: two would answer half of the clicks each and deliver at twice the pace."""

import fcntl
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import make_url

from bot.config import Settings, SettingsError


class AlreadyRunningError(Exception):
    """This process may not run on its database; the text is one line saying why and what to do."""


def alone_on(settings: Settings) -> ExitStack:
    """Take a SQLite file for this process alone until the stack is closed; PostgreSQL takes any number.

    Raises:
        AlreadyRunningError: another process runs on the file.
        SettingsError: this account may not write there.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return ExitStack()
    file = Path(url.database or "")
    try:
        return held(file.with_name(f"{file.name}.lock"))
    except BlockingIOError as error:
        raise AlreadyRunningError(
            f"Coxswain already runs on {file}: stop it first. More than one process at a time needs PostgreSQL."
        ) from error
    except OSError as error:
        raise SettingsError(
            f"DATABASE_URL: {file.parent} cannot be written ({error.strerror}); give it to the account that runs Coxswain."
        ) from error


def held(lock: Path) -> ExitStack:
    """Hold this file, which is made if need be, until the stack is closed; the system lets go at any death.

    Raises:
        BlockingIOError: another process holds it.
        OSError: it cannot be made.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        fcntl.flock(stack.enter_context(lock.open("a")), fcntl.LOCK_EX | fcntl.LOCK_NB)
        return stack.pop_all()
