"""What the files about people have in common: each row names somebody who is in the employees' file, and has dates."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hris import identities
from hris.answers import WrongRow
from hris.cells import stated
from hris.dated_rows import date_columns, dates_of, questions_of
from hris.headers import Field
from hris.records import Record
from hris.rows import Row
from hris.sheets import Asked, Checked, Sheet

WHOSE: tuple[Field, ...] = (Field.NUMBER, Field.EMAIL)
"""By either of these a row names its person."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row with what was read of it; whoever makes a record of it adds to `reasons` why that cannot be."""

    sheet: Sheet
    row: Row
    number: str | None
    email: str | None
    dates: Mapping[Field, date]
    waits: bool
    reasons: list[str]

    def text(self, field: Field) -> str | None:
        """Return a cleaned cell; None where it says that there is nothing."""
        return stated(self.sheet.text(self.row, field))

    def needed(self, field: Field) -> str:
        """Return a cleaned cell that must not be empty."""
        found = self.text(field)
        if found is None:
            self.reasons.append(f"{self.sheet.names[field]} is empty")
        return found or ""

    def day(self, field: Field, *, not_after: date | None = None) -> date:
        """Return a date that must be there, and must have come by `not_after`."""
        found = self.dates.get(field)
        if found is None:
            if not self.waits and not self.reasons:
                self.reasons.append(f"{self.sheet.names[field]} is empty")
            return date.min
        if not_after is not None and found > not_after:
            self.reasons.append(f"{self.sheet.names[field]} ({found}) has not come yet")
        return found


def read_rows(
    sheet: Sheet,
    asked: Asked,
    dates: Collection[Field],
    make: Callable[[Entry], Record],
    *,
    may_lie_ahead: Collection[Field] = (),
    is_about_people: bool = True,
) -> Checked:
    """Make a record of every row for which `make` finds no reason against it; none while a question is open."""
    columns = date_columns(sheet, asked, dates, may_lie_ahead=may_lie_ahead)
    records: list[Record] = []
    wrong: list[WrongRow] = []
    for row in sheet.rows:
        reasons: list[str] = []
        number = identities.number_of(sheet, row, reasons) if is_about_people else None
        email = identities.email_of(sheet, row, reasons) if is_about_people else None
        if is_about_people and number is None and email is None and not reasons:
            reasons.append("the row names nobody")
        days, waits = dates_of(sheet, row, columns, reasons)
        record = make(Entry(sheet, row, number, email, days, waits, reasons))
        if reasons:
            wrong.append(WrongRow(row.line, "; ".join(reasons)))
        elif not waits:
            records.append(record)
    return Checked(tuple(records), tuple(wrong), (), questions_of(columns))


def one_of(texts: Sequence[str]) -> frozenset[str]:
    """Return words for comparing a cell with, its case folded."""
    return frozenset(text.casefold() for text in texts)
