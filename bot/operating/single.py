"""One process at a time on one SQLite file: two would answer half of the clicks each and deliver at twice the pace."""

import fcntl
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import make_url

from bot.config import Settings


class AlreadyRunningError(Exception):
    """This process may not run on its database; the text is one line saying why and what to do."""


def alone_on(settings: Settings) -> ExitStack:
    """Take a SQLite file for this process alone until the stack is closed; PostgreSQL takes any number.

    The system lets go of the lock at any death of the process.

    Raises:
        AlreadyRunningError: another process runs on the file.
    """
    stack = ExitStack()
    url = make_url(settings.database_url)
    if url.get_backend_name() != "sqlite":
        return stack
    file = Path(url.database or "")
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = stack.enter_context(file.with_name(f"{file.name}.lock").open("a"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        stack.close()
        raise AlreadyRunningError(
            f"Coxswain already runs on {file}: stop it first. More than one process at a time needs PostgreSQL."
        ) from error
    return stack
