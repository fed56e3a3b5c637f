"""What happens by the clock. The scheduler only ticks: what is due stands in our own tables.

APScheduler's own jobs would be dropped when they are a second late and run twice by two machines; a tick may be both.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do every so many seconds; it asks the database what there is to do."""

    name: str
    every: int
    do: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Ticker:
    """Duties that are done again and again, once it is started."""

    scheduler: BackgroundScheduler

    def start(self) -> None:
        """Begin; the first time of each duty comes after its first interval."""
        self.scheduler.start()

    def stop(self) -> None:
        """Let what is under way finish, and begin nothing more."""
        self.scheduler.shutdown(wait=True)


def ticker(duties: Sequence[Duty]) -> Ticker:
    """Return a ticker, not yet started, for `duties`: each at its interval, never beside itself."""
    scheduler = BackgroundScheduler(
        timezone=UTC,
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(max(len(duties), 1))},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for duty in duties:
        scheduler.add_job(duty.do, IntervalTrigger(seconds=duty.every, timezone=UTC), id=duty.name, name=duty.name)
    return Ticker(scheduler)
