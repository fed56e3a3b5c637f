"""Queries about the quiet that employees ask for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from career.quiet import Quiet, Scope, Why
from storage.tables import EmployeeRow, QuietRow

_COLUMNS = (QuietRow.scope, QuietRow.about, QuietRow.until, QuietRow.why)
_KEY = ("employee_id", "scope", "about", "why")


def quiets_of(session: Session, employee_id: int, now: datetime) -> tuple[Quiet, ...]:
    """Return an employee's wishes for quiet that hold at `now`, the oldest first."""
    query = select(*_COLUMNS).where(QuietRow.employee_id == employee_id).order_by(QuietRow.created_at, QuietRow.id)
    found = (Quiet(*row) for row in session.execute(query))
    return tuple(quiet for quiet in found if quiet.until is None or now < quiet.until)


def declined_targets(session: Session, employee_id: int, now: datetime) -> frozenset[str]:
    """Return the keys of the targets, such as ``opening:12``, of which the person said that they are not for them."""
    return frozenset(quiet.about for quiet in quiets_of(session, employee_id, now) if quiet.why is Why.NOT_FOR_ME)


def add_quiet(session: Session, employee_id: int, quiet: Quiet, now: datetime) -> None:
    """Record a wish for quiet; the same wish again only moves its end.

    A message to this person that has not begun waits for this transaction, and is then judged anew.
    """
    hold_person(session, employee_id)
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = insert(QuietRow).values(
        employee_id=employee_id, scope=quiet.scope, about=quiet.about, why=quiet.why, until=quiet.until, created_at=now
    )
    session.execute(row.on_conflict_do_update(index_elements=_KEY, set_={"until": row.excluded.until}))


def end_quiets(session: Session, employee_id: int, whys: Sequence[Why], scopes: Sequence[Scope]) -> int:
    """Take back the wishes of these kinds; return how many there were."""
    gone = delete(QuietRow).where(
        QuietRow.employee_id == employee_id, QuietRow.why.in_(whys), QuietRow.scope.in_(scopes)
    )
    return len(session.scalars(gone.returning(QuietRow.id)).all())


def hold_person(session: Session, employee_id: int) -> None:
    """Let no message to this person begin before this transaction ends.

    A new row that belongs to an employee does so by itself on PostgreSQL, whose foreign keys lock the employee; a
    changed row does not. SQLite has one writer anyway.
    """
    session.execute(
        select(EmployeeRow.id).where(EmployeeRow.id == employee_id).with_for_update(key_share=True, read=True)
    )
