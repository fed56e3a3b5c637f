"""What Slack tells of people and of the HR channel, taken in at once; reading both anew now and then is done elsewhere."""

from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.handlers.desk import Desk
from bot.handlers.errors import afterwards
from bot.slack.clients import access_of, reading_client
from bot.slack.directory import Company, person_from
from bot.slack.keeping_up import Directory
from bot.usecases.people.directory import refresh_people
from bot.usecases.people.membership import leave_hr


def register(app: App, desk: Desk) -> None:
    """Listen to who joins or leaves the HR channel, and to changed accounts.

    These come from Slack itself, not from a person, so they are the one thing about HR that needs no member.
    """
    listen = _Listeners(desk)
    app.event("member_left_channel")(listen.take_out)
    app.event("member_joined_channel")(ack=listen.acknowledge, lazy=[afterwards(listen.read_members)])
    app.event("user_change")(listen.renew_person)


@dataclass(frozen=True, slots=True)
class _Listeners:
    desk: Desk

    def take_out(self, ack: Ack, event: dict[str, Any]) -> None:
        if event.get("channel") == self.desk.settings.hr_channel:
            leave_hr(self.desk.database, event["user"], self.desk.now())
        ack()

    def acknowledge(self, ack: Ack) -> None:
        ack()

    def read_members(self, client: WebClient, event: dict[str, Any]) -> None:
        """Read the channel anew: the event alone does not say whether it is still true."""
        channel = self.desk.settings.hr_channel
        if event.get("channel") == channel:
            reading = reading_client(*access_of(client))
            Directory(self.desk.database, reading, channel, self.desk.now).read_hr_channel()

    def renew_person(self, ack: Ack, event: dict[str, Any], context: BoltContext) -> None:
        refresh_people(
            self.desk.database,
            [person_from(event["user"], Company(str(context.team_id), context.enterprise_id))],
            self.desk.now(),
        )
        ack()
