"""The only wiring: settings and a clock in, running parts out.

What a process needs to be connected and ticking is imported here. The rest takes twice as long to import, and comes right
behind it; so `Coxswain.load` imports what it wires, `bot.assembly` above all.
"""
# ruff: noqa: PLC0415

import gc
import logging
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.clock import Clock, ClockAhead, SystemClock
from bot.config import Settings
from bot.nudges.engine import look_ahead, tick
from bot.nudges.jobs import Duty, Ticker, ticker
from bot.slack.clients import connecting_client, reading_client
from bot.slack.hello import hearing
from bot.slack.line import Line
from storage.database import Database

if TYPE_CHECKING:
    from slack_bolt import App

    from bot.nudges.crew import Crew
    from bot.operating.metrics import Metrics
    from bot.operating.watching import Watch
    from bot.slack.keeping_up import Directory

_LAZY_WORKERS = 16
"""Threads for what calls Slack after an acknowledgement: a Slack that hangs keeps some of them busy, no command."""

_HEAD_START = 0.1
"""Seconds for which the rest is kept from competing with the connection and the first tick."""

_log = logging.getLogger(__name__)


def clock_for(settings: Settings) -> Clock:
    """Return the clock that everything runs by."""
    return SystemClock() if settings.clock_file is None else ClockAhead(Path(settings.clock_file))


class Coxswain:
    """The app with its database: made, started and loaded with the parts that a process has, then stopped."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.database = Database(settings.database_url)
        self._clock = clock
        self._lazy = ThreadPoolExecutor(max_workers=_LAZY_WORKERS, thread_name_prefix="lazy")
        self._wiring = Lock()
        self._listens = False
        self._app: Future[App] = Future()
        self._connected: Future[None] = Future()
        self._ticked: Future[None] = Future()
        self._line: Line | None = None
        self._ticker: Ticker | None = None
        self._crew: Crew | None = None
        self._metrics: Metrics | None = None
        self._watch: Watch | None = None
        self._counting_errors: logging.Handler | None = None

    @property
    def app(self) -> "App":
        """What answers Slack, with every listener; waits until it has been loaded.

        Raises:
            concurrent.futures.CancelledError: it never will be.
        """
        return self._app.result()

    def health(self) -> Mapping[str, str]:
        """Return which parts of this process are well (``ok``) and what is wrong with the others."""
        from bot.operating.watching import health_of

        parts = {"database": health_of(self.database)}
        if self._line is not None:
            parts["slack"] = "ok" if self._line.is_connected else "not connected"
        if self._listens:
            parts["commands"] = "ok" if self._app.done() else "loading"
        if self._crew is not None:
            parts["delivery"] = "ok" if self._crew.is_complete else "a sender has died"
        return parts

    def start(self, *, listens: bool, works: bool) -> None:
        """Begin to let Slack in, or to tick, or both; what Slack asks waits until `load` has brought the answers.

        Raises:
            SettingsError: the port of the metrics cannot be had.
        """
        self._listens = listens
        self._serve_metrics()
        if listens and self.settings.is_socket_mode:
            client = connecting_client(self.settings.slack_api_url)
            hear = hearing(self.settings.web_processes)
            self._line = Line(self._app, self.settings.app_token or "", client, hear)
            self._connected = self._lazy.submit(self._line.connect)
        else:
            self._connected.set_result(None)
        if works:
            self._ticker = ticker(
                Duty("tick", 2, self._tick, at_once=True),
                Duty("look ahead", 300, lambda: look_ahead(self.database, self._clock())),
            )
            self._ticker.start()
        else:
            self._ticked.set_result(None)

    def load(self) -> None:
        """Bring the rest of what was started: the listeners, the senders, what keeps up with the workspace.

        Raises:
            slack_sdk.errors.SlackApiError: Slack refuses a token, a scope or the HR channel.
        """
        with self._wiring:  # whoever stops us waits for it: what came in is answered first
            if self._app.cancelled():
                return
            try:
                directory = self._wire()
            except BaseException:
                self._app.cancel()
                raise
            finally:
                gc.enable()  # off since the command began, for there is little garbage in what is imported
        _log.info("ready")
        if self._ticker is not None:
            directory.keep_everybody()
            self._ticker.add(Duty("read all accounts", 60, directory.keep_everybody))

    def _wire(self) -> "Directory":
        """Wire what was not needed to begin; Slack is asked meanwhile who we are, and who is in the HR channel.

        Return what reads the workspace.
        """
        wait((self._connected, self._ticked), _HEAD_START)
        from bot.slack.identity import authorization
        from bot.slack.keeping_up import Directory

        client = reading_client(self.settings.bot_token, self.settings.slack_api_url)
        directory = Directory(self.database, client, self.settings.hr_channel, self._clock)
        authorized = self._lazy.submit(authorization, client) if self._listens else None
        read = self._lazy.submit(directory.read_hr_channel) if self._ticker is not None else None

        from bot.assembly import Assembly

        assembly = Assembly(self.settings, self.database, self._clock)
        app = None if authorized is None else assembly.app(self._count, self._lazy, authorized.result())
        if read is not None:
            read.result()
        self._connected.result()
        if app is not None:
            self._app.set_result(app)
        if self._ticker is not None:
            self._crew = assembly.crew()
            self._crew.start()
            self._ticker.add(*assembly.duties(self._crew, directory))
        return directory

    def _tick(self) -> None:
        tick(self.database, self._clock())
        if not self._ticked.done():
            self._ticked.set_result(None)
            _log.info("ticking")

    def _count(self, kind: str, seconds: float) -> None:
        """Count a request as answered, where anybody can read how many there were."""
        if self._metrics is not None:
            self._metrics.acknowledged(kind, seconds)

    def _serve_metrics(self) -> None:
        """Serve `/metrics` and `/health` where the operator asked for them."""
        if self.settings.metrics_port is None:
            return
        from bot.operating.metrics import Metrics
        from bot.operating.watching import Watch

        self._metrics = Metrics(self.database, self._clock)
        self._counting_errors = self._metrics.counting_errors()
        logging.getLogger().addHandler(self._counting_errors)
        self._watch = Watch(self.settings.metrics_port, self._metrics, self.health)
        self._watch.start()

    def stop(self) -> None:
        """End what was started; what is under way is finished first."""
        with self._wiring:
            self._app.cancel()
        if self._counting_errors is not None:
            logging.getLogger().removeHandler(self._counting_errors)
        if self._line is not None:
            self._line.close()
        if self._ticker is not None:
            self._ticker.stop()
        if self._crew is not None:
            self._crew.stop()
        self._lazy.shutdown(wait=True, cancel_futures=True)
        if self._watch is not None:
            self._watch.stop()
        self.database.close()
