"""A client of the control API, for a sandbox in this process or in another."""

import json
import time
from collections.abc import Callable, Mapping
from http.client import HTTPConnection
from typing import Any, TypeVar
from urllib.parse import urlsplit

from sandbox.payloads import Payload

Found = TypeVar("Found")
LONGEST_CALL = 60.0
LONGEST_POLL = 0.2


class ControlError(Exception):
    """The sandbox could not do what was asked: its error and a sentence."""


class ControlClient:
    """Asks the control API at this address. Loopback only, so no proxy is ever used."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        if place.hostname is None:
            raise ValueError(f"{address!r} is not an address such as http://127.0.0.1:43121")
        self._host, self._port = place.hostname, place.port or 80

    def get(self, path: str) -> Payload:
        """Ask for ``/sandbox/<path>``."""
        return self._call("GET", path, None)

    def post(self, path: str, body: Mapping[str, Any] | None = None) -> Payload:
        """Order something at ``/sandbox/<path>``."""
        return self._call("POST", path, body or {})

    def delete(self, path: str) -> Payload:
        """Take something back at ``/sandbox/<path>``."""
        return self._call("DELETE", path, None)

    def wait_for(self, condition: Callable[[], Found | None], timeout: float) -> Found:
        """What ``condition`` finds, looked at anew whenever anything in the sandbox changes.

        A condition may also be about the app's side, which the sandbox does not see: so it is looked at five times a second.

        Raises:
            TimeoutError: it found nothing within so many seconds.
        """
        deadline = time.monotonic() + timeout
        while True:
            version = self.get("changes")["version"]
            found = condition()
            if found:
                return found
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError(f"Nothing within {timeout:g} s: {getattr(condition, '__qualname__', condition)}")
            self.get(f"changes?after={version}&seconds={min(left, LONGEST_POLL):.3f}")

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None) -> Payload:
        connection = HTTPConnection(self._host, self._port, timeout=LONGEST_CALL)
        try:
            sent = None if body is None else json.dumps(body)
            connection.request(method, f"/sandbox/{path}", sent, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer: Payload = json.loads(response.read())
        finally:
            connection.close()
        if response.status >= 400:  # noqa: PLR2004  HTTP's own border of refusals
            raise ControlError(f"{answer.get('error')}: {answer.get('detail')}")
        return answer
