"""Reading the record of who did what and when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from storage.tables import AuditRow, EmployeeRow, SlackPersonRow

_OF_AN_EMPLOYEE = "employee:"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done; `by` is a Slack id or a name, `subject` such as ``opening:12``."""

    at: datetime
    by: str
    action: str
    subject: str
    details: Mapping[str, Any]


def entries(session: Session, words: Sequence[str], skip: int, most: int) -> tuple[list[Entry], int]:
    """Return a page of what was done, newest first, and how much there is; each word must be found somewhere.

    A word is looked for in who did it (by account or by name), in what was done, and in its details; one that is a day
    (ISO 8601) stands for what was done on that day, in UTC.
    """
    wanted = [_holds(word) for word in words]
    total = session.execute(select(func.count()).select_from(AuditRow).where(*wanted)).scalar_one()
    query = select(AuditRow.at, AuditRow.by, AuditRow.action, AuditRow.subject, AuditRow.details).where(*wanted)
    page = session.execute(query.order_by(AuditRow.id.desc()).offset(skip).limit(most))
    return [Entry(*row) for row in page], total


def last_done_to(session: Session, subject: str, action: str | None = None) -> Entry | None:
    """Return the last thing, or the last `action`, that was done to a subject such as ``opening:12``, if any was."""
    query = select(AuditRow.at, AuditRow.by, AuditRow.action, AuditRow.subject, AuditRow.details)
    if action is not None:
        query = query.where(AuditRow.action == action)
    row = session.execute(query.where(AuditRow.subject == subject).order_by(AuditRow.id.desc()).limit(1)).one_or_none()
    return None if row is None else Entry(*row)


def everything(session: Session) -> Iterator[Entry]:
    """Return all that was done, oldest first."""
    query = select(AuditRow.at, AuditRow.by, AuditRow.action, AuditRow.subject, AuditRow.details).order_by(AuditRow.id)
    return (Entry(*row) for row in session.execute(query.execution_options(yield_per=1_000)))


def numbers_of(session: Session, found: Sequence[Entry]) -> Mapping[str, str]:
    """Return the employee numbers of those whom entries are about, by the entries' subjects."""
    ids = {
        int(entry.subject.removeprefix(_OF_AN_EMPLOYEE))
        for entry in found
        if entry.subject.startswith(_OF_AN_EMPLOYEE) and entry.subject.removeprefix(_OF_AN_EMPLOYEE).isdecimal()
    }
    query = select(EmployeeRow.id, EmployeeRow.number).where(EmployeeRow.id.in_(ids))
    return {f"{_OF_AN_EMPLOYEE}{id_}": number for id_, number in session.execute(query)}


def _holds(word: str) -> ColumnElement[bool]:
    on = _day(word)
    if on is not None:
        begins = datetime.combine(on, time.min, UTC)
        return AuditRow.at.between(begins, begins + timedelta(days=1) - timedelta.resolution)
    named = select(SlackPersonRow.slack_id).where(func.lower(SlackPersonRow.real_name).contains(word, autoescape=True))
    numbered = select(_OF_AN_EMPLOYEE + cast(EmployeeRow.id, Text)).where(EmployeeRow.number == word)
    texts = (AuditRow.by, AuditRow.action, AuditRow.subject, cast(AuditRow.details, Text))
    return or_(
        *(func.lower(text).contains(word, autoescape=True) for text in texts),
        AuditRow.by.in_(named),
        AuditRow.subject.in_(numbered),
    )


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
