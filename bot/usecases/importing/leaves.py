"""A file of leave against the leave that is noted: what it changes, and what it ends.

Nothing is sent to people on leave, so one that was called off must not keep their nudges away. Whoever is in the file is on
leave as the file says. Whoever is not in it is told of and nothing else: exports of one division are common.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import Dialect
from sqlalchemy.orm import Session

from bot.usecases.importing.changes import Changes, Counts
from bot.usecases.importing.persons import persons
from bot.usecases.importing.records import Gathered, changes_to, of_people
from hris.answers import Reading, WrongRow
from hris.records import LeaveRecord
from storage.importing.bulk import Bulk, Progress
from storage.importing.record_imports import LEAVES, LeaveKey, ended_leaves, leaves_not_over

Leaves = Mapping[LeaveKey, date]
"""Leaves with their last days."""


@dataclass(frozen=True, slots=True)
class _Absent:
    """Leaves that are noted and not in the file: those that end with it, and those of people of whom it says nothing."""

    ended: Collection[LeaveKey]
    untold: int


def compare_leaves(session: Session, reading: Reading, now: datetime, progress: Progress) -> Changes:
    """Compare a file with everybody's leave."""
    granted, called_off = _rows(session, reading, is_off=False), _rows(session, reading, is_off=True)
    changes = changes_to(session, LEAVES, granted, now, progress)
    stored = LEAVES.stored(session, called_off.values.keys())
    off = called_off.values.keys() - granted.values.keys()
    told_off = off & stored.keys()
    absent = _Absent((), 0)
    if granted.values and not reading.questions:
        unclear = _people_of(session, reading.wrong)
        absent = _absent(leaves_not_over(session, now.date()), granted.values, off, unclear)
    gone = sorted({*told_off, *absent.ended}, key=lambda key: (key.employee_id, key.first_day))

    def writes(dialect: Dialect) -> Sequence[Bulk]:
        return (*changes.writes(dialect), ended_leaves(gone))

    return replace(
        changes,
        counts=changes.counts + Counts(changed=len(told_off), unchanged=len(called_off.values) - len(told_off)),
        writes=writes,
        wrong=[*changes.wrong, *called_off.wrong],
        sentences=tuple(sentence for sentence in (_ended(len(gone)), _untold(absent.untold)) if sentence is not None),
        flags=len(absent.ended),
    )


def _rows(session: Session, reading: Reading, *, is_off: bool) -> Gathered[LeaveKey, date]:
    """Gather the rows of leave that is granted, or of leave that was called off."""

    def claim(employee_id: int, record: LeaveRecord) -> tuple[LeaveKey, date]:
        return LeaveKey(employee_id, record.first_day), record.last_day

    records = tuple(each for each in reading.records if isinstance(each, LeaveRecord) and each.is_off is is_off)
    return of_people(session, replace(reading, records=records), LeaveRecord, claim, lambda _record: None)


def _people_of(session: Session, wrong: Collection[WrongRow]) -> Collection[int] | None:
    """Return whom wrong rows may be about; None where one does not say."""
    if any(row.number is None for row in wrong):
        return None
    everybody = persons(session) if wrong else None
    found = (everybody.find(row.number, None) for row in wrong) if everybody is not None else ()
    return {person.id for person in found if not isinstance(person, str)}


def _absent(stored: Leaves, file: Leaves, off: Collection[LeaveKey], unclear: Collection[int] | None) -> _Absent:
    """Say what becomes of the leaves that are noted for days of which the file speaks, but not in it.

    Those of people who are in the file end, unless a wrong row may be about them.
    """
    since, until = min(key.first_day for key in file), max(file.values())
    of_person: dict[int, list[tuple[date, date]]] = {}
    for key, last_day in file.items():
        of_person.setdefault(key.employee_id, []).append((key.first_day, last_day))
    ended: list[LeaveKey] = []
    untold = 0
    for key, last_day in stored.items():
        own = of_person.get(key.employee_id, [])
        is_meant = since <= key.first_day <= until or any(
            first <= last_day and key.first_day <= last for first, last in own
        )
        if key in file or key in off or not is_meant:
            continue
        if own and unclear is not None and key.employee_id not in unclear:
            ended.append(key)
        else:
            untold += 1
    return _Absent(ended, untold)


def _ended(count: int) -> str | None:
    if not count:
        return None
    were = "1 leave that was noted before is" if count == 1 else f"{count:,} leaves that were noted before are"
    return f"{were} called off by this file; nudges go out on those days again."


def _untold(count: int) -> str | None:
    if not count:
        return None
    are = "1 leave that is noted is" if count == 1 else f"{count:,} leaves that are noted are"
    return (
        f"{are} not in this file, nor clearly ended by it, and will stand. "
        "To end one, import its row with the status Cancelled."
    )
