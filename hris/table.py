"""A file's bytes -> a table of texts, or one sentence why not."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from hris import delimited, limits
from hris.answers import Refused, UnreadableError
from hris.charsets import is_old_office, is_zip
from hris.header_rows import Column
from hris.rows import Keep, Table

_TEXT_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".tab"})
_WORKBOOK_ENDING = ".xlsx"


def every_column(columns: Sequence[Column]) -> Sequence[int]:
    """Keep all columns."""
    return range(len(columns))


def read_table(content: bytes, filename: str, *, keep: Keep = every_column) -> Table | Refused:
    """Read a CSV, TSV or .xlsx file of any dialect that HR systems write.

    Args:
        content: the whole file.
        filename: only its ending is looked at, and it must fit the content.
        keep: is shown the columns and answers which of them to keep, by position. The cells of the others are
            forgotten as soon as they are read, so a protected column never gets further than this. It may raise
            `UnreadableError` to refuse the file.

    Never raises for any bytes; a file beyond `limits` is refused.
    """
    try:
        return _reader(content, filename)(content, keep)
    except UnreadableError as error:
        return Refused(error.sentence)


def _reader(content: bytes, filename: str) -> Callable[[bytes, Keep], Table]:
    ending = PurePath(filename).suffix.casefold()
    if not content.strip():
        raise UnreadableError("The file is empty.")
    if len(content) > limits.MAX_BYTES:
        raise UnreadableError(
            f"The file has more than {limits.MAX_BYTES // 2**20} MB, which is more than can be read. "
            "Please export fewer columns, or one division at a time."
        )
    if is_old_office(content):
        raise UnreadableError(
            "This is an old .xls workbook, or one with a password. Please save it as .xlsx without a password."
        )
    if ending == _WORKBOOK_ENDING:
        if not is_zip(content):
            raise UnreadableError(
                "The name ends in .xlsx but this is no Excel workbook. Please save it again as .xlsx or CSV."
            )
        from hris import workbooks  # noqa: PLC0415 - openpyxl is slow to load and most exports are CSV

        return workbooks.read
    if ending in _TEXT_ENDINGS:
        if is_zip(content):
            raise UnreadableError(
                f"The name ends in {ending} but this is a workbook or an archive. Please save it as CSV, or name it .xlsx."
            )
        return delimited.read
    raise UnreadableError("Only .csv, .tsv, .txt and .xlsx files can be read. Please export the table as one of these.")
