"""Files for tests of the importer, written as tables and read as real ones are."""

from collections.abc import Mapping, Sequence
from datetime import date

from hris.answers import Reading
from hris.reading import read_file

TODAY = date(2026, 11, 24)


def reading_of(rows: Sequence[Mapping[str, object]], today: date = TODAY) -> Reading:
    """Read a file with these rows; the first row's keys are the header."""
    header = list(rows[0])
    lines = [",".join(header), *(",".join(str(row.get(name, "")) for name in header) for row in rows)]
    reading = read_file("\r\n".join(lines).encode(), "people.csv", today=today)
    assert isinstance(reading, Reading), reading
    return reading
