"""Queries about what HR pays for: the yearly cap, and the programmes that qualify."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from career.money import Money
from storage.conditions import holds_every_word
from storage.tables import ProgrammeRow, TuitionPolicyRow
from storage.turns import take_turns


@dataclass(frozen=True, slots=True)
class Titled:
    """A programme by its number and title."""

    id: int
    title: str
    provider: str


@dataclass(frozen=True, slots=True)
class StandingCap:
    """The cap that holds; `id` grows each time that one is set, `set_by` is a Slack id."""

    id: int
    cap: Money
    set_by: str


def yearly_cap(session: Session) -> Money | None:
    """Return what HR pays for one person in one year; None while HR has not said."""
    standing = standing_cap(session)
    return None if standing is None else standing.cap


def standing_cap(session: Session) -> StandingCap | None:
    """Return the cap that holds, with who set it; None while HR has not said."""
    query = select(TuitionPolicyRow.id, TuitionPolicyRow.cap_parts, TuitionPolicyRow.currency, TuitionPolicyRow.set_by)
    row = session.execute(query.order_by(TuitionPolicyRow.id.desc()).limit(1)).one_or_none()
    return None if row is None else StandingCap(row.id, Money(row.cap_parts, row.currency), row.set_by)


def cap_by_id(session: Session, policy_id: int) -> Money | None:
    """Return a cap that holds or held once."""
    query = select(TuitionPolicyRow.cap_parts, TuitionPolicyRow.currency).where(TuitionPolicyRow.id == policy_id)
    row = session.execute(query).one_or_none()
    return None if row is None else Money(*row)


def take_turn_at_the_cap(session: Session) -> None:
    """Wait until nobody else sets the cap, or grants something under it."""
    take_turns(session, "tuition.cap")


def set_yearly_cap(session: Session, cap: Money, by: str, now: datetime) -> None:
    """Let this be the cap from now on; what was granted under earlier ones stays as it is."""
    session.execute(insert(TuitionPolicyRow).values(cap_parts=cap.parts, currency=cap.currency, set_by=by, at=now))


def qualifying(session: Session, skip: int, most: int) -> tuple[Titled, ...]:
    """Return a page of the programmes that qualify and are offered, by title."""
    query = _titled(is_qualifying=True, words="").order_by(ProgrammeRow.title_code, ProgrammeRow.id)
    return tuple(Titled(*row) for row in session.execute(query.offset(skip).limit(most)))


def how_many_qualify(session: Session) -> int:
    """Return how many programmes qualify and are offered."""
    counted = select(func.count()).select_from(_titled(is_qualifying=True, words="").subquery())
    return session.execute(counted).scalar_one()


def programmes_to_choose(session: Session, words: str, most: int, *, is_qualifying: bool) -> tuple[Titled, ...]:
    """Return programmes offered that qualify, or that do not, with every one of `words` in their title, by title."""
    query = _titled(is_qualifying=is_qualifying, words=words).order_by(ProgrammeRow.title_code, ProgrammeRow.id)
    return tuple(Titled(*row) for row in session.execute(query.limit(most)))


def let_qualify(session: Session, programme_ids: Collection[int], *, is_qualifying: bool) -> tuple[int, ...]:
    """Let these programmes qualify, or not any more; return the ids of those that this changed.

    Whoever is just editing one of those is told that it has changed, and does not change it back unawares.
    """
    changed = (
        update(ProgrammeRow)
        .where(
            ProgrammeRow.id.in_(programme_ids),
            ProgrammeRow.qualifies_for_tuition_assistance.is_(not is_qualifying),
        )
        .values(qualifies_for_tuition_assistance=is_qualifying, revision=ProgrammeRow.revision + 1)
        .returning(ProgrammeRow.id)
    )
    return tuple(sorted(session.scalars(changed)))


def _titled(*, is_qualifying: bool, words: str) -> Select[int, str, str]:
    return select(ProgrammeRow.id, ProgrammeRow.title, func.coalesce(ProgrammeRow.provider, "")).where(
        ProgrammeRow.is_offered,
        ProgrammeRow.qualifies_for_tuition_assistance.is_(is_qualifying),
        *holds_every_word(ProgrammeRow.title_code, words),
    )
