"""Text files of commas, semicolons or tabs -> tables, read as a stream."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Self

from hris import limits
from hris.answers import UnreadableError
from hris.cells import clean, quote
from hris.charsets import NOT_A_TABLE, WINDOWS_1252, find_charset
from hris.header_rows import HeaderRows, find_header
from hris.rows import Keep, Row, Table, check_size, gather, too_many_columns

_DELIMITERS = ";,\t"
_ANNOUNCED = re.compile(r'"?sep=([;,\t])"?\s*', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Dialect:
    charset: str
    delimiter: str
    announced: bool
    """Whether the first line is `sep=;`, by which exports tell Excel what separates the cells."""


def read(content: bytes, keep: Keep) -> Table:
    """Read a text file whose charset, delimiter and header are found from its content.

    Raises:
        UnreadableError: it is no table, is broken, or passes a limit.
    """
    dialect, header = _find_dialect(content, find_charset(content))
    records = islice(_records(content, dialect), header.rows, None)
    table = gather(header.columns, keep, records, ragged=False)
    return replace(table, notes=(_windows_1252_note(table.rows),)) if dialect.charset == WINDOWS_1252 else table


def _find_dialect(content: bytes, charset: str) -> tuple[_Dialect, HeaderRows]:
    """Take the delimiter under which most headers are known; among equals, the one that gives most columns."""
    with TextIOWrapper(BytesIO(content), encoding=charset, newline="") as text:
        announced = _ANNOUNCED.fullmatch(text.readline(limits.MAX_RECORD_CHARACTERS))
    delimiters = announced.group(1) if announced else _DELIMITERS
    found: list[tuple[_Dialect, HeaderRows]] = []
    failures: list[UnreadableError] = []
    for delimiter in delimiters:
        dialect = _Dialect(charset, delimiter, announced is not None)
        try:
            first = [cells for _, cells in islice(_records(content, dialect), limits.HEADER_SEARCH_ROWS)]
        except UnreadableError as error:
            failures.append(error)
            continue
        if any(any(map(clean, cells)) for cells in first):
            found.append((dialect, find_header(first)))
    found = [(dialect, header) for dialect, header in found if len(header.columns) > 1]
    if found:
        return max(found, key=lambda one: (one[1].known, len(one[1].columns)))
    if failures:
        raise failures[0]
    raise UnreadableError(
        "No columns could be told apart: the cells should be separated by commas, semicolons or tabs, below one row of headers."
    )


class _Lines:
    """The lines of a text, counted per record so that no record can grow without end."""

    def __init__(self, text: TextIOWrapper) -> None:
        self._text = text
        self._line = 1
        self._characters = 0

    def begin_record(self, line: int) -> None:
        self._line = line
        self._characters = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._text.readline(limits.MAX_RECORD_CHARACTERS + 1)
        if not line:
            raise StopIteration
        self._characters += len(line)
        if self._characters > limits.MAX_RECORD_CHARACTERS:
            if '"' not in line and max(map(line.count, _DELIMITERS)) >= limits.MAX_COLUMNS:
                raise UnreadableError(too_many_columns(self._line))
            raise UnreadableError(
                f"The row that begins on line {self._line} has more than {limits.MAX_RECORD_CHARACTERS:,} characters. "
                "Perhaps a quotation mark in it is never closed."
            )
        if "\0" in line:
            raise UnreadableError(NOT_A_TABLE)
        return line


def _records(content: bytes, dialect: _Dialect) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line on which it begins, blank ones too."""
    with TextIOWrapper(BytesIO(content), encoding=dialect.charset, newline="") as text:
        skipped = 0
        if dialect.announced:
            text.readline()
            skipped = 1
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
        while True:
            line = skipped + reader.line_num + 1
            lines.begin_record(line)
            try:
                cells = next(reader, None)
            except csv.Error as error:
                raise UnreadableError(_broken(line, error)) from error
            if cells is None:
                return
            check_size(line, cells)
            yield line, cells


def _broken(line: int, error: csv.Error) -> str:
    # The csv module has one exception for everything, and only its words tell them apart.
    if "field limit" in str(error):
        return (
            f"A cell in line {line} has more than {limits.MAX_CELL_CHARACTERS:,} characters, more than Excel can hold. "
            "Perhaps a quotation mark is never closed."
        )
    return (
        f"In the row that begins on line {line} a quotation mark is not closed or not doubled. "
        "Please repair that row or export the file again."
    )


def _windows_1252_note(rows: Sequence[Row]) -> str:
    """Show one cell that would look wrong if the file were in some other charset."""
    example = next((cell for row in rows for cell in row.cells if not cell.isascii()), None)
    shown = "" if example is None else f": please check that {quote(clean(example))} looks right"
    return f"The file is not UTF-8 and was read as Windows-1252{shown}."
