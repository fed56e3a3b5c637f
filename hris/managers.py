"""Whom each row names as manager, by number, by name, or by either in one column.

HR systems keep managers in ways of their own: numbers of another numbering than the employees', "NO_MGR", a board. What
the numbers are is seen from the file: a manager's number counts only if the employee of that number bears that name.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from hris.cells import enumerate_words, quote, stated
from hris.headers import Field, squeeze
from hris.names import full_name_keys, in_reading_order
from hris.records import Manager
from hris.rows import Row
from hris.sheets import Sheet

_NOBODY = frozenset(
    {"nomgr", "nomanager", "nosupervisor", "nohr", "na", "none", "null", "nil", "vacant", "vacancy", "open", "unassigned", "tbd",
     "notapplicable", "0"}
)  # fmt: skip
_NO_PERSON = frozenset(
    {"board", "boardofdirectors", "theboard", "directors", "shareholders", "supervisoryboard", "executiveboard"}
)


@dataclass(frozen=True, slots=True)
class NamedManager:
    """What one row says of its manager, before it is compared with the people of the file."""

    number: str | None
    name: str | None


@dataclass(slots=True)
class Managers:
    """Settles what the rows say of managers. `people` are the names of the file's employees by number."""

    people: Mapping[str, tuple[str, str]]
    _no_persons: dict[str, int] = field(default_factory=dict)
    _numbers_count: bool = True
    _numbers_seen: set[str] = field(default_factory=set)

    def learn(self, named: list[NamedManager]) -> None:
        """Find out whether managers are numbered as employees are.

        They are if most pairs of number and name fit an employee, or, where there are no such pairs, if at least one
        number is an employee's.
        """
        pairs = {one for one in named if one.number is not None}
        self._numbers_seen = {one.number for one in pairs if one.number is not None}
        with_name = [one for one in pairs if one.name is not None]
        if with_name:
            fitting = sum(1 for one in with_name if self._fits(one))
            self._numbers_count = 2 * fitting > len([one for one in with_name if one.number in self.people]) > 0
        else:
            self._numbers_count = not self._numbers_seen.isdisjoint(self.people)

    def settle(self, own_number: str, named: NamedManager) -> Manager | None:
        """Give the manager of one row; nobody manages themselves."""
        number = named.number if self._numbers_count else None
        name = named.name
        if name is not None and squeeze(name) in _NO_PERSON:
            self._no_persons[name] = self._no_persons.get(name, 0) + 1
            return None
        if number == own_number or (number is None and name is None):
            return None
        return Manager(number, name)

    def notes(self, headers: Mapping[Field, str]) -> list[str]:
        """Say what was found about managers, in sentences."""
        notes = []
        if self._numbers_seen and not self._numbers_count:
            header = headers.get(Field.MANAGER_NUMBER) or headers.get(Field.MANAGER, "")
            notes.append(
                f"The numbers in {header} are not those of {headers[Field.NUMBER]}, so managers are known by their names alone."
                if Field.MANAGER_NAME in headers
                else f"No number in {header} is one of {headers[Field.NUMBER]}, so nobody's manager is known."
            )
        for name, count in self._no_persons.items():
            notes.append(f"{quote(name)} is no person: {_rows(count)} without a manager.")
        return notes

    def _fits(self, named: NamedManager) -> bool:
        person = self.people.get(named.number or "")
        return person is not None and full_name_keys(*person) == full_name_keys(named.name or "")


def named_manager(sheet: Sheet, row: Row, numbers: Container[str]) -> NamedManager:
    """Read what a row says of its manager, from whichever columns there are.

    In a column that may hold either, a text is a number if it is one of the employees' `numbers` or has a digit in it.
    """
    number = _somebody(sheet.text(row, Field.MANAGER_NUMBER))
    name = _somebody(sheet.text(row, Field.MANAGER_NAME))
    either = _somebody(sheet.text(row, Field.MANAGER))
    if either is not None:
        is_number = either in numbers or any(character.isdigit() for character in either)
        number = number or (either if is_number else None)
        name = name or (None if is_number else either)
    return NamedManager(number, in_reading_order(name) if name is not None else None)


def absent_managers(people: Mapping[str, tuple[str, str]], settled: list[Manager | None]) -> str | None:
    """Name the managers who are not in the file themselves, for HR to see."""
    names = dict.fromkeys(manager.name for manager in settled if manager is not None and manager.number is None)
    keys = {full_name_keys(*name) for name in people.values()} if names else set()
    absent = {key: name for name in names if name and (key := full_name_keys(name)) not in keys}
    if not absent:
        return None
    who = enumerate_words(sorted(absent.values()))
    return f"{who} {'is' if len(absent) == 1 else 'are'} named as manager but not in the file."


def _somebody(text: str) -> str | None:
    return None if stated(text) is None or squeeze(text) in _NOBODY else text


def _rows(count: int) -> str:
    return "1 person stands" if count == 1 else f"{count} people stand"
