"""Applying what an HR system exported: first what it would change, then, once confirmed, all of it in one transaction."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.importing.changes import Changes
from bot.usecases.importing.leaves import compare_leaves
from bot.usecases.importing.people import compare_employees
from bot.usecases.importing.records import (
    compare_calendar,
    compare_completions,
    compare_recognitions,
    compare_reviews,
)
from bot.usecases.importing.skills import compare_skills
from bot.usecases.people.directory import PEOPLE, link_by_email
from hris.answers import Reading, WrongRow
from hris.records import HolidayRecord, Kind
from storage.database import Database
from storage.house.audit import note
from storage.importing.bulk import Prepared, Progress, prepare
from storage.importing.imports import AppliedFile, add_import, standing
from storage.people.linking import how_many_unlinked
from storage.requests import made_before, made_by, note_made
from storage.turns import take_turns

_COMPARE: Mapping[Kind, Callable[[Session, Reading, datetime, Progress], Changes]] = {
    Kind.EMPLOYEES: compare_employees,
    Kind.SKILLS: compare_skills,
    Kind.COMPLETIONS: compare_completions,
    Kind.REVIEWS: compare_reviews,
    Kind.RECOGNITION: compare_recognitions,
    Kind.LEAVE: compare_leaves,
    Kind.CALENDAR: compare_calendar,
}

_TRIES = 3
"""How often a file is compared outside the transaction before it is done inside: others change people all the time."""


@dataclass(frozen=True, slots=True)
class Source:
    """Which file it is: its name and the SHA-256 of its bytes, in hexadecimal."""

    filename: str
    sha256: str

    @classmethod
    def of(cls, filename: str, content: bytes) -> "Source":
        """Return what is remembered of a file."""
        return cls(filename, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file changes.

    `new`, `changed` and `unchanged` count its good rows; `left` of the new and changed ones are people who have left.
    `missing` counts people who work here and are not in it. `wrong` are the rows that are left out, in the order of the
    file. `changes_anything` is false where applying it would do nothing at all.
    """

    kind: Kind
    new: int
    changed: int
    unchanged: int
    left: int
    missing: int
    wrong: tuple[WrongRow, ...]
    sentences: tuple[str, ...]
    changes_anything: bool


@dataclass(frozen=True, slots=True)
class Applied:
    """What was done, counted as in a preview; `linked` to Slack by e-mail; people still `without_account`."""

    done: Preview
    linked: int
    without_account: int


@dataclass(frozen=True, slots=True)
class SettledBefore:
    """The request was applied or called off before, by `by` (a Slack id); nothing was changed now."""

    was_applied: bool
    by: str


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A file compared with what is stored: what applying it would change, as long as nothing else changes that."""

    reading: Reading
    preview: Preview
    changes: Changes
    standing: object


def foresee(database: Database, reading: Reading, now: datetime, progress: Progress | None = None) -> Foreseen:
    """Compare a file with what is stored; nothing is changed."""
    with database.read() as session:
        seen = standing(session)
        changes = _COMPARE[reading.kind](session, reading, now, progress or _unseen)
    return Foreseen(reading, _preview(reading, changes), changes, seen)


def apply(
    database: Database, reading: Reading, source: Source, by: str, now: datetime, progress: Progress | None = None
) -> Applied:
    """Apply all good rows of a file in one transaction; see `apply_foreseen`."""
    return apply_foreseen(database, foresee(database, reading, now), source, by, now, progress)


def apply_foreseen(
    database: Database, foreseen: Foreseen, source: Source, by: str, now: datetime, progress: Progress | None = None
) -> Applied:
    """Apply all good rows of a file in one transaction, compared anew if what is stored is another by now.

    `by` is a Slack id, or a name such as ``command line``. A file that changes nothing leaves no trace.
    """
    answer = _apply(database, foreseen, source, by, now, progress or _unseen, None)
    if isinstance(answer, SettledBefore):
        raise TypeError("What has no request cannot have been settled before.")
    return answer


def apply_once(
    database: Database,
    reading: Reading,
    source: Source,
    by: str,
    request: str,
    now: datetime,
    progress: Progress | None = None,
) -> Applied | SettledBefore:
    """Apply a file like `apply`, unless `request` was settled before: of two who confirm at once, one wins."""
    settled = settled_before(database, request)
    if settled is not None:
        return settled
    foreseen = foresee(database, reading, now)
    return _apply(database, foreseen, source, by, now, progress or _unseen, request)


def call_off(database: Database, request: str, by: str, now: datetime) -> SettledBefore | None:
    """Settle a request by not applying its file; return how it was settled before, None where it was not."""
    with database.begin() as session:
        return _settle(session, request, _NOT_BY + by, now)


def settled_before(database: Database, request: str) -> SettledBefore | None:
    """Return how a request was settled, None where it was not yet."""
    with database.read() as session:
        return _settled(made_before(session, request))


@dataclass(frozen=True, slots=True)
class _Note:
    """What is kept of an import: which file, who, when."""

    source: Source
    by: str
    now: datetime


def _apply(
    database: Database,
    foreseen: Foreseen,
    source: Source,
    by: str,
    now: datetime,
    progress: Progress,
    request: str | None,
) -> Applied | SettledBefore:
    """Apply a file, then link those who have a Slack account by their e-mail.

    That takes as long as all the rest, and nobody shall wait for both at once. Who is not linked because it breaks off in
    between is linked by the next reading of Slack's accounts.
    """
    done = _applied(database, foreseen, _Note(source, by, now), progress, request)
    if isinstance(done, SettledBefore):
        return done
    linked = link_by_email(database, now) if done.changes_anything and done.kind is Kind.EMPLOYEES else 0
    with database.read() as session:
        return Applied(done, linked, how_many_unlinked(session))


def _applied(
    database: Database, foreseen: Foreseen, about: _Note, progress: Progress, request: str | None
) -> Preview | SettledBefore:
    """Compare, and put the rows aside, outside the transaction, where nobody waits for it; return what was done.

    That holds as long as what they are compared with stays as it is. Where it never does, all is done inside, and no
    progress is told: whoever is told may call Slack.
    """
    reading, dialect = foreseen.reading, database.engine.dialect
    by, now = about.by, about.now
    rows = len(reading.records)

    def in_rows(done: int, total: int) -> None:
        progress(rows * done // total, rows)

    for _ in range(_TRIES):
        with database.apart() as apart:
            writes = prepare(apart, foreseen.changes.writes(dialect), in_rows)
            with apart.begin() as session:
                take_turns(session, PEOPLE)
                if standing(session) == foreseen.standing:
                    settled = None if request is None else _settle(session, request, _BY + by, now)
                    return settled or _write(session, foreseen.preview, writes, about)
        foreseen = foresee(database, reading, now)
    with database.apart() as apart, apart.begin() as session:
        take_turns(session, PEOPLE)
        settled = None if request is None else _settle(session, request, _BY + by, now)
        if settled is not None:
            return settled
        changes = _COMPARE[reading.kind](session, reading, now, _unseen)
        return _write(session, _preview(reading, changes), prepare(apart, changes.writes(dialect), _unseen), about)


def _write(session: Session, done: Preview, writes: Prepared, about: _Note) -> Preview:
    if done.changes_anything:
        writes.write(session)
        kept = {
            "new": done.new,
            "changed": done.changed,
            "unchanged": done.unchanged,
            "left": done.left,
            "missing": done.missing,
            "wrong": len(done.wrong),
        }
        file = AppliedFile(about.source.filename, about.source.sha256, done.kind.value, kept)
        import_id = add_import(session, file, about.by, about.now)
        note(session, about.by, "file.imported", f"import:{import_id}", about.now, kind=done.kind.value, **kept)
    return done


_BY = "applied by "
_NOT_BY = "called off by "


def _settle(session: Session, request: str, how: str, now: datetime) -> SettledBefore | None:
    """Settle a request in this transaction; return how it was settled before, None where it was not."""
    before = _settled(made_by(session, request, now))
    if before is None:
        note_made(session, request, how)
    return before


def _settled(made: str | None) -> SettledBefore | None:
    if made is None:
        return None
    return SettledBefore(made.startswith(_BY), made.removeprefix(_BY).removeprefix(_NOT_BY))


def _preview(reading: Reading, changes: Changes) -> Preview:
    numbers = {record.line: record.number for record in reading.records if not isinstance(record, HolidayRecord)}
    found = (replace(row, number=numbers.get(row.line)) for row in changes.wrong)
    return Preview(
        kind=reading.kind,
        new=changes.counts.new,
        changed=changes.counts.changed,
        unchanged=changes.counts.unchanged,
        left=changes.counts.left,
        missing=changes.missing,
        wrong=tuple(sorted((*reading.wrong, *found), key=lambda row: row.line)),
        sentences=changes.sentences,
        changes_anything=changes.any,
    )


def _unseen(done: int, total: int) -> None:
    """Show no progress."""
