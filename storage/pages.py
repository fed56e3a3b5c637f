"""A page of something long, and how much there is of it: however long it is, no more is read than is shown."""

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

T = TypeVar("T")

Held = tuple[tuple[T, ...], int]
"""A page of things, and how many there are in all; the count is 0 beyond the last page."""


def page(session: Session, query: Select[*tuple[Any, ...]], skip: int, most: int, make: Callable[..., T]) -> Held[T]:
    """Return what `make` makes of up to `most` rows of `query` after the first `skip`, and how many rows it has.

    They are counted by themselves, and only where that tells anything: beside a count in each row, the database would put
    all of them in order, and not the few that are shown.
    """
    rows = session.execute(query.offset(skip).limit(most)).all()
    shown = tuple(make(*row) for row in rows)
    if not rows or (skip == 0 and len(rows) < most):
        return shown, len(rows)
    counted = select(func.count()).select_from(query.order_by(None).subquery())
    return shown, session.execute(counted).scalar_one()
