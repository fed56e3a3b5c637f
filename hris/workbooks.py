"""Excel workbooks (.xlsx) -> tables: values only, read as a stream.

By openpyxl, though python-calamine 0.9 is some twenty times faster: calamine gives no number formats, so that employee
number 00042 becomes 42; makes a blank cell of a spreadsheet's error; and lays a sheet out as one block, so that two cells at
its far corners, in a file of 5 kB, ask for 550 GB and end the process.
"""

import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time
from io import BytesIO
from itertools import chain, islice
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from hris import limits
from hris.answers import UnreadableError
from hris.archives import check_archive
from hris.cells import clean, enumerate_words, quote
from hris.header_rows import find_header
from hris.rows import Keep, Table, check_size, gather

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
            workbook = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            try:
                return _read_first_sheet(workbook, keep)
            finally:
                workbook.close()
    except _DAMAGED as error:
        raise UnreadableError(
            "This workbook is damaged. Please open it in Excel and save it again, or export it as CSV."
        ) from error


def _read_first_sheet(workbook: Workbook, keep: Keep) -> Table:
    visible = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    for sheet in visible:
        # The size that a sheet states of itself is often wrong; the cells are the truth.
        sheet.reset_dimensions()
        rows = _rows(sheet.iter_rows())
        first = list(islice(rows, limits.HEADER_SEARCH_ROWS))
        if not any(any(map(clean, cells)) for _, cells in first):
            continue
        header = find_header([cells for _, cells in first])
        others = [quote(other.title) for other in visible if other is not sheet]
        note = f"Only the sheet {quote(sheet.title)} was read, not {enumerate_words(others)}." if others else None
        table = gather(header.columns, keep, chain(first[header.rows :], rows), ragged=True)
        return replace(table, notes=(note,)) if note else table
    raise UnreadableError(f"No visible sheet has cells in its first {limits.HEADER_SEARCH_ROWS} rows.")


def _rows(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows with their numbers in the sheet, blank ones too, as texts."""
    for number, row in enumerate(rows, start=1):
        if number > limits.MAX_SHEET_ROWS:
            raise UnreadableError(
                "This sheet has more rows than Excel allows. Please save it again, or export it as CSV."
            )
        if len(row) > limits.MAX_COLUMNS:
            row = _without_blank_end(row)  # noqa: PLW2901 - formatting may reach to the last column of Excel
        cells = [_text(cell) for cell in row]
        check_size(number, cells)
        yield number, cells


def _without_blank_end(row: Sequence[Any]) -> Sequence[Any]:
    end = len(row)
    while end and row[end - 1].value is None:
        end -= 1
    return row[:end]


def _text(cell: Any) -> str:  # noqa: ANN401 - openpyxl has several cell classes and values of any type
    """Write a cell's value as a CSV export would, dates as ISO 8601, numbers with the leading zeros they are shown with."""
    match cell.value:
        case None:
            return ""
        case bool(flag):
            text = "TRUE" if flag else "FALSE"
        case int(number):
            text = _with_shown_zeros(number, cell)
        case float(number) if number.is_integer() and abs(number) < _MAX_EXACT:
            text = _with_shown_zeros(int(number), cell)
        case datetime() as moment:
            text = moment.date().isoformat() if moment.time() == time() else moment.isoformat(" ", "seconds")
        case other:
            text = str(other)
    return text


def _with_shown_zeros(number: int, cell: Any) -> str:  # noqa: ANN401 - as above
    """Keep the zeros of a number that is formatted as "00000", which is how workbooks hold employee numbers."""
    shown = cell.number_format
    if number >= 0 and shown and set(shown) == {"0"}:
        return str(number).zfill(len(shown))
    return str(number)
