"""What a button or a modal carries with it: small typed values as compact JSON, checked on the way back in.

Nothing in them is trusted: whoever presses may have forged them, so a use case checks rights and state anew.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import TypeVar


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
    """One workshop; `delivery` is the token of the nudge it was chosen from, or empty."""

    workshop_id: int
    delivery: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeForm:
    """What a programme's form is about: 0 for a new one; its revision when it was opened; a wish it is made of, or empty."""

    programme_id: int
    revision: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class WorkshopForm:
    """What a workshop's form is about: 0 for a new one; its programme; its revision when the form was opened."""

    workshop_id: int
    programme_id: int
    revision: int = 0


@dataclass(frozen=True, slots=True)
class WorkshopList:
    """A page of one workshop's roster, attendance or candidates, and how many entries come before it."""

    workshop_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ProgrammeList:
    """A page of those interested in one programme, and how many entries come before it."""

    programme_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ParticipantChoice:
    """Somebody in a workshop as HR saw them: in which state, and how many come before the page they stand on."""

    workshop_id: int
    enrolment_id: int
    seen: str
    skip: int = 0


@dataclass(frozen=True, slots=True)
class CandidateChoice:
    """Somebody who may be nominated for a workshop, and how many come before the page they stand on."""

    workshop_id: int
    employee_id: int
    skip: int = 0


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
class NudgeForm:
    """What a nudge's form is about: 0 for a new one; the mark of its text when the form was opened; what it is copied from."""

    nudge_id: int
    seen: str = ""
    written_from: int = 0


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
class AnswerChoice:
    """One person's copy of a nudge, and the answer to it that is meant (`bot.usecases.nudges.nudge_standing.Said`)."""

    delivery: str
    answer: str


@dataclass(frozen=True, slots=True)
class UncertainChoice:
    """One delivery that may or may not have arrived; `skip` is how many come before the page on which it stands."""

    delivery_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class NoticeChoice:
    """One notice that did not get through; `skip` is how many come before the page on which it stands."""

    notice_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class SkillChoice:
    """One skill that one person's copy of a nudge, by its token, asks about."""

    delivery: str
    skill: str


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
class OpeningForm:
    """What an opening's form is about: 0 for a new one; its revision when the form was opened."""

    opening_id: int
    revision: int = 0


@dataclass(frozen=True, slots=True)
class FundingFor:
    """What funding is asked for: a programme, or 0 for something that HR does not offer."""

    programme_id: int = 0


@dataclass(frozen=True, slots=True)
class RequestChoice:
    """One request for funding, and how many entries come before the page it stands on."""

    request_id: int
    skip: int = 0


@dataclass(frozen=True, slots=True)
class PolicyForm:
    """The form of what HR pays for, and which cap stood in it."""

    seen: int


@dataclass(frozen=True, slots=True)
class ConsistencyPage:
    """A page of who has recognition in at least so many of so many quarters."""

    at_least: int
    of: int
    skip: int


@dataclass(frozen=True, slots=True)
class ShownMatches:
    """The proposed matches that HR was shown: how many, and a fingerprint of which."""

    count: int
    fingerprint: str


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """An employee, by HR's number, whom HR may mean to link to an account; `linked_to` is the one that they have, or empty."""

    number: str
    slack_id: str
    linked_to: str


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """A file that was dropped, by Slack's id and the SHA-256 it had when it was shown; how its dates are read, or empty."""

    file_id: str
    sha256: str
    date_order: str


@dataclass(frozen=True, slots=True)
class HolidayChoice:
    """A day of the company calendar (ISO 8601) at one location, empty for everywhere; `skip` is of the page it stands on."""

    day: str
    location_code: str
    skip: int


@dataclass(frozen=True, slots=True)
class PortfolioPage:
    """One employee's portfolio, by our own id; the part that was turned, by its name, and how many entries come before it."""

    employee_id: int
    part: str = ""
    skip: int = 0


@dataclass(frozen=True, slots=True)
class OwnSkill:
    """A skill that a person declared, by its name; `skip` is how many come before the page it stands on."""

    skill: str
    skip: int = 0


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """The form of the house's settings, which began with those of the mark `seen`."""

    seen: str = ""


@dataclass(frozen=True, slots=True)
class EmployeeChoice:
    """One employee, by HR's number."""

    number: str


Value = (
    Nothing
    | ImportChoice
    | HolidayChoice
    | PortfolioPage
    | OwnSkill
    | SettingsForm
    | EmployeeChoice
    | OpeningChoice
    | ProgrammeChoice
    | WorkshopChoice
    | ProgrammeForm
    | WorkshopForm
    | WorkshopList
    | ProgrammeList
    | ParticipantChoice
    | CandidateChoice
    | ApplicationChoice
    | InterestChoice
    | WishChoice
    | HubPage
    | NudgeChoice
    | SeenNudge
    | DeliveryChoice
    | SkillChoice
    | AnswerChoice
    | UncertainChoice
    | NoticeChoice
    | Page
    | PostingChoice
    | QueuePage
    | SeenApplication
    | OpeningForm
    | NudgeForm
    | FundingFor
    | RequestChoice
    | PolicyForm
    | ConsistencyPage
    | ShownMatches
    | LinkChoice
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
