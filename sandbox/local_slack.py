"""A local Slack in a thread of its own, for tests and for trying an app."""

import asyncio
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sandbox.clock import Clock
from sandbox.control_client import ControlClient
from sandbox.faults import Faults
from sandbox.line import Patience
from sandbox.manifest import read_manifest
from sandbox.person import Person
from sandbox.rate_limits import RateLimits
from sandbox.record import Record
from sandbox.server import start_server, stop_server
from sandbox.slack import Credentials, Slack
from sandbox.workspace import read_workspace

STARTING_SECONDS = 10
Found = TypeVar("Found")


class LocalSlack:
    """Serves a workspace on the loopback while the ``with`` block runs.

    Args:
        workspace: a workspace file, or its content.
        manifest: the app's manifest file, or its content.
        limits: how fast the app may call; Slack's own paces unless said otherwise.
        events_url: where the app takes signed requests; without it the app connects by Socket Mode.
        clock_file: where the clock writes how far it runs ahead.
        patience: how long Slack waits; Slack's own seconds unless said otherwise.
    """

    def __init__(
        self,
        workspace: Path | Mapping[str, Any],
        manifest: Path | Mapping[str, Any],
        *,
        limits: RateLimits | None = None,
        events_url: str | None = None,
        clock_file: Path | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.clock = Clock(clock_file)
        self._slack = Slack(
            read_workspace(workspace, read_manifest(manifest)),
            self.clock,
            limits or RateLimits(),
            Credentials(),
            patience or Patience(),
        )
        if events_url is not None:
            self._slack.use_http(events_url)
        self._stopping = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        started: Future[asyncio.AbstractEventLoop] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(started)), name="local-slack")
        self._thread.start()
        self._loop = started.result(STARTING_SECONDS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()

    @property
    def address(self) -> str:
        """Where it is served, such as ``http://127.0.0.1:43121``."""
        return self._slack.address

    @property
    def api_url(self) -> str:
        """The Web API's base address, for ``SLACK_API_URL``."""
        return f"{self.address}/api/"

    @property
    def bot_token(self) -> str:
        """For ``SLACK_BOT_TOKEN``."""
        return self._slack.credentials.bot_token

    @property
    def app_token(self) -> str:
        """For ``SLACK_APP_TOKEN``."""
        return self._slack.credentials.app_token

    @property
    def signing_secret(self) -> str:
        """For ``SLACK_SIGNING_SECRET``."""
        return self._slack.credentials.signing_secret

    @property
    def bot_user_id(self) -> str:
        """The account that the app acts as."""
        return self._slack.workspace.bot.id

    @property
    def faults(self) -> Faults:
        """What shall go wrong."""
        return self._slack.faults

    @property
    def record(self) -> Record:
        """What happened."""
        return self._slack.record

    @property
    def open_sockets(self) -> int:
        """How many Socket Mode connections there are, half-open ones included."""
        return self._slack.sockets.count

    def use_http(self, events_url: str) -> None:
        """Tell the app of things by signed requests to this address, which is known only once the app listens."""
        self._slack.use_http(events_url)

    @property
    def control(self) -> ControlClient:
        """The control API."""
        return ControlClient(self.address)

    def person(self, user_id: str) -> Person:
        """Somebody of the workspace, to act as."""
        return Person(user_id, self.control)

    def wait_for(self, condition: Callable[[], Found | None], timeout: float = 10) -> Found:
        """What ``condition`` finds, as soon as it finds something.

        Raises:
            TimeoutError: nothing within so many seconds.
        """
        return self.control.wait_for(condition, timeout)

    def move_clock(self, ahead_seconds: float) -> None:
        """Let the sandbox's clock run that much before the system's."""
        self.control.post("clock", {"ahead_seconds": ahead_seconds})

    def drop_sockets(self) -> None:
        """Close every Socket Mode connection without a word: the app gets a FIN."""
        self.control.post("faults", {"kind": "drop"})

    def reset_sockets(self) -> None:
        """Cut every Socket Mode connection: the app gets a RST."""
        self.control.post("faults", {"kind": "reset"})

    def half_open_sockets(self) -> None:
        """Let nothing through on the connections there are, and do not tell."""
        self.control.post("faults", {"kind": "half_open"})

    def refresh_sockets(self) -> None:
        """Ask every connection politely to be replaced."""
        self.control.post("faults", {"kind": "refresh"})

    async def _serve(self, started: "Future[asyncio.AbstractEventLoop]") -> None:
        try:
            runner = await start_server(self._slack, 0)
        except OSError as failed:
            started.set_exception(failed)
            return
        started.set_result(asyncio.get_running_loop())
        await self._stopping.wait()
        await stop_server(self._slack, runner)
