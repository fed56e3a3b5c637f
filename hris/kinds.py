"""The kinds of file that can be read: how each is recognised by its headers, what it must have, and who reads it.

A further kind adds its member to `Kind`, its record, its headers, its module and one entry here.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from hris import calendars, completions, employees, leaves, recognitions, reviews, skills
from hris.answers import UnreadableError
from hris.columns import Columns, choose, demand
from hris.header_rows import Column
from hris.headers import HEADERS, Field
from hris.records import Kind
from hris.sheets import Asked, Checked, Sheet


@dataclass(frozen=True, slots=True)
class KindOfFile:
    """`required`: of each group at least one field; `read` checks the rows.

    `marks` make a file one of this kind, unless it has a column of its own for one of the fields `never_beside`, by an
    employees file's names: then it is an employees file, such as one with "Skills" beside "Job Title".
    """

    required: Sequence[Sequence[Field]]
    read: Callable[[Sheet, Asked], Checked]
    marks: Sequence[Sequence[Field]] = ()
    never_beside: Collection[Field] = ()


_EMPLOYMENT = (
    Field.HIRED_ON, Field.IN_ROLE_SINCE, Field.STATUS, Field.STATUS_CODE, Field.LEFT_FLAG, Field.ACTIVE_FLAG, Field.LEFT_ON,
)  # fmt: skip
_ABOUT_JOBS = (Field.HIRED_ON, Field.STATUS, Field.LEFT_ON, Field.LEFT_FLAG, Field.JOB_TITLE, Field.DEPARTMENT)
_OF_ANYBODY = (Field.NUMBER, Field.EMAIL)

KINDS: Mapping[Kind, KindOfFile] = {
    Kind.EMPLOYEES: KindOfFile(employees.REQUIRED, employees.read_employees),
    Kind.SKILLS: KindOfFile(skills.REQUIRED, skills.read_skills, ((Field.SKILL,),), _ABOUT_JOBS),
    Kind.COMPLETIONS: KindOfFile(
        completions.REQUIRED, completions.read_completions, ((Field.COURSE,), (Field.COMPLETED_ON,)), ()
    ),
    Kind.RECOGNITION: KindOfFile(
        recognitions.REQUIRED, recognitions.read_recognitions, ((Field.PRAISE,), (Field.PRAISED_ON,)), _EMPLOYMENT
    ),
    Kind.REVIEWS: KindOfFile(
        reviews.REQUIRED,
        reviews.read_reviews,
        ((Field.RATING, Field.RATING_LABEL), (Field.REVIEWED_ON,)),
        _EMPLOYMENT,
    ),
    Kind.LEAVE: KindOfFile(
        leaves.REQUIRED, leaves.read_leaves, ((Field.FIRST_DAY,), (Field.LAST_DAY,)), (*_EMPLOYMENT, Field.JOB_TITLE)
    ),
    Kind.CALENDAR: KindOfFile(
        calendars.REQUIRED,
        calendars.read_calendar,
        ((Field.HOLIDAY,), (Field.HOLIDAY_ON,)),
        (*_OF_ANYBODY, *_EMPLOYMENT),
    ),
}
"""In the order in which they are tried, after employees."""

_LEAVE_OR_EMPLOYMENT = (
    "It cannot be told whether the dates of this file are of leave or of employment. "
    "Please name the columns Leave Start and Leave End, or Hire Date and Termination Date."
)


def recognise(columns: Sequence[Column]) -> tuple[Kind, Columns]:
    """Tell what a file is about, and what its columns are.

    A file with the marks of a narrower kind is of that kind. One with nobody's name in it is no employees file.

    Raises:
        UnreadableError: required columns are missing, or it cannot be told what the file is about.
    """
    as_employees = choose(columns, HEADERS[Kind.EMPLOYEES])
    kind = _narrower(columns, as_employees) or Kind.EMPLOYEES
    chosen = as_employees if kind is Kind.EMPLOYEES else choose(columns, HEADERS[kind])
    demand(columns, chosen, KINDS[kind].required, HEADERS[kind])
    return kind, chosen


def _narrower(columns: Sequence[Column], as_employees: Columns) -> Kind | None:
    for kind, known in KINDS.items():
        chosen = choose(columns, HEADERS[kind])
        if not known.marks or not _has(chosen, known.marks):
            continue
        own = set(chosen.fields.values())
        beside = {field for field, position in as_employees.fields.items() if position not in own}
        if not beside.isdisjoint(known.never_beside):
            continue
        if kind is Kind.LEAVE and not leaves.speaks_of_leave(columns) and _has(as_employees, employees.REQUIRED):
            raise UnreadableError(_LEAVE_OR_EMPLOYMENT)
        return kind
    return None


def _has(chosen: Columns, groups: Sequence[Sequence[Field]]) -> bool:
    return all(any(field in chosen.fields for field in group) for group in groups)
