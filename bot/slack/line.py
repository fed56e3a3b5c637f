"""The line to Slack in Socket Mode: open before the app that answers is there; what comes in waits for it.

Each envelope is handled in a thread of the client's own, so whoever comes early waits there, and nobody is refused.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from contextlib import suppress
from ssl import SSLSocket
from typing import TYPE_CHECKING, Any, cast

from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

if TYPE_CHECKING:
    from slack_bolt import App

_PING_INTERVAL = 1.5
"""Seconds between pings. A connection that answers none for four of these is dead: with what is rounded and waited for,
that is noticed within ten seconds instead of sixty."""

_READING = 1.0
"""Seconds for which the socket is read before anybody else can close it."""

_SAY_AGAIN = 0.1
"""Seconds after which whoever reads is told once more to stop."""


class Line:
    """One connection to Slack, which is made anew whenever it breaks."""

    def __init__(self, app: "Future[App]", app_token: str, client: WebClient, hear: Callable[[str], None]) -> None:
        """Prepare a connection whose requests `app` answers once it is there; `hear` is handed every raw message."""
        self._app = app
        self._client = _Client(
            app_token,
            logger=logging.getLogger("coxswain.bolt"),
            web_client=client,
            ping_interval=_PING_INTERVAL,
            on_message_listeners=[hear],
        )
        self._client.socket_mode_request_listeners.append(self._answer)

    @property
    def is_connected(self) -> bool:
        """Whether Slack can reach us, as far as we know."""
        return self._client.is_connected()

    def connect(self) -> None:
        """Connect.

        Raises:
            slack_sdk.errors.SlackApiError: Slack does not accept the token.
        """
        self._client.connect()

    def close(self) -> None:
        """Take nothing in any more, and disconnect once what is under way has been answered."""
        self._client.read_no_more()
        # By itself the client would disconnect first, and the answers could not be sent.
        self._client.message_workers.shutdown(wait=True)
        self._client.close()

    def _answer(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Answer one request, as soon as there is somebody to."""
        try:
            app = self._app.result()
        except CancelledError:
            return  # we stop before we could answer anything
        from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response  # noqa: PLC0415  came with the app

        began = time.time()
        send_response(client, request, run_bolt_app(app, request), began)


class _Client(SocketModeClient):
    """Slack's own client, which takes some broken connections for live ones, or notices it late."""

    _is_ending = False

    def read_no_more(self) -> None:
        """Let nothing in any more; what came in can still be answered."""
        self._is_ending = True
        self.auto_reconnect_enabled = False
        self.current_session_state.terminated = True
        session = self.current_session
        if session is not None:
            with suppress(OSError):  # Slack has cut it already
                # Its answer ends the reading at once, which would else wait for the next frame; and so it does for the
                # rest of one of two bytes, so there is something in it.
                session.ping("no more")
        runner = self.current_session_runner
        runner.event.set()
        while runner.is_alive():  # whoever begins to read just now takes the end back, so it is said until it is heard
            self.current_session_state.terminated = True
            runner.thread.join(_SAY_AGAIN)

    def close(self) -> None:
        """Disconnect, and let go of every thread; the one that waits for the next message need not wait for it."""
        self.closed = True
        self.message_queue.put(None)
        super().close()

    def _run_current_session(self) -> None:
        """Read from a new connection until it ends."""
        session = self.current_session
        if self._is_ending or session is None or session.sock is None:
            return
        # It looks for the answers to its pings only once one has come, and a connection may be dead before that.
        session.last_ping_pong_time = time.time()
        session.sock.settimeout(_READING)
        session.sock = cast("SSLSocket", _Socket(session.sock))
        super()._run_current_session()  # type: ignore[no-untyped-call]  # Slack left it so


class _Socket:
    """A socket that says when the other side has hung up: Slack's client would read nothing again and again, without rest."""

    def __init__(self, socket: SSLSocket) -> None:
        self._socket = socket

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever a socket has
        return getattr(self._socket, name)

    def recv(self, size: int) -> bytes:
        """Read up to so many bytes.

        Raises:
            ConnectionResetError: there will be no more.
        """
        received = self._socket.recv(size)
        if not received:
            raise ConnectionResetError("the other side has hung up")
        return received
