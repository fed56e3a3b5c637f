"""Reading back what was stored as JSON: strictly, and with a sentence for whatever is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """One JSON object read from a store; every method raises ValueError with a sentence when the value is not that."""

    what: str
    """What the object is meant to be, as a sentence names it: "a cadence"."""
    values: Mapping[object, object]

    def has_only(self, *names: str) -> None:
        """Refuse any member that is not one of `names`."""
        strangers = sorted(str(name) for name in self.values if name not in names)
        if strangers:
            raise ValueError(f"{self.what} has no {strangers[0]!r}; it has {_listed(names)}.")

    def member(self, name: str) -> object:
        """Return the member called `name`, whatever it is."""
        if name not in self.values:
            raise ValueError(f"{self.what} needs {name!r}, which is missing.")
        return self.values[name]

    def text(self, name: str) -> str:
        """Return a text."""
        value = self.member(name)
        if not isinstance(value, str):
            raise self._not(name, "a text")
        return value

    def texts(self, name: str) -> list[str]:
        """Return a list of texts."""
        value = self.member(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self._not(name, "a list of texts")
        return list(value)

    def whole_number(self, name: str) -> int:
        """Return a whole number; true and false are none."""
        value = self.member(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._not(name, "a whole number")
        return value

    def number(self, name: str) -> float:
        """Return a number; true and false are none."""
        value = self.member(name)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self._not(name, "a number")
        try:
            return float(value)
        except OverflowError:
            raise self._not(name, "a number of any use") from None

    def day(self, name: str) -> date:
        """Return a day written as ``2026-11-24`` and in no other way."""
        value = self.text(name)
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise self._not(name, "a day such as 2026-11-24") from None
        if day.isoformat() != value:
            raise self._not(name, "a day such as 2026-11-24")
        return day

    def day_or_none(self, name: str) -> date | None:
        """Return a day, or None where the store says null."""
        return None if self.member(name) is None else self.day(name)

    def hour(self, name: str) -> time:
        """Return a time of day written as ``09:30`` and in no other way."""
        value = self.text(name)
        try:
            hour = time.fromisoformat(value)
        except ValueError:
            raise self._not(name, "a time of day such as 09:30") from None
        if hour.strftime("%H:%M") != value:
            raise self._not(name, "a time of day such as 09:30")
        return hour

    def _not(self, name: str, kind: str) -> ValueError:
        return ValueError(f"{name!r} of {self.what.lower()} is not {kind}.")


def stored_record(data: object, what: str, version: int) -> StoredRecord:
    """Return `data` as the record `what` of this `version`; ValueError if it is no object or of another version."""
    if not isinstance(data, Mapping):
        raise ValueError(f"{what} is a JSON object, and this is not one.")  # noqa: TRY004 (bad input, not a bad call)
    record = StoredRecord(what, data)
    found = record.whole_number("version")
    if found != version:
        raise ValueError(f"{what} of version {found} cannot be read here; this program reads version {version}.")
    return record


def _listed(names: Iterable[str]) -> str:
    return ", ".join(repr(name) for name in names)
