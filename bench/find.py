"""HR's search among 100,000 people, each question beside one pass over all of them in the same run.

`python -m bench.find` prints each figure beside its yardstick; `--employees` says how many there are.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

import click
from sqlalchemy import func, insert, select

from bench.draws import a_company
from bench.figures import Figure, head, show
from bench.openings import NOW, TODAY
from bench.staff import fill
from bot.usecases.people.finding import FoundPeople, find
from career.recognition import RecognitionKind
from storage.database import Database
from storage.tables import EmployeeRow, RecognitionRow, ReviewRow

QUESTIONS = (
    'skill:"Skill 100" level>=4 rating>=4 kudos>=3',
    'skill:"Skill 001" rating>=4',
    "level>=4 rating>=4 kudos>=3",
    "department:Sales tenure>=24",
    "rower77",
)
"""A rare skill with everything else; the commonest; no skill at all; whole departments; a name."""

PAGE = 20
LONGEST = 1_000.0
"""Milliseconds: far within the three seconds after which a person wonders."""

_TIMES = 5
_HERE = Path(__file__).parent.parent


@click.command()
@click.option("--employees", default=100_000, show_default=True)
def main(employees: int) -> None:
    """Measure and print."""
    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        database = Database(f"sqlite:///{folder}/find.sqlite3")
        fill(database, a_company(employees, 0))
        _review_and_thank(database, employees)
        head(f"{employees:,} employees with 8 of 500 skills, a review and up to 6 kudos each")
        scan = median(_timed(lambda: _one_pass(database)) for _ in range(_TIMES))
        show(Figure("one pass over all of them, reading each row", scan * 1000, "ms"))
        for question in QUESTIONS:
            found, seconds = 0, []
            for _ in range(_TIMES):
                started = time.perf_counter()
                answer = find(database, "U1", question, 0, PAGE, NOW)
                seconds.append(time.perf_counter() - started)
                found = answer.total if isinstance(answer, FoundPeople) else 0
            took = median(seconds)
            show(
                Figure(f"{question}: {found:,} found", took * 1000, "ms", most=LONGEST),
                Figure("  beside the one pass", took / scan, "times"),
            )
        database.close()


def _timed(work: object) -> float:
    started = time.perf_counter()
    work()  # type: ignore[operator]  # a function without arguments
    return time.perf_counter() - started


def _one_pass(database: Database) -> None:
    with database.read() as session:
        session.scalar(select(func.count()).where(func.length(EmployeeRow.given_name + EmployeeRow.full_name_key) > 0))


def _review_and_thank(database: Database, employees: int) -> None:
    everybody = range(1, employees + 1)
    reviews = [{"employee_id": each, "reviewed_on": TODAY, "rating": each % 5 + 1} for each in everybody]
    thanks = [
        {
            "employee_id": each,
            "kind": RecognitionKind.KUDOS,
            "by_slack_id": "U1",
            "by_name": "Kim Kind",
            "words": "for the help",
            "given_on": TODAY,
            "created_at": NOW,
        }
        for each in everybody
        for _ in range(each % 7)
    ]
    with database.begin() as session:
        session.execute(insert(ReviewRow), reviews)
        session.execute(insert(RecognitionRow), thanks)


if __name__ == "__main__":
    main()
