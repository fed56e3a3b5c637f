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
    """Rows and, for each field the file has, its place in `Row.cells` and its header."""

    rows: Sequence[Row]
    places: Mapping[Field, int]
    names: Mapping[Field, str]

    def has(self, field: Field) -> bool:
        """Tell whether the file has a column for this field."""
        return field in self.places

    def raw(self, row: Row, field: Field) -> str:
        """Give the cell as the file has it, blank if there is no such column."""
        place = self.places.get(field)
        return "" if place is None else row.cells[place]

    def text(self, row: Row, field: Field) -> str:
        """Give the cell cleaned, blank if there is no such column."""
        return clean(self.raw(row, field))

    def cell(self, row: Row, field: Field) -> tuple[str, str] | None:
        """Give the header and the cleaned cell, or `None` if there is no such column."""
        return (self.names[field], self.text(row, field)) if field in self.places else None

    def column(self, field: Field) -> Iterator[tuple[int, str]]:
        """Walk down one column as (line, cell as the file has it)."""
        place = self.places[field]
        return ((row.line, row.cells[place]) for row in self.rows)


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
