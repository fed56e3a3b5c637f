"""What a file's rows come to, and how far along they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Dialect

from hris.answers import WrongRow
from storage.importing.bulk import Bulk


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


@dataclass(frozen=True, slots=True)
class Changes:
    """What applying a file would do, compared with what is stored.

    `writes` prepares doing it, so that nothing is left to be thought about while the database is written; `missing`
    counts people who work here and are not in the file, `flags` how many of them this is new for, or over for.
    """

    counts: Counts
    writes: Callable[[Dialect], Sequence[Bulk]]
    wrong: Sequence[WrongRow]
    sentences: tuple[str, ...] = ()
    missing: int = 0
    flags: int = 0

    @property
    def any(self) -> bool:
        """Whether applying it would change anything."""
        return self.counts.new + self.counts.changed + self.flags > 0
