"""The database as a command in the terminal meets it."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def the_database() -> Iterator[None]:
    """Say in one line, instead of a trace, that the database cannot be used while the block runs.

    Raises:
        click.ClickException: with that line.
    """
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415  not every command needs it

    from bot.operating.trouble import why_unusable  # noqa: PLC0415  as above

    try:
        yield
    except DBAPIError as error:
        said = why_unusable(error)
        if said is None:
            raise
        raise click.ClickException(said) from error
