"""A company of any size to measure with: employees with skills, and openings that ask for some of them.

The draws are seeded, so that every run, and every database in it, has the same people.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import zip_longest
from typing import Any, cast

import click
import numpy as np
from numpy.typing import NDArray
from psycopg import Connection as PsycopgConnection
from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, String, case, func, insert, literal, select
from sqlalchemy import cast as sql_cast

from career.codes import code_of
from career.criteria import Every, Fact, FactName, Relation, Where
from career.employees import EmploymentStatus, SkillSource, SlackMatch
from career.openings import OpeningStatus
from career.rule_json import rule_to_json
from storage.database import Database
from storage.glances import NOT_YET, counted
from storage.schema import migrate
from storage.tables import EmployeeRow, EmployeeSkillRow, OpeningRow, SkillRow
from storage.types import UtcDateTime

SKILLS = 500
SKILLS_EACH = 8
FEWEST_ASKED, MOST_ASKED = 3, 6
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
TODAY = NOW.date()

_SEED = 20261122
BATCH = 50_000
"""So many people are hired at a time."""
_ROOM = "PRAGMA cache_size = -262144"
"""Memory for SQLite's one writing connection, so that it does not write the same pages again and again."""
_SKEW = 1.0
"""Skill number r is drawn in proportion to 1/r to this power (Zipf's law): three people in four have the first one, and
one in 140 has the rarest of the skills that an opening asks for."""

_MOST_DRAWS = 40
"""So many draws are enough for anybody to come by eight different skills."""

_ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
_DEPARTMENTS = ("Operations", "Sales", "Finance", "People", "Research")

Skills = NDArray[np.int32]
"""One row of skill numbers, from 1 on, for each person."""


@dataclass(frozen=True)
class Company:
    """So many employees and openings; `asked` has the skills that each opening asks for."""

    employees: int
    asked: tuple[tuple[int, ...], ...]

    @property
    def openings(self) -> int:
        """How many openings there are; they are numbered from 1."""
        return len(self.asked)

    def rule(self, opening: int) -> Every:
        """Return what the opening with this number asks for."""
        has = (Where(Fact(FactName.SKILL, skill_name(skill)), Relation.IS, True) for skill in self.asked[opening - 1])
        return Every(tuple(has))


def a_company(employees: int, openings: int) -> Company:
    """Return a company; the openings ask for three to six skills, the common ones more often."""
    draws = np.random.default_rng((_SEED, 1))
    counts = draws.integers(FEWEST_ASKED, MOST_ASKED + 1, openings)
    return Company(employees, tuple(tuple(_some_skills(draws, 1, count)[0].tolist()) for count in counts))


def skill_name(number: int) -> str:
    """Return the name of a skill."""
    return f"Skill {number:03}"


def skills_of_everybody(company: Company) -> Iterator[Skills]:
    """Yield everybody's skills, those of `BATCH` people at a time, in the order of their ids from 1 on."""
    draws = np.random.default_rng((_SEED, 2))
    for first in range(1, company.employees + 1, BATCH):
        yield _some_skills(draws, min(BATCH, company.employees + 1 - first), SKILLS_EACH)


def fill(database: Database, company: Company, *, skilled: bool = True) -> None:
    """Make the schema and put the company into it, unless not `skilled` with skills; shows how far it is."""
    migrate(database)
    with database.begin() as session:
        connection = session.connection()
        if database.is_sqlite:
            connection.exec_driver_sql(_ROOM)
        connection.execute(
            insert(SkillRow), [{"name": skill_name(each), "code": code_of(skill_name(each))} for each in _all_skills()]
        )
        if company.openings:
            connection.execute(insert(OpeningRow), [_opening(company, each) for each in range(1, company.openings + 1)])
    firsts = range(1, company.employees + 1, BATCH)
    skills = skills_of_everybody(company) if skilled else ()
    with click.progressbar(zip_longest(firsts, skills), len(firsts), "Hiring") as batches:
        for first, had in batches:
            with database.begin() as session:
                _hire(session.connection(), first, min(BATCH, company.employees + 1 - first))
                if had is not None:
                    _add_skills(session.connection(), first, had)
    if not database.is_sqlite:  # PostgreSQL does so by itself after a while
        with database.begin() as session:
            session.connection().exec_driver_sql("ANALYZE")


def _all_skills() -> range:
    return range(1, SKILLS + 1)


def _some_skills(draws: np.random.Generator, people: int, count: int) -> Skills:
    """Draw `count` different skills for each of so many people, one after the other, the popular ones more often."""
    weights = 1.0 / np.arange(1, SKILLS + 1) ** _SKEW
    border = np.cumsum(weights / weights.sum())
    drawn = np.searchsorted(border, draws.random((people, _MOST_DRAWS))).astype(np.int32) + 1
    is_new = np.ones(drawn.shape, dtype=bool)
    for place in range(1, _MOST_DRAWS):
        is_new[:, place] = (drawn[:, :place] != drawn[:, place : place + 1]).all(axis=1)
    place_of = np.cumsum(is_new, axis=1)
    assert place_of[:, -1].min() >= count, "somebody drew the same few skills again and again"
    return drawn[is_new & (place_of <= count)].reshape(people, count)


def _opening(company: Company, number: int) -> dict[str, Any]:
    title = f"Opening {number}"
    return {
        "title": title,
        "title_code": code_of(title),
        "description": "Help us see what the numbers say.",
        "status": OpeningStatus.OPEN,
        "requirements": rule_to_json(company.rule(number)),
        "created_by": "U0BENCHHR1",
        "created_at": NOW,
        "updated_at": NOW,
    }


def _hire(connection: Connection, first: int, count: int) -> None:
    """Add employees by one statement; they are all active and in Slack."""
    number = literal(first).label("n")
    numbers = select(number).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < first + count - 1))
    n = numbers.c.n
    text = sql_cast(n, String)

    def one_of(values: tuple[str, ...]) -> ColumnElement[str]:
        return case(dict(enumerate(values)), value=n % len(values))

    values: dict[str, Any] = {
        "id": n,
        "number": text,
        "given_name": literal("Ada"),
        "family_name": literal("Rower") + text,
        "full_name_key": literal("ada rower") + text,
        "email": literal("ada.rower") + text + "@bench.example",
        "status": literal(EmploymentStatus.ACTIVE.value),
        "job_title": literal("Planner"),
        "job_title_code": literal("planner"),
        "department": one_of(_DEPARTMENTS),
        "department_code": func.lower(one_of(_DEPARTMENTS)),
        "level": n % 7,
        "hired_on": literal(date(2020, 1, 6)),
        "lot": sql_cast(1 + (sql_cast(n, BigInteger) * 2_654_435_761) % (2**31 - 2), Integer),
        "slack_id": literal("U") + text,
        "slack_match": literal(SlackMatch.EMAIL.value),
        "zone": one_of(_ZONES),
        "is_slack_active": literal(True),
        "created_at": literal(NOW, UtcDateTime),
        "updated_at": literal(NOW, UtcDateTime),
    }
    connection.execute(insert(EmployeeRow).from_select(list(values), select(*values.values())))


def _add_skills(connection: Connection, first: int, skills: Skills) -> None:
    """Hand the rows to the driver itself, in the order of their key: there are millions of them."""
    in_order = np.argsort(skills.ravel(), kind="stable")
    people = np.repeat(np.arange(first, first + len(skills)), skills.shape[1])[in_order]
    rows = zip(people.tolist(), skills.ravel()[in_order].tolist(), strict=True)
    table, source = EmployeeSkillRow.__tablename__, SkillSource.IMPORTED.value
    driver = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        add = cast("Callable[[str, Iterator[tuple[int, int]]], object]", getattr(driver, "executemany"))  # noqa: B009  only SQLite's has it
        add(
            f"INSERT INTO {table} (employee_id, skill_id, source, glance) VALUES (?, ?, '{source}', {NOT_YET})",  # noqa: S608  our own names
            rows,
        )
        connection.execute(counted(select(EmployeeRow.id).where(EmployeeRow.id >= first)))
        return
    assert isinstance(driver, PsycopgConnection)
    with driver.cursor() as cursor, cursor.copy(f"COPY {table} (employee_id, skill_id, source) FROM STDIN") as copy:
        for employee, skill in rows:
            copy.write_row((employee, skill, source))
