"""What is taught, when, and who wants it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_WISH = 200
"""Characters of an interest in one's own words."""


class EnrolmentState(StrEnum):
    """Where one employee stands with one workshop."""

    SEAT = "seat"
    WAITLIST = "waitlist"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Programme:
    """What is taught; `skills` by their names."""

    id: int
    title: str
    description: str
    provider: str | None
    skills: tuple[str, ...]
    qualifies_for_tuition_assistance: bool


@dataclass(frozen=True, slots=True)
class Workshop:
    """One dated session; `taken` of its `seats` are given, `waiting` people wait."""

    id: int
    programme_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    venue: str
    seats: int
    taken: int
    waiting: int

    @property
    def is_full(self) -> bool:
        """Whether the next person joins the waitlist."""
        return self.taken >= self.seats
