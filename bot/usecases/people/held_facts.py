"""An employee says that a nudge is wrong about them: sees what is held, puts right what is theirs, or tells HR."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.usecases.people.disputing import HrTold, NoteToHr, NothingSaid, send_note
from bot.usecases.people.speaker import NoEmployee, employee_of
from career.criteria import Fact, FactName, facts_in
from career.employees import Employee, SkillSource
from career.repeats import today_in
from career.targets import NoActivity, SuitingOpenings
from storage.database import Database
from storage.house.audit import note
from storage.nudges.answers import copy_of
from storage.nudges.picks import MOST_PICKS
from storage.nudges.records import Nudge, nudge_by_id
from storage.nudges.targets import about
from storage.openings.suiting import best_openings
from storage.people.declared_skills import declare_skill, remove_declared_skill, source_of
from storage.rules.held_facts import held_facts


@dataclass(frozen=True, slots=True)
class HeldFact:
    """One fact that the rule used, and what is held of it; `source` is who says so of a skill that the person has."""

    fact: Fact
    value: Any
    source: SkillSource | None = None

    @property
    def is_theirs_to_remove(self) -> bool:
        """Whether the person said so themselves, and may take it back."""
        return self.source is SkillSource.DECLARED

    @property
    def is_theirs_to_declare(self) -> bool:
        """Whether it is a skill that nothing is held of, which the person may declare."""
        return self.fact.name is FactName.SKILL and self.source is None


@dataclass(frozen=True, slots=True)
class Held:
    """What one person's copy of a nudge, the one with this token, was decided by; ratings are not among it."""

    delivery: str
    facts: tuple[HeldFact, ...]


@dataclass(frozen=True, slots=True)
class NoSuchCopy:
    """There is no such nudge of this person's."""


HeldAnswer = Held | NoSuchCopy | NoEmployee
NoteAnswer = HrTold | NothingSaid | NoSuchCopy | NoEmployee


def what_is_held(database: Database, slack_id: str, delivery: str, now: datetime) -> HeldAnswer:
    """Return what is held about this person of all that the nudge's rule asks about."""
    with database.read() as session:
        return _held(session, slack_id, delivery, now)


def remove_skill(database: Database, slack_id: str, delivery: str, skill: str, now: datetime) -> HeldAnswer:
    """Take back a skill that this person declared, and return what is held then; twice is harmless."""
    return _changed(database, slack_id, delivery, now, _taking_back(skill))


def add_skill(database: Database, slack_id: str, delivery: str, skill: str, now: datetime) -> HeldAnswer:
    """Let this person declare one of the skills that the nudge asks about, and return what is held then."""
    return _changed(database, slack_id, delivery, now, _declaring(skill))


def tell_hr(database: Database, slack_id: str, delivery: str, written: NoteToHr, now: datetime) -> NoteAnswer:
    """Send HR the person's own words about what is wrong in this nudge."""
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        copy = copy_of(session, delivery, employee.id)
        if copy is None:
            return NoSuchCopy()
        return send_note(session, slack_id, employee.id, written, now, copy.nudge_id)


_Change = Callable[[Session, Employee], str | None]
"""Changes something of this person's, and returns under which name the audit has it; None where nothing changed."""


def _taking_back(skill: str) -> _Change:
    def change(session: Session, employee: Employee) -> str | None:
        return "skill.taken_back" if remove_declared_skill(session, employee.id, skill) else None

    return change


def _declaring(skill: str) -> _Change:
    def change(session: Session, employee: Employee) -> str | None:
        return "skill.declared" if declare_skill(session, employee.id, skill) else None

    return change


def _changed(database: Database, slack_id: str, delivery: str, now: datetime, change: _Change) -> HeldAnswer:
    with database.begin() as session:
        employee = employee_of(session, slack_id)
        if not isinstance(employee, Employee):
            return employee
        if copy_of(session, delivery, employee.id) is None:
            return NoSuchCopy()
        done = change(session, employee)
        if done is not None:
            note(session, slack_id, done, f"employee:{employee.id}", now)
        return _held(session, slack_id, delivery, now)


def _held(session: Session, slack_id: str, delivery: str, now: datetime) -> HeldAnswer:
    employee = employee_of(session, slack_id)
    if not isinstance(employee, Employee):
        return employee
    copy = copy_of(session, delivery, employee.id)
    nudge = None if copy is None else nudge_by_id(session, copy.nudge_id)
    if nudge is None:
        return NoSuchCopy()
    values = held_facts(session, employee.id, _used(session, nudge, employee, now))
    return Held(
        delivery,
        tuple(HeldFact(fact, value, _source(session, employee, fact)) for fact, value in values.items()),
    )


def _used(session: Session, nudge: Nudge, employee: Employee, now: datetime) -> Iterator[Fact]:
    """Yield the facts that the rule of the nudge asks about, and those by which openings were chosen for this person."""
    target = about(session, nudge.text.target)
    if target is not None:
        yield from sorted(facts_in(nudge.rule(target)), key=_in_order)
    if isinstance(nudge.text.target, SuitingOpenings | NoActivity):
        for suits in best_openings(session, employee.id, today_in(employee.zone, now), now, MOST_PICKS):
            yield from sorted({finding.criterion.fact for finding in suits.verdict.because}, key=_in_order)


def _in_order(fact: Fact) -> tuple[bool, str, str]:
    return fact.name is not FactName.SKILL, fact.name, fact.about


def _source(session: Session, employee: Employee, fact: Fact) -> SkillSource | None:
    return source_of(session, employee.id, fact.about) if fact.name is FactName.SKILL else None
