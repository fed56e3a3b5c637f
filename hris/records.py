"""What a checked row of an HR export becomes. No field here can hold a protected characteristic or pay."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Kind(Enum):
    """What a file is about."""

    EMPLOYEES = "employees"
    SKILLS = "skills"
    COMPLETIONS = "completions"
    REVIEWS = "reviews"
    RECOGNITION = "recognition"
    LEAVE = "leave"
    CALENDAR = "calendar"


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


@dataclass(frozen=True, slots=True)
class CompletionRecord:
    """One training that one person, known by number, by e-mail or by both, completed."""

    line: int
    number: str | None
    email: str | None
    title: str
    completed_on: date


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """One performance review of one person, known by number, by e-mail or by both."""

    line: int
    number: str | None
    email: str | None
    review: Review


@dataclass(frozen=True, slots=True)
class RecognitionRecord:
    """Thanks that one person, known by number, by e-mail or by both, received; `given_by` is a name as the file has it."""

    line: int
    number: str | None
    email: str | None
    is_award: bool
    words: str
    given_by: str | None
    given_on: date


@dataclass(frozen=True, slots=True)
class LeaveRecord:
    """Days on which one person, known by number, by e-mail or by both, is away: first and last included.

    `is_off`: the leave was called off or refused, so that the person is not away on these days.
    """

    line: int
    number: str | None
    email: str | None
    first_day: date
    last_day: date
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class HolidayRecord:
    """A day of the company calendar on which nobody works; `location` None is everywhere."""

    line: int
    day: date
    name: str
    location: str | None


PersonalRecord = SkillRecord | CompletionRecord | ReviewRecord | RecognitionRecord | LeaveRecord
"""What a file tells of somebody who is in the employees' file."""

Record = EmployeeRecord | PersonalRecord | HolidayRecord
