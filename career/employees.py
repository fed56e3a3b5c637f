"""The people of the company, as far as steering and rowing need to know them."""

from dataclasses import dataclass
from enum import StrEnum


class EmploymentStatus(StrEnum):
    """Where a person stands with the company. Somebody on leave may try everything; they are only not nudged."""

    ACTIVE = "active"
    LEAVE = "leave"
    LEFT = "left"


class SlackMatch(StrEnum):
    """How an employee came to be linked to a Slack account."""

    EMAIL = "email"
    NAME = "name"
    HR = "hr"
    APART = "apart"
    """Not at all: HR took a wrong match away, and only HR's word links the person again."""


class SkillSource(StrEnum):
    """Who says that an employee has a skill."""

    IMPORTED = "imported"
    DECLARED = "declared"
    TRAINED = "trained"


@dataclass(frozen=True, slots=True)
class Employee:
    """A person from the HR system; `slack_id` and `zone` are None until a Slack account is linked."""

    id: int
    number: str
    given_name: str
    family_name: str
    status: EmploymentStatus
    job_title: str | None
    department: str | None
    location: str | None
    slack_id: str | None
    zone: str | None

    @property
    def full_name(self) -> str:
        """The name as it is written, given name first."""
        return f"{self.given_name} {self.family_name}".strip()
