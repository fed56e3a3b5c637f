"""A page for machines that watch: `/metrics` for Prometheus, `/health` for whoever restarts what is ill."""

import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from prometheus_client import make_wsgi_app
from sqlalchemy.exc import SQLAlchemyError

from bot.config import SettingsError
from bot.operating.metrics import Metrics
from storage.database import Database
from storage.schema import HEAD, version

Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


class Watch:
    """Serves both pages on a port of their own, which only the operator's network should reach."""

    def __init__(self, port: int, metrics: Metrics, health: Callable[[], Mapping[str, str]]) -> None:
        """Bind to `port`; `health` returns what is well (``ok``) and what is not, by part.

        Raises:
            SettingsError: the port cannot be had.
        """
        figures: Application = make_wsgi_app(metrics.registry)

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            match environ["REQUEST_METHOD"], environ["PATH_INFO"]:
                case "GET", "/metrics":
                    return figures(environ, start_response)
                case "GET", "/health":
                    return _health(health(), start_response)
                case _:
                    return _answer(HTTPStatus.NOT_FOUND, "text/plain", b"not found", start_response)

        try:
            self._server = make_server("0.0.0.0", port, answer, _Server, _Quietly)  # noqa: S104  Prometheus asks from outside
        except OSError as error:
            raise SettingsError(
                f"METRICS_PORT {port} cannot be used ({error.strerror}); choose another one."
            ) from error
        self._thread = Thread(target=self._server.serve_forever, name="watch", daemon=True)

    @property
    def port(self) -> int:
        """The port that is served."""
        return self._server.server_port

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


def health_of(database: Database) -> str:
    """Return ``ok`` if the database can be read and has the schema that this program knows, else what is wrong."""
    try:
        found = version(database)
    except SQLAlchemyError as error:
        return f"unreachable: {type(error).__name__}"
    return "ok" if found == HEAD else f"schema {found or 'missing'}, wanted {HEAD}"


class _Server(ThreadingMixIn, WSGIServer):
    """One thread for each question: a slow scrape keeps nobody from asking after our health."""

    daemon_threads = True


class _Quietly(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name is the base class's
        """Log nothing: a question every few seconds is no news."""


def _health(parts: Mapping[str, str], start_response: StartResponse) -> list[bytes]:
    well = all(state == "ok" for state in parts.values())
    status = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
    return _answer(status, "application/json", json.dumps(dict(parts)).encode(), start_response)


def _answer(status: HTTPStatus, kind: str, body: bytes, start_response: StartResponse) -> list[bytes]:
    start_response(f"{status.value} {status.phrase}", [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]
