"""One after the other: whoever decides on what was read, about one person or about one thing that all share."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.tables import EmployeeRow


def take_turn(session: Session, employee_id: int) -> None:
    """Wait for everybody else who took a turn about this person, and let the next wait until this transaction ends.

    Rows that merely belong to the person can be added meanwhile. SQLite has one writer anyway.
    """
    session.execute(select(EmployeeRow.id).where(EmployeeRow.id == employee_id).with_for_update(key_share=True))


def hold_person(session: Session, employee_id: int) -> None:
    """Let no message to this person begin before this transaction ends.

    A new row that belongs to an employee does so by itself on PostgreSQL, whose foreign keys lock the employee; a
    changed row does not. SQLite has one writer anyway.
    """
    session.execute(
        select(EmployeeRow.id).where(EmployeeRow.id == employee_id).with_for_update(key_share=True, read=True)
    )


def take_turns(session: Session, what: str) -> None:
    """Wait until no other transaction that takes turns at `what` is under way; on SQLite there is none."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"coxswain.{what}"))))
