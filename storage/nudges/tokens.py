"""The tokens of copies of nudges, as buttons bring them back."""

from uuid import UUID


def token_in(text: str) -> UUID | None:
    """Return the token that a button carries; None where the text is none, for it may be forged."""
    try:
        return UUID(text)
    except ValueError:
        return None
