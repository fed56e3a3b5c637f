"""HR says what it pays for: the cap of a year, and the programmes that qualify."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.usecases.currencies import described, known_on
from career.money import Money, Unreadable, read_money
from career.tuition import year_of
from storage.audit import note
from storage.database import Database
from storage.requests import made_by, note_made
from storage.tuition import how_many_granted_elsewhere
from storage.tuition_policy import (
    Titled,
    how_many_qualify,
    let_qualify,
    programmes_to_choose,
    qualifying,
    set_yearly_cap,
    yearly_cap,
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What HR pays for: `cap` is None while nothing is set; `some` are the first of the `total` that qualify."""

    cap: Money | None
    some: tuple[Titled, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PolicySet:
    """It holds from now on. `elsewhere` people keep grants of this year in another currency, beside the new cap."""

    cap: Money
    before: Money | None
    added: int
    removed: int
    total: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class NotSet:
    """Nothing was changed: what was typed as the cap is no amount."""

    why: Unreadable


@dataclass(frozen=True, slots=True)
class BothWays:
    """Nothing was changed: so many programmes were chosen to qualify and not to qualify."""

    count: int


def policy(database: Database, most: int) -> Policy:
    """Return the policy with up to `most` of the programmes that qualify."""
    with database.read() as session:
        return Policy(yearly_cap(session), qualifying(session, 0, most), how_many_qualify(session))


def choices(database: Database, words: str, most: int, *, is_qualifying: bool) -> tuple[Titled, ...]:
    """Return programmes that qualify, or that do not, for these words: what the form's menus offer."""
    with database.read() as session:
        return programmes_to_choose(session, words, most, is_qualifying=is_qualifying)


def set_policy(
    database: Database,
    by: str,
    cap: str,
    added: Collection[int],
    removed: Collection[int],
    request: str,
    now: datetime,
) -> PolicySet | NotSet | BothWays:
    """Set the cap as it was typed, and let these programmes qualify and those not any more.

    What was granted before stays as it was granted. Only what somebody chose changes: two who edit at once keep each
    other's programmes. `request` is Slack's id of the form: sent again it changes nothing more.
    """
    both = set(added) & set(removed)
    if both:
        return BothWays(len(both))
    with database.begin() as session:
        before = yearly_cap(session)
        usual = None if before is None else described(before.currency)
        read = read_money(cap, usual, known_on(now.date()))
        if not isinstance(read, Money):
            return NotSet(read)
        key = f"funding.policy:{request}"
        is_new = made_by(session, key, now) is None
        if is_new and read != before:
            set_yearly_cap(session, read, by, now)
            note(session, by, "funding.cap_set", "funding", now, cap=str(read.amount), currency=read.currency)
        begun = let_qualify(session, added, is_qualifying=True) if is_new else ()
        ended = let_qualify(session, removed, is_qualifying=False) if is_new else ()
        if begun or ended:
            note(session, by, "funding.programmes_set", "funding", now, added=list(begun), removed=list(ended))
        note_made(session, key, "funding.policy")
        elsewhere = how_many_granted_elsewhere(session, year_of(now.date()), read.currency)
        return PolicySet(read, before, len(begun), len(ended), how_many_qualify(session), elsewhere)
