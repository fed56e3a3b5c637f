"""Which column is which field, which are thrown away unread, and which are simply not used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hris.answers import DroppedColumn, UnreadableError
from hris.cells import enumerate_words
from hris.header_rows import Column
from hris.headers import Field, Headers, rank
from hris.protected import why_protected

_MOST_HEADERS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Columns:
    """`fields` gives the position of each field that the file has."""

    fields: Mapping[Field, int]
    dropped: tuple[DroppedColumn, ...]
    unused: tuple[str, ...]
    notes: tuple[str, ...]


def choose(columns: Sequence[Column], headers: Headers) -> Columns:
    """Decide about every column by its header alone, protected ones first."""
    dropped: dict[int, DroppedColumn] = {}
    candidates: dict[Field, list[tuple[int, int]]] = {}
    for position, column in enumerate(columns):
        why = _why_protected(column)
        if why is not None:
            dropped[position] = DroppedColumn(column.name, why)
            continue
        ranked = next((found for name in column.names if (found := rank(headers, name)) is not None), None)
        if ranked is not None:
            field, distance = ranked
            candidates.setdefault(field, []).append((distance, position))
    fields = {field: min(found)[1] for field, found in candidates.items()}
    spoken_for = {*fields.values(), *dropped}
    return Columns(
        fields=fields,
        dropped=tuple(dropped.values()),
        unused=tuple(column.name for position, column in enumerate(columns) if position not in spoken_for),
        notes=tuple(_preference(columns, sorted(found)) for found in candidates.values() if len(found) > 1),
    )


def demand(columns: Sequence[Column], chosen: Columns, required: Sequence[Sequence[Field]], headers: Headers) -> None:
    """Make sure that of each group in `required` at least one field is there.

    Raises:
        UnreadableError: naming what is missing and the headers that were seen.
    """
    missing = [group for group in required if not any(field in chosen.fields for field in group)]
    if not missing:
        return
    wanted = enumerate_words([" or ".join(headers[field][0] for field in group) for group in missing])
    seen = [column.name for column in columns][:_MOST_HEADERS_SHOWN]
    more = f" and {len(columns) - len(seen)} more" if len(columns) > len(seen) else ""
    raise UnreadableError(f"There is no column for {wanted}. The headers of this file are: {', '.join(seen)}{more}.")


def _why_protected(column: Column) -> str | None:
    texts = (*column.names, column.group)
    return next((why for text in texts if (why := why_protected(text)) is not None), None)


def _preference(columns: Sequence[Column], found: Sequence[tuple[int, int]]) -> str:
    names = [columns[position].name for _, position in found]
    return f"{enumerate_words(names)} tell the same; {names[0]} was used."
