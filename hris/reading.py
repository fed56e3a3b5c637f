"""The way in: a file from an HR system -> checked records, and everything HR should know before they are applied."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hris.answers import Reading, Refused, UnreadableError, WrongRow
from hris.cells import stated
from hris.dates import DateOrder
from hris.header_rows import Column
from hris.headers import Field
from hris.kinds import KINDS, recognise
from hris.sheets import Asked, Sheet, with_clean_cells
from hris.table import read_table


def read_file(content: bytes, filename: str, *, today: date, date_order: DateOrder | None = None) -> Refused | Reading:
    """Read a CSV, TSV or .xlsx export.

    Args:
        content: the whole file.
        filename: only its ending matters.
        today: in HR's time zone; who leaves after today is still active.
        date_order: the answer to an earlier reading's questions. It counts for columns that do not prove their own order.

    Never raises for any bytes. The same bytes and arguments always give the same answer.
    """
    table = read_table(content, filename, keep=_columns_in_use)
    if isinstance(table, Refused):
        return table
    kind, chosen = recognise(table.columns)
    sheet = Sheet(
        rows=with_clean_cells(table.rows),
        places={field: table.kept.index(position) for field, position in chosen.fields.items()},
        names={field: table.columns[position].name for field, position in chosen.fields.items()},
    )
    try:
        checked = KINDS[kind].read(sheet, Asked(today, date_order))
    except UnreadableError as error:
        return Refused(error.sentence)
    return Reading(
        kind=kind,
        records=checked.records,
        wrong=tuple(sorted((*table.misshapen, *_numbered(checked.wrong, sheet)), key=lambda row: row.line)),
        dropped=chosen.dropped,
        unused=chosen.unused,
        notes=(*table.notes, *chosen.notes, *checked.notes),
        questions=checked.questions,
    )


def _numbered(wrong: Sequence[WrongRow], sheet: Sheet) -> list[WrongRow]:
    """Say whose rows they are: HR finds a person in the HR system by the number, not by the line of a file."""
    by_line = {row.line: row for row in sheet.rows} if wrong and sheet.has(Field.NUMBER) else {}
    return [
        replace(each, number=stated(sheet.text(row, Field.NUMBER))) if (row := by_line.get(each.line)) else each
        for each in wrong
    ]


def _columns_in_use(columns: Sequence[Column]) -> Sequence[int]:
    _, chosen = recognise(columns)
    return sorted(chosen.fields.values())
