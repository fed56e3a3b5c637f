"""Workers that send themselves a signal at a step of the test's choosing; each runs in a process of its own.

A step is taken whenever a sending thread is about to begin a transaction, is about to commit it, has committed it, is about
to connect to Slack, or is about to write a part of a message to Slack's socket.
"""

import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from multiprocessing.sharedctypes import Synchronized
from threading import Condition, Event, Thread, current_thread, get_ident
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock
from sqlalchemy import select
from sqlalchemy.orm import Session

import bot.assembly  # noqa: F401  loaded before a worker is forked, so that none has to load it again
from bot.app import Coxswain, clock_for
from bot.config import Settings
from bot.slack.clients import posting_client
from bot.slack.mail import Posted, SlackMail
from career.outcomes import DeliveryState
from storage.database import Database
from storage.tables import DeliveryRow, EmployeeRow

_SENDER = "sender"
_POST = b"POST /api/chat.postMessage"


@dataclass(frozen=True)
class Steps:
    """Counts the steps of the senders of one process, and sends it `signal` at step `fatal`, if there is one."""

    taken: "Synchronized[int]"
    fatal: int | None
    signal: int

    def take(self) -> None:
        """Take one step."""
        if not current_thread().name.startswith(_SENDER):
            return
        _window.leave()
        with self.taken.get_lock():
            self.taken.value += 1
            now = self.taken.value
        if now == self.fatal:
            self._end()

    def listen_to_the_wire(self) -> None:
        """Take a step before connecting to Slack; and before a message is written there, if one is to die of it.

        Nobody stands still while a message is written: between the last look at the lease and the last byte lies the window
        that docs/architecture.md names, and whoever stands still just there for minutes doubles a message.
        """
        _window.watch()

        def hear(event: str, arguments: tuple[Any, ...]) -> None:
            if event == "http.client.connect" or (
                event == "http.client.send" and self.signal != signal.SIGSTOP and _is_a_post(arguments[1])
            ):
                self.take()

        sys.addaudithook(hear)

    def _end(self) -> None:
        if self.signal == signal.SIGSTOP:
            _window.stand_still_outside()
        else:
            _send_oneself(self.signal)


class _Window:
    """Which threads of this process are connected to Slack, about to look for the last time, or have not written all yet."""

    def __init__(self) -> None:
        self._inside: set[Thread] = set()
        self._changed = Condition()

    def watch(self) -> None:
        """See each connection enter once it stands, and leave with the last byte: Python's audit events know no end."""
        connect, send = HTTPConnection.connect, HTTPConnection.send

        def connect_and_enter(connection: HTTPConnection) -> None:
            connect(connection)
            self._enter()

        def send_and_leave(connection: HTTPConnection, part: Any) -> None:
            send(connection, part)
            if not _is_a_post(part):  # which is its head; what follows is the rest
                self.leave()

        HTTPConnection.connect = connect_and_enter  # type: ignore[assignment]  # in a process of its own
        HTTPConnection.send = send_and_leave  # type: ignore[assignment]

    def _enter(self) -> None:
        with self._changed:
            self._inside.add(current_thread())

    def leave(self) -> None:
        """Be done with it, or do something else."""
        with self._changed:
            self._inside.discard(current_thread())
            self._changed.notify_all()

    def stand_still_outside(self) -> None:
        """Stop the process as soon as nobody is inside; nobody enters meanwhile."""
        with self._changed:
            self._changed.wait_for(lambda: not self._inside)
            _send_oneself(signal.SIGSTOP)


_window = _Window()


def _send_oneself(number: int) -> None:
    """Send the process a signal by this very thread, which goes not a step further: by another, it might for a while."""
    signal.pthread_kill(get_ident(), number)


def _is_a_post(part: object) -> bool:
    return isinstance(part, bytes) and part.startswith(_POST)


class Stepping(Database):
    """A database that takes a step before and after each transaction that writes, and before its commit."""

    def __init__(self, url: str, steps: Steps) -> None:
        super().__init__(url)
        self._steps = steps

    @contextmanager
    def begin(self) -> Iterator[Session]:
        self._steps.take()
        with super().begin() as session:
            yield session
            session.flush()
            self._steps.take()
        self._steps.take()


def real_worker(environ: dict[str, str], steps: Steps) -> None:
    """Run the real worker until it is killed."""
    warnings.simplefilter("ignore")
    steps.listen_to_the_wire()
    settings = Settings.from_env(environ)
    coxswain = Coxswain(settings, clock_for(settings))
    coxswain.database.close()
    coxswain.database = Stepping(settings.database_url, steps)
    coxswain.start(listens=False, works=True)
    coxswain.load()
    Event().wait()


def plain_worker(environ: dict[str, str], steps: Steps) -> None:
    """Send, then mark: what one would write who has not thought of dying. To be caught sending twice."""
    warnings.simplefilter("ignore")
    current_thread().name = _SENDER
    steps.listen_to_the_wire()
    settings = Settings.from_env(environ)
    database = Stepping(settings.database_url, steps)
    mail = SlackMail(posting_client(settings.bot_token, settings.slack_api_url))
    blocks: list[Block] = [SectionBlock(text="Have a look.")]
    with database.read() as session:
        due = session.execute(
            select(DeliveryRow.id, DeliveryRow.token, EmployeeRow.slack_id)
            .join(EmployeeRow, EmployeeRow.id == DeliveryRow.employee_id)
            .where(DeliveryRow.state == DeliveryState.DUE)
        ).all()
    for delivery, token, recipient in due:
        if isinstance(mail.post(recipient or "", "Have a look.", blocks, token, lambda: False), Posted):
            with database.begin() as session:
                session.get_one(DeliveryRow, delivery).state = DeliveryState.SENT
