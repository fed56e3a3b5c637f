"""Company calendars: one row per day on which nobody works, everywhere or at one location."""

from hris.headers import Field
from hris.personal import Entry, read_rows
from hris.records import HolidayRecord
from hris.sheets import Asked, Checked, Sheet

REQUIRED: tuple[tuple[Field, ...], ...] = ((Field.HOLIDAY,), (Field.HOLIDAY_ON,))

_EVERYWHERE = frozenset({"all", "everywhere", "all locations", "all sites", "company", "global", "*"})


def read_calendar(sheet: Sheet, asked: Asked) -> Checked:
    """Check every row; an empty location means everywhere."""

    def holiday(entry: Entry) -> HolidayRecord:
        location = entry.text(Field.LOCATION)
        everywhere = location is None or location.casefold() in _EVERYWHERE
        return HolidayRecord(
            entry.row.line,
            entry.day(Field.HOLIDAY_ON),
            entry.needed(Field.HOLIDAY),
            None if everywhere else location,
        )

    days = (Field.HOLIDAY_ON,)
    return read_rows(sheet, asked, days, holiday, may_lie_ahead=days, is_about_people=False)
