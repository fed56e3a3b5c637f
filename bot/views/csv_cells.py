"""CSV that a spreadsheet opens as it was meant: columns kept apart, letters right, and no cell that runs."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

Cell = str | int | float | None
"""What a cell holds: only text can have come from a person."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  the wide forms run too
"""OWASP, "CSV Injection"; spreadsheets in East Asian languages take the wide forms for the same."""


def defused(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula: an apostrophe before it marks it as text.

    Spaces before a formula do not stop every program, so what follows them counts.
    """
    begins = text.lstrip(" \xa0")
    return f"'{text}" if begins.startswith(_STARTS_A_FORMULA) else text


def as_csv(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file (RFC 4180) in UTF-8; the mark at its start lets Excel read the letters right."""
    file = StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([defused(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")
