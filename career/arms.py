"""The two arms of a nudge: those drawn to get it, and those held out, by what they did within the same days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

OUTCOME_WITHIN = timedelta(days=14)
"""For how long what somebody does counts, from the moment at which their first copy was due or would have been."""


@dataclass(frozen=True, slots=True)
class Arm:
    """People drawn alike, and how many of them acted."""

    people: int
    acted: int

    def __post_init__(self) -> None:
        if not 0 <= self.acted <= self.people:
            raise ValueError(f"Of {self.people} people, {self.acted} cannot have acted.")

    @property
    def share(self) -> float:
        """Which share of them acted, 0 to 1; 0 where there is nobody."""
        return self.acted / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True)
class Stratum:
    """People of one nudge between whom the same draw, with the same share held out, decided."""

    nudged: Arm
    held_out: Arm


def total(arms: Sequence[Arm]) -> Arm:
    """Return the arms as one."""
    return Arm(sum(arm.people for arm in arms), sum(arm.acted for arm in arms))
