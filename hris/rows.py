"""A table of texts, and how its rows are gathered from any kind of file."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from hris import limits
from hris.answers import UnreadableError, WrongRow
from hris.header_rows import Column

_SPREADSHEET_ERRORS = frozenset(
    {"#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA"}
)  # but not "#N/A", by which people say that there is nothing

Keep = Callable[[Sequence[Column]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not blank: the line on which it begins in the file, and the cells of the kept columns."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as the file has it: cells are texts, not yet trimmed.

    `columns` are all the file's columns; `kept` are the positions of those whose cells are in `rows`, in the order of
    `Row.cells`. `misshapen` are rows that do not fit under the header, or whose kept cells hold a spreadsheet's error.
    """

    columns: tuple[Column, ...]
    kept: tuple[int, ...]
    rows: tuple[Row, ...]
    misshapen: tuple[WrongRow, ...]
    notes: tuple[str, ...]


def gather(
    columns: tuple[Column, ...],
    keep: Keep,
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    ragged: bool,
    notes: tuple[str, ...] = (),
) -> Table:
    """Build a table from numbered rows.

    `ragged` says that rows may end early, as in a workbook, which does not store empty cells. In a text file a short
    row means that a line break or a quotation mark went wrong, and what stands in its columns cannot be trusted.

    Raises:
        UnreadableError: a limit is passed.
    """
    kept = tuple(keep(columns))
    width = len(columns)
    gathered: list[Row] = []
    misshapen: list[WrongRow] = []
    # Most cells repeat (departments, dates, managers): kept once, a large file takes a third of the memory.
    once: dict[str, str] = {}
    for line, cells in rows:
        if not any(cell and not cell.isspace() for cell in cells):
            continue
        if len(gathered) + len(misshapen) >= limits.MAX_ROWS:
            raise UnreadableError(
                f"The file has more than {limits.MAX_ROWS:,} rows. Please export one division at a time."
            )
        reason = _misshapen(cells, width, ragged=ragged)
        if reason is not None:
            misshapen.append(WrongRow(line, reason))
            continue
        full = cells if len(cells) >= width else [*cells, *[""] * (width - len(cells))]
        picked = tuple([once.setdefault(full[place], full[place]) for place in kept])
        if not _SPREADSHEET_ERRORS.isdisjoint(picked):
            place, error = next(
                (place, cell) for place, cell in zip(kept, picked, strict=True) if cell in _SPREADSHEET_ERRORS
            )
            misshapen.append(WrongRow(line, f"{columns[place].name} holds the spreadsheet error {error}"))
            continue
        gathered.append(Row(line, picked))
    return Table(columns=columns, kept=kept, rows=tuple(gathered), misshapen=tuple(misshapen), notes=notes)


def check_size(line: int, cells: Sequence[str]) -> None:
    """Refuse a row with too many columns or a cell that is too long.

    Raises:
        UnreadableError: naming the line.
    """
    if len(cells) > limits.MAX_COLUMNS:
        raise UnreadableError(too_many_columns(line))
    if max(map(len, cells), default=0) > limits.MAX_CELL_CHARACTERS:
        raise UnreadableError(
            f"A cell in line {line} has more than {limits.MAX_CELL_CHARACTERS:,} characters, more than Excel can hold. "
            "Please remove that column or repair the cell."
        )


def too_many_columns(line: int) -> str:
    """Return the sentence about a row that is wider than any export."""
    return f"Line {line} has more than {limits.MAX_COLUMNS:,} columns, so this is no HR export."


def _misshapen(cells: Sequence[str], width: int, *, ragged: bool) -> str | None:
    if len(cells) > width and any(cell and not cell.isspace() for cell in cells[width:]):
        why = (
            "something stands beside the table" if ragged else "a text with a separator in it may lack quotation marks"
        )
        return f"has {len(cells)} cells where the header has {width}: {why}"
    if len(cells) < width and not ragged:
        return f"has {len(cells)} cells where the header has {width}: a line break or a quotation mark may be misplaced"
    return None
