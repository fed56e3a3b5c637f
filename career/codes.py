"""How texts that mean the same are made the same before they are compared."""

import unicodedata


def code_of(words: str) -> str:
    """Return the code under which `words` is stored and compared: case, padding and inner spacing do not count.

    Departments, locations, job families, job titles and skills are compared by this code only, so that
    ``"Production       "`` and ``"production"`` are one department in Python and in the database alike.
    """
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


class Codes(dict[str, str]):
    """Codes by words, each worked out once: for files, where the same few departments come with every row."""

    def __missing__(self, words: str) -> str:
        """Work out a code."""
        return self.setdefault(words, code_of(words))
