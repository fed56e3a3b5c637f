"""The end of somebody's time here: its day, where the HR system gave it ahead, and the seats that others may have then."""

from datetime import date, datetime

from bot.usecases.people.directory import PEOPLE
from bot.usecases.sweeping import on_its_own
from bot.usecases.training.seats import answer_offer, vacate
from career.training import NominationAnswer
from storage.database import Database
from storage.house.audit import AUTOMATIC
from storage.importing.imports import end_employments
from storage.training.enrolments import held_by_leavers, participant
from storage.training.workshops import workshop_to_change
from storage.turns import take_turns


def let_go(database: Database, today: date, now: datetime) -> int:
    """Let everybody whose last day here has come have left, and return how many; nothing they wrote is lost."""
    with database.begin() as session:
        take_turns(session, PEOPLE)
        return end_employments(session, today, now)


def free_seats(database: Database, now: datetime) -> int:
    """Give the seats and waitlist places of those who left to whoever waits, and return how many that were.

    Each is a transaction of its own; one that fails is logged and left for the next round, and the others go on.
    """
    with database.read() as session:
        held = held_by_leavers(session, now)
    freed = 0
    for workshop_id, enrolment_id in held:
        with on_its_own("Enrolment", enrolment_id):
            freed += _free(database, workshop_id, enrolment_id, now)
    return freed


def _free(database: Database, workshop_id: int, enrolment_id: int, now: datetime) -> bool:
    with database.begin() as session:
        found = workshop_to_change(session, workshop_id)
        person = participant(session, enrolment_id)
        if found is None or person is None or (workshop_id, enrolment_id) not in held_by_leavers(session, now):
            return False
        answer_offer(session, found.workshop, person, NominationAnswer.TAKEN_BACK, now)
        vacate(session, found.workshop, person, AUTOMATIC, now)
        return True
