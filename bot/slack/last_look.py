"""A client that looks once more whether a request may begin: connected to Slack, right before the first byte.

To find Slack's address, to connect and to agree on keys can take minutes where a network is bad, as each of Slack's addresses
is tried in turn and nothing limits the search for a name. A look before all that would be none right before the post.
"""

from collections.abc import Callable
from copy import copy
from functools import partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from ssl import SSLContext
from typing import Any, Self
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request, build_opener

from slack_sdk import WebClient


class NotReachedError(OSError):
    """No connection to Slack came about, so nothing was asked of it."""


Look = Callable[[], None]
"""Raises where the request must not begin any more."""


def _does_not_look() -> None:
    """Let every request begin."""


class LastLookClient(WebClient):
    """Slack's client, over connections that look once more; a failure before that is told from one after it."""

    look: Look = staticmethod(_does_not_look)

    def looking(self, look: Look) -> Self:
        """Return the same client, which calls `look` before each request; what that raises is raised to the caller."""
        client = copy(self)
        client.look = look
        return client

    def _perform_urllib_http_request_internal(self, _url: str, req: Request) -> dict[str, Any]:
        """Ask as slack_sdk 3.47 does, whose own connections have no place for a look (`slack_sdk.web.base_client`)."""
        opener = _opener(self.proxy, self.ssl, self.look)
        with opener.open(req, timeout=self.timeout) as answer:
            body = answer.read().decode(answer.headers.get_content_charset() or "utf-8")
            return {"status": answer.status, "headers": answer.headers, "body": body}


def _opener(proxy: str | None, context: SSLContext | None, look: Look) -> OpenerDirector:
    proxies = [] if proxy is None else [ProxyHandler({"http": proxy, "https": proxy})]
    return build_opener(_Handler(context, look), *proxies)


class _Handler(HTTPHandler, HTTPSHandler):
    """Opens addresses with and without TLS by connections that look once more."""

    def __init__(self, context: SSLContext | None, look: Look) -> None:
        super().__init__(context=context)
        self._look = look
        self._secured_by = context

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Connection, look=self._look), req)

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_SecureConnection, look=self._look), req, context=self._secured_by)


class _Connection(HTTPConnection):
    def __init__(self, *to: Any, look: Look, **options: Any) -> None:  # noqa: ANN401  as `http.client` has them
        super().__init__(*to, **options)
        self._look = look

    def connect(self) -> None:
        try:
            super().connect()
        except OSError as error:
            raise NotReachedError(*error.args) from error
        self._look()


class _SecureConnection(_Connection, HTTPSConnection):
    """The same with TLS, agreed on before the look."""
