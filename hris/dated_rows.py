"""The dates of a row, whose columns may leave open which of day and month comes first."""

from collections.abc import Collection, Mapping
from datetime import date

from hris.answers import Question
from hris.date_columns import DateColumn, Undecided
from hris.dates import NoDate
from hris.headers import Field
from hris.rows import Row
from hris.sheets import Asked, Sheet

_YEARS_AHEAD = 10
"""How far ahead a date with a two-digit year may lie, as ends of contracts and plans for leave do."""


def date_columns(
    sheet: Sheet, asked: Asked, fields: Collection[Field], *, may_lie_ahead: Collection[Field] = ()
) -> Mapping[Field, DateColumn]:
    """Take in those columns of dates that the file has."""
    ahead = date(asked.today.year + _YEARS_AHEAD, 12, 31)
    columns: dict[Field, DateColumn] = {}
    for field in fields:
        if sheet.has(field):
            latest = ahead if field in may_lie_ahead else asked.today
            columns[field] = DateColumn(sheet.names[field], latest, asked.date_order)
            columns[field].learn(sheet.column(field))
    return columns


def dates_of(
    sheet: Sheet, row: Row, columns: Mapping[Field, DateColumn], reasons: list[str]
) -> tuple[Mapping[Field, date], bool]:
    """Read the row's dates; the second answer is whether one of them waits for a question."""
    dates: dict[Field, date] = {}
    waits = False
    for field, column in columns.items():
        match column.value(sheet.text(row, field)):
            case NoDate(reason):
                reasons.append(f"{column.header} {reason}")
            case Undecided():
                waits = True
            case date() as found:
                dates[field] = found
            case None:
                pass
    return dates, waits


def questions_of(columns: Mapping[Field, DateColumn]) -> tuple[Question, ...]:
    """Return what the columns leave open."""
    return tuple(column.question for column in columns.values() if column.question is not None)
