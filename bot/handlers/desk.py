"""What every listener is handed: the database, the clock, the settings. Nothing here calls Slack."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.config import Settings
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts that listeners work with; one for the whole process."""

    database: Database
    clock: Callable[[], datetime]
    settings: Settings

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self.clock()
