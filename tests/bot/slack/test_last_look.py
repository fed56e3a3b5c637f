"""The last look at whether a request may begin: over a connection that stands, before its first byte."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from socket import SHUT_RDWR, create_server, socket
from threading import Thread

import pytest

from bot.slack.clients import posting_client
from bot.slack.last_look import LastLookClient
from bot.slack.trouble import Uncertain, Unreached, trouble_on_the_way

ANSWER = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{"ok":true}'
OPENSSL = shutil.which("openssl")


class TooLateError(Exception):
    """What a look says in these tests."""


class Door:
    """A server for one caller, which answers whatever it reads with `answer`, or hangs up; `read` has what it read."""

    def __init__(self, answer: bytes, context: ssl.SSLContext | None = None) -> None:
        self.read: Queue[bytes] = Queue()
        self._answer, self._context = answer, context
        self._listening = create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]

    def serve(self) -> None:
        with suppress(OSError):
            caller, _ = self._listening.accept()
            with caller if self._context is None else self._context.wrap_socket(caller, server_side=True) as connection:
                self.read.put(_first_of(connection))
                connection.sendall(self._answer)

    def close(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(SHUT_RDWR)
        self._listening.close()


def _first_of(connection: socket) -> bytes:
    """Return what was written first; nothing where the caller hung up, which TLS may take for an error."""
    with suppress(OSError):
        return connection.recv(65536)
    return b""


@contextmanager
def door(answer: bytes = ANSWER, context: ssl.SSLContext | None = None) -> Iterator[Door]:
    opened = Door(answer, context)
    thread = Thread(target=opened.serve)
    thread.start()
    try:
        yield opened
    finally:
        opened.close()
        thread.join()


@pytest.fixture
def secure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Return what a server proves with that it is "localhost", as everybody here now believes."""
    if OPENSSL is None:
        pytest.skip("there is no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", str(key), "-out", str(certificate)]
    named = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([OPENSSL, *made, *named], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def asking(scheme: str, port: int) -> LastLookClient:
    return posting_client("xoxb-token", f"{scheme}://localhost:{port}/api/")


def too_late() -> None:
    raise TooLateError


def failure(client: LastLookClient) -> Exception:
    with pytest.raises(Exception) as caught:  # noqa: PT011  whatever it is: what it means is asked
        client.api_test()
    return caught.value


def test_whoever_may_not_begin_is_connected_and_has_written_nothing() -> None:
    with door() as slack:
        with pytest.raises(TooLateError):
            asking("http", slack.port).looking(too_late).api_test()
        assert slack.read.get(timeout=5) == b"", "the caller was here and hung up"


def test_so_it_is_with_tls(secure: ssl.SSLContext) -> None:
    with door(context=secure) as slack:
        with pytest.raises(TooLateError):
            asking("https", slack.port).looking(too_late).api_test()
        assert slack.read.get(timeout=5) == b""


def test_whoever_may_begin_is_answered() -> None:
    looks: list[int] = []
    with door() as slack:
        answer = asking("http", slack.port).looking(lambda: looks.append(slack.read.qsize())).api_test()
        assert answer["ok"]
        assert looks == [0], "one look, before anything was read"
        assert slack.read.get(timeout=5).startswith(b"POST /api/api.test HTTP/1.1\r\n")


def test_whoever_may_begin_is_answered_with_tls(secure: ssl.SSLContext) -> None:
    looks: list[int] = []
    with door(context=secure) as slack:
        assert asking("https", slack.port).looking(lambda: looks.append(slack.read.qsize())).api_test()["ok"]
        assert looks == [0]


def test_a_proxy_is_asked_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with door() as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://localhost:{proxy.port}")
        assert posting_client("xoxb-token", "http://slack.example/api/").looking(lambda: None).api_test()["ok"]
        assert proxy.read.get(timeout=5).startswith(b"POST http://slack.example/api/api.test HTTP/1.1\r\n")


def test_a_door_that_is_closed_and_keys_that_nobody_agrees_on_mean_that_nothing_was_asked() -> None:
    with door() as slack:
        port = slack.port
        assert isinstance(trouble_on_the_way(failure(asking("https", port))), Unreached), "this door speaks no TLS"
    assert isinstance(trouble_on_the_way(failure(asking("http", port))), Unreached)


def test_keys_of_somebody_else_mean_that_nothing_was_asked(
    secure: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with door(context=secure) as stranger:
        assert isinstance(trouble_on_the_way(failure(asking("https", stranger.port))), Unreached)


def test_whoever_hangs_up_after_the_first_byte_may_have_done_it() -> None:
    with door(answer=b"") as slack:
        assert isinstance(trouble_on_the_way(failure(asking("http", slack.port))), Uncertain)
        assert slack.read.get(timeout=5)
