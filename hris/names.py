"""People's names: split into given and family name, and compared without regard to how they are written."""

import re
import unicodedata

_PARTICLES = frozenset({
    "af", "al", "ap", "av", "bin", "bint", "da", "dal", "dalla", "de", "del", "della", "den", "der", "des", "di",
    "do", "dos", "du", "el", "ibn", "la", "le", "lo", "los", "mac", "mc", "san", "st", "ten", "ter", "van", "vande",
    "vander", "vel", "vom", "von", "y", "zu", "zum", "zur",
})  # fmt: skip
_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u02bb`\u00b4]")
_LATIN_MARKS = re.compile("[\u0300-\u036f]")
_NOT_LETTERS = re.compile(r"[\W_]+")

# Letters that are variants of Latin ones but that Unicode does not decompose.
_VARIANTS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "\u0131": "i", "ħ": "h", "ŧ": "t"}
)


def split_full_name(name: str) -> tuple[str, str]:
    """Split a cleaned full name into given and family name.

    "Family, Given" is split at its comma. Otherwise the last word is the family name, with the particles before it
    ("Anna von der Heide"). One word alone is a given name.
    """
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        return given, family
    words = name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return (" ".join(words[:start]), " ".join(words[start:])) if start > 0 else (name, "")


def name_words(name: str) -> list[str]:
    """Give a name's words as they are compared: without case, accents and punctuation, hyphens parting words."""
    folded = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", name.casefold())).translate(_VARIANTS)
    return _NOT_LETTERS.sub(" ", _APOSTROPHES.sub("", unicodedata.normalize("NFC", folded))).split()


def full_name_keys(given: str, family: str = "") -> str:
    """Give the key under which a full name is compared, of HR's record and of a Slack profile alike.

    Case, accents, punctuation and the order of the words do not count, and a name in one text ("Ait Sidi, Karthikeyan",
    with no `family`) has the key of the same name in two. The key is empty where there is no letter, and an empty
    key is nobody's.
    """
    return " ".join(sorted(name_words(f"{given} {family}")))


def written_as(first: str, second: str, full_name: str) -> bool:
    """Tell whether a full name is these two parts in this order."""
    return name_words(f"{first} {second}") == name_words(full_name)


def in_reading_order(name: str) -> str:
    """Turn "Family, Given" into "Given Family"; leave any other name as it is."""
    return " ".join(part for part in split_full_name(name) if part) if "," in name else name
