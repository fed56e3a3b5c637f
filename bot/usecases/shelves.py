"""Pages of what is one person's own: however much there is, no more is read than is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from storage.pages import Held

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shelf(Generic[T_co]):
    """A page of one part: what stands on it, how many come before it, how many there are.

    Where they are not counted to the end, `total` is one more than was shown so far as long as others follow.
    """

    entries: tuple[T_co, ...]
    skip: int
    total: int
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class Turned:
    """The one part that is not on its first page, by its name, and how many entries come before its page."""

    part: str = ""
    skip: int = 0

    def before(self, part: str) -> int:
        """Return how many entries come before the page of this part."""
        return max(0, self.skip) if self.part == part else 0


FIRST_PAGES = Turned()

Read = Callable[[Session, int, int, int], Held[T]]
"""Reads a page of something about an employee: their id, how many entries come before it, how many it holds."""


def shelf(read: Read[T], session: Session, employee_id: int, skip: int, size: int) -> Shelf[T]:
    """Return a page of what `read` reads; the first one where so many are not there any more."""
    entries, total = read(session, employee_id, skip, size)
    if not entries and skip:
        skip, (entries, total) = 0, read(session, employee_id, 0, size)
    return Shelf(entries, skip, total)
