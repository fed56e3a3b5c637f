"""The kinds of file that can be read: how each is recognised by its headers, what it must have, and who reads it.

A further kind adds its member to `Kind`, its record, its headers, its module and one entry here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hris import employees, skills
from hris.columns import Columns, choose, demand
from hris.header_rows import Column
from hris.headers import HEADERS, Field
from hris.records import Kind
from hris.sheets import Asked, Checked, Sheet


@dataclass(frozen=True, slots=True)
class KindOfFile:
    """`required`: of each group at least one field; `read` checks the rows."""

    required: Sequence[Sequence[Field]]
    read: Callable[[Sheet, Asked], Checked]


KINDS: Mapping[Kind, KindOfFile] = {
    Kind.EMPLOYEES: KindOfFile(employees.REQUIRED, employees.read_employees),
    Kind.SKILLS: KindOfFile(skills.REQUIRED, skills.read_skills),
}

_ONLY_OF_EMPLOYEES = (Field.HIRED_ON, Field.STATUS, Field.LEFT_ON, Field.LEFT_FLAG, Field.JOB_TITLE, Field.DEPARTMENT)
_MARKS: Mapping[Kind, Field] = {Kind.SKILLS: Field.SKILL}


def recognise(columns: Sequence[Column]) -> tuple[Kind, Columns]:
    """Tell what a file is about, and what its columns are.

    A file with the mark of a narrower kind is of that kind, unless it tells what only an employees file tells: then the
    column is one of an employees file, such as "Skills" beside "Job Title".

    Raises:
        UnreadableError: required columns are missing.
    """
    as_employees = choose(columns, HEADERS[Kind.EMPLOYEES])
    kind = Kind.EMPLOYEES
    if not any(field in as_employees.fields for field in _ONLY_OF_EMPLOYEES):
        for narrower, mark in _MARKS.items():
            if mark in choose(columns, HEADERS[narrower]).fields:
                kind = narrower
    chosen = choose(columns, HEADERS[kind])
    demand(columns, chosen, KINDS[kind].required, HEADERS[kind])
    return kind, chosen
