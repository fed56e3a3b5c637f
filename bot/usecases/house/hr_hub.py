"""HR's hub: what waits, what runs."""

from dataclasses import dataclass
from datetime import datetime

from storage.database import Database
from storage.house.hr_counts import HrCounts, hr_counts


@dataclass(frozen=True, slots=True)
class Hub:
    """The counts as they stood at `now`."""

    counts: HrCounts
    now: datetime


def hub(database: Database, now: datetime) -> Hub:
    """Return what HR's hub shows."""
    with database.read() as session:
        return Hub(hr_counts(session, now), now)
