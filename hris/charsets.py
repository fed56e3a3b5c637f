"""Which characters a text file's bytes stand for, and which bytes are no text at all.

Only what HR systems write is tried: UTF-8, UTF-16 and Windows-1252. A statistical guess among the other one-byte
charsets would now and then turn one letter of a name into another without anybody noticing.
"""

import codecs
import re
from collections.abc import Iterator

from hris.answers import UnreadableError

WINDOWS_1252 = "cp1252"

_CHUNK = 1024 * 1024
_SAMPLE = 64 * 1024
_CONTROL_SHARE = 0.01
_UTF_16_ZERO_SHARE = 0.4
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<body)", re.IGNORECASE)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

NOT_A_TABLE = "This file is not a table of text. Please export it from the HR system as CSV or .xlsx."


def is_zip(content: bytes) -> bool:
    """Tell whether the bytes begin as a ZIP archive does, which an .xlsx workbook is."""
    return content.startswith(_ZIP)


def is_old_office(content: bytes) -> bool:
    """Tell whether the bytes are an old binary Office file, or a new one behind a password."""
    return content.startswith(_OLE)


def find_charset(content: bytes) -> str:
    """Give the name of the codec that reads all of `content`, with its byte order mark if it has one.

    Raises:
        UnreadableError: the bytes are no text, or a text in none of the three charsets.
    """
    if _WEB_PAGE.match(content):
        raise UnreadableError("This file is a web page, not a table. Please download the export itself and send that.")
    charset = _utf_16(content)
    if charset is not None:
        if not _reads(content, charset):
            raise UnreadableError("This file begins as UTF-16 text but is damaged further on. Please export it again.")
        return charset
    sample = content[:_SAMPLE]
    if b"\0" in content or len(_CONTROLS.findall(sample)) > _CONTROL_SHARE * len(sample):
        raise UnreadableError(NOT_A_TABLE)
    if _reads(content, "utf-8-sig"):
        return "utf-8-sig"
    _refuse_damaged_utf_8(content)
    if _reads(content, WINDOWS_1252):
        return WINDOWS_1252
    raise UnreadableError(
        "The letters of this file are neither UTF-8 nor Windows-1252. Please export it as “CSV UTF-8”."
    )


def _utf_16(content: bytes) -> str | None:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark, text of mostly Latin letters still has a zero in every other byte, which nothing else has.
    sample = content[: min(len(content), _SAMPLE) // 2 * 2]
    if not sample:
        return None
    even, odd = (sample[start::2].count(0) / (len(sample) // 2) for start in (0, 1))
    if odd > _UTF_16_ZERO_SHARE and not even:
        return "utf-16-le"
    if even > _UTF_16_ZERO_SHARE and not odd:
        return "utf-16-be"
    return None


def _reads(content: bytes, charset: str) -> bool:
    decoder = codecs.getincrementaldecoder(charset)("strict")
    try:
        for chunk in _chunks(content):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _chunks(content: bytes) -> Iterator[memoryview]:
    view = memoryview(content)
    for start in range(0, len(view), _CHUNK):
        yield view[start : start + _CHUNK]


def _refuse_damaged_utf_8(content: bytes) -> None:
    """Refuse UTF-8 with a few broken bytes: read as Windows-1252 it would spoil every accent in the file."""
    whole = sum(len(match.group()) for match in _MULTIBYTE.finditer(content))
    others = sum(1 for byte in content if byte > 0x7F) - whole  # noqa: PLR2004 - the last byte of ASCII
    if whole <= others:
        return
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"Line {line} holds letters that are not UTF-8, though the rest of the file is. Please export it again."
        ) from error
