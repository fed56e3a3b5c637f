"""How rules count time: months as twelfths of a year, and recognition within the last one."""

DAYS_A_MONTH = 365.25 / 12

RECENT_DAYS = 365
"""The last year, in which recognition is counted."""

MOST_RECOGNITIONS = 99
"""So many times can a rule ask for."""


def days_in(months: int) -> int:
    """Return so many months in whole days."""
    return round(months * DAYS_A_MONTH)


def months_in(days: int) -> int:
    """Return so many days in whole months."""
    return round(days / DAYS_A_MONTH)
