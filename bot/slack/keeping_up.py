"""Keeping what we know of the workspace true: its accounts, and who is in the HR channel."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from sqlalchemy.exc import SQLAlchemyError

from bot.slack.directory import Company, everybody, members_of, one_person, own_company
from bot.usecases.people.directory import MembersRead, refresh_hr_members, refresh_people
from storage.database import Database

EVERYBODY_STAYS_TRUE = timedelta(days=1)
"""How long a reading of all accounts is good for; what changes meanwhile, Slack tells by events."""

_log = logging.getLogger(__name__)


@dataclass
class Directory:
    """Reads the workspace into the database; `client` is a reading client, `clock` gives the present instant."""

    database: Database
    client: WebClient
    hr_channel: str
    clock: Callable[[], datetime]
    everybody_read_at: datetime | None = None

    @cached_property
    def company(self) -> Company:
        """The workspace that the bot belongs to, asked once.

        Raises:
            slack_sdk.errors.SlackApiError: Slack refuses.
        """
        return own_company(self.client)

    def read_everybody(self) -> None:
        """Read every account: zones, e-mails, who was deactivated; link employees by e-mail.

        Raises:
            slack_sdk.errors.SlackApiError: Slack refuses.
        """
        refresh_people(self.database, everybody(self.client, self.company), self.clock())
        self.everybody_read_at = self.clock()

    def read_hr_channel(self) -> None:
        """Read who is in the HR channel, and look up those whom nobody knows yet.

        Raises:
            slack_sdk.errors.SlackApiError: Slack refuses; the bot may not be in the channel.
        """
        began = self.clock()
        members = members_of(self.client, self.hr_channel)
        read = refresh_hr_members(self.database, members, began)
        if isinstance(read, MembersRead) and read.unknown:
            strangers = [one_person(self.client, self.company, slack_id) for slack_id in sorted(read.unknown)]
            refresh_people(self.database, strangers, self.clock())
            refresh_hr_members(self.database, members, began)

    def keep_everybody(self) -> None:
        """Read every account where that was not done within a day; what fails is tried again the next time."""
        read_at, now = self.everybody_read_at, self.clock()
        if read_at is None or not read_at <= now < read_at + EVERYBODY_STAYS_TRUE:
            self._try("accounts", self.read_everybody)

    def read_hr_channel_again(self) -> None:
        """Read the HR channel, again and again; while it fails, HR's commands soon wait rather than guess."""
        self._try("HR channel", self.read_hr_channel)

    def _try(self, what: str, read: Callable[[], None]) -> None:
        try:
            read()
        except SlackApiError as error:
            _log.warning("The %s could not be read: Slack answered %s", what, error.response.get("error"))
        except (SlackClientError, OSError) as error:
            _log.warning("The %s could not be read: %s", what, type(error).__name__)
        except SQLAlchemyError as error:
            _log.warning("The %s could not be stored: %s", what, type(error).__name__)
