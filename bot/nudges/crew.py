"""The sending threads: a few side by side, so that one slow recipient delays nobody else."""

import logging
from threading import Event, Lock, Thread
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from bot.slack.courier import Courier
from bot.slack.errand import Errand

SENDERS = 4
"""Slack takes fewer than ten messages a second; four slow ones at a time still leave the pace to the others."""

_POLL = 1.0
_LOST_DATABASE = 5.0

_log = logging.getLogger(__name__)


class Crew:
    """Takes what a courier has due to its end, in several threads, until it is told to stop.

    One thread at a time looks for work, so that a process with nothing to do asks the database once in a while and not as
    often as it has threads; while it takes along what it found, the next one looks.
    """

    def __init__(self, courier: Courier, senders: int = SENDERS) -> None:
        self._courier = courier
        self._senders = senders
        self._stopping = Event()
        self._looking = Lock()
        self._lock = Lock()
        self._threads: list[Thread] = []

    def start(self) -> None:
        """Start the threads that do not run: all at first, later those that died; their trace is in the log."""
        with self._lock:
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            for number in range(self._senders - len(self._threads)):
                thread = Thread(target=self._send, name=f"sender-{number}", daemon=True)
                self._threads.append(thread)
                thread.start()

    @property
    def is_complete(self) -> bool:
        """Whether every thread runs."""
        with self._lock:
            return sum(thread.is_alive() for thread in self._threads) == self._senders

    def stop(self) -> None:
        """Let each thread finish the delivery it is at, and wait for them."""
        self._stopping.set()
        with self._lock:
            for thread in self._threads:
                thread.join()

    def _send(self) -> None:
        while not self._stopping.is_set():
            try:
                errand = self._find_work()
                if errand is not None:
                    errand.run()
            except SQLAlchemyError:
                _log.exception("The database could not be used; deliveries go on when it can")
                self._stopping.wait(_LOST_DATABASE)

    def _find_work(self) -> Errand[Any] | None:
        """Wait for something to do; None once it is time to stop."""
        with self._looking:
            while not self._stopping.is_set():
                found = self._courier.look()
                if isinstance(found, Errand):
                    return found
                self._stopping.wait(_POLL)
        return None
