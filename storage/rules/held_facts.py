"""What is held about one person of the facts that a rule asks about: as it was written, to be shown to them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from career.criteria import Fact, FactName
from storage.rules.facts import column_of
from storage.tables import EmployeeRow

_AS_WRITTEN: Mapping[FactName, InstrumentedAttribute[Any]] = {
    FactName.DEPARTMENT: EmployeeRow.department,
    FactName.JOB_TITLE: EmployeeRow.job_title,
    FactName.LOCATION: EmployeeRow.location,
    FactName.JOB_FAMILY: EmployeeRow.job_family,
}
"""Texts that rules compare by their codes, and people read as somebody wrote them."""


def held_facts(session: Session, employee_id: int, facts: Iterable[Fact]) -> Mapping[Fact, Any]:
    """Return what is held of each of `facts` about one employee, None where nothing is; private ones are left out."""
    wanted = [fact for fact in dict.fromkeys(facts) if not fact.name.is_private]
    if not wanted:
        return {}
    columns = [_shown(fact).label(f"fact_{position}") for position, fact in enumerate(wanted)]
    row = session.execute(select(*columns).where(EmployeeRow.id == employee_id)).one()
    return dict(zip(wanted, row, strict=True))


def _shown(fact: Fact) -> ColumnElement[Any] | InstrumentedAttribute[Any]:
    return _AS_WRITTEN[fact.name] if fact.name in _AS_WRITTEN else column_of(fact)
