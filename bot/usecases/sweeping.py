"""Going through what has come due, one thing after the other: what is wrong with one keeps no other from its turn."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_log = logging.getLogger(__name__)


@contextmanager
def on_its_own(what: str, number: int) -> Iterator[None]:
    """Run the block, which is about one thing alone, such as ``Nudge`` 7, in a transaction of its own.

    Whatever is wrong is logged, by that number and no name, and left for the next round: the database is away, a stored
    rule is of another version, or a mistake of ours that nobody foresaw.
    """
    try:
        yield
    except Exception:  # noqa: BLE001  nobody foresaw it, and the others go on
        _log.exception("%s %d could not be worked on", what, number)
