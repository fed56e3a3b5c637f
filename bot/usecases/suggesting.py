"""What a menu offers while somebody types in it."""

from career.criteria import FactName
from storage.database import Database
from storage.rules.known_texts import known_texts


def suggestions(database: Database, name: FactName, words: str, *, longest: int, most: int) -> tuple[str, ...]:
    """Return up to `most` known skills, departments, places or jobs of at most `longest` characters for these words."""
    with database.read() as session:
        return known_texts(session, name, words, longest=longest, most=most)
