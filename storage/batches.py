"""Writing many rows with few statements, on either database."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Dialect, Insert, Select, true
from sqlalchemy.orm import Session

from storage.statements import insertion

BATCH = 1_000
"""Rows per statement: far fewer statements than rows, and well under the 32,766 values that SQLite takes in one."""

Thing = TypeVar("Thing")


def batches(things: Sequence[Thing], most: int = BATCH) -> Iterator[Sequence[Thing]]:
    """Cut `things` into runs of at most `most`, in their order."""
    return (things[start : start + most] for start in range(0, len(things), most))


def batched(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    """Cut `things` into runs like `batches`, taking no more of them at a time."""
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch


def insert_or_update(session: Session, row: type[Any], key: Collection[str], change: Collection[str]) -> Insert:
    """Return an INSERT that sets the columns `change` instead where a row with the same `key` is there already."""
    put = insertion(session.get_bind().dialect, row)
    return put.on_conflict_do_update(index_elements=list(key), set_={name: put.excluded[name] for name in change})


def put_from(
    dialect: Dialect,
    row: type[Any],
    columns: Sequence[str],
    chosen: Select[*tuple[Any, ...]],
    *,
    key: Collection[str],
    change: Collection[str],
    where: ColumnElement[bool] | None = None,
) -> Insert:
    """Return an INSERT of what is `chosen`, for these columns, that sets the columns `change` instead where a row is there.

    With `where`, a row that is there and of which that is not true stays as it is.
    """
    # Without a WHERE of its own, SQLite would take ON CONFLICT for the beginning of a join.
    put = insertion(dialect, row).from_select(list(columns), chosen.where(true()))
    return put.on_conflict_do_update(
        index_elements=list(key), set_={name: put.excluded[name] for name in change}, where=where
    )
