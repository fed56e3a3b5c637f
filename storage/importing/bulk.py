"""Many rows, and what is done with all of them at once."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, Table
from sqlalchemy.orm import Session

from storage.apart import Apart
from storage.batches import BATCH

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Bulk:
    """Things, the row that each of them becomes, and the statements that write all rows once they are put `aside`.

    A row's values are in the order of the columns of `aside`.
    """

    aside: Table
    things: Collection[Any]
    row: Callable[[Any], Sequence[Any]]
    statements: Sequence[Executable]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Statements whose rows are put aside, with nothing left to do but to execute them."""

    statements: Sequence[Executable]

    def write(self, session: Session) -> None:
        """Execute them in a transaction of the connection on which the rows were put aside."""
        session.flush()
        for statement in self.statements:
            session.connection().execute(statement)


def prepare(apart: Apart, bulks: Sequence[Bulk], progress: Progress) -> Prepared:
    """Put all rows aside, which takes long and keeps nobody waiting."""
    total = sum(len(bulk.things) for bulk in bulks)
    done = 0

    def rows(bulk: Bulk) -> Iterator[Sequence[Any]]:
        nonlocal done
        for thing in bulk.things:
            yield bulk.row(thing)
            done += 1
            if done % BATCH == 0 or done == total:
                progress(done, total)

    statements: list[Executable] = []
    for bulk in bulks:
        if bulk.things:
            apart.put_aside(bulk.aside, rows(bulk))
            statements.extend(bulk.statements)
    return Prepared(statements)
