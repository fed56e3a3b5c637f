"""What a button or a modal carries with it: small typed values as compact JSON, checked on the way back in.

Nothing in them is trusted: whoever presses may have forged them, so a use case checks rights and state anew.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import TypeVar

LONGEST_BUTTON_VALUE = 2_000
"""Characters of a button's value (docs.slack.dev, block elements, button)."""


class OutOfDateError(Exception):
    """The value is not one that this version writes: an old button, or a forged one."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """A button that says everything by its action id."""


@dataclass(frozen=True, slots=True)
class OpeningChoice:
    """One opening; `delivery` is the token of the nudge it was chosen from, or empty."""

    opening_id: int
    delivery: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeChoice:
    """One programme; `delivery` is the token of the nudge it was chosen from, or empty."""

    programme_id: int
    delivery: str = ""


@dataclass(frozen=True, slots=True)
class WorkshopChoice:
    """One workshop."""

    workshop_id: int


@dataclass(frozen=True, slots=True)
class ApplicationChoice:
    """One application."""

    application_id: int


@dataclass(frozen=True, slots=True)
class InterestChoice:
    """One interest; `skip` is how many come before the page it stands on."""

    interest_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class WishChoice:
    """A wish in somebody's own words; `instead_of` is the id of an interest that it replaces, or 0."""

    words: str
    instead_of: int = 0


@dataclass(frozen=True, slots=True)
class HubPage:
    """A page of one part of the hub, by the part's name, and how many entries come before it."""

    part: str
    skip: int


@dataclass(frozen=True, slots=True)
class NudgeChoice:
    """One nudge, 0 for a new one; `skip` is how many come before the page of HR's list on which it stands."""

    nudge_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class SeenNudge:
    """A nudge as HR saw it in a preview: the fingerprint of what it would send, or empty where it was not shown."""

    nudge_id: int
    fingerprint: str = ""
    skip: int = 0


@dataclass(frozen=True, slots=True)
class DeliveryChoice:
    """One person's copy of a nudge."""

    delivery: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: the words searched for, and how many entries come before it."""

    words: str
    skip: int


@dataclass(frozen=True, slots=True)
class PostingChoice:
    """One opening in HR's list, and how many entries come before the page it stands on."""

    opening_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class QueuePage:
    """A page of the applications for one opening, 0 for all of them, and how many entries come before it."""

    opening_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class SeenApplication:
    """One application as HR saw it: at which stage, and submitted when (ISO 8601)."""

    application_id: int
    stage: str
    submitted_at: str


@dataclass(frozen=True, slots=True)
class PlacementChoice:
    """The application that is to fill an opening."""

    opening_id: int
    application_id: int


@dataclass(frozen=True, slots=True)
class ShownMatches:
    """The proposed matches that HR was shown: how many, and a fingerprint of which."""

    count: int
    fingerprint: str


Value = (
    Nothing
    | OpeningChoice
    | ProgrammeChoice
    | WorkshopChoice
    | ApplicationChoice
    | InterestChoice
    | WishChoice
    | HubPage
    | NudgeChoice
    | SeenNudge
    | DeliveryChoice
    | Page
    | PostingChoice
    | QueuePage
    | SeenApplication
    | PlacementChoice
    | ShownMatches
)

V = TypeVar("V", bound=Value)


def encoded(value: Value) -> str:
    """Return `value` as the text that a button or a modal's private_metadata carries."""
    return json.dumps(asdict(value), separators=(",", ":"), ensure_ascii=False)


def decoded(kind: type[V], text: str | None) -> V:
    """Return the `kind` that `text` carries.

    Raises:
        OutOfDateError: the text is no such value.
    """
    try:
        members = json.loads(text or "")
    except ValueError as error:
        raise OutOfDateError(f"not JSON: {error}") from error
    wanted = {field.name: field.type for field in fields(kind)}
    if not isinstance(members, dict) or set(members) != set(wanted):
        raise OutOfDateError(f"not a {kind.__name__}")
    if any(type(members[name]) is not type_ for name, type_ in wanted.items()):
        raise OutOfDateError(f"not the types of a {kind.__name__}")
    return kind(**members)
