"""The record of who did what and when: only ever added to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from storage.tables import AuditRow

AUTOMATIC = "coxswain"
"""Who did it where nobody in particular did."""


def note(session: Session, by: str, action: str, subject: str, now: datetime, **details: Any) -> None:  # noqa: ANN401  JSON values
    """Record that `by` (a Slack id, or a name such as ``command line``) did `action` to `subject` (``opening:12``).

    `details` are JSON values that a later reader needs; no message text and no rating belongs there.
    """
    values: Mapping[str, Any] = {"by": by, "action": action, "subject": subject, "at": now, "details": details}
    session.execute(insert(AuditRow).values(values))
