"""The skills, departments, places and jobs that the company's own data knows, for menus to choose from."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from career.criteria import FactName
from career.employees import EmploymentStatus
from storage.conditions import holds_every_word
from storage.tables import CompletionRow, EmployeeRow, InterestRow, ProgrammeRow, SkillRow

_COLUMNS: Mapping[FactName, tuple[InstrumentedAttribute[str | None], InstrumentedAttribute[str | None]]] = {
    FactName.DEPARTMENT: (EmployeeRow.department, EmployeeRow.department_code),
    FactName.LOCATION: (EmployeeRow.location, EmployeeRow.location_code),
    FactName.JOB_FAMILY: (EmployeeRow.job_family, EmployeeRow.job_family_code),
    FactName.JOB_TITLE: (EmployeeRow.job_title, EmployeeRow.job_title_code),
}


def known_texts(session: Session, name: FactName, words: str, *, longest: int, most: int) -> tuple[str, ...]:
    """Return up to `most` known texts of at most `longest` characters that hold every one of `words`, by the alphabet.

    `name` is SKILL, a fact about a training, or a fact that is a text. The company's skills and trainings are all known
    ones; the other texts are those of people who work here.
    """
    text, code, here = _known(name)
    found = (here, func.length(text) <= longest, *holds_every_word(code, words))
    query = select(func.min(text)).where(*found).group_by(code)
    return tuple(session.scalars(query.order_by(code).limit(most)))


def known_codes(session: Session, name: FactName) -> Mapping[str, str]:
    """Return all known texts of a sort, as `known_texts` has them, by their codes."""
    text, code, here = _known(name)
    return {row[0]: row[1] for row in session.execute(select(code, func.min(text)).where(here).group_by(code))}


def all_skills(session: Session) -> Sequence[tuple[str, str]]:
    """Return every skill that the company knows, as (code, name)."""
    return [(code, name) for code, name in session.execute(select(SkillRow.code, SkillRow.name))]


def skill_names(session: Session, codes: Collection[str]) -> Mapping[str, str]:
    """Return how the company writes these skills, by their codes."""
    rows = session.execute(select(SkillRow.code, SkillRow.name).where(SkillRow.code.in_(codes)))
    return {row.code: row.name for row in rows}


_Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def _known(name: FactName) -> tuple[_Column, _Column, ColumnElement[bool]]:
    """Return where the known texts of a sort stand: the text, its code, and which rows count."""
    match name.is_about:
        case "skill":
            return SkillRow.name, SkillRow.code, true()
        case "training":
            known = _trainings(name)
            return known.c.text, known.c.code, true()
        case _:
            text, code = _COLUMNS[name]
            return text, code, and_(EmployeeRow.status != EmploymentStatus.LEFT, code.is_not(None))


def _trainings(name: FactName) -> Subquery:
    """Return the trainings that HR offers or offered, with those completed elsewhere or asked for in people's words."""
    offered = select(ProgrammeRow.title.label("text"), ProgrammeRow.title_code.label("code"))
    if name is FactName.COMPLETED_TRAINING:
        others: Select[*tuple[Any, ...]] = select(CompletionRow.title, CompletionRow.title_code)
    else:
        wished = InterestRow.about.startswith(_OWN_WORDS)
        others = select(InterestRow.words, func.substr(InterestRow.about, len(_OWN_WORDS) + 1)).where(wished)
    return offered.union_all(others).subquery("trainings")


_OWN_WORDS = "words:"
"""How the name of an interest in one's own words begins (`InterestRow.about`)."""
