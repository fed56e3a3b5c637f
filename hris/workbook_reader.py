"""openpyxl's reader of workbooks, less what takes most of its time.

Of three quarters of that time nothing comes: it goes through each sheet that states no size twice, wraps each cell in an object,
and makes six of each text that has no formats inside. What a cell's value means stays openpyxl's to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import IO, Any, NamedTuple

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet._reader import INLINE_STRING, WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

_SHARED_TEXT = f"{{{SHEET_MAIN_NS}}}si"
_PLAIN_TEXT = f"{{{SHEET_MAIN_NS}}}t"


class Cell(NamedTuple):
    """A cell that is not empty: its column, from 1 on, its value as openpyxl reads it, and its style."""

    column: int
    value: Any
    style: int


@dataclass(frozen=True, slots=True)
class SheetOfCells:
    """One sheet of a workbook, whose cells are read as they are asked for."""

    title: str
    is_visible: bool
    part: str


@dataclass(slots=True)
class Book:
    """A workbook that is open for reading."""

    _reader: "_Reader"
    _formats: dict[int, str] = field(default_factory=dict)

    @property
    def sheets(self) -> list[SheetOfCells]:
        """Return all sheets, in their order, but those that are charts."""
        return self._reader.sheets

    def rows(self, sheet: SheetOfCells) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows of a sheet that are stored, with their numbers."""
        book: Any = self._reader.wb
        with self._reader.archive.open(sheet.part) as source:
            parser = _Parser(
                source,
                self._reader.shared_strings,
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,  # noqa: SLF001  as openpyxl's own sheets do
                timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            )
            yield from parser.parse()

    def number_format(self, cell: Cell) -> str:
        """Return how a number is shown, such as ``00000``."""
        found = self._formats.get(cell.style)
        if found is None:
            book: Any = self._reader.wb
            number = book._cell_styles[cell.style].numFmtId  # noqa: SLF001  as openpyxl's own cells do
            own = number - BUILTIN_FORMATS_MAX_SIZE
            found = BUILTIN_FORMATS.get(number, "") if own < 0 else book._number_formats[own]  # noqa: SLF001
            self._formats[cell.style] = found
        return found


def open_book(content: bytes) -> Book:
    """Open a workbook, of which only texts and styles are read so far.

    Raises:
        Exception: whatever openpyxl and zipfile raise for damaged ones.
    """
    reader = _Reader(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    reader.read()
    return Book(reader)


class _Reader(ExcelReader):
    """Reads all but the sheets."""

    sheets: list[SheetOfCells]

    def read_strings(self) -> None:
        package: Any = self.package
        part = package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                self.shared_strings = list(_shared_texts(source))

    def read_worksheets(self) -> None:
        found: Any = self.parser.find_sheets()
        self.sheets = [
            SheetOfCells(sheet.name, sheet.state == "visible", rel.target)
            for sheet, rel in found
            if rel.target in self.valid_files and "chartsheet" not in rel.Type
        ]


class _Parser(WorkSheetParser):
    """Parses the cells of a sheet; of a row only those that are not empty are told."""

    def parse_row(self, row: Any) -> tuple[int, list[Any]]:  # noqa: ANN401  an element of either parser
        number, cells = super().parse_row(row)
        found: list[Any] = cells  # of `parse_cell` below
        return number, [cell for cell in found if cell is not None]

    def parse_cell(self, element: Any) -> Any:  # noqa: ANN401  what `parse_row` expects
        if element.get("t") == "inlineStr":
            child = element.find(INLINE_STRING)
            text = None if child is None else _text(child)
            column = self._column(element)
            return Cell(column, text, 0) if text else None
        cell = super().parse_cell(element)
        return None if cell["value"] is None else Cell(cell["column"], cell["value"], cell["style_id"])

    def _column(self, element: Any) -> int:  # noqa: ANN401
        reference = element.get("r")
        self.col_counter = self.col_counter + 1 if reference is None else _column_of(reference.rstrip("0123456789"))
        return self.col_counter


_column_of = lru_cache(maxsize=1_000)(column_index_from_string)


def _shared_texts(source: IO[bytes]) -> Iterator[str]:
    for _, element in iterparse(source):
        if element.tag == _SHARED_TEXT:
            # A "_" that could be taken for the beginning of an escape is itself escaped.
            yield _text(element).replace("x005F_", "")
            element.clear()


def _text(element: Any) -> str:  # noqa: ANN401
    """Return the text in an element, of which openpyxl gathers the pieces where they have formats."""
    plain: Any = element[0] if len(element) == 1 else None
    if plain is not None and plain.tag == _PLAIN_TEXT:
        return plain.text or ""
    pieces: Any = Text.from_tree(element)
    return str(pieces.content)
