"""HTTP mode: Slack posts signed requests to us; Bolt's WSGI adapter answers them on granian."""

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from multiprocessing import parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.util import Finalize
from threading import Thread
from types import FrameType
from wsgiref.types import StartResponse, WSGIEnvironment

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.exc import DBAPIError

from bot.app import Coxswain, clock_for
from bot.config import Settings, SettingsError
from bot.logs import LogFormat, set_up_logging
from bot.operating.single import AlreadyRunningError, alone_on
from bot.operating.trouble import why_unusable
from storage.schema import HEAD, migrate, version

PATH = "/slack/events"
HEALTH = "/health"

LARGEST_BODY = 1_000_000
"""Bytes. Slack's own requests stay far below: a view is 250 kB at the most (docs.slack.dev, views.open)."""

_THREADS = 6
"""Requests answered at once: fewer share a durable commit, more wait for each other longer (bench/commands.py)."""

_STOPPING_SECONDS = 30
"""How long a worker may take to finish what is under way: longer than a call to Slack."""

_log = logging.getLogger(__name__)

Application = Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]


def serve(settings: Settings, *, with_jobs: bool) -> int:
    """Answer Slack's requests until told to stop by SIGTERM or SIGINT; return the exit status.

    One worker process does everything, for SQLite wants one process, and the threads of one share commits. With
    `with_jobs` that worker schedules and delivers as well.

    Raises:
        SettingsError: these settings are for Socket Mode, in which nobody would check signatures.
    """
    if settings.is_socket_mode or settings.signing_secret is None:
        raise SettingsError("HTTP mode needs SLACK_SIGNING_SECRET, and SLACK_APP_TOKEN unset.")
    return run_server(partial(_application, settings, with_jobs=with_jobs), settings.port, settings.log_format)


def run_server(build: Callable[[], Application], port: int, log_format: LogFormat = LogFormat.TEXT) -> int:
    """Serve what `build` returns; it is called in the worker process, where threads and connections may begin."""
    set_up_logging(log_format)
    gc.enable()  # it is off while a command is imported; the worker imports its own
    server = MPServer(
        "coxswain",
        address="0.0.0.0",  # noqa: S104  Slack, or the proxy before us, comes from outside
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=_THREADS,
        workers_kill_timeout=_STOPPING_SECONDS,
        log_level=LogLevels.error,
        # granian's own lines go where everything else is logged.
        log_dictconfig={"handlers": {}, "loggers": {"_granian": {"handlers": [], "propagate": True}}},
    )
    try:
        server.serve(target_loader=build, wrap_loader=False)
    except SystemExit as ended:
        return 1 if ended.code else 0
    return 0


def application(app: App) -> Application:
    """Return the WSGI application around `app`: Slack's path, a health check, and 404 for the rest."""
    answer_slack = SlackRequestHandler(app, PATH)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"] == HEALTH:
            return _plainly(HTTPStatus.OK, start_response)
        if int(environ.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            return _plainly(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, start_response)
        try:
            return answer_slack(environ, start_response)
        except UnicodeDecodeError:
            return _plainly(HTTPStatus.BAD_REQUEST, start_response)

    return answer


def _application(settings: Settings, *, with_jobs: bool) -> Application:
    """Start everything inside the worker process."""
    set_up_logging(settings.log_format)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)  # granian listens to them only once this has returned
    try:
        alone = alone_on(settings)
    except (AlreadyRunningError, SettingsError) as error:
        _log.critical("%s", error)
        sys.exit(1)
    Finalize(None, alone.close, exitpriority=0)
    coxswain = Coxswain(settings, clock_for(settings))
    # granian has no hook for a worker's end. This runs when the last request has been answered.
    Finalize(None, coxswain.stop, exitpriority=1)
    _stop_when_left_alone()
    try:
        if version(coxswain.database) != HEAD:
            migrate(coxswain.database)
        coxswain.start(listens=True, works=with_jobs)
        coxswain.load()
    except SettingsError as error:
        _log.critical("%s", error)
        sys.exit(1)
    except DBAPIError as error:
        said = why_unusable(error)
        if said is None:
            raise
        _log.critical("%s", said)
        sys.exit(1)
    except (SlackApiError, SlackClientError, OSError) as error:
        said = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
        _log.critical("Slack does not let us in (%s): check the tokens and the network.", said)
        sys.exit(1)
    return application(coxswain.app)


def _end(_number: int, _frame: FrameType | None) -> None:
    sys.exit()


def _stop_when_left_alone() -> None:
    """Stop this worker if the process that started it is killed: it would hold port and database against the next."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_stop_after, args=(parent,), name="parent", daemon=True).start()


def _stop_after(parent: BaseProcess) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)


def _plainly(status: HTTPStatus, start_response: StartResponse) -> list[bytes]:
    body = status.phrase.lower().encode()
    headers = [("content-type", "text/plain;charset=utf-8"), ("content-length", str(len(body)))]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]
