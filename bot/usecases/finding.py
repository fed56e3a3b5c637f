"""HR looking for people by what is known of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from bot.usecases.browsing import local_day
from career.criteria import Criterion, Every, FactKind, FactName, Where, comparisons
from career.searching import SEARCH_WORDS, Mistake, Search, UnknownWord, search_for
from hris.names import name_words
from hris.protected import why_protected
from storage.audit import note
from storage.database import Database
from storage.exports import Cell, rows_of
from storage.finding import FoundPerson, NameWord, Sought, find_people, table_of, unknown_among
from storage.zones import zone_of_account

_NEAR_ENOUGH = 60
"""The likeness, of 100, from which something mistyped is taken for another word."""


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
    """Nobody is such.

    Where the company's data do not know something that was asked for, that is `unknown`, a `sort` such as ``skill``, and
    `nearest` is what they know that is most like it.
    """

    rule: Criterion
    names: tuple[str, ...]
    sort: str = ""
    unknown: str = ""
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """What was typed cannot be read; `nearest` is the search word that it is most like."""

    mistake: Mistake
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class NeverSearched:
    """What was asked about, such as ``age`` or ``pay``, is not known here and must not be."""

    characteristic: str


@dataclass(frozen=True, slots=True)
class NothingTyped:
    """No search was typed."""


@dataclass(frozen=True, slots=True)
class PeopleTable:
    """Those found as a table."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


NotSearched = Misunderstood | NeverSearched | NothingTyped
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
            return _nobody(session, search)
    return FoundPeople(typed, search.rule, search.names, found.people, skip, found.total, found.has_more)


def take_out_found(database: Database, by: str, typed: str, now: datetime) -> PeopleTable | NotSearched:
    """Return everybody whom HR asks for as a table, and note who took it, without what was asked for."""
    search = _read(typed)
    if not isinstance(search, Search):
        return search
    with database.read() as session:
        export = table_of(session, _sought(search), local_day(zone_of_account(session, by), now))
        rows = list(rows_of(session, export))
    with database.begin() as session:
        note(session, by, "table.exported", "export:found", now, rows=len(rows))
    return PeopleTable(export.head, rows)


def _read(typed: str) -> Search | NotSearched:
    search = search_for(typed)
    match search:
        case Search(Every(()), ()):
            return NothingTyped()
        case Search():
            return search
        case UnknownWord(word):
            characteristic = why_protected(word)
            if characteristic is not None:
                return NeverSearched(characteristic)
            return Misunderstood(search, _nearest(word, list(SEARCH_WORDS)))
        case _:
            return Misunderstood(search)


def _sought(search: Search) -> Sought:
    return Sought(search.rule, tuple(NameWord(" ".join(name_words(word)), word) for word in search.names))


def _nobody(session: Session, search: Search) -> NobodyFound:
    """Say whether the reason is a word that the company's data do not know; that is looked up only then."""
    asked: dict[FactName, list[str]] = {}
    for each in comparisons(search.rule):
        value = _text_asked(each)
        if value is not None:
            asked.setdefault(each.fact.name, []).append(value)
    for name, values in asked.items():
        found = unknown_among(session, name, values)
        if found is not None:
            unknown, known = found
            return NobodyFound(search.rule, search.names, _word_for(name), unknown, _nearest(unknown, known))
    return NobodyFound(search.rule, search.names)


def _text_asked(comparison: Where) -> str | None:
    fact = comparison.fact
    if fact.name.kind is FactKind.YES_OR_NO:
        return fact.about
    return comparison.bound if fact.name.kind is FactKind.TEXT and isinstance(comparison.bound, str) else None


def _word_for(name: FactName) -> str:
    return next(word for word, known in SEARCH_WORDS.items() if known.fact is name)


def _nearest(word: str, known: Sequence[str]) -> str | None:
    best = process.extractOne(word, known, scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=_NEAR_ENOUGH)
    return None if best is None else best[0]
