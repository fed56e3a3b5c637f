"""Socket Mode: the app's open connections, and interactions sent over them.

After https://docs.slack.dev/apis/events-api/using-socket-mode: an envelope goes to exactly one connection.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET
from struct import pack
from uuid import uuid4

from aiohttp import WSMsgType, web

from sandbox.faults import Faults
from sandbox.identifiers import new_mark
from sandbox.line import Acknowledged, Interaction, Outcome, Patience, Unacknowledged
from sandbox.payloads import Payload
from sandbox.record import Record
from sandbox.rules import Breach
from sandbox.workspace import APP_ID

MOST_CONNECTIONS = 10
SECONDS_TO_LEAVE = 10.0


@dataclass(eq=False)
class Connection:
    """One open socket. ``leaving``: it was asked to reconnect elsewhere. ``silent``: half open, nothing gets through."""

    socket: web.WebSocketResponse
    transport: asyncio.Transport
    leaving: bool = False
    silent: bool = False
    sent: set[str] = field(default_factory=set)

    def fall_silent(self) -> None:
        """Neither read nor write any more."""
        self.silent = True
        self.transport.pause_reading()

    async def write(self, payload: Payload) -> None:
        """Send one frame; if the connection is gone, nobody notices before the time-out, as at Slack."""
        if not self.silent and not self.socket.closed:
            with contextlib.suppress(ConnectionError):
                await self.socket.send_str(json.dumps(payload))


class Sockets:
    """The app's connections."""

    def __init__(self, faults: Faults, record: Record, patience: Patience, on_change: Callable[[], None]) -> None:
        self._faults = faults
        self._record = record
        self._patience = patience
        self._on_change = on_change
        self._arrived = asyncio.Event()
        self._tickets: set[str] = set()
        self._connections: list[Connection] = []
        self._waiting: dict[str, asyncio.Future[Payload | None]] = {}
        self._turn = 0
        self._farewells: set[asyncio.Task[None]] = set()

    @property
    def count(self) -> int:
        """How many connections are open, half-open ones included: Slack cannot tell."""
        return len(self._connections)

    def issue_ticket(self) -> str:
        """The secret part of a new address, good for one connection."""
        ticket = new_mark(24)
        self._tickets.add(ticket)
        return ticket

    async def accept(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or self._faults.for_envelope("refuse") is not None:
            raise web.HTTPForbidden(text="This address is no longer good.")
        self._tickets.discard(ticket)
        if len(self._connections) >= MOST_CONNECTIONS:
            self._breach("socket.too_many", "An app holds at most ten Socket Mode connections.")
            raise web.HTTPForbidden(text="Too many connections.")
        socket = web.WebSocketResponse(autoping=False, timeout=0.1)
        await socket.prepare(request)
        transport = request.transport
        if not isinstance(transport, asyncio.Transport):
            return socket
        connection = Connection(socket, transport)
        self._connections.append(connection)
        self._arrived.set()
        self._arrived = asyncio.Event()
        self._on_change()
        try:
            await connection.write(self._hello())
            if self._faults.for_envelope("mute") is not None:
                connection.fall_silent()
            await self._read(connection)
        finally:
            self._connections.remove(connection)
            self._on_change()
        return socket

    async def send(self, interaction: Interaction) -> Outcome:
        """Send an envelope over one connection and wait for its acknowledgement."""
        started = time.monotonic()
        delay = self._faults.for_envelope("delay")
        if delay is not None:
            await asyncio.sleep(delay.seconds)
        connection = await self._next_connection()
        if connection is None:
            return Unacknowledged("dispatch_failed", time.monotonic() - started)
        envelope = self._envelope(interaction)
        envelope_id: str = envelope["envelope_id"]
        acknowledged: asyncio.Future[Payload | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = acknowledged
        connection.sent.add(envelope_id)
        started = time.monotonic()
        try:
            await connection.write(envelope)
            if self._faults.for_envelope("twice") is not None:
                await connection.write(envelope)
            if self._faults.for_envelope("drop_after") is not None:
                connection.silent = True
                asyncio.get_running_loop().call_later(0.2, connection.transport.abort)
            answer = await asyncio.wait_for(acknowledged, self._patience.acknowledgement)
        except TimeoutError:
            return Unacknowledged("operation_timeout", time.monotonic() - started)
        finally:
            del self._waiting[envelope_id]
        return Acknowledged(answer, time.monotonic() - started)

    def drop(self) -> None:
        """Close every connection without Socket Mode's farewell: all that the app gets is TCP's FIN."""
        for connection in self._connections:
            connection.transport.abort()

    def reset(self) -> None:
        """Cut every connection so that the app is told at once, as a proxy does that was started anew."""
        for connection in self._connections:
            # Closed with nothing to linger for, TCP sends RST instead of FIN.
            connection.transport.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
            connection.transport.abort()

    def half_open(self) -> None:
        """Neither read nor write any more on the connections there are, and do not tell."""
        for connection in self._connections:
            connection.fall_silent()

    async def refresh(self) -> None:
        """Ask every connection politely to be replaced; it is closed once a new one is there, or after a while."""
        for connection in [*self._connections]:
            connection.leaving = True
            await connection.write(
                {"type": "disconnect", "reason": "refresh_requested", "debug_info": {"host": "sandbox"}}
            )
            farewell = asyncio.create_task(self._part(connection))
            self._farewells.add(farewell)
            farewell.add_done_callback(self._farewells.discard)

    async def close(self) -> None:
        """Cut everything; the sandbox is going."""
        for farewell in self._farewells:
            farewell.cancel()
        self.drop()

    async def _part(self, connection: Connection) -> None:
        await self._wait_for_arrival(SECONDS_TO_LEAVE)
        pending = [self._waiting[sent] for sent in connection.sent if sent in self._waiting]
        if pending:
            await asyncio.wait(pending, timeout=self._patience.acknowledgement)
        await connection.socket.close()

    async def _wait_for_arrival(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._arrived.wait(), seconds)

    async def _read(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if connection.silent:
                continue
            match frame.type:
                case WSMsgType.PING:
                    with contextlib.suppress(ConnectionError):
                        await connection.socket.pong(frame.data)
                case WSMsgType.TEXT:
                    self._acknowledge(connection, frame.data)
                case _:
                    pass

    def _acknowledge(self, connection: Connection, text: str) -> None:
        try:
            frame = json.loads(text)
            envelope_id = frame["envelope_id"]
        except (ValueError, TypeError, KeyError):
            self._breach("socket.bad_frame", "A frame from the app is a JSON object with envelope_id.")
            return
        if envelope_id not in connection.sent:
            self._breach("ack.unknown_envelope", "This envelope was never sent on this connection.")
            return
        waiting = self._waiting.get(envelope_id)
        if waiting is None:
            return
        if waiting.done():
            self._record.remark(Breach("ack.duplicate", "warn", "", "The same envelope was acknowledged twice."))
            return
        waiting.set_result(frame.get("payload") or None)

    async def _next_connection(self) -> Connection | None:
        if self._connections and not self._staying():
            await self._wait_for_arrival(self._patience.acknowledgement)
        ready = self._staying() or self._connections
        if not ready:
            return None
        self._turn += 1
        return ready[self._turn % len(ready)]

    def _staying(self) -> list[Connection]:
        return [connection for connection in self._connections if not connection.leaving]

    def _hello(self) -> Payload:
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
            "connection_info": {"app_id": APP_ID},
        }

    def _envelope(self, interaction: Interaction) -> Payload:
        envelope: Payload = {
            "envelope_id": str(uuid4()),
            "type": interaction.kind,
            "payload": interaction.payload,
            "accepts_response_payload": interaction.takes_answer,
        }
        if interaction.kind == "events_api":
            envelope |= {"retry_attempt": interaction.retry_attempt, "retry_reason": interaction.retry_reason}
        return envelope

    def _breach(self, rule: str, detail: str) -> None:
        self._record.remark(Breach(rule, "error", "", detail))
