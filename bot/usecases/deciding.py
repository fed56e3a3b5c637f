"""What each decision of HR's bears: a reason that those concerned read, and the name of whoever decided."""

from dataclasses import dataclass

from career.texts import readable


@dataclass(frozen=True, slots=True)
class ReasonTooShort:
    """Nothing was recorded: somebody will read the reason, so there has to be one, of `least` characters."""

    least: int


@dataclass(frozen=True, slots=True)
class ReasonTooLong:
    """Nothing was recorded: the reason holds so many characters more than the `most` that fit."""

    excess: int
    most: int


@dataclass(frozen=True, slots=True)
class NoName:
    """Nothing was recorded: it bears a name, and nobody knows yet who this account is."""


NoReason = ReasonTooShort | ReasonTooLong


def reason_in(typed: str, least: int, most: int) -> str | NoReason:
    """Return the reason that was typed, without what nobody can read, where it has `least` to `most` characters."""
    reason = readable(typed).strip()
    if len(reason) < least:
        return ReasonTooShort(least)
    return reason if len(reason) <= most else ReasonTooLong(len(reason) - most, most)
