"""Employee numbers and e-mail addresses: checked one by one, and for being nobody else's."""

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from hris.answers import WrongRow
from hris.cells import email_address, lines_named, quote, stated
from hris.headers import Field
from hris.records import EmployeeRecord, Status
from hris.rows import Row
from hris.sheets import Sheet

_ROUNDED = re.compile(r"\d[.,]\d+[eE]\+?\d+")

Thing = TypeVar("Thing")
Key = TypeVar("Key", bound=Hashable)


def number_of(sheet: Sheet, row: Row, reasons: list[str]) -> str | None:
    """Read the employee number with its leading zeros; what is wrong with it is added to `reasons`."""
    text = stated(sheet.text(row, Field.NUMBER))
    if text is not None and _ROUNDED.fullmatch(text):
        reasons.append(f"{sheet.names[Field.NUMBER]} {quote(text)} was rounded by a spreadsheet program, so it is lost")
        return None
    return text


def email_of(sheet: Sheet, row: Row, reasons: list[str]) -> str | None:
    """Read the e-mail address in lower case; what is wrong with it is added to `reasons`."""
    text = stated(sheet.text(row, Field.EMAIL))
    if text is None:
        return None
    address = email_address(text)
    if address is None:
        reasons.append(f"{sheet.names[Field.EMAIL]} {quote(text)} is not an e-mail address")
    return address


def lines_by_number(sheet: Sheet) -> Mapping[str, list[int]]:
    """List for each employee number, without regard to case, the lines that bear it."""
    return grouped(
        (number.casefold(), row.line)
        for row in sheet.rows
        if (number := stated(sheet.text(row, Field.NUMBER))) is not None
    )


def also_on(lines: Sequence[int], line: int) -> str | None:
    """Say on which other lines something stands that should stand on one only."""
    others = [other for other in lines if other != line]
    return f"is also on {lines_named(others)}" if others else None


def grouped(pairs: Iterable[tuple[Key, Thing]]) -> dict[Key, list[Thing]]:
    """Gather things by their key, in order."""
    groups: dict[Key, list[Thing]] = {}
    for key, thing in pairs:
        groups.setdefault(key, []).append(thing)
    return groups


def own_emails(records: Sequence[EmployeeRecord]) -> tuple[list[EmployeeRecord], list[WrongRow], str | None]:
    """Make sure that an address is one person's.

    Of people who are here, none gets an address that two have. One who left gives it up: rehired people have two rows.
    """
    bearers = grouped((record.email, record) for record in records if record.email is not None)
    kept: list[EmployeeRecord] = []
    wrong: list[WrongRow] = []
    given_up = 0
    for record in records:
        same = bearers[record.email] if record.email is not None else [record]
        here = [other.line for other in same if other.status is not Status.LEFT]
        if len(same) == 1 or (record.status is not Status.LEFT and len(here) == 1):
            kept.append(record)
        elif record.status is Status.LEFT:
            given_up += 1
            kept.append(replace(record, email=None))
        else:
            wrong.append(WrongRow(record.line, f"the e-mail address {record.email} {also_on(here, record.line)}"))
    note = (
        f"{given_up} of those who left had an address that another row has too; it was left out there."
        if given_up
        else None
    )
    return kept, wrong, note
