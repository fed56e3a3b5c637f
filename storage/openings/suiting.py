"""Which openings suit whom, from both sides: everybody whom any of them suits, and the best few for one person."""

import json
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    CompoundSelect,
    Date,
    Integer,
    Row,
    Select,
    String,
    Text,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.orm import Session

from career.applications import Stage
from career.codes import code_of
from career.criteria import Criterion, Fact, FactName, facts_in
from career.openings import OpeningStatus
from career.quiet import Scope, Why
from career.rule_json import rule_from_json
from career.targets import OpeningTarget
from career.verdicts import Verdict, judge
from storage.rules.audiences import qualified_ids, required_skills
from storage.rules.facts import facts_of
from storage.rules.rarity import rarest_first
from storage.tables import ApplicationRow, EmployeeRow, EmployeeSkillRow, OpeningRow, QuietRow, SkillRow
from storage.types import UtcDateTime

_NOBODY: frozenset[int] = frozenset()

_FIRST_LOOK = 32
"""Openings judged at first, beyond as many as are wanted; if too few suit, twice as many after them, and so on."""

_WEST_OF_UTC = timedelta(hours=12)
"""Where the day ends last."""


@dataclass(frozen=True, slots=True)
class Suits:
    """One opening that suits one person, and how it does."""

    opening_id: int
    title: str
    closes_on: date | None
    verdict: Verdict


def key_skill(session: Session, requirements: Criterion) -> str | None:
    """Return the code of a skill that everybody who meets the requirements has, the rarest of them; None without one.

    It is kept beside the requirements, so that one person's skills lead to the few openings worth a look.
    """
    names = required_skills(requirements)
    codes = {code_of(name) for name in names}
    known = [each.code for each in rarest_first(session, codes)]
    unheard_of = sorted(codes.difference(known))
    return next(iter([*unheard_of, *known]), None)


def some_opening_suits(session: Session, now: datetime) -> ColumnElement[bool]:
    """Return whether an opening suits an employee who has neither applied for it nor said that it is not for them.

    Every opening is searched by a statement of its own, from its rarest required skill: alike ones are compiled once,
    while one statement for a thousand openings would take longer to compile than a million people take to search.
    """
    still_open = or_(OpeningRow.closes_on.is_(None), OpeningRow.closes_on >= (now - _WEST_OF_UTC).date())
    openings = session.execute(
        select(OpeningRow.id, cast(OpeningRow.requirements, Text()).label("requirements")).where(
            OpeningRow.status == OpeningStatus.OPEN, still_open
        )
    ).all()
    # All who are still to be told of an opening, by rule: many openings ask for the same.
    by_rule: dict[str, list[int]] = {}
    for row in openings:
        by_rule.setdefault(row.requirements, []).append(row.id)
    settled = _settled(session, [row.id for row in openings], now)
    suited: set[int] = set()
    for requirements, opening_ids in by_rule.items():
        found = session.scalars(qualified_ids(session, _asked(requirements).rule, now.date())).all()
        for opening_id in opening_ids:
            suited.update(set(found) - settled.get(opening_id, _NOBODY))
    return EmployeeRow.id.in_(these_ids(session, suited))


def _settled(session: Session, opening_ids: Collection[int], now: datetime) -> Mapping[int, AbstractSet[int]]:
    """Return who is not to be told of an opening any more, by opening: they applied, or want quiet about it."""
    settled: dict[int, set[int]] = {}
    applied = select(ApplicationRow.opening_id, ApplicationRow.employee_id).where(
        ApplicationRow.stage != Stage.WITHDRAWN,
        ApplicationRow.opening_id.in_(select(OpeningRow.id).where(OpeningRow.status == OpeningStatus.OPEN)),
    )
    for opening_id, employee_id in session.execute(applied):
        settled.setdefault(opening_id, set()).add(employee_id)
    keys = {OpeningTarget(opening_id).key: opening_id for opening_id in opening_ids}
    quiet = select(QuietRow.about, QuietRow.employee_id).where(
        QuietRow.scope == Scope.TARGET, or_(QuietRow.until.is_(None), QuietRow.until > now)
    )
    for key, employee_id in session.execute(quiet):
        if key in keys:
            settled.setdefault(keys[key], set()).add(employee_id)
    return settled


def these_ids(session: Session, ids: Collection[int]) -> Select[int]:
    """Return the ids as a query: one parameter holds them all, however many."""
    if session.get_bind().dialect.name == "sqlite":
        each = func.json_each(json.dumps(sorted(ids))).table_valued("value")
        return select(cast(each.c.value, Integer()))
    return select(func.unnest(literal(sorted(ids), ARRAY(Integer()))))


def best_openings(session: Session, employee_id: int, today: date, now: datetime, most: int) -> tuple[Suits, ...]:
    """Return up to `most` openings that suit one person, the best first; `today` is the day it is for them.

    The best are those that ask the most of what this person has, then those that close first, then the newest. What
    they applied for, or asked for quiet about, is not among them. Only openings whose key skill they have are read, and
    only those are judged of whose required skills they have every one (bench/audience.py).
    """
    held = frozenset(session.scalars(_HELD, {"employee": employee_id}).all())
    given = {"employee": employee_id, "today": today, "now": now}
    found = _judged(session, employee_id, today, held, session.execute(_IN_QUESTION, given).all())
    return tuple(sorted(found, key=_order)[:most])


def closing_openings(
    session: Session, employee_id: int, today: date, now: datetime, skip: int, most: int
) -> tuple[tuple[Suits, ...], bool]:
    """Return a page of the openings that suit one person, those that close first at the top, and whether more follow.

    They are the same as in `best_openings`; but no more of them are judged than it takes to fill the page.
    """
    found = first_suiting(session, _CLOSING, employee_id, today, skip + most + 1, {"today": today, "now": now})
    return found[skip : skip + most], len(found) > skip + most


def first_suiting(
    session: Session, in_question: Select[Any], employee_id: int, today: date, most: int, given: Mapping[str, Any]
) -> tuple[Suits, ...]:
    """Return the first openings that suit one person, up to `most`, of those `in_question` (`in_question_for`).

    No more are judged than it takes to find them. `given` holds what else the query asks for by name.
    """
    held = frozenset(session.scalars(_HELD, {"employee": employee_id}).all())
    found: list[Suits] = []
    seen, size = 0, most + _FIRST_LOOK
    while len(found) < most:
        page = {"employee": employee_id, "seen": seen, "size": size}
        rows = session.execute(in_question, {**given, **page}).all()
        found += _judged(session, employee_id, today, held, rows)
        if len(rows) < size:
            break
        seen, size = seen + size, 2 * size
    return tuple(found[:most])


def _judged(
    session: Session, employee_id: int, today: date, held: AbstractSet[str], rows: Sequence[Row[Any]]
) -> list[Suits]:
    """Return those of the openings in `rows` that suit somebody with the skills `held`, in the same order."""
    asked = [(row, _asked(row.requirements)) for row in rows]
    worth_a_look = [(row, each) for row, each in asked if each.skills <= held]
    besides = facts_of(session, employee_id, (fact for _, each in worth_a_look for fact in each.besides))
    facts = {**besides, **{fact: True for _, each in worth_a_look for fact in each.required}}
    judged = (Suits(row.id, row.title, row.closes_on, judge(each.rule, facts, today)) for row, each in worth_a_look)
    return [each for each in judged if each.verdict.holds is True]


@dataclass(frozen=True, slots=True)
class _Asked:
    """The requirements of an opening: the skills that they cannot do without, and what they ask besides."""

    rule: Criterion
    required: frozenset[Fact]
    besides: frozenset[Fact]
    skills: frozenset[str]
    """The codes of those required."""


@lru_cache(maxsize=4_096)
def _asked(requirements: str) -> _Asked:
    """Read requirements as they are stored; remembered, as the same few openings are read for everybody."""
    rule = rule_from_json(json.loads(requirements))
    required = frozenset(Fact(FactName.SKILL, name) for name in required_skills(rule))
    return _Asked(rule, required, facts_in(rule) - required, frozenset(code_of(fact.about) for fact in required))


_openings, _skills, _held = OpeningRow.__table__, SkillRow.__table__, EmployeeSkillRow.__table__
_applications, _quiets = ApplicationRow.__table__, QuietRow.__table__
"""The tables themselves: around a query of mapped classes SQLAlchemy takes longer than the database takes for it."""


def _skills_held() -> Select[Any]:
    """Return the query for the codes of the skills of the `employee`."""
    return (
        select(_skills.c.code)
        .join(_held, _held.c.skill_id == _skills.c.id)
        .where(_held.c.employee_id == bindparam("employee", type_=Integer()))
    )


def openings_to_judge(*which: ColumnElement[bool]) -> Select[Any]:
    """Return the query for the openings that meet the conditions `which`, with what it takes to judge them."""
    requirements = cast(_openings.c.requirements, Text()).label("requirements")
    return select(*_openings.c["id", "title", "closes_on"], requirements).where(*which)


def in_question_for(asked: Select[Any]) -> Select[Any]:
    """Return the query for a page of the openings `asked` for (`openings_to_judge`) that may suit the `employee`.

    Those that close first come first, then the newest; `size` of them after the first `seen`.
    """
    may_suit = _may_suit(asked).subquery()
    return (
        select(may_suit)
        .order_by(may_suit.c.closes_on.is_(None), may_suit.c.closes_on, may_suit.c.id.desc())
        .offset(bindparam("seen", type_=Integer()))
        .limit(bindparam("size", type_=Integer()))
    )


def _may_suit(asked: Select[Any]) -> CompoundSelect[Any]:
    """Return the query for those of the openings `asked` for whose key skill the `employee` has, or that have none.

    Two lookups along one index, by the skills that they have and for openings without a key skill; joined by OR, SQLite
    would look at every opening.
    """
    key_skill_code = _openings.c.key_skill_code
    return asked.where(key_skill_code.in_(_skills_held())).union_all(asked.where(key_skill_code.is_(None)))


def _to_be_told_of() -> Select[Any]:
    """Return the query for the openings that the `employee` may still be told of."""
    employee = bindparam("employee", type_=Integer())
    now = bindparam("now", type_=UtcDateTime())
    applied = (
        select(literal_column("1"))
        .where(
            _applications.c.opening_id == _openings.c.id,
            _applications.c.employee_id == employee,
            _applications.c.stage != Stage.WITHDRAWN,
        )
        .correlate(_openings)
        .exists()
    )
    # A person's wishes are few, so they are looked up once and not for each opening.
    quiet = select(_quiets.c.about).where(
        _quiets.c.employee_id == employee,
        _quiets.c.scope == Scope.TARGET,
        or_(_quiets.c.why == Why.NOT_FOR_ME, _quiets.c.why == Why.NOT_NOW),
        or_(_quiets.c.until.is_(None), _quiets.c.until > now),
    )
    return openings_to_judge(
        _openings.c.status == OpeningStatus.OPEN,
        or_(_openings.c.closes_on.is_(None), _openings.c.closes_on >= bindparam("today", type_=Date())),
        ~applied,
        (f"{OpeningTarget.kind}:" + cast(_openings.c.id, String())).not_in(quiet),
    )


_HELD = _skills_held()
_IN_QUESTION = _may_suit(_to_be_told_of())
_CLOSING = in_question_for(_to_be_told_of())


def _order(suits: Suits) -> tuple[int, date, int]:
    return -len(suits.verdict.because), suits.closes_on or date.max, -suits.opening_id
