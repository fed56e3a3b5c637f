"""How long an export of a large company takes to import, and how long it keeps everybody else waiting meanwhile.

`python -m bench.importing` writes a file of made-up people, imports it into a database that has nobody of them by the real
command, and applies for an opening again and again beside it; then it imports the file once more, which changes nothing, and
on SQLite a file of their skills. A file dropped in the HR channel is looked at and then imported by the very process that
answers the commands: that is measured as well, on SQLite. `--workbook` writes an .xlsx file instead.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage, struct_rusage

import click
from openpyxl import Workbook
from sqlalchemy import URL, make_url

from bench.company import everybody_for_everything, fill
from bench.figures import Figure, head, show
from bench.tick import a_database, postgresql_server
from bot.usecases.importing.dropped_files import Confirmed, Seen, import_confirmed, look
from bot.usecases.importing.file import Applied as AppliedFile
from bot.usecases.openings.applying import Applied, apply
from storage.database import Database

LONGEST_SECONDS = 60.0
MOST_MEGABYTES = 500.0
LONGEST_WAIT = 3.0

_SEED = 20261122
_HEAD = (
    "Employee ID", "First Name", "Last Name", "Work Email", "Job Title", "Department", "Location", "Job Family", "Grade",
    "Hire Date", "Manager ID", "Employment Status", "Last Review Date", "Performance Rating",
)  # fmt: skip
_COLUMNS = 24
_SKILLS = 500
_BETWEEN = 0.02
"""Seconds between two applications."""
_KILOBYTES_OR_SO = 2**20 if sys.platform == "darwin" else 2**10
"""What the system counts memory in, by the megabyte."""
_HERE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """What one import took: by the clock, of the processor, of memory, and how long one application waited at most."""

    name: str
    seconds: float
    processor: float
    megabytes: float
    longest_wait: float
    applications: int


@click.command()
@click.option("--people", default=100_000, show_default=True)
@click.option("--only", type=click.Choice(["sqlite", "postgresql"]))
@click.option("--workbook", is_flag=True)
def main(people: int, only: str | None, workbook: bool) -> None:  # noqa: FBT001  click hands a flag over so
    """Measure and print."""
    (_HERE / "var").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=_HERE / "var") as folder:
        file = Path(folder) / "people.csv"
        write_people(file, people)
        if workbook:
            file = _as_workbook(file)
        if only != "postgresql":
            url = make_url(f"sqlite:///{folder}/bench.sqlite3")
            _measure("SQLite", url, file, people)
            skills = Path(folder) / "skills.csv"
            write_skills(skills, people)
            _measure_skills(url, skills, people)
        if only != "sqlite":
            with postgresql_server() as server:
                _measure("PostgreSQL", a_database(server, "of_importing"), file, people)
        if only != "postgresql":
            # Last: to the system a child has needed at least as much memory as its parent had at its peak.
            _measure_within(f"sqlite:///{folder}/within.sqlite3", file, people)


def write_people(file: Path, people: int) -> None:
    """Write an export of made-up people as HR systems do: reports before their managers, columns that nobody asked for."""
    draws = Random(_SEED)
    custom = [f"Custom Field {number}" for number in range(1, _COLUMNS - len(_HEAD) + 1)]
    with file.open("w", newline="", encoding="utf-8-sig") as written:
        writer = csv.writer(written)
        writer.writerow([*_HEAD, *custom])
        for number in range(people, 0, -1):
            writer.writerow([*_person(number, draws), *(_custom(draws) for _ in custom)])


def write_skills(file: Path, people: int) -> None:
    """Write one skill of each of these people, common ones and rare ones, with its level."""
    draws = Random(_SEED)
    with file.open("w", newline="", encoding="utf-8") as written:
        writer = csv.writer(written)
        writer.writerow(("Employee ID", "Skill", "Level"))
        for number in range(1, people + 1):
            skill = min(draws.randrange(_SKILLS), draws.randrange(_SKILLS))
            writer.writerow((f"B{number:07}", f"Skill {skill}", draws.randrange(1, 6)))


def _as_workbook(file: Path) -> Path:
    """Write the table once more, as a workbook without shared texts or a stated size: as programs stream them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    with file.open(newline="", encoding="utf-8-sig") as written:
        for row in csv.reader(written):
            sheet.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.save(file.with_suffix(".xlsx"))
    return file.with_suffix(".xlsx")


def _person(number: int, draws: Random) -> Sequence[object]:
    return (
        f"B{number:07}",
        f"Given{draws.randrange(4_000)}",
        f"Family{draws.randrange(60_000)}",
        f"person.{number}@example.com",
        f"Job {draws.randrange(300)}",
        f"Department {draws.randrange(60)}",
        f"City {draws.randrange(40)}",
        f"Family {draws.randrange(12)}",
        draws.randrange(1, 10),
        date(2005, 1, 1) + timedelta(days=draws.randrange(7_500)),
        f"B{number // 9:07}" if number >= 9 else "",
        "Active",
        date(2025, 12, 31),
        draws.randrange(1, 6),
    )


def _custom(draws: Random) -> str:
    return draws.choice(("Yes", "No", f"{draws.randrange(100_000)}", f"Text {draws.randrange(1_000)}"))


def _measure(name: str, url: URL, file: Path, people: int) -> None:
    text = url.render_as_string(hide_password=False)
    fill(text)
    applicants = list(everybody_for_everything())[::-1]
    head(f"{people:,} people, {_COLUMNS} columns, all of them new: {name}")
    _show(_run(text, file, applicants))
    head(f"The same file again, which changes nothing: {name}")
    _show(_run(text, file, applicants))


def _measure_skills(url: URL, file: Path, people: int) -> None:
    head(f"A skill of each of the {people:,} people, all of them new: SQLite")
    _show(_run(url.render_as_string(hide_password=False), file, list(everybody_for_everything())))


def _measure_within(url: str, file: Path, people: int) -> None:
    fill(url)
    head(f"{people:,} people dropped in the HR channel, looked at and imported where the commands are answered: SQLite")
    database, began, used = Database(url), time.monotonic(), time.process_time()

    def look_and_import() -> None:
        now, content = datetime.now(UTC), file.read_bytes()
        seen = look(database, content, file.name, None, now, _unseen)
        assert isinstance(seen, Seen), seen
        confirmed = Confirmed("import:bench", seen.source.sha256, None, "bench")
        done = import_confirmed(database, content, file.name, confirmed, now, _unseen)
        assert isinstance(done, AppliedFile), done

    with ThreadPoolExecutor(1) as thread:
        imported = thread.submit(look_and_import)
        waits = _applying(database, list(everybody_for_everything())[::-1], imported.done)
        imported.result()
    seconds, processor = time.monotonic() - began, time.process_time() - used
    database.close()
    peak = getrusage(RUSAGE_SELF).ru_maxrss / _KILOBYTES_OR_SO
    _show(Run("both, by the clock", seconds, processor, peak, max(waits), len(waits)))


def _run(url: str, file: Path, applicants: list[tuple[str, int]]) -> Run:
    """Import by the command line, applying beside it until it is done."""
    database = Database(url)
    command = [sys.executable, "-m", "bot", "import", str(file)]
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603  our own module
        command, cwd=_HERE, env={**os.environ, "DATABASE_URL": url}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    ) as process:
        ends: list[tuple[int, struct_rusage]] = []

        def has_ended() -> bool:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                ends.append((status, used))
            return bool(ended)

        waits = _applying(database, applicants, has_ended)
        seconds = time.monotonic() - began
        ((status, used),) = ends
        process.returncode = os.waitstatus_to_exitcode(status)
    database.close()
    assert process.returncode == 0, process.returncode
    peak = used.ru_maxrss / _KILOBYTES_OR_SO
    name = "the whole command, by the clock"
    return Run(name, seconds, used.ru_utime + used.ru_stime, peak, max(waits), len(waits))


def _applying(database: Database, applicants: list[tuple[str, int]], has_ended: Callable[[], bool]) -> Sequence[float]:
    """Apply again and again until the import has ended, and return how long each application took."""
    waits: list[float] = []
    while not has_ended():
        person, opening = applicants.pop()
        asked = time.monotonic()
        answer = apply(database, person, opening, "I would love to row here.", datetime.now(UTC))
        waits.append(time.monotonic() - asked)
        assert isinstance(answer, Applied), answer
        time.sleep(_BETWEEN)
    return waits


def _unseen(_done: int, _total: int) -> None:
    """Show no progress."""


def _show(run: Run) -> None:
    show(
        Figure(run.name, run.seconds, "s", most=LONGEST_SECONDS),
        Figure("the same, of the processor", run.processor, "s"),
        Figure("memory at its peak", run.megabytes, "MB", most=MOST_MEGABYTES),
        Figure(
            f"the longest wait of {run.applications:,} applications made meanwhile",
            run.longest_wait,
            "s",
            most=LONGEST_WAIT,
        ),
    )


if __name__ == "__main__":
    main()
