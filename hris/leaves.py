"""Files of leave: one row per person and absence. Why somebody is away is nobody's business and is never read."""

from collections.abc import Sequence

from hris.cells import quote
from hris.header_rows import Column
from hris.headers import Field, squeeze
from hris.personal import WHOSE, Entry, one_of, read_rows
from hris.records import LeaveRecord
from hris.sheets import Asked, Checked, Sheet

REQUIRED: tuple[tuple[Field, ...], ...] = (WHOSE, (Field.FIRST_DAY,), (Field.LAST_DAY,))

_GRANTED = one_of(
    ["approved", "granted", "confirmed", "taken", "booked", "accepted", "scheduled", "active", "yes", "y", "true"]
)
_OFF = one_of(
    ["cancelled", "canceled", "withdrawn", "revoked", "rejected", "denied", "declined", "refused", "no", "n", "false"]
)
_SIGNS = ("leave", "absence", "timeoff", "vacation", "pto", "away")
_OF_EMPLOYMENT = ("leavedate", "leavingdate")


def speaks_of_leave(columns: Sequence[Column]) -> bool:
    """Tell whether some header speaks of leave, so that "Start Date" is no date of hire."""
    names = [squeeze(name) for column in columns for name in column.names]
    return any(sign in name for name in names if name not in _OF_EMPLOYMENT for sign in _SIGNS)


def read_leaves(sheet: Sheet, asked: Asked) -> Checked:
    """Check every row; a leave that nobody has approved yet is none, and one that was called off ends."""

    def leave(entry: Entry) -> LeaveRecord:
        status = entry.text(Field.LEAVE_STATUS)
        is_off = status is not None and status.casefold() in _OFF
        if status is not None and not is_off and status.casefold() not in _GRANTED:
            entry.reasons.append(f"{sheet.names[Field.LEAVE_STATUS]} is {quote(status)}, so it is no leave yet")
        first, last = entry.day(Field.FIRST_DAY), entry.day(Field.LAST_DAY)
        if not entry.reasons and not entry.waits and last < first:
            entry.reasons.append(
                f"{sheet.names[Field.LAST_DAY]} ({last}) is before {sheet.names[Field.FIRST_DAY]} ({first})"
            )
        return LeaveRecord(entry.row.line, entry.number, entry.email, first, last, is_off)

    days = (Field.FIRST_DAY, Field.LAST_DAY)
    return read_rows(sheet, asked, days, leave, may_lie_ahead=days)
