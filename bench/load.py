"""A load generator: slash commands signed as Slack signs them, posted over keep-alive connections by one thread."""

import hashlib
import hmac
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

CHANNEL = "C0BENCH001"


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of load measured: answers a second, and seconds from each request to its answer, in order."""

    throughput: float
    latencies: Sequence[float]

    def at(self, share: float) -> float:
        """Return the latency in milliseconds that this share of the answers did not exceed."""
        return self.latencies[min(int(len(self.latencies) * share), len(self.latencies) - 1)] * 1000


@dataclass(slots=True)
class _Connection:
    """One connection to the server, and what has come of the answer that it waits for."""

    wire: socket.socket
    sent_at: float = 0.0
    received: bytes = b""

    def send(self, request: bytes) -> None:
        self.received = b""
        self.sent_at = time.perf_counter()
        self.wire.sendall(request)

    def body(self) -> bytes | None:
        """Read on; return the answer's body once it is whole.

        Raises:
            ConnectionError: the server hung up, or refused.
        """
        arrived = self.wire.recv(65536)
        self.received += arrived
        if not arrived or not self.received.startswith(b"HTTP/1.1 200 "[: len(self.received)]):
            raise ConnectionError(self.received[:200])
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return None
        length = int(head.lower().rpartition(b"content-length:")[2].split(b"\r\n")[0])
        return body if len(body) == length else None


def slash_command(port: int, secret: str, user: str, command: str, text: str) -> bytes:
    """Return one request, signed now: it is good for five minutes (docs.slack.dev, verifying requests from Slack)."""
    body = urlencode(
        {
            "token": "bench",
            "team_id": "T0BENCH001",
            "team_domain": "bench",
            "channel_id": CHANNEL,
            "channel_name": "directmessage",
            "user_id": user,
            "user_name": "rower",
            "command": command,
            "text": text,
            "api_app_id": "A0BENCH001",
            "is_enterprise_install": "false",
            "response_url": "https://hooks.slack.com/commands/T0BENCH001/1/bench",
            "trigger_id": "1.2.bench",
        }
    ).encode()
    moment = int(time.time())
    signature = hmac.new(secret.encode(), f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: Slackbot 1.0\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {moment}\r\nX-Slack-Signature: v0={signature}\r\n\r\n"
    )
    return head.encode() + body


def run_round(port: int, requests: Iterator[bytes], connections: int, seconds: float, expected: bytes) -> Round:
    """Keep every connection waiting for one answer for so many seconds; each answer must hold the `expected` words.

    Raises:
        ConnectionError: the server hung up or refused.
        AssertionError: an answer says something else.
    """
    latencies: list[float] = []
    with selectors.DefaultSelector() as selector:
        started = time.perf_counter()
        for _ in range(connections):
            wire = socket.create_connection(("127.0.0.1", port))
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = _Connection(wire)
            selector.register(wire, selectors.EVENT_READ, connection)
            connection.send(next(requests))
        waiting = connections
        while waiting:
            for key, _ in selector.select():
                connection = key.data
                body = connection.body()
                if body is None:
                    continue
                now = time.perf_counter()
                latencies.append(now - connection.sent_at)
                assert expected in body, body
                if now - started < seconds:
                    connection.send(next(requests))
                else:
                    selector.unregister(connection.wire)
                    connection.wire.close()
                    waiting -= 1
        took = time.perf_counter() - started
    return Round(len(latencies) / took, sorted(latencies))
