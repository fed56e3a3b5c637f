"""The skills that a person declares: looked for among those the company knows, added, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.people.speaker import NoEmployee, employee_id_of
from career.codes import code_of
from career.texts import readable
from storage.database import Database
from storage.house.audit import note
from storage.people.declared_skills import declare_skill, how_many_declared_with, remove_declared_skill
from storage.people.known_skills import LONGEST_SKILL
from storage.people.portfolios import HeldSkill, declared_held, skills_held
from storage.rules.known_texts import all_skills, skill_names
from storage.turns import take_turn

MOST_DECLARED = 100

_ALIKE = 70
"""The likeness, of 100, from which a known skill is offered for what was typed; ``postgres`` and ``PostgreSQL`` have 84."""

_FEWEST_LETTERS_ALIKE = 3
"""Of fewer letters everything is like something; then only what begins so is offered."""


@dataclass(frozen=True, slots=True)
class MySkills:
    """A page of what this person declared, and what others say; `others_total` counts all of those."""

    declared: tuple[str, ...]
    skip: int
    total: int
    others: tuple[HeldSkill, ...]
    others_total: int


@dataclass(frozen=True, slots=True)
class SkillsAdded:
    """These are declared now, as the company writes them; `already` were there before, whoever says so."""

    added: tuple[str, ...]
    already: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoSkill:
    """Nothing that can be read was chosen."""


@dataclass(frozen=True, slots=True)
class TooManySkills:
    """With these it would be more than `MOST_DECLARED`; nothing was added."""


@dataclass(frozen=True, slots=True)
class SkillRemoved:
    """The person declares the skill no more; `was_there` is False where they did not, or where it is not theirs to remove."""

    skill: str
    was_there: bool


AddAnswer = SkillsAdded | NoSkill | TooManySkills | NoEmployee
RemoveAnswer = SkillRemoved | NoEmployee


def my_skills(database: Database, slack_id: str, skip: int, most: int, others: int) -> MySkills | NoEmployee:
    """Return a page of the skills that this person declared, and the first `others` that somebody else says they have."""
    with database.read() as session:
        employee_id = employee_id_of(session, slack_id)
        if not isinstance(employee_id, int):
            return employee_id
        declared, total = declared_held(session, employee_id, max(0, skip), most)
        if not declared and skip:
            skip, (declared, total) = 0, declared_held(session, employee_id, 0, most)
        said, said_total = skills_held(session, employee_id, 0, others, is_declared=False)
        return MySkills(declared, skip, total, said, said_total)


def offered(database: Database, typed: str, most: int) -> tuple[str, ...]:
    """Return the skills that the company knows and that are like what was typed, the likest first.

    All names are compared in C; 20,000 of them take a fraction of the time that a menu has.
    """
    with database.read() as session:
        known = all_skills(session)
    return skills_like(typed, known, most)


def skills_like(typed: str, known: Sequence[tuple[str, str]], most: int) -> tuple[str, ...]:
    """Return up to `most` names of `known` (code, name): the one typed, those that begin so, those that are like it."""
    wanted = code_of(typed)
    codes = [code for code, _ in known]
    begin = sorted(
        (at for at, code in enumerate(codes) if code.startswith(wanted)), key=lambda at: (len(codes[at]), codes[at])
    )
    found = dict.fromkeys(begin[:most])
    if len(wanted) >= _FEWEST_LETTERS_ALIKE and len(found) < most:
        from rapidfuzz import fuzz, process  # noqa: PLC0415  4 MB: only a slip of the pen pays for it

        near = process.extract(wanted, codes, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=most)
        found |= dict.fromkeys(at for _, _, at in near)
    return tuple(known[at][1] for at in list(found)[:most])


def add_skills(database: Database, slack_id: str, chosen: Sequence[str], now: datetime) -> AddAnswer:
    """Declare skills; one that nobody had yet is kept as it was written, so that nobody is kept from saying what they know."""
    wanted = {code_of(name): name for each in chosen if (name := _written(each))}
    if not wanted:
        return NoSkill()
    with database.begin() as session:
        employee_id = employee_id_of(session, slack_id)
        if not isinstance(employee_id, int):
            return employee_id
        take_turn(session, employee_id)
        if how_many_declared_with(session, employee_id, wanted) > MOST_DECLARED:
            return TooManySkills()
        new = {code for code, name in wanted.items() if declare_skill(session, employee_id, name)}
        if new:
            note(session, slack_id, "skill.declared", f"employee:{employee_id}", now)
        return _added(session, wanted, new)


def remove_skill(database: Database, slack_id: str, skill: str, now: datetime) -> RemoveAnswer:
    """Take back a skill that this person declared; twice is harmless."""
    with database.begin() as session:
        employee_id = employee_id_of(session, slack_id)
        if not isinstance(employee_id, int):
            return employee_id
        was_there = remove_declared_skill(session, employee_id, skill)
        if was_there:
            note(session, slack_id, "skill.taken_back", f"employee:{employee_id}", now)
        return SkillRemoved(skill, was_there)


def _added(session: Session, wanted: dict[str, str], new: set[str]) -> SkillsAdded:
    names = skill_names(session, wanted)
    in_order = [(code, names.get(code, name)) for code, name in wanted.items()]
    return SkillsAdded(
        tuple(name for code, name in in_order if code in new),
        tuple(name for code, name in in_order if code not in new),
    )


def _written(text: str) -> str:
    """Return a skill as it is kept, in one line; empty where there is no letter and no digit in it, or too much."""
    name = " ".join(readable(text).split())
    has_something = any(character.isalnum() for character in name)
    return name if has_something and max(len(name), len(code_of(name))) <= LONGEST_SKILL else ""
