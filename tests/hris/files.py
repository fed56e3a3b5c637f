"""Writes small files as HR systems do, and reads them back."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from hris.answers import Reading
from hris.dates import DateOrder
from hris.reading import read_file
from hris.records import EmployeeRecord, SkillRecord

TODAY = date(2026, 11, 22)

Cell = str | int | float | bool | date | datetime | None


def text_file(
    rows: Sequence[Sequence[str]], delimiter: str = ",", charset: str = "utf-8", line_end: str = "\r\n"
) -> bytes:
    """Write rows as a delimited text file."""
    written = StringIO(newline="")
    # The csv module quotes a line feed only where it is part of the line end.
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL if "\n" in line_end else csv.QUOTE_ALL
    csv.writer(written, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(rows)
    return written.getvalue().encode(charset)


def workbook(rows: Sequence[Sequence[Cell]], number_format: str | None = None) -> bytes:
    """Write rows as the only sheet of a workbook; `number_format` is given to the first column."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    if number_format is not None:
        for cell in sheet["A"]:
            cell.number_format = number_format
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Give the bytes of a workbook."""
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """Replace or add one part of an archive."""
    written = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(written, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, data)
    return written.getvalue()


def with_shared_texts(content: bytes, texts: Sequence[str], sheet: str) -> bytes:
    """Put a sheet's XML in place whose cells refer to shared texts, as Excel itself writes them.

    A text may be the XML of one that has formats inside.
    """
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = part_of(content, "[Content_Types].xml").decode()
    shared = "".join(text if text.startswith("<si>") else f"<si><t>{text}</t></si>" for text in texts)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    if kind not in types:
        types = types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
    content = with_part(content, "[Content_Types].xml", types.encode())
    content = with_part(content, "xl/sharedStrings.xml", f'<sst xmlns="{space}">{shared}</sst>'.encode())
    data = f'<worksheet xmlns="{space}"><dimension ref="A1"/><sheetData>{sheet}</sheetData></worksheet>'
    return with_part(content, "xl/worksheets/sheet1.xml", data.encode())


def part_of(content: bytes, name: str) -> bytes:
    """Give one part of an archive."""
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def reading(rows: Sequence[Sequence[str]], date_order: DateOrder | None = None) -> Reading:
    """Read rows as a CSV file that is not refused."""
    answer = read_file(text_file(rows), "people.csv", today=TODAY, date_order=date_order)
    assert isinstance(answer, Reading), answer
    return answer


def people(answer: Reading) -> list[EmployeeRecord]:
    """Give the employees of a reading."""
    return [record for record in answer.records if isinstance(record, EmployeeRecord)]


def skills(answer: Reading) -> list[SkillRecord]:
    """Give the skills of a reading."""
    return [record for record in answer.records if isinstance(record, SkillRecord)]


def reasons(answer: Reading) -> dict[int, str]:
    """Give the wrong rows as reasons by line."""
    return {row.line: row.reason for row in answer.wrong}
