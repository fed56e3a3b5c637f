"""Applications: one employee, one opening, and the decisions that people took on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SHORTEST_REASON = 3
SHORTEST_FEEDBACK = 10
"""Characters of a reason to decline: whoever is declined is owed a sentence, not a word."""
LONGEST_TEXT = 2_000
"""Characters of a note or a reason: what a person reads on a phone, and well within a Slack text of 3,000."""


class Stage(StrEnum):
    """Where an application stands."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    INTERVIEW = "interview"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    OPENING_CANCELLED = "opening_cancelled"
    """The job itself was cancelled: an end of its own, which nobody decided about the applicant."""

    @property
    def has_ended(self) -> bool:
        """Whether nothing more is decided on it."""
        return self in {Stage.ACCEPTED, Stage.DECLINED, Stage.WITHDRAWN, Stage.OPENING_CANCELLED}

    @property
    def is_standing(self) -> bool:
        """Whether there is an application at all: one that was withdrawn may be made again."""
        return self is not Stage.WITHDRAWN


class Decision(StrEnum):
    """What an HR member decides when considering an application."""

    REVIEW = "review"
    INTERVIEW = "interview"
    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"


STAGE_AFTER: Mapping[Decision, Stage] = {
    Decision.REVIEW: Stage.IN_REVIEW,
    Decision.INTERVIEW: Stage.INTERVIEW,
    Decision.OFFER: Stage.OFFERED,
    Decision.ACCEPT: Stage.ACCEPTED,
    Decision.DECLINE: Stage.DECLINED,
}


def shortest_reason(decision: Decision) -> int:
    """Return how many characters the reason for `decision` has at the least."""
    return SHORTEST_FEEDBACK if decision is Decision.DECLINE else SHORTEST_REASON


_FORWARD = (Stage.SUBMITTED, Stage.IN_REVIEW, Stage.INTERVIEW, Stage.OFFERED, Stage.ACCEPTED)


def decisions_from(stage: Stage) -> tuple[Decision, ...]:
    """Return the decisions that may be taken at `stage`: forward, or declined; none once the application has ended."""
    if stage.has_ended:
        return ()
    ahead = set(_FORWARD[_FORWARD.index(stage) + 1 :])
    return tuple(decision for decision in Decision if STAGE_AFTER[decision] in ahead | {Stage.DECLINED})


@dataclass(frozen=True, slots=True)
class Application:
    """One employee's application for one opening; `considered_at` is None while no person has considered it."""

    id: int
    opening_id: int
    employee_id: int
    note: str
    stage: Stage
    submitted_at: datetime
    considered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Consideration:
    """A person's recorded decision: who, when, what, why."""

    by_name: str
    decision: Decision
    reason: str
    at: datetime
