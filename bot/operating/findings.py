"""What the doctor found: one line each, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `remedy` says what to do where it is not well, else it is empty."""

    name: str
    said: str
    remedy: str = ""

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.remedy
