"""Puts a company of any size into a database: employees with skills, and openings that ask for some of them."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, cast

import click
import numpy as np
from psycopg import Connection as PsycopgConnection
from sqlalchemy import BigInteger, ColumnElement, Connection, Integer, String, case, func, insert, literal, select
from sqlalchemy import cast as sql_cast

from bench.draws import BATCH, SKILLS, SKILLS_EACH, skills_of_everybody
from bench.openings import NOW, Company, skill_name
from bench.rows import an_opening
from career.codes import code_of
from career.employees import EmploymentStatus, SkillSource, SlackMatch
from storage.database import Database
from storage.openings.suiting import key_skill
from storage.rules.glances import NOT_YET, counted
from storage.schema import migrate
from storage.tables import EmployeeRow, EmployeeSkillRow, OpeningRow, SkillRow
from storage.types import UtcDateTime

_ROOM = "PRAGMA cache_size = -262144"
"""Memory for SQLite's one writing connection, so that it does not write the same pages again and again."""

_ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")
_DEPARTMENTS = ("Operations", "Sales", "Finance", "People", "Research")


def fill(database: Database, company: Company, *, skilled: bool = True) -> None:
    """Make the schema and put the company into it, unless not `skilled` with skills; shows how far it is."""
    migrate(database)
    with database.begin() as session:
        connection = session.connection()
        if database.is_sqlite:
            connection.exec_driver_sql(_ROOM)
        # The commonest skill first, as an import adds them.
        names = [skill_name(number) for number in range(1, SKILLS + 1)]
        connection.execute(insert(SkillRow), [{"name": name, "code": code_of(name)} for name in names])
    with click.progressbar(range(1, company.employees + 1, BATCH), label="Hiring") as firsts:
        for first in firsts:
            with database.begin() as session:
                _hire(session.connection(), first, min(BATCH, company.employees + 1 - first))
    with database.begin() as session:
        connection = session.connection()
        if skilled:
            _add_skills(connection, company)
        if company.openings:
            connection.execute(
                insert(OpeningRow),
                [an_opening(f"Opening {each}", NOW, company.rule(each)) for each in range(1, company.openings + 1)],
            )
        for number in range(1, company.openings + 1):
            session.get_one(OpeningRow, number).key_skill_code = key_skill(session, company.rule(number))
    if not database.is_sqlite:  # PostgreSQL does so by itself after a while
        with database.begin() as session:
            session.connection().exec_driver_sql("ANALYZE")


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


def _add_skills(connection: Connection, company: Company) -> None:
    """Hand the rows to the driver itself, in the order of their key: there are millions of them."""
    table, source = EmployeeSkillRow.__tablename__, SkillSource.IMPORTED.value
    skills = np.concatenate([each.ravel() for each in skills_of_everybody(company)])
    parts = np.array_split(np.argsort(skills, kind="stable"), 1 + len(skills) // (BATCH * SKILLS_EACH))
    driver = connection.connection.driver_connection
    with click.progressbar(parts, label="Training") as shown:
        rows = (
            row
            for places in shown
            for row in zip(skills[places].tolist(), (1 + places // SKILLS_EACH).tolist(), strict=True)
        )
        if connection.dialect.name == "sqlite":
            add = cast("Callable[[str, Iterator[tuple[int, int]]], object]", getattr(driver, "executemany"))  # noqa: B009  only SQLite's has it
            add(
                f"INSERT INTO {table} (skill_id, employee_id, source, glance) VALUES (?, ?, '{source}', {NOT_YET})",  # noqa: S608  our own names
                rows,
            )
            for first in range(1, company.employees + 1, BATCH):
                connection.execute(
                    counted(select(EmployeeRow.id).where(EmployeeRow.id.between(first, first + BATCH - 1)))
                )
            return
        assert isinstance(driver, PsycopgConnection)
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} (skill_id, employee_id, source) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
