"""What HR typed to say whom something is for: understood, or why not; and what in it nobody here is known to have."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from career.criteria import Criterion, Every, FactKind, FactName, Where, comparisons
from career.search_mistakes import LoneWord, Mistake, UnknownWord
from career.search_words import SEARCH_WORDS
from career.searching import LONGEST_CONDITIONS, LONGEST_SEARCH, Search, search_for
from hris.protected import why_protected
from storage.database import Database
from storage.rules.finding import unknown_among

_NEAR_ENOUGH = 60
"""The likeness, of 100, from which something mistyped is taken for another word."""


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """What was typed cannot be read; `nearest` is the search word that it is most like."""

    mistake: Mistake
    nearest: str | None = None


@dataclass(frozen=True, slots=True)
class NeverAsked:
    """What was asked about, such as ``age`` or ``pay``, is not known here and must not be."""

    characteristic: str


@dataclass(frozen=True, slots=True)
class UnknownText:
    """The company's data know nothing called `text` of this `sort`, such as ``skill``; `nearest` is most like it."""

    sort: str
    text: str
    nearest: str | None


NotUnderstood = Misunderstood | NeverAsked


@dataclass(frozen=True, slots=True)
class Fitting:
    """How far a form reaches as it stands: so many people, None where that cannot be told yet.

    `more` is what its conditions in words ask, and `unknown` what of that nobody here is known to have.
    """

    people: int | None
    more: Every
    unknown: UnknownText | None = None


def understood(typed: str, longest: int = LONGEST_SEARCH) -> Search | NotUnderstood:
    """Return what was typed, read; or what is wrong with it, with the word that was probably meant."""
    found = search_for(typed, longest)
    match found:
        case Search():
            return found
        case UnknownWord(word) if (characteristic := why_protected(word)) is not None:
            return NeverAsked(characteristic)
        case UnknownWord(word):
            return Misunderstood(found, nearest(word, list(SEARCH_WORDS)))
        case _:
            return Misunderstood(found)


def conditions_in(typed: str) -> Every | NotUnderstood:
    """Return the rule that was typed into a form, where a name means nothing."""
    found = understood(typed, LONGEST_CONDITIONS)
    if not isinstance(found, Search):
        return found
    return Misunderstood(LoneWord(found.names[0])) if found.names else found.rule


def unknown_in(database: Database, rule: Criterion) -> UnknownText | None:
    """Return the first thing that `rule` asks for and the company's own data do not know, as where it is mistyped."""
    with database.read() as session:
        return first_unknown(session, rule)


def first_unknown(session: Session, rule: Criterion) -> UnknownText | None:
    """Return the same within a transaction."""
    asked: dict[FactName, list[str]] = {}
    for each in comparisons(rule):
        value = _text_asked(each)
        if value is not None:
            asked.setdefault(each.fact.name, []).append(value)
    for name, values in asked.items():
        found = unknown_among(session, name, values)
        if found is not None:
            unknown, known = found
            return UnknownText(_word_for(name), unknown, nearest(unknown, known))
    return None


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return which of what is known somebody probably meant; None where nothing is like it."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  4 MB: only a slip of the pen pays for it

    best = process.extractOne(word, known, scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=_NEAR_ENOUGH)
    return None if best is None else best[0]


def _text_asked(comparison: Where) -> str | None:
    fact = comparison.fact
    if fact.name.kind is FactKind.YES_OR_NO:
        return fact.about
    return comparison.bound if fact.name.kind is FactKind.TEXT and isinstance(comparison.bound, str) else None


def _word_for(name: FactName) -> str:
    return next(word for word, known in SEARCH_WORDS.items() if known.fact is name)
