"""HR looking for people by what is known of them."""

from dataclasses import dataclass
from datetime import datetime

from bot.usecases.conditions import NotUnderstood, UnknownText, first_unknown, understood
from bot.usecases.openings.browsing import local_day
from career.criteria import EVERYONE, Criterion
from career.searching import Search
from hris.names import name_words
from storage.database import Database
from storage.house.audit import note
from storage.house.exports import WriteTable, rows_of
from storage.people.zones import zone_of_account
from storage.rules.finding import FoundPerson, NameWord, Sought, find_people, table_of


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """A page of those found by name; `rule` is what was asked for besides `names`.

    `has_more`: there are more than `total`, of which no more pages are shown.
    """

    typed: str
    rule: Criterion
    names: tuple[str, ...]
    people: tuple[FoundPerson, ...]
    skip: int
    total: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class NobodyFound:
    """Nobody is such; `unknown` is what was asked for and nobody here is known to have, where that is the reason."""

    rule: Criterion
    names: tuple[str, ...]
    unknown: UnknownText | None = None


@dataclass(frozen=True, slots=True)
class NothingTyped:
    """No search was typed."""


@dataclass(frozen=True, slots=True)
class TakenOut:
    """So many people stand in the table that was written."""

    people: int


NotSearched = NotUnderstood | NothingTyped
FindAnswer = FoundPeople | NobodyFound | NotSearched


def find(database: Database, by: str, typed: str, skip: int, most: int, now: datetime) -> FindAnswer:
    """Return a page of the people whom HR asks for; the first one where so many are not there any more."""
    search = _read(typed)
    if not isinstance(search, Search):
        return search
    sought = _sought(search)
    with database.read() as session:
        today = local_day(zone_of_account(session, by), now)
        found = find_people(session, sought, today, skip, most)
        if not found.people and skip:
            skip, found = 0, find_people(session, sought, today, 0, most)
        if not found.people:
            return NobodyFound(search.rule, search.names, first_unknown(session, search.rule))
    return FoundPeople(typed, search.rule, search.names, found.people, skip, found.total, found.has_more)


def take_out_found(database: Database, by: str, typed: str, write: WriteTable, now: datetime) -> TakenOut | NotSearched:
    """Write a table of everybody whom HR asks for, and note who took it, without what was asked for."""
    search = _read(typed)
    if not isinstance(search, Search):
        return search
    with database.read() as session:
        export = table_of(session, _sought(search), local_day(zone_of_account(session, by), now))
        count = write(export.head, rows_of(session, export))
    with database.begin() as session:
        note(session, by, "table.exported", "export:found", now, rows=count)
    return TakenOut(count)


def _read(typed: str) -> Search | NotSearched:
    search = understood(typed)
    return NothingTyped() if search == Search(EVERYONE) else search


def _sought(search: Search) -> Sought:
    return Sought(search.rule, tuple(NameWord(" ".join(name_words(word)), word) for word in search.names))
