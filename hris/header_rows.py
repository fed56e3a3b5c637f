"""Where a table's header stands: below titles and blank rows, in one row or in two.

Two header rows occur in two ways. SAP SuccessFactors writes technical names and below them labels ("USERID", "User ID").
Spreadsheets made by people have a band of group titles above the names ("Person", "", "", "Job", "").
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hris.cells import clean
from hris.headers import HEADERS, Field, is_known, same_field
from hris.protected import why_protected
from hris.records import Kind

_ENOUGH = 2
_IDENTIFYING = (Field.NUMBER, Field.EMAIL)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header first, then what a second header row calls it; `group` is the title above several."""

    names: tuple[str, ...]
    group: str = ""

    @property
    def name(self) -> str:
        """The header under which the column is spoken of."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class HeaderRows:
    """The columns, how many rows belong to the header or stand above it, and how many headers are known."""

    columns: tuple[Column, ...]
    rows: int
    known: int


def find_header(rows: Sequence[Sequence[str]]) -> HeaderRows:
    """Find the header among a table's first rows (all of them texts; at least one is not blank).

    The header is the first row with two known names; where there is none, the first row with two texts in it.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    scores = [sum(map(_tells, row)) for row in cleaned]
    main = _first(scores, _ENOUGH)
    if main is None:
        main = _first([sum(map(bool, row)) for row in cleaned], _ENOUGH)
    if main is None:
        main = _first([sum(map(bool, row)) for row in cleaned], 1) or 0
    heading = [cleaned[main]]
    groups: list[str] = []
    end = main + 1
    if end < len(cleaned) and _continues(cleaned[main], cleaned[end]):
        heading.append(cleaned[end])
        heading.sort(key=lambda row: -sum(map(_tells, row)))
        end += 1
    elif main > 0 and sum(map(bool, cleaned[main - 1])) >= _ENOUGH:
        groups = _filled_to_the_right(cleaned[main - 1])
    width = max(map(len, heading))
    columns = tuple(_column(place, heading, groups) for place in range(width))
    return HeaderRows(columns=columns, rows=end, known=sum(_tells(column.name) for column in columns))


def _tells(cell: str) -> bool:
    return bool(cell) and (is_known(cell) or why_protected(cell) is not None)


def _identifies(cell: str) -> bool:
    return any(same_field(cell, HEADERS[Kind.EMPLOYEES][field][0]) for field in _IDENTIFYING)


def _first(counts: Sequence[int], enough: int) -> int | None:
    return next((place for place, count in enumerate(counts) if count >= enough), None)


def _continues(header: Sequence[str], row: Sequence[str]) -> bool:
    """Tell whether the row below a header is a second header and not a person.

    A header names the employee number or the e-mail address. Where the row above does, a second header names it again in
    the same column, which no person's number looks like; where it does not, the row above was of group titles.
    """
    if any(map(_identifies, header)):
        return any(_identifies(cell) and same_field(above, cell) for above, cell in zip(header, row, strict=False))
    return any(map(_identifies, row))


def _filled_to_the_right(band: Sequence[str]) -> list[str]:
    """Repeat each group title over the columns it spans: merged cells keep their text in the first one only."""
    filled: list[str] = []
    for cell in band:
        filled.append(cell or (filled[-1] if filled else ""))
    return filled


def _column(place: int, heading: Sequence[Sequence[str]], groups: Sequence[str]) -> Column:
    texts = [row[place] for row in heading if place < len(row) and row[place]]
    return Column(
        names=tuple(dict.fromkeys(texts)) or (f"(column {place + 1})",),
        group=groups[place] if place < len(groups) else "",
    )
