"""Requests that create something, by Slack's own id of them: the same one delivered twice creates nothing twice."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.statements import insert_or_leave
from storage.tables import HandledRequestRow


def made_by(session: Session, key: str, now: datetime) -> str | None:
    """Take the request `key` on, or return what it made when it was taken on before.

    A second process with the same request waits here until the first has committed.
    """
    statement = insert_or_leave(session, HandledRequestRow).values(key=key, made="", at=now)
    if session.execute(statement.returning(HandledRequestRow.key)).scalar_one_or_none() is not None:
        return None
    return session.execute(select(HandledRequestRow.made).where(HandledRequestRow.key == key)).scalar_one()


def made_before(session: Session, key: str) -> str | None:
    """Return what the request `key` made, None where nobody has taken it on; nothing is changed."""
    return session.scalar(select(HandledRequestRow.made).where(HandledRequestRow.key == key))


def note_made(session: Session, key: str, made: str) -> None:
    """Record what the request made, such as ``opening:12``."""
    session.execute(update(HandledRequestRow).where(HandledRequestRow.key == key).values(made=made))
