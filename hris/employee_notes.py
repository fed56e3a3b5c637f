"""What an employees file says beside its records, in sentences for HR to check."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from hris.cells import enumerate_words, lines_named, quote
from hris.headers import Field, squeeze
from hris.levels import note_on_levels
from hris.records import EmployeeRecord, Status
from hris.sheets import Sheet

TELL_WHO_IS_HERE = (Field.STATUS, Field.LEFT_FLAG, Field.ACTIVE_FLAG, Field.LEFT_ON)
"""Any of these columns tells who has left."""

_WIDER_THAN_A_SITE = frozenset({"city", "state", "stateprovince", "province", "country"})
_RARE = 0.05
"""Above this share, two columns that disagree tell different things, and nothing is said."""


def notes_on_columns(sheet: Sheet) -> list[str]:
    """Say what a column was taken for, or what its absence means."""
    notes = []
    if not any(sheet.has(field) for field in TELL_WHO_IS_HERE):
        notes.append("No column tells who has left, so everybody in the file is taken as active.")
    location = sheet.names.get(Field.LOCATION)
    if location is not None and squeeze(location) in _WIDER_THAN_A_SITE:
        notes.append(f"There is no column for the location as such, so {location} was taken as the location.")
    if sheet.has(Field.HIRED_ON) and not sheet.has(Field.IN_ROLE_SINCE):
        hired = sheet.names[Field.HIRED_ON]
        notes.append(f"There is no column for the start in the current role, so time in role counts since {hired}.")
    if sheet.has(Field.LEVEL):
        note = note_on_levels(sheet.names[Field.LEVEL], sheet.column(Field.LEVEL))
        notes.extend([note] if note is not None else [])
    return notes


def notes_on_people(records: Sequence[EmployeeRecord], today: date) -> list[str]:
    """Count people whose time here lies ahead or ends ahead."""
    starting = sum(1 for record in records if record.hired_on is not None and record.hired_on > today)
    leaving = sum(1 for record in records if record.left_on is not None and record.left_on > today)
    notes = []
    if starting:
        notes.append(
            f"{_people(starting)} hired for a day after today and count{'s' if starting == 1 else ''} as active already."
        )
    if leaving:
        notes.append(
            f"{_people(leaving)} leaving on a day after today and count{'s' if leaving == 1 else ''} as active until then."
        )
    return notes


def note_on_ratings(records: Sequence[EmployeeRecord], names: Mapping[Field, str]) -> str | None:
    """Find rows whose rating in numbers and in words do not belong together, going by the other rows."""
    rated = [
        (record.line, record.review.rating_label, record.review.rating)
        for record in records
        if record.review is not None and record.review.rating is not None and record.review.rating_label is not None
    ]
    lines = _exceptions(rated)
    if not lines:
        return None
    return (
        f"{names[Field.RATING]} and {names[Field.RATING_LABEL]} do not fit together on {lines_named(lines)}, "
        f"going by all other rows; the number of {names[Field.RATING]} was kept. Please check."
    )


def note_on_status_codes(
    codes: Mapping[int, str], records: Sequence[EmployeeRecord], names: Mapping[Field, str]
) -> str | None:
    """Say that a column of status codes was not believed, and where it does not fit what was.

    `codes` are the cells of that column by line.
    """
    header = names.get(Field.STATUS_CODE)
    if header is None or not records:
        return None
    standings = [
        (record.line, codes[record.line], record.status is Status.LEFT) for record in records if codes.get(record.line)
    ]
    here = Counter(code for _, code, gone in standings if not gone)
    decided = [names[field] for field in TELL_WHO_IS_HERE if field in names]
    note = f"{header} holds codes that only your HR system explains, so {enumerate_words(decided)} decided who is here."
    if here:
        counted = [f"{quote(code)} ({count:,})" for code, count in here.most_common()]
        note += f" Those who are have {enumerate_words(counted)}; if one of these means leave, please give it in words."
    lines = _exceptions(standings)
    if lines:
        note += f" On {lines_named(lines)} the code and the rest do not fit together, going by all other rows."
    return note


def _exceptions(rows: Sequence[tuple[int, str, int | bool | None]]) -> list[int]:
    """List the lines whose value is not the usual one for their key, if they are few."""
    counts: dict[str, Counter[int | bool | None]] = {}
    for _, key, value in rows:
        counts.setdefault(key, Counter())[value] += 1
    usual = {key: values.most_common(1)[0][0] for key, values in counts.items()}
    lines = [line for line, key, value in rows if value != usual[key]]
    return lines if len(lines) <= _RARE * len(rows) else []


def _people(count: int) -> str:
    return "1 person is" if count == 1 else f"{count:,} people are"
