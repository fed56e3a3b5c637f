"""Internal job postings and the life they have."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from career.criteria import Criterion


class OpeningStatus(StrEnum):
    """Where an opening is in its life; only an open one takes applications."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    FILLED = "filled"
    CANCELLED = "cancelled"


class OpeningVerb(StrEnum):
    """What HR does to an opening."""

    OPEN = "open"
    CLOSE = "close"
    FILL = "fill"
    CANCEL = "cancel"


MOVES: Mapping[tuple[OpeningStatus, OpeningVerb], OpeningStatus] = {
    (OpeningStatus.DRAFT, OpeningVerb.OPEN): OpeningStatus.OPEN,
    (OpeningStatus.CLOSED, OpeningVerb.OPEN): OpeningStatus.OPEN,
    (OpeningStatus.OPEN, OpeningVerb.CLOSE): OpeningStatus.CLOSED,
    (OpeningStatus.DRAFT, OpeningVerb.CLOSE): OpeningStatus.CLOSED,
    (OpeningStatus.OPEN, OpeningVerb.FILL): OpeningStatus.FILLED,
    (OpeningStatus.CLOSED, OpeningVerb.FILL): OpeningStatus.FILLED,
    (OpeningStatus.DRAFT, OpeningVerb.CANCEL): OpeningStatus.CANCELLED,
    (OpeningStatus.OPEN, OpeningVerb.CANCEL): OpeningStatus.CANCELLED,
    (OpeningStatus.CLOSED, OpeningVerb.CANCEL): OpeningStatus.CANCELLED,
}
"""Every allowed move; closing and filling also need every application to be considered (promise 2)."""

EDITABLE = frozenset({OpeningStatus.DRAFT, OpeningStatus.OPEN, OpeningStatus.CLOSED})
"""An opening that has not ended: what is filled or cancelled stays as people knew it."""


@dataclass(frozen=True, slots=True)
class Opening:
    """An internal job posting; `requirements` decides only who is nudged, never who may apply (promise 1)."""

    id: int
    title: str
    description: str
    department: str | None
    location: str | None
    status: OpeningStatus
    requirements: Criterion
    closes_on: date | None
    """The last day on which to apply; it is a promise to people, and HR closes the opening by hand."""
    revision: int = 1
    """Counts up with each change, so that a form which was opened before the last one is told apart."""


@dataclass(frozen=True, slots=True)
class Cancellation:
    """That an opening was called off for good: who said so, when, and the reason that every applicant reads."""

    by_name: str
    reason: str
    at: datetime
