"""Whether an .xlsx archive may be unpacked at all: judged by its directory and by a stream over its XML, before parsing.

The sizes in the directory may lie, but `zipfile` never gives out more bytes than the directory declares.
"""

import re
from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

from hris import limits
from hris.answers import UnreadableError

_CHUNK = 256 * 1024
_OVERLAP = 512
_STREAMED = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml", re.IGNORECASE)

# A sheet has no use for a document type; with one come entities that expand a thousandfold.
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_CHARSET = re.compile(rb"<\?xml[^>]{0,200}encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE)
_RECORD = re.compile(rb"<\w+:(?:row|si)[\s>/]")
# A formula whose result was never stored: `</f></c>` with no value between. Read as a value it would be a blank cell.
_NO_RESULT = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_SHEET_DATA_END = re.compile(rb"</(?:\w+:)?sheetData>")

_MAX_RECORD_BYTES = 2 * limits.MAX_RECORD_CHARACTERS
"""The XML around its cells included."""

_BOMB = "This workbook unpacks to far more than it should and was not opened. Please save it again as .xlsx, or as CSV."


def check_archive(archive: ZipFile) -> None:
    """Refuse an archive that is dangerous to open or whose formulas have no stored results.

    Raises:
        UnreadableError: saying why.
        BadZipFile, EOFError, zlib.error: a part is damaged.
    """
    parts = archive.infolist()
    if len(parts) > limits.MAX_ARCHIVE_PARTS or len({part.filename for part in parts}) < len(parts):
        raise UnreadableError(_BOMB)
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableError("This workbook has a password. Please save it without one.")
    if any(part.filename.casefold().endswith("vbaproject.bin") for part in parts):
        raise UnreadableError("This workbook has macros. Please save it as .xlsx or CSV without them.")
    if sum(part.file_size for part in parts) > limits.MAX_UNPACKED_BYTES:
        raise UnreadableError(_BOMB)
    for part in parts:
        _check_size(part)
        if part.filename.casefold().endswith((".xml", ".rels")):
            _check_xml(archive, part)


def _check_size(part: ZipInfo) -> None:
    swollen = part.file_size > limits.MIN_BYTES_FOR_RATIO
    if swollen and part.file_size > limits.MAX_UNPACKING_RATIO * max(part.compress_size, 1):
        raise UnreadableError(_BOMB)
    if part.file_size > limits.MAX_OTHER_PART_BYTES and not _STREAMED.fullmatch(part.filename):
        raise UnreadableError(_BOMB)


def _check_xml(archive: ZipFile, part: ZipInfo) -> None:
    """Look through one part: no document type, no other charset, no endless row, no formula without result."""
    in_records = _STREAMED.fullmatch(part.filename) is not None
    since_record = 0
    for window, new_from in _windows(archive, part):
        if not new_from and (b"\0" in window[:4] or _OTHER_CHARSET.search(window)):
            raise UnreadableError("The XML inside this workbook is not UTF-8. Please save it again with Excel.")
        if b"<!" in window and _DOCUMENT_TYPE.search(window):
            raise UnreadableError("This workbook holds definitions that a spreadsheet never has, and was not opened.")
        if (b"f>" in window or b"<f" in window or b":f" in window) and _NO_RESULT.search(window):
            raise UnreadableError(
                "This workbook has formulas whose results are not stored. "
                "Please open it in Excel and save it again, or export it as CSV."
            )
        if in_records:
            last = _last_record(window)
            since_record = since_record + len(window) - new_from if last is None else len(window) - last
            in_records = b"sheetData>" not in window or _SHEET_DATA_END.search(window) is None
            if in_records and since_record > _MAX_RECORD_BYTES:
                raise UnreadableError(
                    "A row of this workbook is far longer than a row can be. Please save it again, or export it as CSV."
                )


def _last_record(window: bytes) -> int | None:
    """Find where the last row, or shared text, of a stretch of XML begins."""
    plain = max(window.rfind(b"<row"), window.rfind(b"<si"))
    if plain >= 0:
        return plain
    return max((match.start() for match in _RECORD.finditer(window)), default=None)


def _windows(archive: ZipFile, part: ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Yield a part in overlapping windows: the bytes, and where the new ones begin (0 in the first window)."""
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            yield tail + chunk, len(tail)
            tail = (tail + chunk)[-_OVERLAP:]
