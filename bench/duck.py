# ruff: noqa: S608  its statements are put together from our own numbers
"""DuckDB on the same rows: the yardstick for finding everybody who suits an opening. A benchmark's dependency only."""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import duckdb
import numpy as np

from bench.draws import BATCH, MOST_ASKED, skills_of_everybody
from bench.figures import Took, peak_memory
from bench.openings import Company

_OPENINGS_TIMED = 40

Counts = list[int]
"""How many people suit each opening, in the openings' order."""


def _loaded(company: Company) -> duckdb.DuckDBPyConnection:
    """Return an in-memory database with the company, each table in the order that serves its queries best."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute("CREATE TABLE unsorted (employee INTEGER, skill SMALLINT)")
    for batch, skills in enumerate(skills_of_everybody(company)):
        first = 1 + batch * BATCH
        rows = {  # noqa: F841  DuckDB finds it by its name
            "employee": np.repeat(np.arange(first, first + len(skills), dtype=np.int32), skills.shape[1]),
            "skill": skills.ravel().astype(np.int16),
        }
        connection.execute("INSERT INTO unsorted SELECT employee, skill FROM rows")
    connection.execute("CREATE TABLE has AS SELECT skill, employee FROM unsorted ORDER BY skill, employee")
    connection.execute("DROP TABLE unsorted")
    holders = dict(connection.execute("SELECT skill, count(*) FROM has GROUP BY skill").fetchall())
    connection.execute("CREATE TABLE asked (opening INTEGER, place TINYINT, skill SMALLINT, skills TINYINT)")
    connection.executemany("INSERT INTO asked VALUES (?, ?, ?, ?)", list(_asked(company, holders)))
    connection.execute("ANALYZE")
    return connection


def _asked(company: Company, holders: Mapping[int, int]) -> Iterator[tuple[int, int, int, int]]:
    for opening, skills in enumerate(company.asked, 1):
        rarest_first = sorted(skills, key=lambda skill: holders.get(skill, 0))
        yield from ((opening, place, skill, len(skills)) for place, skill in enumerate(rarest_first))


def one_statement(connection: duckdb.DuckDBPyConnection, company: Company) -> Counts:
    """Everybody with the rarest skill of each opening, then semi-joined with each further skill, in one statement."""
    steps = ["s0 AS (SELECT opening, employee FROM asked JOIN has USING (skill) WHERE place = 0)"]
    steps += [
        f"s{place} AS (SELECT s.opening, s.employee FROM s{place - 1} s LEFT JOIN asked a"
        f" ON a.opening = s.opening AND a.place = {place}"
        f" WHERE a.skill IS NULL OR (a.skill, s.employee) IN (SELECT (skill, employee) FROM has))"
        for place in range(1, MOST_ASKED)
    ]
    sql = f"WITH {', '.join(steps)} SELECT opening, count(*) FROM s{MOST_ASKED - 1} GROUP BY opening"
    return _in_order(company, connection.execute(sql).fetchall())


def step_by_step(connection: duckdb.DuckDBPyConnection, company: Company) -> Counts:
    """The same, each step a table of its own, of which only the openings that ask for more go on."""
    connection.execute(
        "CREATE TEMP TABLE left_0 AS SELECT opening, skills, employee FROM asked JOIN has USING (skill) WHERE place = 0"
    )
    for place in range(1, MOST_ASKED):
        connection.execute(
            f"CREATE TEMP TABLE left_{place} AS SELECT opening, skills, employee FROM left_{place - 1} WHERE skills <= {place}"
            f" UNION ALL SELECT c.opening, c.skills, c.employee FROM (SELECT l.*, a.skill FROM left_{place - 1} l JOIN asked a"
            f" ON a.opening = l.opening AND a.place = {place}) c SEMI JOIN has h ON h.skill = c.skill AND h.employee = c.employee"
        )
        connection.execute(f"DROP TABLE left_{place - 1}")
    rows = connection.execute(f"SELECT opening, count(*) FROM left_{MOST_ASKED - 1} GROUP BY opening").fetchall()
    connection.execute(f"DROP TABLE left_{MOST_ASKED - 1}")
    return _in_order(company, rows)


def opening_by_opening(connection: duckdb.DuckDBPyConnection, company: Company) -> Counts:
    """One statement for each opening, semi-joins from its rarest skill on."""
    return [_one(connection, _semi_joined(connection, opening)) for opening in range(1, company.openings + 1)]


def grouped(connection: duckdb.DuckDBPyConnection, company: Company) -> Counts:
    """One statement for each opening: everybody who has any of the skills, counted: GROUP BY … HAVING COUNT."""
    return [
        _one(
            connection,
            f"SELECT count(*) FROM (SELECT employee FROM has WHERE skill IN ({', '.join(map(str, skills))})"
            f" GROUP BY employee HAVING count(*) = {len(skills)})",
        )
        for skills in company.asked
    ]


def _semi_joined(connection: duckdb.DuckDBPyConnection, opening: int) -> str:
    skills = connection.execute("SELECT skill FROM asked WHERE opening = ? ORDER BY place", [opening]).fetchall()
    tables = [f"(SELECT employee FROM has WHERE skill = {skill}) s{place}" for place, (skill,) in enumerate(skills)]
    joins = "".join(
        f" SEMI JOIN {table} ON s{place}.employee = s0.employee" for place, table in enumerate(tables) if place
    )
    return f"SELECT count(*) FROM {tables[0]}{joins}"


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    row: Any = connection.execute(sql).fetchone()
    return int(row[0])


def _in_order(company: Company, rows: list[tuple[Any, ...]]) -> Counts:
    counts = dict(rows)
    return [int(counts.get(opening, 0)) for opening in range(1, company.openings + 1)]


Plan = Callable[[duckdb.DuckDBPyConnection, Company], Counts]

PLANS: Mapping[str, Plan] = {"one statement": one_statement, "step by step": step_by_step}
"""Ways of finding everybody for all openings at once."""

PLANS_PER_OPENING: Mapping[str, Plan] = {"opening by opening": opening_by_opening, "GROUP BY, HAVING": grouped}
"""Ways that take the same again for each opening."""


def all_pairs(company: Company, name: str) -> Took:
    """Take one of DuckDB's ways twice; return the better time, and the memory that the process held at the most."""
    connection = _loaded(company)
    plan, times = {**PLANS, **PLANS_PER_OPENING}[name], 1.0
    if name in PLANS_PER_OPENING:
        times = company.openings / min(company.openings, _OPENINGS_TIMED)
        company = Company(company.employees, company.asked[:_OPENINGS_TIMED])
    found = []
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        counts = plan(connection, company)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        found.append(Took(wall * times, cpu * times, peak_memory(), counts))
    return min(found, key=lambda took: took.wall)
