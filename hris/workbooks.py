"""Excel workbooks (.xlsx) -> tables: values only, read as a stream.

By openpyxl, though python-calamine 0.9 is some twenty times faster: calamine gives no number formats, so that employee
number 00042 becomes 42; makes a blank cell of a spreadsheet's error; and lays a sheet out as one block, so that two cells at
its far corners, in a file of 5 kB, ask for 550 GB and end the process.
"""

import warnings
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time
from io import BytesIO
from itertools import chain, islice
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl.utils.exceptions import InvalidFileException

from hris import limits
from hris.answers import UnreadableError
from hris.archives import check_archive
from hris.cells import clean, enumerate_words, quote
from hris.header_rows import find_header
from hris.rows import Keep, Table, check_size, gather, too_many_columns
from hris.workbook_reader import Book, Cell, SheetOfCells, open_book

_DAMAGED = (
    BadZipFile, InvalidFileException, ParseError, zlib.error, EOFError, OSError, KeyError, IndexError, ValueError,
    TypeError, AttributeError, OverflowError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip
"""What zipfile and openpyxl raise for damaged workbooks; found by changing bytes and XML of good ones at random."""

_MAX_EXACT = 2**53


def read(content: bytes, keep: Keep) -> Table:
    """Read the first visible sheet that has cells.

    Raises:
        UnreadableError: it is no workbook, is damaged or hostile, or passes a limit.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            check_archive(archive)
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it will not write back; nothing is written here.
            warnings.simplefilter("ignore")
            return _read_first_sheet(open_book(content), keep)
    except _DAMAGED as error:
        raise UnreadableError(
            "This workbook is damaged. Please open it in Excel and save it again, or export it as CSV."
        ) from error


def _read_first_sheet(book: Book, keep: Keep) -> Table:
    visible = [sheet for sheet in book.sheets if sheet.is_visible]
    for sheet in visible:
        rows = _rows(book, sheet)
        first = list(islice(rows, limits.HEADER_SEARCH_ROWS))
        if not any(any(map(clean, cells)) for _, cells in first):
            continue
        header = find_header([cells for _, cells in first])
        others = [quote(other.title) for other in visible if other is not sheet]
        note = f"Only the sheet {quote(sheet.title)} was read, not {enumerate_words(others)}." if others else None
        table = gather(header.columns, keep, chain(first[header.rows :], rows), ragged=True)
        return replace(table, notes=(note,)) if note else table
    raise UnreadableError(f"No visible sheet has cells in its first {limits.HEADER_SEARCH_ROWS} rows.")


def _rows(book: Book, sheet: SheetOfCells) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their numbers in the sheet, as texts; blank ones too where a header may stand.

    Raises:
        UnreadableError: a limit is passed.
        ValueError: the rows are in no order, as no program writes them.
    """
    last = 0
    for number, cells in book.rows(sheet):
        if number > limits.MAX_SHEET_ROWS:
            raise UnreadableError(
                "This sheet has more rows than Excel allows. Please save it again, or export it as CSV."
            )
        if number <= last:
            raise ValueError(number)
        yield from ((blank, []) for blank in range(last + 1, min(number, limits.HEADER_SEARCH_ROWS + 1)))
        last = number
        width = max((cell.column for cell in cells), default=0)
        if width > limits.MAX_COLUMNS:
            raise UnreadableError(too_many_columns(number))
        texts = [""] * width
        for cell in cells:
            texts[cell.column - 1] = _text(book, cell)
        check_size(number, texts)
        yield number, texts


def _text(book: Book, cell: Cell) -> str:
    """Write a cell's value as a CSV export would, dates as ISO 8601, numbers with the leading zeros they are shown with."""
    match cell.value:
        case str(text):
            return text
        case bool(flag):
            return "TRUE" if flag else "FALSE"
        case int(number):
            return _with_shown_zeros(number, book.number_format(cell))
        case float(number) if number.is_integer() and abs(number) < _MAX_EXACT:
            return _with_shown_zeros(int(number), book.number_format(cell))
        case datetime() as moment:
            return moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "seconds")
        case other:
            return str(other)


def _with_shown_zeros(number: int, shown: str) -> str:
    """Keep the zeros of a number that is formatted as "00000", which is how workbooks hold employee numbers."""
    if number >= 0 and shown and set(shown) == {"0"}:
        return str(number).zfill(len(shown))
    return str(number)
