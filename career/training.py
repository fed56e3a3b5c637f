"""What is taught, when, and who wants it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_WISH = 200
"""Characters of an interest in one's own words."""

LONGEST_TITLE = 150
LONGEST_DESCRIPTION = 2_500
LONGEST_PROVIDER = 150
LONGEST_VENUE = 200
MOST_SEATS = 500
MOST_SKILLS = 25
LONGEST_COMMENT = 1_000
SHORTEST_REASON = 10
LONGEST_REASON = 500
"""Characters of why a workshop is called off: everybody who was to come reads it."""

BEST_RATING = 5
SHOWN_FROM = 5
"""Answers from which on HR sees what people thought of a workshop: among fewer one could tell whose is whose."""


class WorkshopStatus(StrEnum):
    """A workshop's life: it is planned, and then either held or cancelled, for good."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class WorkshopStep(StrEnum):
    """One line in a workshop's history."""

    PLANNED = "planned"
    CHANGED = "changed"
    CANCELLED = "cancelled"
    HELD = "held"


class EnrolmentState(StrEnum):
    """Where one employee stands with one workshop."""

    SEAT = "seat"
    OFFERED = "offered"
    """HR keeps a seat for somebody it nominated, until they answer."""
    WAITLIST = "waitlist"
    LEFT = "left"
    ATTENDED = "attended"
    ABSENT = "absent"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    """The workshop was called off."""


TAKES_A_SEAT = (
    EnrolmentState.SEAT,
    EnrolmentState.OFFERED,
    EnrolmentState.ATTENDED,
    EnrolmentState.ABSENT,
    EnrolmentState.COMPLETED,
)
"""The states in which one of a workshop's seats is somebody's."""

STANDS = (EnrolmentState.SEAT, EnrolmentState.OFFERED, EnrolmentState.WAITLIST)
"""The states in which somebody still has something to gain or to leave."""

_S = EnrolmentState
MOVES: Mapping[EnrolmentState, frozenset[EnrolmentState]] = {
    _S.WAITLIST: frozenset({_S.SEAT, _S.LEFT, _S.CANCELLED}),
    _S.OFFERED: frozenset({_S.SEAT, _S.LEFT, _S.CANCELLED}),
    _S.SEAT: frozenset({_S.LEFT, _S.CANCELLED, _S.ATTENDED, _S.ABSENT}),
    # Whoever left may come back, at the end of the line or on HR's offer: that is a new beginning, not a step back.
    _S.LEFT: frozenset({_S.WAITLIST, _S.OFFERED}),
    # A slip of the finger on the attendance list is put right; nobody goes back to merely having a seat.
    _S.ATTENDED: frozenset({_S.ABSENT, _S.COMPLETED}),
    _S.ABSENT: frozenset({_S.ATTENDED}),
    _S.COMPLETED: frozenset(),
    _S.CANCELLED: frozenset(),
}
"""Where an enrolment may go from where it stands; the database refuses the rest too."""


class NominationAnswer(StrEnum):
    """What became of the place that HR offered somebody."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


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
    """One dated session; `taken` of its `seats` are given or kept for somebody, `waiting` people wait.

    `revision` counts how often HR changed it.
    """

    id: int
    programme_id: int
    starts_at: datetime
    ends_at: datetime
    zone: str
    venue: str
    seats: int
    status: WorkshopStatus
    revision: int
    taken: int
    waiting: int

    @property
    def is_full(self) -> bool:
        """Whether the next person joins the waitlist."""
        return self.taken >= self.seats
