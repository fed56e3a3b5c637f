"""What a checked row of an HR export becomes. No field here can hold a protected characteristic or pay."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Kind(Enum):
    """What a file is about."""

    EMPLOYEES = "employees"
    SKILLS = "skills"


class Status(Enum):
    """Whether a person works here today."""

    ACTIVE = "active"
    LEAVE = "on leave"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Manager:
    """Whom the row names as manager: a reference only, which may point at a later row or at nobody in the file.

    `number` is an employee number of the same numbering as `EmployeeRecord.number`; `name` reads "Given Family".
    At least one of the two is there.
    """

    number: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Review:
    """The last performance review as the HR system states it; `rating` is on that system's own scale."""

    rating: int | None
    rating_label: str | None
    reviewed_on: date | None


@dataclass(frozen=True, slots=True)
class EmployeeRecord:
    """One person of an employees file.

    `line` is where the row begins in the file, the first line being 1. Texts are NFC, trimmed, with single spaces;
    `number` keeps its leading zeros; `email` is in lower case. `left_on` may lie ahead, and then the person is still
    active. What the file does not say is `None`.
    """

    line: int
    number: str
    given_name: str
    family_name: str
    email: str | None
    job_title: str | None
    department: str | None
    location: str | None
    job_family: str | None
    level: int | None
    hired_on: date | None
    in_role_since: date | None
    status: Status
    left_on: date | None
    manager: Manager | None
    review: Review | None


@dataclass(frozen=True, slots=True)
class SkillRecord:
    """One skill of one person, who is known by number, by e-mail, or by both. `level` is on the file's own scale."""

    line: int
    number: str | None
    email: str | None
    skill: str
    level: int | None


Record = EmployeeRecord | SkillRecord
