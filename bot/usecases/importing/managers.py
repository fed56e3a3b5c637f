"""Who each row's manager is, once everybody in the file and in the database is known."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hris.cells import enumerate_words, quote
from hris.names import full_name_keys
from hris.records import EmployeeRecord, Manager
from storage.importing.imports import KnownPerson, PersonValues


@dataclass(frozen=True, slots=True)
class Bosses:
    """The manager of each person, both by number with its case folded; None: nobody."""

    of: Mapping[str, str | None]
    sentence: str | None


def find_managers(
    records: Collection[EmployeeRecord], names: Mapping[int, str], known: Mapping[str, KnownPerson]
) -> Bosses:
    """Find managers by number in the file or the database, else by a full name that exactly one person bears.

    `names` are the keys of the rows' full names, by line.
    Whoever cannot be found is told in the sentence and is nobody's manager: nothing is guessed.
    """
    file = {record.number.casefold(): record for record in records}
    bearers: dict[str, list[str]] = {}
    for key, record in file.items():
        bearers.setdefault(names[record.line], []).append(key)
    for key, person in known.items():
        if key not in file:
            bearers.setdefault(person.full_name_key, []).append(key)
    everybody = file.keys() | known.keys()
    found: dict[str, str | None] = {}
    lost: Counter[str] = Counter()
    for key, record in file.items():
        found[key] = None
        if record.manager is None:
            continue
        boss = _boss(record.manager, everybody, bearers)
        if boss is None:
            lost[record.manager.name or record.manager.number or ""] += 1
        elif boss != key:
            found[key] = boss
    return Bosses(found, _sentence(lost))


def bosses_first(
    people: Sequence[tuple[int, PersonValues]], bosses: Mapping[int, int | None]
) -> Iterator[tuple[int, PersonValues]]:
    """Order new people, given with their ids, so that nobody comes before their manager, but for those in a ring.

    A database that checks each row as it comes looks for a manager who is not there yet again with every further row.
    `bosses` are managers by id, among them people who are not new.
    """
    left = dict(people)
    for person_id, _ in people:
        chain: list[tuple[int, PersonValues]] = []
        each: int | None = person_id
        while each is not None and each in left:
            chain.append((each, left.pop(each)))
            each = bosses.get(each)
        yield from reversed(chain)


def _boss(manager: Manager, everybody: Collection[str], bearers: Mapping[str, list[str]]) -> str | None:
    if manager.number is not None and manager.number.casefold() in everybody:
        return manager.number.casefold()
    name = full_name_keys(manager.name) if manager.name is not None else ""
    match bearers.get(name, []):
        case [only] if name:
            return only
        case _:
            return None


def _sentence(lost: Counter[str]) -> str | None:
    if not lost:
        return None
    people = lost.total()
    who = enumerate_words([quote(name) for name in sorted(lost)])
    return (
        f"{people:,} {'person names' if people == 1 else 'people name'} a manager who is not exactly one person here, and "
        f"{'has' if people == 1 else 'have'} none for now: {who}."
    )
