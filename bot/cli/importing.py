"""`python -m bot import FILE`: says what was read and what it would change, asks, applies, and says what comes next."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from bot.usecases.importing.file import Applied, Foreseen, Preview, Source, apply_foreseen, foresee
from bot.views.hr.imports import wrong_rows_file
from hris.answers import DroppedColumn, Reading, Refused, WrongRow
from hris.dates import DateOrder
from hris.limits import MAX_BYTES
from hris.reading import read_file
from storage.database import Database
from storage.importing.bulk import Progress
from storage.schema import migrate

DONE = 0
NOT_DONE = 1
"""Exit status where nothing was applied though it should have been: refused, unanswered, or declined."""

MOST_WRONG_SHOWN = 20
"""Wrong rows told at the terminal; more of them go into a file."""

_BY = "command line"


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where it is typed: where all is printed, the folder there, and how to put a yes-or-no question.

    `ask` is None where nobody sits there.
    """

    out: TextIO
    folder: Path
    ask: Callable[[str], bool] | None


def import_file(
    database: Database,
    path: Path,
    terminal: Terminal,
    *,
    preview_only: bool,
    date_order: DateOrder | None,
    now: datetime,
) -> int:
    """Import one file into a migrated database and return the exit status.

    Args:
        database: where to.
        path: the file.
        terminal: what is printed and asked; wrong rows, if they are many, are listed in a file in its folder.
        preview_only: stop after saying what would change.
        date_order: which of day and month comes first where the file itself does not tell.
        now: the present instant; its day is today for who has left.
    """
    out, ask = terminal.out, terminal.ask

    def say(text: str) -> None:
        click.echo(text, file=out)

    found = _read(path, now, date_order)
    if isinstance(found, str):
        say(found)
        return NOT_DONE
    reading, source = found
    _tell_reading(reading, path.name, say)
    if reading.questions:
        say("Nothing was changed. Please run this again with --dates day-first or --dates month-first.")
        return NOT_DONE
    foreseen = _foresee(database, reading, now, out)
    _tell_preview(foreseen.preview, terminal.folder / f"{path.stem}-wrong-rows.csv", say)
    if not foreseen.preview.changes_anything:
        say("Everything in this file is known already. Nothing was changed.")
        return DONE
    if preview_only:
        say("This was a preview, and nothing was changed. Run it again without --preview to apply it.")
        return DONE
    if ask is not None and not ask("Apply this?"):
        say("Nothing was changed.")
        return NOT_DONE
    applied = _apply(database, foreseen, source, now, out)
    _tell_applied(applied, say)
    return DONE


def import_from_command_line(url: str, path: Path, preview_only: bool, dates: str | None, now: datetime) -> int:  # noqa: FBT001  a flag as typed
    """Import one file into the database at `url`, whose schema is brought up to date first; return the exit status.

    Asks before applying where a person sits at the terminal. `dates` is ``day-first``, ``month-first`` or None.
    """
    database = Database(url)
    try:
        migrate(database)
        return import_file(
            database,
            path,
            Terminal(sys.stdout, Path.cwd(), click.confirm if sys.stdin.isatty() else None),
            preview_only=preview_only,
            date_order=None if dates is None else DateOrder(dates.replace("-", " ")),
            now=now,
        )
    finally:
        database.close()


def _read(path: Path, now: datetime, date_order: DateOrder | None) -> tuple[Reading, Source] | str:
    """Read a file, or say why that cannot be."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)  # enough to be refused
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}. Please check the path."
    reading = read_file(content, path.name, today=now.date(), date_order=date_order)
    if isinstance(reading, Refused):
        return f"{path.name}: {reading.sentence}"
    return reading, Source.of(path.name, content)


def _foresee(database: Database, reading: Reading, now: datetime, out: TextIO) -> Foreseen:
    with _bar("Comparing", out) as progress:
        return foresee(database, reading, now, progress)


def _apply(database: Database, foreseen: Foreseen, source: Source, now: datetime, out: TextIO) -> Applied:
    with _bar("Importing", out) as progress:
        return apply_foreseen(database, foreseen, source, _BY, now, progress)


@contextmanager
def _bar(label: str, out: TextIO) -> Iterator[Progress]:
    """Show how far along something is."""
    with click.progressbar(length=1, label=label, file=out) as bar:

        def progress(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield progress


def _tell_reading(reading: Reading, filename: str, say: Callable[[str], None]) -> None:
    good, wrong = len(reading.records), len(reading.wrong)
    say(f"{filename}: {reading.kind.value}, {_count(good, 'row')} read, {_count(wrong, 'row')} wrong.")
    _list("Dropped unread, because no rule may use them:", [_dropped(column) for column in reading.dropped], say)
    if reading.unused:
        say(f"Not used: {', '.join(reading.unused)}.")
    _list("Please note:", reading.notes, say)
    _list("Open questions:", [question.sentence for question in reading.questions], say)


def _tell_preview(foreseen: Preview, list_of_wrong: Path, say: Callable[[str], None]) -> None:
    lines = [_wrong(row) for row in foreseen.wrong]
    if len(lines) > MOST_WRONG_SHOWN:
        lines[MOST_WRONG_SHOWN:] = [_listed(foreseen.wrong, list_of_wrong)]
    _list("Wrong rows, which are left out:", lines, say)
    say(f"This file: {_counts(foreseen)}.")
    _list("Please note:", foreseen.sentences, say)


def _tell_applied(applied: Applied, say: Callable[[str], None]) -> None:
    say(f"Imported: {_counts(applied.done)}.")
    if applied.linked:
        say(f"Linked to Slack by e-mail: {_count(applied.linked, 'person', 'people')}.")
    without = applied.without_account
    if without:
        have = "has" if without == 1 else "have"
        say(
            f"{_count(without, 'person', 'people')} {have} no Slack account yet; "
            "type /hr unmatched in the HR channel to match them."
        )
    else:
        say("Everybody who works here has a Slack account; type /hr in the HR channel to go on.")


def _counts(preview: Preview) -> str:
    left = f" ({preview.left:,} of these have left)" if preview.left else ""
    return (
        f"{preview.new:,} new, {preview.changed:,} changed{left}, {preview.unchanged:,} unchanged, "
        f"{len(preview.wrong):,} wrong"
    )


def _wrong(row: WrongRow) -> str:
    whose = f" (employee {row.number})" if row.number else ""
    return f"line {row.line}{whose}: {row.reason}"


def _listed(wrong: Sequence[WrongRow], file: Path) -> str:
    """Write all wrong rows into a file, and say where they are."""
    more = f"and {len(wrong) - MOST_WRONG_SHOWN:,} more"
    try:
        file.write_bytes(wrong_rows_file(wrong))
    except OSError as error:
        return f"{more}, which could not be listed in {file}: {error.strerror}"
    return f"{more}: {file} lists them all"


def _dropped(column: DroppedColumn) -> str:
    return f"{column.header} ({column.why})"


def _list(title: str, lines: Sequence[str], say: Callable[[str], None]) -> None:
    if lines:
        say(title)
        for line in lines:
            say(f"  - {line}")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
