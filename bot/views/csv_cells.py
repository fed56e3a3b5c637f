"""CSV that a spreadsheet opens as it was meant: columns kept apart, letters right, and no cell that runs."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, TextIOWrapper
from typing import BinaryIO

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
    """Return a small table as a CSV file, see `write_csv`."""
    file = BytesIO()
    write_csv(file, head, rows)
    return file.getvalue()


def write_csv(file: BinaryIO, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Write a CSV file (RFC 4180) in UTF-8, a row at a time, and return how many rows there are below its `head`.

    The mark at its start lets Excel read the letters right.
    """
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    count = 0
    for row in rows:
        writer.writerow([defused(cell) if isinstance(cell, str) else cell for cell in row])
        count += 1
    text.detach()
    return count
