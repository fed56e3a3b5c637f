"""A table with its fields known: what the readers of each kind of file are given, and what they answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hris.answers import Question, WrongRow
from hris.cells import clean
from hris.dates import DateOrder
from hris.headers import Field
from hris.records import Record
from hris.rows import Row


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cleaned cells and, for each field the file has, its place in `Row.cells` and its header."""

    rows: Sequence[Row]
    places: Mapping[Field, int]
    names: Mapping[Field, str]

    def has(self, field: Field) -> bool:
        """Tell whether the file has a column for this field."""
        return field in self.places

    def text(self, row: Row, field: Field) -> str:
        """Give the cell, blank if there is no such column."""
        place = self.places.get(field)
        return "" if place is None else row.cells[place]

    def cell(self, row: Row, field: Field) -> tuple[str, str] | None:
        """Give the header and the cell, or `None` if there is no such column."""
        return (self.names[field], self.text(row, field)) if field in self.places else None

    def column(self, field: Field) -> Iterator[tuple[int, str]]:
        """Walk down one column as (line, cell)."""
        place = self.places[field]
        return ((row.line, row.cells[place]) for row in self.rows)


def with_clean_cells(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Clean every cell; most of them repeat, and each text is cleaned once."""
    known: dict[str, str] = {}
    cleaned: list[Row] = []
    for row in rows:
        for cell in row.cells:
            if cell not in known:
                known[cell] = clean(cell)
        cleaned.append(Row(row.line, tuple([known[cell] for cell in row.cells])))
    return tuple(cleaned)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the caller adds to a file: today's date, and which of day and month comes first where the file is silent."""

    today: date
    date_order: DateOrder | None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a reader of one kind makes of the rows."""

    records: tuple[Record, ...]
    wrong: tuple[WrongRow, ...]
    notes: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
