"""HR looking up who did what, and taking tables out."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from storage.database import Database
from storage.house.audit import note
from storage.house.audit_reading import Entry, entries, everything, numbers_of
from storage.house.exports import Cell, Export, WriteTable, applications, employees, interests, rows_of


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A page of what was done, newest first; an employee is named by number."""

    entries: tuple[Entry, ...]
    words: str
    skip: int
    total: int


class Subject(StrEnum):
    """What HR may take out."""

    EMPLOYEES = "employees"
    APPLICATIONS = "applications"
    INTEREST = "interest"
    AUDIT = "audit"


_TABLES: Mapping[Subject, Callable[[], Export]] = {
    Subject.EMPLOYEES: employees,
    Subject.APPLICATIONS: applications,
    Subject.INTEREST: interests,
}
_AUDIT_HEAD = ("When (UTC)", "By", "What", "About", "Details")


def audit(database: Database, words: str, skip: int, most: int) -> AuditPage:
    """Return a page of what was done that has every one of `words` in it; the first where so much is not there any more."""
    searched = words.casefold().split()
    with database.read() as session:
        found, total = entries(session, searched, skip, most)
        if not found and skip:
            skip, (found, total) = 0, entries(session, searched, 0, most)
        numbers = numbers_of(session, found)
    named = tuple(
        replace(entry, subject=f"employee {number}") if (number := numbers.get(entry.subject)) else entry
        for entry in found
    )
    return AuditPage(named, words, skip, total)


def take_out(database: Database, by: str, subject: Subject, write: WriteTable, now: datetime) -> int:
    """Write a table for HR, note who took it, and return how many rows it has."""
    with database.read() as session:
        if subject is Subject.AUDIT:
            count = write(_AUDIT_HEAD, (_audit_row(entry) for entry in everything(session)))
        else:
            export = _TABLES[subject]()
            count = write(export.head, rows_of(session, export))
    with database.begin() as session:
        note(session, by, "table.exported", f"export:{subject}", now, rows=count)
    return count


def _audit_row(entry: Entry) -> Sequence[Cell]:
    details = json.dumps(entry.details, ensure_ascii=False)
    return entry.at.isoformat(), entry.by, entry.action, entry.subject, details
