"""What happens by the clock. The scheduler only ticks: what is due stands in our own tables.

APScheduler's own jobs would be dropped when they are a second late and run twice by two machines; a tick may be both.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Thread

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

_LOOK_AT_THE_CLOCK = 1.0
"""Seconds between two looks whether the machine's clock has been set back."""

_MOST_AT_ONCE = 16
"""Threads at the most: more than there are duties, so that none waits for a slow one."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do every so many seconds; it asks the database what there is to do.

    The first time comes after the first interval, or `at_once`.
    """

    name: str
    every: int
    do: Callable[[], object]
    at_once: bool = False


class Ticker:
    """Duties that are done again and again, once it is started: each at its interval, never beside itself."""

    def __init__(self, scheduler: BackgroundScheduler) -> None:
        self.scheduler = scheduler
        self._stopping = Event()
        self._minder = Thread(target=self._mind_the_clock, name="clock-minder", daemon=True)

    def add(self, *duties: Duty) -> None:
        """Do these as well from now on."""
        for duty in duties:
            first = {"next_run_time": datetime.now(UTC)} if duty.at_once else {}
            trigger = IntervalTrigger(seconds=duty.every, timezone=UTC)
            self.scheduler.add_job(duty.do, trigger, id=duty.name, name=duty.name, **first)

    def start(self) -> None:
        """Begin."""
        self.scheduler.start()
        self._minder.start()

    def stop(self) -> None:
        """Let what is under way finish, and begin nothing more."""
        self._stopping.set()
        self.scheduler.shutdown(wait=True)
        self._minder.join()

    def _mind_the_clock(self) -> None:
        """Do at once what is planned further ahead than its interval: the machine's clock has been set back since.

        The scheduler plans by that clock, and would sleep for as long as it was set back.
        """
        while not self._stopping.wait(_LOOK_AT_THE_CLOCK):
            now = datetime.now(UTC)
            for job in self.scheduler.get_jobs():
                if job.next_run_time > now + job.trigger.interval:
                    job.modify(next_run_time=now)


def ticker(*duties: Duty) -> Ticker:
    """Return a ticker, not yet started, for `duties`."""
    made = Ticker(
        BackgroundScheduler(
            timezone=UTC,
            jobstores={"default": MemoryJobStore()},
            executors={"default": ThreadPoolExecutor(_MOST_AT_ONCE)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
    )
    made.add(*duties)
    return made
