"""Whoever still waits for a seat when a workshop begins is told that none came free, and what else there is."""

from datetime import datetime, timedelta

from bot.usecases.sweeping import on_its_own
from bot.usecases.training.seats import NO_SEAT, news
from career.notices import NoticeKind
from storage.database import Database
from storage.messages.notices import owe_all
from storage.training.enrolments import waited_in_vain

_WITHIN = timedelta(hours=12)
"""How long after the start it is still news."""


def tell_who_waited(database: Database, now: datetime) -> int:
    """Have everybody told, once, who waits for a seat in a workshop that has just begun; return how many are.

    Each workshop is a transaction of its own; one that fails is logged and left for the next round, and the others go on.
    """
    with database.read() as session:
        begun = {workshop.id for workshop, _ in waited_in_vain(session, now - _WITHIN, now, NO_SEAT)}
    told = 0
    for workshop_id in sorted(begun):
        with on_its_own("Workshop", workshop_id):
            told += _tell(database, workshop_id, now)
    return told


def _tell(database: Database, workshop_id: int, now: datetime) -> int:
    with database.begin() as session:
        waited = waited_in_vain(session, now - _WITHIN, now, NO_SEAT, workshop_id)
        kind = NoticeKind.WORKSHOP_NO_SEAT
        owe_all(session, [news(kind, workshop, person, now, NO_SEAT) for workshop, person in waited], now)
        return len(waited)
