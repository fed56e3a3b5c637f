"""What a process measures of itself and of the database, in Prometheus' words."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from storage.database import Database
from storage.house.backlog import Backlog, backlog

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds; Slack gives up on an acknowledgement after three."""


class Metrics:
    """Every figure of one process; what stands in the database is read when somebody asks."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        self._acknowledged = Histogram(
            "coxswain_ack_seconds",
            "Time from a request of Slack's to its acknowledgement",
            ["kind"],
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._errors = Counter("coxswain_errors_total", "Errors that were logged", registry=self.registry)
        self.registry.register(_InTheDatabase(database, clock))

    def acknowledged(self, kind: str, seconds: float) -> None:
        """Count one request of this kind (``command``, ``action``, ``view``, ``event``) as answered."""
        self._acknowledged.labels(kind).observe(seconds)

    def counting_errors(self) -> logging.Handler:
        """Return a handler that counts what is logged as an error, to be given to the root logger."""
        return _CountsErrors(self._errors)


class _CountsErrors(logging.Handler):
    def __init__(self, errors: Counter) -> None:
        super().__init__(logging.ERROR)
        self._errors = errors

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002  that there is one is all that counts
        self._errors.inc()


class _InTheDatabase(Collector):
    """What all processes share: read at each scrape, so that it is the same whichever process is asked."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """Return the figures as they stand."""
        now = self._clock()
        with self._database.read() as session:
            found = backlog(session, now)
        return _families(found, now)


def _families(found: Backlog, now: datetime) -> Iterator[Metric]:
    due = GaugeMetricFamily("coxswain_due", "Messages that are due and not sent yet", labels=["what"])
    due.add_metric(["nudge"], found.deliveries_due)
    due.add_metric(["notice"], found.notices_due)
    yield due
    oldest = GaugeMetricFamily("coxswain_oldest_due_seconds", "How long the oldest of them is due", labels=["what"])
    oldest.add_metric(["nudge"], _age(found.oldest_delivery, now))
    oldest.add_metric(["notice"], _age(found.oldest_notice, now))
    yield oldest
    yield GaugeMetricFamily(
        "coxswain_uncertain_deliveries", "Deliveries that HR has to settle: nobody can tell", value=found.uncertain
    )
    yield GaugeMetricFamily(
        "coxswain_unconsidered_applications", "Applications that nobody has considered", value=found.unconsidered
    )
    yield GaugeMetricFamily(
        "coxswain_oldest_unconsidered_seconds",
        "How long the oldest of them waits",
        value=_age(found.oldest_unconsidered, now),
    )
    yield CounterMetricFamily(
        "coxswain_slack_waits", "How often Slack told us to wait (HTTP 429) when we posted", value=found.waits_demanded
    )


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
