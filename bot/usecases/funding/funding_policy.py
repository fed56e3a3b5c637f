"""HR says what it pays for: the cap of a year, and the programmes that qualify."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.funding.currencies import described, known_on
from career.money import Money, Unreadable, read_money
from career.tuition import year_of
from storage.database import Database
from storage.funding.tuition import how_many_granted_elsewhere
from storage.funding.tuition_policy import (
    StandingCap,
    Titled,
    cap_by_id,
    how_many_qualify,
    let_qualify,
    programmes_to_choose,
    qualifying,
    set_yearly_cap,
    standing_cap,
    take_turn_at_the_cap,
)
from storage.house.audit import note
from storage.openings.considerations import name_behind
from storage.requests import made_by, note_made


@dataclass(frozen=True, slots=True)
class Policy:
    """What HR pays for: `cap` is None while nothing is set; `some` are the first of the `total` that qualify.

    `seen` tells the cap from those before and after it, and is 0 while nothing is set.
    """

    cap: Money | None
    seen: int
    some: tuple[Titled, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Programmes:
    """Programmes, by id, that shall qualify from now on, and that shall not any more."""

    added: Collection[int] = ()
    removed: Collection[int] = ()


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


@dataclass(frozen=True, slots=True)
class CapOvertaken:
    """Nothing was changed: `by`, where they are known, set the cap to something else after the form was opened."""

    cap: Money
    by: str | None


SetAnswer = PolicySet | NotSet | BothWays | CapOvertaken


def policy(database: Database, most: int) -> Policy:
    """Return the policy with up to `most` of the programmes that qualify."""
    with database.read() as session:
        standing = standing_cap(session)
        cap, seen = (None, 0) if standing is None else (standing.cap, standing.id)
        return Policy(cap, seen, qualifying(session, 0, most), how_many_qualify(session))


def choices(database: Database, words: str, most: int, *, is_qualifying: bool) -> tuple[Titled, ...]:
    """Return programmes that qualify, or that do not, for these words: what the form's menus offer."""
    with database.read() as session:
        return programmes_to_choose(session, words, most, is_qualifying=is_qualifying)


def set_policy(
    database: Database,
    by: str,
    seen: int,
    cap: str,
    programmes: Programmes,
    request: str,
    now: datetime,
) -> SetAnswer:
    """Set the cap as it was typed, and let some programmes qualify and others not any more.

    What was granted before stays as it was granted. Only what somebody chose changes: two who edit at once keep each
    other's programmes, and a cap that was left as it stood in the form, by `seen` of `Policy`, is left as it stands now.
    `request` is Slack's id of the form: sent again it changes nothing more.
    """
    both = set(programmes.added) & set(programmes.removed)
    if both:
        return BothWays(len(both))
    with database.begin() as session:
        take_turn_at_the_cap(session)
        key = f"funding.policy:{request}"
        is_new = made_by(session, key, now) is None
        standing = standing_cap(session)
        before = None if standing is None else standing.cap
        read = _wanted_cap(session, standing, seen, cap, now, is_new=is_new)
        if not isinstance(read, Money):
            return read
        if is_new and read != before:
            set_yearly_cap(session, read, by, now)
            note(session, by, "funding.cap_set", "funding", now, cap=str(read.amount), currency=read.currency)
        begun = let_qualify(session, programmes.added, is_qualifying=True) if is_new else ()
        ended = let_qualify(session, programmes.removed, is_qualifying=False) if is_new else ()
        if begun or ended:
            note(session, by, "funding.programmes_set", "funding", now, added=list(begun), removed=list(ended))
        note_made(session, key, "funding.policy")
        elsewhere = how_many_granted_elsewhere(session, year_of(now.date()), read.currency)
        return PolicySet(read, before, len(begun), len(ended), how_many_qualify(session), elsewhere)


def _wanted_cap(
    session: Session, standing: StandingCap | None, seen: int, typed: str, now: datetime, *, is_new: bool
) -> Money | NotSet | CapOvertaken:
    """Return the cap that is to stand: the one typed, or the one that stands where it was left as the form showed it."""
    before = None if standing is None else standing.cap
    shown = cap_by_id(session, seen)
    usual = shown or before
    read = read_money(typed, None if usual is None else described(usual.currency), known_on(now.date()))
    if not isinstance(read, Money):
        return NotSet(read)
    if not is_new or (before is not None and read == shown):
        return before or read
    if standing is not None and standing.id != seen and read != before:
        return CapOvertaken(standing.cap, name_behind(session, standing.set_by))
    return read
