"""The only wiring: settings and a clock in, running parts out."""

import logging
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from socket import SHUT_RD

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from bot import handlers
from bot.clock import ClockAhead, system_clock
from bot.config import Settings
from bot.handlers.desk import Desk
from bot.handlers.dispatching import CountedApp
from bot.notices import COMPOSERS
from bot.notices.courier import NoticeLedger
from bot.nudges.courier import NudgeLedger
from bot.nudges.crew import Crew
from bot.nudges.engine import look_ahead, tick
from bot.nudges.jobs import Duty, Ticker, ticker
from bot.operating.metrics import Metrics
from bot.operating.watching import Watch, health_of
from bot.slack.courier import Courier
from bot.slack.directory import reading_client
from bot.slack.errand import Means
from bot.slack.hello import hearing
from bot.slack.homes import Homes, Onlookers
from bot.slack.identity import authorization
from bot.slack.keeping_up import Directory
from bot.slack.mail import SlackMail, posting_client
from bot.usecases.leaving import free_seats, let_go
from bot.usecases.nominating import let_lapse
from bot.usecases.overdue import bring_up
from bot.usecases.waitlists import tell_who_waited
from storage.database import Database

_PING_INTERVAL = 2.0
"""Seconds between pings on the socket: a cut connection is then noticed within about ten seconds instead of sixty."""

_LAZY_WORKERS = 16
"""Threads for what calls Slack after an acknowledgement: a Slack that hangs keeps some of them busy, no command."""

_SLACK_TIMEOUT = 10
"""Seconds that a call to Slack may take."""


def clock_for(settings: Settings) -> Callable[[], datetime]:
    """Return the clock that everything runs by."""
    return system_clock if settings.clock_file is None else ClockAhead(Path(settings.clock_file))


class Coxswain:
    """The app with its database: made, then started with the parts that a process has, then stopped."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.database = Database(settings.database_url)
        self.metrics = Metrics(self.database, clock)
        self._counting_errors = self.metrics.counting_errors()
        self._clock = clock
        self._lazy = ThreadPoolExecutor(max_workers=_LAZY_WORKERS, thread_name_prefix="lazy")
        self._socket: SocketModeHandler | None = None
        self._ticker: Ticker | None = None
        self._crew: Crew | None = None
        self._watch: Watch | None = None

    def watch(self) -> None:
        """Serve `/metrics` and `/health` where the operator asked for them.

        Raises:
            SettingsError: the port cannot be had.
        """
        logging.getLogger().addHandler(self._counting_errors)
        if self.settings.metrics_port is not None:
            self._watch = Watch(self.settings.metrics_port, self.metrics, self.health)
            self._watch.start()

    def health(self) -> Mapping[str, str]:
        """Return which parts of this process are well (``ok``) and what is wrong with the others."""
        parts = {"database": health_of(self.database)}
        if self._socket is not None:
            parts["slack"] = "ok" if self._socket.client.is_connected() else "not connected"
        if self._crew is not None:
            parts["delivery"] = "ok" if self._crew.is_complete else "a sender has died"
        return parts

    def start(self, *, listens: bool, works: bool) -> None:
        """Start the parts that this process has: letting Slack in, or scheduling and delivering, or both.

        Raises:
            slack_sdk.errors.SlackApiError: Slack refuses a token, a scope or the HR channel.
        """
        self.watch()
        if works:
            self.work()
        if listens:
            self.listen()

    def bolt(self) -> App:
        """Return the Bolt app with every listener; asks Slack once who we are.

        Raises:
            slack_sdk.errors.SlackApiError: Slack does not accept the bot's token.
        """
        settings = self.settings
        onlookers = Onlookers(self._homes(), self._lazy)
        app = CountedApp(
            self.metrics,
            onlookers.answered,
            name="coxswain",
            logger=logging.getLogger("coxswain.bolt"),
            # Without a token: with one, Bolt would ask Slack about it before a listener runs.
            client=WebClient(base_url=settings.slack_api_url, timeout=_SLACK_TIMEOUT),
            authorize=authorization(reading_client(settings.bot_token, settings.slack_api_url)),
            signing_secret=settings.signing_secret,
            request_verification_enabled=not settings.is_socket_mode,
            process_before_response=True,
            listener_executor=self._lazy,
        )
        handlers.register(app, Desk(self.database, self._clock, settings))
        return app

    def listen(self) -> None:
        """Connect to Slack by a socket and hand every envelope to the listeners, in threads of its own.

        Raises:
            slack_sdk.errors.SlackApiError: Slack does not accept a token.
        """
        self._socket = SocketModeHandler(
            self.bolt(),
            app_token=self.settings.app_token,
            web_client=WebClient(base_url=self.settings.slack_api_url, timeout=_SLACK_TIMEOUT),
            ping_interval=_PING_INTERVAL,
        )
        self._socket.client.on_message_listeners.append(hearing(self.settings.web_processes))
        self._socket.connect()  # type: ignore[no-untyped-call]  # Bolt left it untyped

    def work(self) -> None:
        """Read the workspace, then schedule and deliver, in threads of their own.

        Raises:
            slack_sdk.errors.SlackApiError: Slack does not accept the bot's token, or it is not in the HR channel.
        """
        settings = self.settings
        client = reading_client(settings.bot_token, settings.slack_api_url)
        directory = Directory(self.database, client, settings.hr_channel, self._clock)
        directory.read_everybody()
        directory.read_hr_channel()
        mail = SlackMail(posting_client(settings.bot_token, settings.slack_api_url))
        ledgers = (NoticeLedger(COMPOSERS, self._homes().renew), NudgeLedger(self.database))
        self._crew = Crew(Courier(Means(self.database, mail, self._clock, time.sleep), ledgers))
        self._ticker = ticker(
            (
                Duty("tick", 2, lambda: tick(self.database, self._clock())),
                Duty("look ahead", 300, lambda: look_ahead(self.database, self._clock())),
                Duty("keep sending", 30, self._crew.start),
                Duty("read the HR channel", 20, directory.read_hr_channel_again),
                Duty("read all accounts", 86_400, directory.read_everybody_again),
                Duty("let leavers go", 3_600, self._let_leavers_go),
                Duty("free the seats of leavers", 300, lambda: free_seats(self.database, self._clock())),
                Duty("tell who waited in vain", 300, lambda: tell_who_waited(self.database, self._clock())),
                Duty("let offers lapse", 60, lambda: let_lapse(self.database, self._clock())),
                Duty("bring up what waits too long", 300, self._bring_up_overdue),
            )
        )
        self._crew.start()
        self._ticker.start()

    def _homes(self) -> Homes:
        client = posting_client(self.settings.bot_token, self.settings.slack_api_url)
        return Homes(client, self.database, self._clock)

    def _bring_up_overdue(self) -> None:
        bring_up(self.database, self.settings.hr_channel, self._clock())

    def _let_leavers_go(self) -> None:
        now = self._clock()
        let_go(self.database, now.date(), now)

    def stop(self) -> None:
        """End what was started; what is under way is finished first."""
        logging.getLogger().removeHandler(self._counting_errors)
        if self._socket is not None:
            _close(self._socket)
        if self._ticker is not None:
            self._ticker.stop()
        if self._crew is not None:
            self._crew.stop()
        self._lazy.shutdown(wait=True, cancel_futures=True)
        if self._watch is not None:
            self._watch.stop()
        self.database.close()


def _close(handler: SocketModeHandler) -> None:
    """Close the socket; its reader waits up to three seconds for the next frame, unless reading is ended for it."""
    client = handler.client
    client.auto_reconnect_enabled = False
    session = client.current_session
    if session is not None and session.sock is not None:
        with suppress(OSError):  # Slack has cut it already
            session.sock.shutdown(SHUT_RD)
    handler.close()  # type: ignore[no-untyped-call]  # Bolt left it untyped
