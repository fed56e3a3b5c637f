"""The tick: for every nudge of which an occasion has come, write down in the ledger who gets it.

All state is in the database, so a tick that was missed for days, ran twice, or ran on two machines at once changes
nothing: an occasion is recorded for one person at most once, and what was not recorded yet is found by the next tick.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.usecases.sweeping import on_its_own
from career.cadences import next_moment, occasions, zones_due
from career.nudges import NudgeStatus
from storage.database import Database
from storage.house.audit import AUTOMATIC, note
from storage.house.settings import house_settings
from storage.nudges.days_off import respect_days_off
from storage.nudges.ledger import record_occasion
from storage.nudges.records import (
    nudge_by_id,
    nudge_due_to_work_on,
    nudge_to_change,
    nudges_due,
    owes,
    running_nudges,
    set_ended,
    set_looked,
    set_paused,
)
from storage.nudges.targets import about
from storage.nudges.windows import zone_windows
from storage.people.zones import zones_in_use


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did: how many nudges it worked on, and how many people it wrote down."""

    nudges: int = 0
    people: int = 0


def tick(database: Database, now: datetime) -> Ticked:
    """Record every occasion that has come by `now`; one transaction for each nudge.

    A nudge that cannot be worked on is logged and left for the next tick; the others go on.
    """
    with database.read() as session:
        due = nudges_due(session, now)
    worked_on = people = 0
    for nudge_id in due:
        with on_its_own("Nudge", nudge_id):
            with database.begin() as session:
                found = _advance(session, nudge_id, now)
            if found is not None:
                worked_on += 1
                people += found
    return Ticked(worked_on, people)


def look_ahead(database: Database, now: datetime) -> None:
    """Ask again when each running nudge is due, and end those that have nothing more to come and owe nothing.

    A time zone in which somebody lives for the first time may bring an occasion forward, so this runs now and then. One in
    which nobody lives any more puts nothing off: whoever did may have moved to where the hour has passed.
    """
    with database.read() as session:
        running = running_nudges(session)
    for nudge_id in running:
        with on_its_own("Nudge", nudge_id), database.begin() as session:
            _look_ahead(session, nudge_id, now)


def pause_unseen(database: Database, nudge_id: int, now: datetime) -> bool:
    """Pause a running nudge if HR has not previewed what it would send now (promise 5); whether it was paused."""
    with database.begin() as session:
        nudge = nudge_by_id(session, nudge_id)
        target = None if nudge is None else about(session, nudge.text.target, hold=True)
        nudge = nudge_to_change(session, nudge_id)
        if nudge is None or target is None or nudge.status is not NudgeStatus.RUNNING or nudge.is_previewed(target):
            return False
        _pause_unseen(session, nudge_id, now)
        return True


def _look_ahead(session: Session, nudge_id: int, now: datetime) -> None:
    nudge = nudge_to_change(session, nudge_id)
    if nudge is None or nudge.status is not NudgeStatus.RUNNING:
        return
    since = nudge.looked_until or now
    fallback = house_settings(session).sending.fallback_zone
    upcoming = next_moment(nudge.text.cadence, since, zones_in_use(session), fallback)
    planned = nudge.next_due_at
    if upcoming is None and planned is None and not owes(session, nudge_id):
        set_ended(session, nudge_id, now)
        note(session, AUTOMATIC, "nudge.ended", f"nudge:{nudge_id}", now, why="nothing more to come")
    elif upcoming is not None and (planned is None or upcoming < planned):
        set_looked(session, nudge_id, since, upcoming)


def _advance(session: Session, nudge_id: int, now: datetime) -> int | None:
    """Bring one nudge up to `now`; return how many people were written down, None if there was nothing to do."""
    nudge = nudge_due_to_work_on(session, nudge_id, now)
    target = None if nudge is None else about(session, nudge.text.target)
    if nudge is None or target is None:
        return None
    if not nudge.is_previewed(target):
        _pause_unseen(session, nudge_id, now)
        return 0
    terms = house_settings(session).sending
    zones = zones_in_use(session)
    people = 0
    if target.is_open:
        since, planned = nudge.looked_until or now, nudge.next_due_at
        for occasion in occasions(nudge.text.cadence, since, now, zones, terms.fallback_zone, planned):
            reached = zones_due(occasion, now, zones, terms.fallback_zone)
            windows = zone_windows(reached, occasion.local.date(), nudge.text.reach, now, terms)
            people += record_occasion(session, nudge, nudge.rule(target), occasion, windows, now)
            respect_days_off(session, nudge, target, occasion, windows, terms)
    set_looked(session, nudge_id, now, next_moment(nudge.text.cadence, now, zones, terms.fallback_zone))
    return people


def _pause_unseen(session: Session, nudge_id: int, now: datetime) -> None:
    set_paused(session, nudge_id, now)
    note(session, AUTOMATIC, "nudge.paused", f"nudge:{nudge_id}", now, why="changed since it was previewed")
