"""Queries about the quiet that employees ask for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session, aliased

from career.quiet import Quiet, Scope, Why
from career.targets import Target
from storage.statements import insert_or_leave, insertion
from storage.tables import EmployeeRow, QuietRow
from storage.turns import hold_person

_COLUMNS = (QuietRow.scope, QuietRow.about, QuietRow.until, QuietRow.why)
_KEY = ("employee_id", "scope", "about", "why", "origin")


@dataclass(frozen=True, slots=True)
class QuietWishes:
    """What somebody does not want to hear: the wishes about everything and about topics, and how many about one thing.

    `declined` counts what is not for them, `later` what they said Not now to.
    """

    wide: tuple[Quiet, ...]
    declined: int
    later: int


def quiets_about(
    session: Session, employee_id: int, target: Target, now: datetime, besides: str | None = None
) -> tuple[Quiet, ...]:
    """Return an employee's wishes that hold at `now` and keep `target` quiet, each once, the oldest first.

    What was said under the nudge with the token `besides` is left out.
    """
    elsewhere = [] if besides is None else [QuietRow.origin != besides]
    about = or_(
        QuietRow.scope == Scope.ALL,
        and_(QuietRow.scope == Scope.TOPIC, QuietRow.about == target.topic),
        and_(QuietRow.scope == Scope.TARGET, QuietRow.about == target.key),
    )
    return _held(session, employee_id, now, about, *elsewhere)


def wide_quiets(session: Session, employee_id: int, now: datetime) -> tuple[Quiet, ...]:
    """Return an employee's wishes about everything and about topics that hold at `now`, each once, the oldest first."""
    return _held(session, employee_id, now, QuietRow.scope.in_([Scope.ALL, Scope.TOPIC]))


def quiet_wishes(session: Session, employee_id: int, now: datetime) -> QuietWishes:
    """Return what an employee wishes at `now`; those about one thing may be many, and are counted where they are."""
    about_one = (
        select(QuietRow.why, func.count(QuietRow.about.distinct()))
        .where(QuietRow.employee_id == employee_id, QuietRow.scope == Scope.TARGET)
        .where(or_(QuietRow.until.is_(None), QuietRow.until > now))
        .group_by(QuietRow.why)
    )
    counts: dict[Why, int] = dict(session.execute(about_one).all())
    wide = wide_quiets(session, employee_id, now)
    return QuietWishes(wide, counts.get(Why.NOT_FOR_ME, 0), counts.get(Why.NOT_NOW, 0))


def said_under(session: Session, employee_id: int, origin: str, now: datetime) -> tuple[Quiet, ...]:
    """Return the wishes that hold at `now` and were said under the nudge with the token `origin`."""
    query = select(*_COLUMNS).where(QuietRow.employee_id == employee_id, QuietRow.origin == origin)
    found = (Quiet(*row) for row in session.execute(query.order_by(QuietRow.id)))
    return tuple(quiet for quiet in found if quiet.until is None or now < quiet.until)


def declined_among(session: Session, employee_id: int, targets: Collection[Target], now: datetime) -> frozenset[str]:
    """Return the keys of those of the `targets` of which the person said that they are not for them."""
    which = (QuietRow.why == Why.NOT_FOR_ME, QuietRow.about.in_([each.key for each in targets]))
    return frozenset(quiet.about for quiet in _held(session, employee_id, now, QuietRow.scope == Scope.TARGET, *which))


def add_quiet(session: Session, employee_id: int, quiet: Quiet, now: datetime, origin: str = "") -> None:
    """Record a wish for quiet; the same wish again only moves its end.

    `origin` is the token of the nudge under which it was said, or empty. A message to this person that has not begun waits for this transaction, and is then judged anew.
    """
    hold_person(session, employee_id)
    row = insertion(session.get_bind().dialect, QuietRow).values(
        employee_id=employee_id,
        scope=quiet.scope,
        about=quiet.about,
        why=quiet.why,
        origin=origin,
        until=quiet.until,
        created_at=now,
    )
    session.execute(row.on_conflict_do_update(index_elements=_KEY, set_={"until": row.excluded.until}))


def carry_over(session: Session, employee_ids: Collection[int]) -> None:
    """Let what was wished through the accounts of these employees while they were linked to others hold for them as well."""
    kept = (QuietRow.scope, QuietRow.about, QuietRow.why, QuietRow.origin, QuietRow.until, QuietRow.created_at)
    speaker, taken_for = aliased(EmployeeRow), aliased(EmployeeRow)
    wishes = (
        select(speaker.id, *kept)
        .join_from(speaker, taken_for, taken_for.slack_id_before == speaker.slack_id)
        .join(QuietRow, QuietRow.employee_id == taken_for.id)
        .where(speaker.id.in_(employee_ids), taken_for.id != speaker.id)
        .order_by(QuietRow.id)
    )
    columns = ["employee_id", *(column.key for column in kept)]
    session.execute(insert_or_leave(session, QuietRow).from_select(columns, wishes))


def end_quiets(session: Session, employee_id: int, whys: Sequence[Why], scopes: Sequence[Scope]) -> int:
    """Take back the wishes of these kinds; return how many there were."""
    gone = delete(QuietRow).where(
        QuietRow.employee_id == employee_id, QuietRow.why.in_(whys), QuietRow.scope.in_(scopes)
    )
    return len(session.scalars(gone.returning(QuietRow.id)).all())


def end_declined(session: Session, employee_id: int, about: str) -> bool:
    """Take back, wherever it was said, that the target with the key `about` is not for them; return whether it was."""
    gone = delete(QuietRow).where(
        QuietRow.employee_id == employee_id,
        QuietRow.scope == Scope.TARGET,
        QuietRow.about == about,
        QuietRow.why == Why.NOT_FOR_ME,
    )
    return bool(session.scalars(gone.returning(QuietRow.id)).all())


def end_topics(session: Session, employee_id: int, topics: Sequence[str]) -> int:
    """Take back the stops of these topics; return how many there were."""
    gone = delete(QuietRow).where(
        QuietRow.employee_id == employee_id,
        QuietRow.why == Why.STOPPED,
        QuietRow.scope == Scope.TOPIC,
        QuietRow.about.in_(topics),
    )
    return len(session.scalars(gone.returning(QuietRow.id)).all())


def end_said_under(session: Session, employee_id: int, origin: str, why: Why) -> None:
    """Take back what was said under the nudge with the token `origin`; what was said elsewhere stays."""
    session.execute(
        delete(QuietRow).where(QuietRow.employee_id == employee_id, QuietRow.origin == origin, QuietRow.why == why)
    )


def _held(session: Session, employee_id: int, now: datetime, *which: ColumnElement[bool]) -> tuple[Quiet, ...]:
    query = select(*_COLUMNS).where(QuietRow.employee_id == employee_id, *which)
    query = query.order_by(QuietRow.created_at, QuietRow.id)
    found: dict[tuple[Scope, str, Why], Quiet] = {}
    for quiet in (Quiet(*row) for row in session.execute(query)):
        if quiet.until is None or now < quiet.until:
            said = (quiet.scope, quiet.about, quiet.why)
            found[said] = max(found.get(said, quiet), quiet, key=_lasts)
    return tuple(found.values())


def _lasts(quiet: Quiet) -> tuple[bool, float]:
    return quiet.until is None, quiet.until.timestamp() if quiet.until else 0.0
