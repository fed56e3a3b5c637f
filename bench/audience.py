"""Who suits what, among a million: the product's own queries beside DuckDB on the same rows in the same run.

`python -m bench.audience` prints each figure beside its yardstick; `--employees` and `--openings` say how large. What is
measured stays out of the processes that measure something else, so that each one's memory is its own.
"""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median
from typing import Any

import click
from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship, selectinload

from bench import duck
from bench.figures import Figure, head, in_a_process, peak_memory, show
from bench.staff import NOW, TODAY, Company, a_company, fill
from career.codes import code_of
from career.employees import EmploymentStatus
from career.verdicts import judge
from storage.audiences import count_qualified, qualified
from storage.database import Database
from storage.suiting import best_openings, key_skill
from storage.tables import OpeningRow

CORES = 2
"""DuckDB takes every core it finds; we read with as many connections."""

TIMES_DUCKDB = 1.5
SHARE_OF_MEMORY = 0.1
ONE_OPENING = 25.0
ONE_EMPLOYEE = 0.5
ALIKE = 1.3
TIMES_FASTER = 100

_EMPLOYEES_ASKED = 400
_OPENINGS_TIMED = 40
_BEST = 3
_HERE = Path(__file__).parent.parent


@dataclass(frozen=True)
class Took:
    """How long something took: seconds by the clock and of the processor, and the process's peak memory in MB."""

    wall: float
    cpu: float
    memory: float
    result: Any


@click.command()
@click.option("--employees", default=1_000_000, show_default=True)
@click.option("--openings", default=1_000, show_default=True)
@click.option("--fewer", default=100_000, show_default=True, help="The smaller company to compare with.")
@click.option("--looped", default=20_000, show_default=True, help="For how many people the loop of the ORM is timed.")
def main(employees: int, openings: int, fewer: int, looped: int) -> None:
    """Measure and print."""
    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        urls = {size: f"sqlite:///{folder}/{size}.sqlite3" for size in (fewer, employees)}
        for size, url in urls.items():
            head(f"{size:,} employees with 8 of 500 skills, {openings:,} openings with 3 to 6 of them")
            in_a_process(_fill, url, size, openings)
        _compare_all_pairs(urls[employees], employees, openings)
        one = in_a_process(_each_opening, urls[employees], employees, openings)
        show(Figure(f"one opening among {employees:,}: median", median(one) * 1000, "ms", most=ONE_OPENING))
        few, many = (in_a_process(_each_employee, urls[size], size) for size in (fewer, employees))
        show(
            Figure(
                f"one employee, all {openings:,} openings, at {fewer:,}: median", few * 1000, "ms", most=ONE_EMPLOYEE
            ),
            Figure(
                f"one employee, all {openings:,} openings, at {employees:,}: median",
                many * 1000,
                "ms",
                most=ONE_EMPLOYEE,
            ),
            Figure("the same, larger to smaller company", many / few, "times", most=ALIKE),
        )
        _compare_with_a_loop(urls[fewer], fewer, looped)


def _compare_all_pairs(url: str, employees: int, openings: int) -> None:
    """Take turns: DuckDB's ways, ours, the same once more; the better time of each counts."""
    ways = [*duck.PLANS, *duck.PLANS_PER_OPENING]
    theirs = {name: in_a_process(_duckdb, employees, openings, name) for name in ways}
    ours = in_a_process(_all_pairs, url, employees, openings)
    for name, took in theirs.items():
        assert took.result == ours.result[: len(took.result)], f"DuckDB ({name}) finds others"
        part = "" if name in duck.PLANS else f", timed on {len(took.result)} openings"
        show(
            Figure(f"all pairs by DuckDB, {name}{part}", took.wall, "s"),
            Figure(f"  of the processor; memory {took.memory:,.0f} MB", took.cpu, "s"),
        )
    best = min(theirs.values(), key=lambda took: took.wall)
    ours = min(ours, in_a_process(_all_pairs, url, employees, openings), key=lambda took: took.wall)
    show(
        Figure(f"all pairs by our SQL: {sum(ours.result):,} found", ours.wall, "s"),
        Figure(f"  of the processor; memory {ours.memory:,.0f} MB", ours.cpu, "s"),
        Figure("all pairs, our time to DuckDB's best", ours.wall / best.wall, "times", most=TIMES_DUCKDB),
        Figure("  the same in seconds of the processor", ours.cpu / best.cpu, "times"),
        Figure(
            "all pairs, our memory to DuckDB's at its best", ours.memory / best.memory, "times", most=SHARE_OF_MEMORY
        ),
    )


def _compare_with_a_loop(url: str, employees: int, looped: int) -> None:
    per_person = in_a_process(_loop, url, employees, min(looped, employees))
    sql = in_a_process(_each_opening, url, employees, 100)
    loop = per_person * employees * len(sql)
    show(
        Figure(f"the ORM's loop, {employees:,} x {len(sql)}, timed on one opening and {looped:,} people", loop, "s"),
        Figure(f"our SQL, {employees:,} x {len(sql)}", sum(sql), "s"),
        Figure("our SQL, times faster than the loop", loop / sum(sql), "times", least=TIMES_FASTER),
    )


def _fill(url: str, employees: int, openings: int) -> None:
    company = a_company(employees, openings)
    database = Database(url)
    fill(database, company)
    with database.begin() as session:
        for number in range(1, openings + 1):
            session.get_one(OpeningRow, number).key_skill_code = key_skill(session, company.rule(number))
    database.close()


def _all_pairs(url: str, employees: int, openings: int) -> Took:
    """Count everybody who suits, opening by opening, over as many connections as there are cores."""
    company = a_company(employees, openings)
    database = Database(url)
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in range(1, openings + 1):
        waiting.put(number)

    def count_some(_thread: int) -> dict[int, int]:
        found: dict[int, int] = {}
        with database.read() as session:
            while True:
                try:
                    number = waiting.get_nowait()
                except Empty:
                    return found
                found[number] = count_qualified(session, company.rule(number), TODAY)

    wall, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(CORES) as threads:
        counts = {number: count for some in threads.map(count_some, range(CORES)) for number, count in some.items()}
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Took(wall, cpu, peak_memory(), [counts[number] for number in range(1, openings + 1)])


def _duckdb(employees: int, openings: int, name: str) -> Took:
    """Take one of DuckDB's ways twice; return the better time, and the memory that the process held at the most."""
    company = a_company(employees, openings)
    connection = duck.loaded(company)
    plan, times = {**duck.PLANS, **duck.PLANS_PER_OPENING}[name], 1.0
    if name in duck.PLANS_PER_OPENING:
        times = openings / min(openings, _OPENINGS_TIMED)
        company = Company(employees, company.asked[:_OPENINGS_TIMED])
    found = []
    for _ in range(2):
        wall, cpu = time.perf_counter(), time.process_time()
        counts = plan(connection, company)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        found.append(Took(wall * times, cpu * times, peak_memory(), counts))
    return min(found, key=lambda took: took.wall)


def _each_opening(url: str, employees: int, openings: int) -> list[float]:
    """Return the seconds that each opening took: the ids of everybody whom it suits."""
    company = a_company(employees, openings)
    database = Database(url)
    seconds = []
    with database.read() as session:
        for number in range(1, company.openings + 1):
            rule = company.rule(number)
            started = time.perf_counter()
            session.scalars(qualified(session, rule, TODAY)).all()
            seconds.append(time.perf_counter() - started)
    return seconds


def _each_employee(url: str, employees: int) -> float:
    """Return the median of the seconds that one employee took against all openings."""
    database = Database(url)
    seconds: list[float] = []
    with database.read() as session:
        for first in (2, 1):  # the first round is for the caches, as in a process that has run for a while
            seconds = [
                _seconds_for(session, employee) for employee in range(first, employees, employees // _EMPLOYEES_ASKED)
            ]
    return median(seconds)


def _seconds_for(session: Session, employee: int) -> float:
    started = time.perf_counter()
    best_openings(session, employee, TODAY, NOW, _BEST)
    return time.perf_counter() - started


class _Mapped(DeclarativeBase):
    """What one would map who goes from object to object."""


class _Employee(_Mapped):
    __tablename__ = "employees"
    id: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str] = mapped_column(String(32))
    skills: Mapped[list["_EmployeeSkill"]] = relationship()


class _EmployeeSkill(_Mapped):
    __tablename__ = "employee_skills"
    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id"), primary_key=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skills.id"), primary_key=True)
    skill: Mapped["_Skill"] = relationship()


class _Skill(_Mapped):
    __tablename__ = "skills"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(120))


def _loop(url: str, employees: int, looped: int) -> float:
    """Return the seconds for each person of one opening, loaded eagerly and judged one by one."""
    rule = a_company(employees, 1).rule(1)
    database = Database(url)
    with database.read() as session:
        started = time.perf_counter()
        suits = [person.id for person in _everybody(session, looped) if _suits(person, rule)]
        took = time.perf_counter() - started
        assert suits == sorted(each for each in session.scalars(qualified(session, rule, TODAY)) if each <= looped)
    return took / looped


def _everybody(session: Session, most: int) -> list[_Employee]:
    eagerly = selectinload(_Employee.skills).selectinload(_EmployeeSkill.skill)
    return list(session.scalars(select(_Employee).where(_Employee.id <= most).options(eagerly)))


def _suits(person: _Employee, rule: Any) -> bool:  # noqa: ANN401  a criterion
    has = {each.skill.code for each in person.skills}
    facts = {where.fact: code_of(where.fact.about) in has for where in rule.parts}
    return person.status == EmploymentStatus.ACTIVE and judge(rule, facts, TODAY).holds is True


if __name__ == "__main__":
    main()
