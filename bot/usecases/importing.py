"""Applying what an HR system exported: first what it would change, then, once confirmed, all of it in one transaction."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from random import SystemRandom
from typing import assert_never

from sqlalchemy.orm import Session

from bot.usecases.directory import PEOPLE, link_by_email
from bot.usecases.importing_counts import Counts, Progress
from bot.usecases.importing_people import EmployeesPlan, plan_employees
from bot.usecases.importing_skills import SkillsPlan, plan_skills
from hris.answers import Reading, WrongRow
from hris.records import Kind
from storage.audit import note
from storage.batches import take_turns
from storage.database import Database
from storage.imports import AppliedFile, add_import
from storage.linking import how_many_unlinked


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


def preview(database: Database, reading: Reading, now: datetime) -> Preview:
    """Return what applying a file would change; nothing is changed."""
    with database.read() as session:
        plan = _plan(session, reading, now)
        return _preview(reading, plan, plan.counts(session))


def apply(
    database: Database, reading: Reading, source: Source, by: str, now: datetime, progress: Progress | None = None
) -> Applied:
    """Apply all good rows of a file in one transaction, compared anew with what is stored by then.

    `by` is a Slack id, or a name such as ``command line``. A file that changes nothing leaves no trace.
    """
    with database.begin() as session:
        take_turns(session, PEOPLE)
        plan = _plan(session, reading, now)
        counts = plan.write(session, SystemRandom(), now, progress or _unseen)
        done = _preview(reading, plan, counts)
        linked = 0
        if done.changes_anything:
            linked = link_by_email(session, now) if reading.kind is Kind.EMPLOYEES else 0
            kept = {
                "new": done.new,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "left": done.left,
                "missing": done.missing,
                "wrong": len(done.wrong),
            }
            file = AppliedFile(source.filename, source.sha256, reading.kind.value, kept)
            import_id = add_import(session, file, by, now)
            note(session, by, "file.imported", f"import:{import_id}", now, kind=reading.kind.value, **kept)
        return Applied(done, linked, how_many_unlinked(session))


def _plan(session: Session, reading: Reading, now: datetime) -> EmployeesPlan | SkillsPlan:
    match reading.kind:
        case Kind.EMPLOYEES:
            return plan_employees(session, reading, now.date())
        case Kind.SKILLS:
            return plan_skills(session, reading)
        case unknown:
            assert_never(unknown)


def _preview(reading: Reading, plan: EmployeesPlan | SkillsPlan, counts: Counts) -> Preview:
    return Preview(
        kind=reading.kind,
        new=counts.new,
        changed=counts.changed,
        unchanged=counts.unchanged,
        left=counts.left,
        missing=plan.missing,
        wrong=tuple(sorted((*reading.wrong, *plan.wrong), key=lambda row: row.line)),
        sentences=plan.sentences,
        changes_anything=counts.new + counts.changed + plan.flags > 0,
    )


def _unseen(done: int, total: int) -> None:
    """Show no progress."""
