"""One local Slack: its parts, put together."""

import asyncio
import secrets
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

from sandbox.changes import Changes
from sandbox.channels import Channel
from sandbox.clock import Clock
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.line import Line, Patience
from sandbox.messages import Message, Messages
from sandbox.people import SLACKBOT
from sandbox.rate_limits import Gate, RateLimits
from sandbox.record import Record
from sandbox.response_urls import ResponseUrls
from sandbox.signed_http import SignedHttp
from sandbox.sockets import Sockets
from sandbox.triggers import Triggers
from sandbox.views import Views
from sandbox.workspace import Workspace


@dataclass(frozen=True)
class Credentials:
    """What the app proves itself with, and what Slack signs with. Made up anew for every sandbox."""

    bot_token: str = field(default_factory=lambda: f"xoxb-sandbox-{secrets.token_hex(8)}", repr=False)
    app_token: str = field(default_factory=lambda: f"xapp-1-sandbox-{secrets.token_hex(8)}", repr=False)
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)


class Slack:
    """The state of a workspace and everything that acts on it; all of it lives on one event loop."""

    def __init__(
        self, workspace: Workspace, clock: Clock, limits: RateLimits, credentials: Credentials, patience: Patience
    ) -> None:
        self.workspace = workspace
        self.clock = clock
        self.credentials = credentials
        self.patience = patience
        self.changes = Changes()
        self.record = Record(clock, self.changes.touch)
        for breach in workspace.manifest.breaches:
            self.record.remark(breach)
        self.faults = Faults()
        self.gate = Gate(limits)
        self.messages = Messages(clock, self.changes)
        self.views = Views(clock, self.changes)
        self.triggers = Triggers(clock, patience.trigger)
        self.response_urls = ResponseUrls(clock)
        self.files = Files()
        self.sockets = Sockets(self.faults, self.record, patience, self.changes.touch)
        self.line: Line = self.sockets
        self.address = ""
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def team_id(self) -> str:
        """The workspace's id."""
        return self.workspace.team.id

    def use_http(self, events_url: str) -> None:
        """Tell the app of things by signed requests to this address, and no more over sockets."""
        secret = self.credentials.signing_secret
        self.line = SignedHttp(events_url, secret, self.patience, self.clock, self.faults, self.record)

    def response_url(self, channel_id: str, user_id: str, message_ts: str | None = None) -> str:
        """A new response URL for what this person did there."""
        return f"{self.address}/response/{self.response_urls.issue(channel_id, user_id, message_ts)}"

    def slackbot_says(self, channel: Channel, user_id: str, text: str) -> Message:
        """Slack's own word to one person, such as that a command failed."""
        return self.messages.add(channel, self.workspace.users[SLACKBOT], text, only_for=user_id)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something without anybody waiting for it."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop what runs and hang up."""
        for task in [*self._tasks]:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.line.close()
        await self.sockets.close()
