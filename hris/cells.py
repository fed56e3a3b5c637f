"""One cell's text: cleaned, quoted for a sentence, or read as a number or an e-mail address."""

import re
import unicodedata

_BLANKS = frozenset(
    {"", "-", "--", "\u2013", "\u2014", "n/a", "n.a.", "#n/a", "null", "none", "nil", "(blank)", "(none)"}
)
_MAX_QUOTED = 40
_MAX_WHOLE_DIGITS = 9
_MAX_ADDRESS = 254  # RFC 5321 with its erratum 1690

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_EXCEL_TEXT = re.compile(r'="([^"]*)"')
_WHOLE = re.compile(r"([0-9]+)(?:[.,]0+)?")
_LABELLED_RATING = re.compile(r"([0-9]{1,3})(?:\.0+)?\s*[-\u2013\u2014:=.)/]\s*(\D.*)")
_ADDRESS = re.compile(
    r"[^@\s<>()\[\],;:\\\"&|]+@(?:[^@\s<>()\[\],;:\\\"&|._-](?:[^@\s<>()\[\],;:\\\"&|.]*)\.)+[^\W\d_]{2,}"
)


def clean(text: str) -> str:
    """Give the text in NFC, trimmed, with single spaces and nothing invisible.

    `="0012"`, the form by which exports keep Excel from eating leading zeros, is unwrapped.
    """
    if text.isascii() and text.isprintable() and "  " not in text and "=" not in text:
        return text.strip()  # nearly every cell, and a fifth of the time
    text = unicodedata.normalize("NFC", _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip())
    wrapped = _EXCEL_TEXT.fullmatch(text)
    return wrapped.group(1).strip() if wrapped else text


def stated(text: str) -> str | None:
    """Give a cleaned text, or `None` for the words by which systems say that there is nothing."""
    return None if text.casefold() in _BLANKS else text


def quote(text: str) -> str:
    """Quote a cell in a sentence, cut to what a person needs to find it."""
    cut = text if len(text) <= _MAX_QUOTED else f"{text[: _MAX_QUOTED - 1]}\u2026"
    return f"\u201c{cut}\u201d"


def enumerate_words(words: list[str] | tuple[str, ...], most: int = 5) -> str:
    """Join words as a sentence does; of many only the first `most` are named and the rest counted."""
    shown = list(words) if len(words) <= most + 1 else [*words[:most], f"{len(words) - most} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def lines_named(lines: list[int]) -> str:
    """Name lines of the file: "line 7", "lines 7, 9 and 12"."""
    return f"line{'s' if len(lines) > 1 else ''} {enumerate_words([str(line) for line in lines])}"


def whole_number(text: str) -> int | None:
    """Read a text that is nothing but a whole number ("3", "3.0")."""
    match = _WHOLE.fullmatch(text)
    return int(match.group(1)) if match and len(match.group(1)) <= _MAX_WHOLE_DIGITS else None


def rating(text: str) -> tuple[int | None, str | None]:
    """Read a rating that is a number, words, or both ("4 - Exceeds"), as (number, words)."""
    number = whole_number(text)
    if number is not None:
        return number, None
    both = _LABELLED_RATING.fullmatch(text)
    return (int(both.group(1)), both.group(2)) if both else (None, text or None)


def email_address(text: str) -> str | None:
    """Give the address in lower case, or `None` if it has not the form of one."""
    address = text.casefold() if text.isascii() else text.lower()
    return address if len(address) <= _MAX_ADDRESS and _ADDRESS.fullmatch(address) else None
