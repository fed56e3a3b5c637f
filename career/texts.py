"""What people wrote, as it is kept."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cs", "Co", "Cn"})
"""Unicode categories of what nobody can read; PostgreSQL refuses to store some of it."""


def readable(text: str) -> str:
    """Return `text` without the characters that nobody can read; spaces and line ends stay."""
    return "".join(
        character if character.isspace() or unicodedata.category(character) not in _INVISIBLE else ""
        for character in text
    )
