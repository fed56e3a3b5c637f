"""Recognition: thanks that an employee received."""

from enum import StrEnum


class RecognitionKind(StrEnum):
    """Who thanked."""

    KUDOS = "kudos"
    AWARD = "award"
