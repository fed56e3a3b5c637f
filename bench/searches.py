"""Our own ways of finding who suits what: those of the product, and nothing else that would count as their memory."""

import time
from concurrent.futures import ThreadPoolExecutor
from queue import Empty, SimpleQueue
from statistics import median

from sqlalchemy.orm import Session

from bench.figures import Took, peak_memory
from bench.openings import NOW, TODAY, Company
from storage.database import Database
from storage.openings.suiting import best_openings
from storage.rules.audiences import count_qualified, qualified

CORES = 2
"""DuckDB takes every core it finds; we read with as many connections."""

_EMPLOYEES_ASKED = 400
_BEST = 3


def all_pairs(url: str, company: Company) -> Took:
    """Count everybody who suits, opening by opening, over as many connections as there are cores."""
    database = Database(url)
    waiting: SimpleQueue[int] = SimpleQueue()
    for number in range(1, company.openings + 1):
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
    return Took(wall, cpu, peak_memory(), [counts[number] for number in range(1, company.openings + 1)])


def each_opening(url: str, company: Company) -> list[float]:
    """Return the seconds that each opening took: the ids of everybody whom it suits."""
    database = Database(url)
    seconds = []
    with database.read() as session:
        for number in range(1, company.openings + 1):
            rule = company.rule(number)
            started = time.perf_counter()
            session.scalars(qualified(session, rule, TODAY)).all()
            seconds.append(time.perf_counter() - started)
    return seconds


def each_employee(url: str, employees: int) -> float:
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
