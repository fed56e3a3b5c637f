"""The skills, departments, places and jobs that the company's own data knows, for menus to choose from."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from career.codes import code_of
from career.criteria import FactName
from career.employees import EmploymentStatus
from storage.tables import EmployeeRow, SkillRow

_COLUMNS: Mapping[FactName, tuple[InstrumentedAttribute[str | None], InstrumentedAttribute[str | None]]] = {
    FactName.DEPARTMENT: (EmployeeRow.department, EmployeeRow.department_code),
    FactName.LOCATION: (EmployeeRow.location, EmployeeRow.location_code),
    FactName.JOB_FAMILY: (EmployeeRow.job_family, EmployeeRow.job_family_code),
    FactName.JOB_TITLE: (EmployeeRow.job_title, EmployeeRow.job_title_code),
}


def known_texts(session: Session, name: FactName, words: str, *, longest: int, most: int) -> tuple[str, ...]:
    """Return up to `most` known texts of at most `longest` characters that hold every one of `words`, by the alphabet.

    `name` is SKILL or a fact that is a text. The company's skills are all known ones; the other texts are those of
    people who work here.
    """
    if name is FactName.SKILL:
        code: InstrumentedAttribute[Any] = SkillRow.code
        query: Select[Any] = select(SkillRow.name).where(func.length(SkillRow.name) <= longest)
    else:
        text, code = _COLUMNS[name]
        here = EmployeeRow.status != EmploymentStatus.LEFT
        query = select(func.min(text)).where(here, code.is_not(None), func.length(text) <= longest).group_by(code)
    for word in code_of(words).split():
        query = query.where(code.contains(word, autoescape=True))
    return tuple(session.scalars(query.order_by(code).limit(most)))
