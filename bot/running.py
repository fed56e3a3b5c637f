"""Running until told to stop: which parts each kind of process has."""

import logging
import signal
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from types import FrameType

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.app import Coxswain, clock_for
from bot.config import Settings
from bot.logs import set_up_logging
from bot.operating.single import AlreadyRunningError, alone_on
from storage.schema import HEAD, migrate, version

_log = logging.getLogger(__name__)


def run_everything(settings: Settings) -> int:
    """Answer commands, schedule and deliver in one process; return the exit status."""
    if not settings.is_socket_mode:
        from bot.web import serve  # noqa: PLC0415  granian is needed in HTTP mode only

        return serve(settings, with_jobs=True)
    return _run(settings, listens=True, works=True)


def run_web(settings: Settings) -> int:
    """Answer commands only; return the exit status."""
    if not settings.is_socket_mode:
        from bot.web import serve  # noqa: PLC0415  granian is needed in HTTP mode only

        return serve(settings, with_jobs=False)
    return _run(settings, listens=True, works=False)


def run_worker(settings: Settings) -> int:
    """Schedule and deliver only; return the exit status."""
    return _run(settings, listens=False, works=True)


def _run(settings: Settings, *, listens: bool, works: bool) -> int:
    set_up_logging(settings.log_format)
    try:
        with alone_on(settings):
            return _run_until_told(settings, listens=listens, works=works)
    except AlreadyRunningError as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _run_until_told(settings: Settings, *, listens: bool, works: bool) -> int:
    end: SimpleQueue[Exception | None] = SimpleQueue()  # a signal may come while something is put into it

    def stop(_number: int, _frame: FrameType | None) -> None:
        end.put(None)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    coxswain = Coxswain(settings, clock_for(settings))
    try:
        if version(coxswain.database) != HEAD:
            migrate(coxswain.database)
        coxswain.start(listens=listens, works=works)
        Thread(target=_load, args=(coxswain, end.put), name="loading", daemon=True).start()
        failed = end.get()
        if failed is not None:
            raise failed
        _log.info("stopping")
    except (SlackApiError, SlackClientError, OSError) as error:
        sys.stderr.write(f"{_why(error)}\n")
        return 1
    finally:
        coxswain.stop()
    return 0


def _load(coxswain: Coxswain, fail: Callable[[Exception], None]) -> None:
    """Load the rest while the main thread waits to be told to stop; whatever goes wrong ends the process."""
    try:
        coxswain.load()
    except Exception as error:  # noqa: BLE001  the main thread raises it
        fail(error)


def _why(error: Exception) -> str:
    """Return one line that says what to do."""
    if isinstance(error, SlackApiError):
        code = error.response.get("error")
        if code in {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "not_allowed_token_type"}:
            return f"Slack does not accept the token ({code}): check SLACK_BOT_TOKEN and SLACK_APP_TOKEN."
        if code in {"channel_not_found", "not_in_channel"}:
            return "The bot cannot see the HR channel: invite it there with /invite, and check HR_CHANNEL."
        if code == "missing_scope":
            return "The token lacks a scope: update the app with `python -m bot manifest` and install it again."
        return f"Slack answered {code}; try again in a minute."
    return "Slack cannot be reached; check the network and SLACK_API_URL."
