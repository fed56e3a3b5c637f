"""The pace at which messages go to Slack, shared by every worker on one database.

One row holds the next free slot: the generic cell rate algorithm (ITU-T I.371) without any burst, because Slack does not
promise to show what comes faster. When Slack says to wait, everybody waits.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, select, update
from sqlalchemy.orm import Session

from storage.statements import insert_or_leave
from storage.tables import PaceRow

PER_MINUTE = 240
"""Slack names no figure; between 229 and 525 a minute were seen to be taken."""

LONGEST_QUEUE = timedelta(seconds=60)
"""No queue of workers is longer, so a later slot was reserved under a clock that has been set back since."""


@dataclass(frozen=True, slots=True)
class Pace:
    """One shared pace: its name in the database, and how many calls it lets through in a minute."""

    name: str = "messages"
    per_minute: int = PER_MINUTE


@dataclass(frozen=True, slots=True)
class Blocked:
    """Slack demanded a wait that is not over: nobody may call before `until`."""

    until: datetime


def reserve(session: Session, pace: Pace, now: datetime) -> datetime | Blocked:
    """Return the instant, not before `now`, at which the caller may call Slack; nobody else gets the same."""
    start, step = now.timestamp(), 60.0 / pace.per_minute
    queued = and_(PaceRow.next_free > start, PaceRow.next_free <= start + LONGEST_QUEUE.total_seconds())
    slot = case((queued, PaceRow.next_free), else_=start)
    taken = (
        update(PaceRow)
        .where(PaceRow.name == pace.name, ~_is_blocked(start))
        .values(next_free=slot + step)
        .returning(PaceRow.next_free)
    )
    after = session.execute(taken).scalar_one_or_none()
    if after is None:
        until = blocked_until(session, pace, now)
        if until is not None:
            return Blocked(until)
        _add(session, pace)
        after = session.execute(taken).scalar_one()
    return datetime.fromtimestamp(after - step, UTC)


def block(session: Session, pace: Pace, now: datetime, wait: timedelta) -> None:
    """Let nobody call before `wait` has passed, as Slack demanded."""
    _add(session, pace)
    start = now.timestamp()
    until = start + wait.total_seconds()
    longer = case((and_(_is_blocked(start), PaceRow.blocked_until > until), PaceRow.blocked_until), else_=until)
    session.execute(
        update(PaceRow)
        .where(PaceRow.name == pace.name)
        .values(blocked_from=start, blocked_until=longer, waits=PaceRow.waits + 1)
    )


def blocked_until(session: Session, pace: Pace, now: datetime) -> datetime | None:
    """Return until when nobody may call, None where everybody may."""
    query = select(PaceRow.blocked_until).where(PaceRow.name == pace.name, _is_blocked(now.timestamp()))
    until = session.execute(query).scalar_one_or_none()
    return None if until is None else datetime.fromtimestamp(until, UTC)


def _is_blocked(start: float) -> ColumnElement[bool]:
    """Whether a wait that Slack demanded goes on; one that began in the future did so before a clock was set back."""
    return and_(PaceRow.blocked_until > start, PaceRow.blocked_from <= start + LONGEST_QUEUE.total_seconds())


def _add(session: Session, pace: Pace) -> None:
    session.execute(
        insert_or_leave(session, PaceRow).values(name=pace.name, next_free=0.0, blocked_from=0.0, blocked_until=0.0)
    )
