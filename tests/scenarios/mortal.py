"""Workers that send themselves a signal at a step of the test's choosing; each runs in a process of its own.

A step is taken whenever a sending thread is about to begin a transaction, is about to commit it, has committed it, or is
about to write a part of a message to Slack's socket.
"""

import os
import signal
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from threading import Event, current_thread
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
        with self.taken.get_lock():
            self.taken.value += 1
            now = self.taken.value
        if now == self.fatal:
            os.kill(os.getpid(), self.signal)

    def listen_to_the_wire(self) -> None:
        """Take a step before each part of a message is written to a socket (Python's audit event http.client.send).

        Not for one that is to stand still: between the last look at the lease and the wire lies the window that
        docs/architecture.md names, and whoever stands still just there for minutes may double a message.
        """
        if self.signal == signal.SIGSTOP:
            return

        def hear(event: str, arguments: tuple[Any, ...]) -> None:
            if event == "http.client.send" and isinstance(arguments[1], bytes) and arguments[1].startswith(_POST):
                self.take()

        sys.addaudithook(hear)


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
        if isinstance(mail.post(recipient or "", "Have a look.", blocks, token), Posted):
            with database.begin() as session:
                session.get_one(DeliveryRow, delivery).state = DeliveryState.SENT
