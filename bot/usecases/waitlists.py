"""Whoever still waits for a seat when a workshop begins is told that none came free, and what else there is."""

from datetime import datetime, timedelta

from bot.usecases.seats import NO_SEAT, news
from career.notices import NoticeKind
from storage.database import Database
from storage.enrolments import waited_in_vain
from storage.notices import owe_all

_WITHIN = timedelta(hours=12)
"""How long after the start it is still news."""


def tell_who_waited(database: Database, now: datetime) -> int:
    """Have everybody told, once, who waits for a seat in a workshop that has just begun; return how many are."""
    with database.read() as session:
        if not waited_in_vain(session, now - _WITHIN, now, NO_SEAT):
            return 0
    with database.begin() as session:
        waited = waited_in_vain(session, now - _WITHIN, now, NO_SEAT)
        kind = NoticeKind.WORKSHOP_NO_SEAT
        owe_all(session, [news(kind, workshop, person, now, NO_SEAT) for workshop, person in waited], now)
        return len(waited)
