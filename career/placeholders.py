"""The names that, in braces, stand in HR's words for something of the person or of the target."""

from enum import StrEnum


class Placeholder(StrEnum):
    """A name that, in braces, stands for something of the person or of the target."""

    FIRST_NAME = "first_name"
    OPENING = "opening"
    TRAINING = "training"
    WHY = "why"
    DEADLINE = "deadline"

    @property
    def written(self) -> str:
        """How it stands in the words."""
        return f"{{{self.value}}}"
