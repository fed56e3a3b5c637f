"""The sending threads: a few side by side, so that one slow recipient delays nobody else."""

import logging
from threading import Event, Lock, Thread
from typing import Protocol, assert_never

from sqlalchemy.exc import SQLAlchemyError

from bot.slack.courier import Idle, Turn, Worked
from storage.pace import Blocked

SENDERS = 4
"""Slack takes fewer than ten messages a second; four slow ones at a time still leave the pace to the others."""

_POLL = 1.0
_LOST_DATABASE = 5.0

_log = logging.getLogger(__name__)


class Sender(Protocol):
    """What a thread asks of a courier (`bot.slack.courier.Courier`)."""

    def deliver_next(self) -> Turn:
        """Take the message that is due longest as far as it goes."""
        ...


class Crew:
    """Runs `couriers` in several threads until it is told to stop; each thread claims for itself.

    What an earlier courier has due goes before what a later one has.
    """

    def __init__(self, *couriers: Sender, senders: int = SENDERS) -> None:
        self._couriers = couriers
        self._senders = senders
        self._stopping = Event()
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
                turn = self._turn()
            except SQLAlchemyError:
                _log.exception("The database could not be used; deliveries go on when it can")
                self._stopping.wait(_LOST_DATABASE)
                continue
            match turn:
                case Worked():
                    pass
                case Idle() | Blocked():
                    self._stopping.wait(_POLL)
                case _:
                    assert_never(turn)

    def _turn(self) -> Turn:
        """Return what came of the first courier that has something to do."""
        turn: Turn = Idle()
        for courier in self._couriers:
            turn = courier.deliver_next()
            if not isinstance(turn, Idle):
                break
        return turn
