"""The line to Slack ends when it is told to, whatever it is at just then."""

import logging
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Event, Thread

from slack_sdk import WebClient

from bot.slack.line import Line
from sandbox.local_slack import LocalSlack
from tests.sandbox.village import MANIFEST, WORKSPACE

LONG = 10


class Held(logging.Handler):
    """Holds up whoever is about to read from a new connection, until they are let go."""

    def __init__(self) -> None:
        super().__init__()
        self.is_about_to_read, self.let_go = Event(), Event()

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith("Starting to receive"):
            self.is_about_to_read.set()
            assert self.let_go.wait(LONG)


@contextmanager
def holding() -> Iterator[Held]:
    held, log = Held(), logging.getLogger("coxswain.bolt")
    level = log.level
    log.addHandler(held)
    log.setLevel(logging.INFO)
    try:
        yield held
    finally:
        held.let_go.set()
        log.removeHandler(held)
        log.setLevel(level)


def test_a_line_that_is_told_to_end_when_it_is_about_to_read_ends() -> None:
    """Slack's client takes back, as it begins to read, that it was told to stop: the process never ended then."""
    with LocalSlack(WORKSPACE, MANIFEST) as slack, holding() as held:
        line = Line(Future(), slack.app_token, WebClient(base_url=slack.api_url), lambda _message: None)
        line.connect()
        assert held.is_about_to_read.wait(LONG)
        closing = Thread(target=line.close, daemon=True)
        closing.start()
        state = line._client.current_session_state  # noqa: SLF001  it tells when the reader may go on to take it back
        slack.wait_for(lambda: state.terminated or None, timeout=LONG)
        held.let_go.set()
        closing.join(LONG)
        assert not closing.is_alive()
        assert not line.is_connected
