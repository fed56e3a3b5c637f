"""What was last done to a thing, and by whom: so that of two who act on it at once the second is told of the first."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from storage.house.audit import AUTOMATIC
from storage.house.audit_reading import last_done_to
from storage.openings.considerations import name_behind


@dataclass(frozen=True, slots=True)
class Latest:
    """The last thing that was done, as the audit has it (``opening.closed``), by whom, when, and why where that is noted."""

    by_name: str
    action: str
    at: datetime
    why: str = ""


def latest(session: Session, subject: str, action: str | None = None) -> Latest | None:
    """Return the last thing, or the last `action`, done to a subject such as ``opening:12``; None where nobody knows by whom."""
    entry = last_done_to(session, subject, action)
    if entry is None:
        return None
    name = "Coxswain" if entry.by == AUTOMATIC else name_behind(session, entry.by)
    return None if name is None else Latest(name, entry.action, entry.at, str(entry.details.get("why", "")))
