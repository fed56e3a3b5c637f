"""HR takes over where a message did not get through: nobody is left without the word they are owed."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.house.audit import note
from storage.messages.untold import Untold, how_many_untold, set_told_by_hr, untold


@dataclass(frozen=True, slots=True)
class UntoldPage:
    """A page of those who were not told of something, the longest ago first."""

    people: tuple[Untold, ...]
    skip: int
    total: int


def untold_page(database: Database, skip: int, most: int, now: datetime) -> UntoldPage:
    """Return a page of them; the first one where so many are not there any more."""
    with database.read() as session:
        total = how_many_untold(session, now)
        start = skip if 0 <= skip < total else 0
        return UntoldPage(untold(session, start, most, now), start, total)


def told_by_hr(database: Database, by: str, notice_id: int, now: datetime) -> bool:
    """Record that `by` (a Slack id) has told the person; False where somebody was faster."""
    with database.begin() as session:
        told = set_told_by_hr(session, notice_id)
        if told is None:
            return False
        kind, employee_id = told
        note(session, by, "notice.told_by_hr", f"employee:{employee_id}", now, about=kind.value)
        return True
