"""The end of somebody's time here, when the HR system gave the day ahead."""

from datetime import date, datetime

from bot.usecases.directory import PEOPLE
from storage.batches import take_turns
from storage.database import Database
from storage.imports import end_employments


def let_go(database: Database, today: date, now: datetime) -> int:
    """Let everybody whose last day here has come have left, and return how many; nothing they wrote is lost."""
    with database.begin() as session:
        take_turns(session, PEOPLE)
        return end_employments(session, today, now)
