from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.cli.importing import DONE, MOST_WRONG_SHOWN, NOT_DONE, Terminal, import_file, import_from_command_line
from hris.dates import DateOrder
from storage.database import Database
from storage.tables import EmployeeRow
from tests.factories import NOW

GOOD = """EmpID,First Name,Last Name,Salary,Sex,Shoe Size,Hire Date,Status
001,Ada,Rower,1,F,38,2020-03-31,Active
002,Bo,Lind,2,M,44,2020-02-31,Active
003,Cy,Past,3,M,41,2019-01-31,Terminated
"""
AMBIGUOUS = """EmpID,First Name,Last Name,Hire Date
001,Ada,Rower,03/04/2020
"""


@pytest.fixture
def run(sqlite_database: Database, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Import a text as a file; give the exit status and what was printed."""

    def import_text(
        text: str,
        *,
        preview_only: bool = False,
        date_order: DateOrder | None = None,
        ask: Callable[[str], bool] | None = None,
    ) -> tuple[int, str]:
        file = tmp_path / "people.csv"
        file.write_text(text)
        out = StringIO()
        terminal = Terminal(out, tmp_path, ask)
        status = import_file(sqlite_database, file, terminal, preview_only=preview_only, date_order=date_order, now=NOW)
        return status, out.getvalue()

    return import_text


def people(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count(EmployeeRow.id))) or 0


Run = Callable[..., tuple[int, str]]


def test_an_import_says_what_it_read_dropped_and_did_and_what_comes_next(run: Run, sqlite_database: Database) -> None:
    status, told = run(GOOD)
    assert status == DONE
    assert "people.csv: employees, 2 rows read, 1 row wrong." in told
    assert "Salary (pay)" in told
    assert "Sex (sex or gender)" in told
    assert "Not used: Shoe Size." in told
    assert "line 3 (employee 002): Hire Date" in told
    assert "Imported: 2 new, 0 changed (1 of these have left), 0 unchanged, 1 wrong." in told
    assert "1 person has no Slack account yet; type /hr unmatched in the HR channel to match them." in told
    assert people(sqlite_database) == 2


def test_a_preview_changes_nothing(run: Run, sqlite_database: Database) -> None:
    status, told = run(GOOD, preview_only=True)
    assert (status, people(sqlite_database)) == (DONE, 0)
    assert "This file: 2 new" in told
    assert "nothing was changed" in told


def test_whoever_is_asked_and_says_no_changes_nothing(run: Run, sqlite_database: Database) -> None:
    asked: list[str] = []

    def decline(question: str) -> bool:
        asked.append(question)
        return False

    status, told = run(GOOD, ask=decline)
    assert (status, people(sqlite_database), len(asked)) == (NOT_DONE, 0, 1)
    assert told.endswith("Nothing was changed.\n")


def test_whoever_is_asked_and_says_yes_imports(run: Run, sqlite_database: Database) -> None:
    assert run(GOOD, ask=lambda _: True)[0] == DONE
    assert people(sqlite_database) == 2


def test_the_same_file_again_says_so_and_does_not_ask(run: Run) -> None:
    run(GOOD)
    status, told = run(GOOD, ask=lambda _: pytest.fail("nothing to ask"))
    assert status == DONE
    assert "Everything in this file is known already. Nothing was changed." in told


def test_dates_that_could_be_two_days_are_asked_about_and_not_guessed(run: Run, sqlite_database: Database) -> None:
    status, told = run(AMBIGUOUS)
    assert (status, people(sqlite_database)) == (NOT_DONE, 0)
    assert "--dates day-first or --dates month-first" in told
    assert run(AMBIGUOUS, date_order=DateOrder.DAY_FIRST)[0] == DONE
    with sqlite_database.read() as session:
        hired = session.scalars(select(EmployeeRow.hired_on)).one()
    assert hired is not None
    assert (hired.month, hired.day) == (4, 3)


def test_a_file_that_cannot_be_read_is_one_sentence(run: Run) -> None:
    status, told = run("just words")
    assert status == NOT_DONE
    assert told.startswith("people.csv: ")
    assert told.count("\n") == 1


def test_a_file_that_is_not_there_is_one_sentence(sqlite_database: Database, tmp_path: Path) -> None:
    out = StringIO()
    terminal = Terminal(out, tmp_path, None)
    none = tmp_path / "none.csv"
    status = import_file(sqlite_database, none, terminal, preview_only=False, date_order=None, now=NOW)
    assert status == NOT_DONE
    assert "none.csv cannot be read: No such file or directory. Please check the path." in out.getvalue()


def test_many_wrong_rows_are_listed_in_a_file_whose_cells_cannot_run(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"{number},Ada,Rower,1,F,38,2020-02-31,Active\n" for number in range(200, 230))
    told = run(GOOD + rows + "=1+1,Ada,Rower,1,F,38,2020-02-31,Active\n", preview_only=True)[1]
    assert f"and 12 more: {tmp_path / 'people-wrong-rows.csv'} lists them all" in told
    assert told.count("  - line ") == MOST_WRONG_SHOWN
    listed = (tmp_path / "people-wrong-rows.csv").read_text("utf-8-sig").splitlines()
    assert len(listed) == 1 + 32
    assert listed[-1].startswith("35,'=1+1,")


def test_a_folder_that_takes_no_file_keeps_nobody_from_importing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "people-wrong-rows.csv").mkdir()
    rows = "".join(f"{number},Ada,Rower,1,F,38,2020-02-31,Active\n" for number in range(200, 230))
    status, told = run(GOOD + rows)
    assert status == DONE
    assert "and 11 more, which could not be listed in" in told


def test_a_file_without_end_is_refused_before_it_fills_the_memory(sqlite_database: Database, tmp_path: Path) -> None:
    endless = tmp_path / "endless.csv"
    with endless.open("wb") as file:
        file.write(b"EmpID,First Name,Last Name\n1,")
        file.truncate(2**40)
    out = StringIO()
    terminal = Terminal(out, tmp_path, None)
    status = import_file(sqlite_database, endless, terminal, preview_only=False, date_order=None, now=NOW)
    assert status == NOT_DONE
    assert "The file has more than 64 MB" in out.getvalue()


def test_the_command_line_brings_the_schema_up_and_imports(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "people.csv"
    file.write_text(AMBIGUOUS)
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}"
    assert import_from_command_line(url, file, False, "month-first", NOW) == DONE
    assert "Imported: 1 new" in capsys.readouterr().out
