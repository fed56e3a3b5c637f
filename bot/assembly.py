"""What a process can begin without, wired: what answers Slack, and what delivers and keeps up with the workspace.

Half of the program is imported with this, so `bot.app` imports it only once it listens and ticks.
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot import handlers
from bot.clock import Clock
from bot.config import Settings
from bot.handlers.desk import Desk
from bot.handlers.dispatching import Count, CountedApp
from bot.notices import COMPOSERS
from bot.notices.ledger import NoticeLedger
from bot.nudges.crew import Crew
from bot.nudges.jobs import Duty
from bot.nudges.ledger import NudgeLedger
from bot.slack.clients import posting_client, showing_client
from bot.slack.courier import Courier
from bot.slack.errand import Means
from bot.slack.homes import Homes, Onlookers
from bot.slack.keeping_up import Directory
from bot.slack.mail import SlackMail
from bot.slack.stopwatch import Stopwatch
from bot.usecases.messages.overdue import bring_up
from bot.usecases.people.leaving import free_seats, let_go
from bot.usecases.training.nominating import let_lapse
from bot.usecases.training.waitlists import tell_who_waited
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Assembly:
    """Makes the parts, which all work with the same database, clock and settings."""

    settings: Settings
    database: Database
    clock: Clock

    def app(self, count: Count, lazy: Executor, authorize: Callable[[], AuthorizeResult]) -> App:
        """Return the Bolt app with every listener; whatever calls Slack runs on `lazy`, behind the acknowledgement."""
        settings = self.settings
        app = CountedApp(
            count,
            Onlookers(self._homes(), lazy).answered,
            name="coxswain",
            logger=logging.getLogger("coxswain.bolt"),
            client=showing_client(settings.slack_api_url),
            authorize=authorize,
            signing_secret=settings.signing_secret,
            request_verification_enabled=not settings.is_socket_mode,
            process_before_response=True,
            listener_executor=lazy,
        )
        handlers.register(app, Desk(self.database, self.clock, settings))
        return app

    def crew(self) -> Crew:
        """Return the senders of notices and nudges, not yet started."""
        mail = SlackMail(posting_client(self.settings.bot_token, self.settings.slack_api_url))
        ledgers = (NoticeLedger(COMPOSERS, self._homes().renew), NudgeLedger(self.database))
        means = Means(self.database, mail, self.clock, time.sleep, Stopwatch(self.clock.elapsed))
        return Crew(Courier(means, ledgers))

    def duties(self, crew: Crew, directory: Directory) -> tuple[Duty, ...]:
        """Return what is to be done by the clock besides the tick."""
        return (
            Duty("keep sending", 30, crew.start),
            Duty("read the HR channel", 20, directory.read_hr_channel_again),
            Duty("let leavers go", 3_600, self._let_leavers_go),
            Duty("free the seats of leavers", 300, lambda: free_seats(self.database, self.clock())),
            Duty("tell who waited in vain", 300, lambda: tell_who_waited(self.database, self.clock())),
            Duty("let offers lapse", 60, lambda: let_lapse(self.database, self.clock())),
            Duty("bring up what waits too long", 300, self._bring_up_overdue),
        )

    def _homes(self) -> Homes:
        client = posting_client(self.settings.bot_token, self.settings.slack_api_url)
        return Homes(client, self.database, self.clock)

    def _bring_up_overdue(self) -> None:
        bring_up(self.database, self.settings.hr_channel, self.clock())

    def _let_leavers_go(self) -> None:
        now = self.clock()
        let_go(self.database, now.date(), now)
