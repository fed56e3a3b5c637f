"""How many rows of a file come to what, and how far along they are."""

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Good rows that add, change, or leave as it is; `left` of the first two are people who have left."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.new + other.new,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.left + other.left,
        )
