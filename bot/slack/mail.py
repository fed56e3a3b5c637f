"""Messages to people and channels: posting one, finding it again, changing it. Every result has one meaning."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from http.client import HTTPException
from typing import Any
from uuid import UUID, uuid5

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block
from slack_sdk.web import SlackResponse

from bot.slack.last_look import LastLookClient
from bot.slack.trouble import Refused, TokenRefused, Trouble, trouble_in, trouble_on_the_way

EVENT_TYPE = "coxswain_message"
_PAGE = 100
_PEOPLE = ("U", "W")
"""How the ids of people begin; those of conversations begin otherwise."""
_NAMESPACE = UUID("6f1c8a52-9d0e-4d7b-9a5d-6f6a6a0c7c55")
"""Our own, under which the name of a message is drawn from its token."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Slack took the message."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class NotBegun:
    """Nothing was sent: by the time that Slack could be written to, the message was held."""


@dataclass(frozen=True, slots=True)
class Found:
    """The message is in the conversation since `at`."""

    channel: str
    ts: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Absent:
    """The message is not in the conversation."""


Held = Callable[[], bool]
"""Says whether a message that is about to go out must not."""


@dataclass(frozen=True, slots=True)
class SlackMail:
    """Messages by the Web API; `client` comes from `posting_client` (`bot.slack.clients`)."""

    client: LastLookClient

    def post(self, to: str, text: str, blocks: Sequence[Block], token: UUID, held: Held) -> Posted | NotBegun | Trouble:
        """Post a message to the person or channel with the Slack id `to`, once; `token` goes with it, unseen.

        `text` is what a notification and a screen reader get. What `held` says is asked right before the first byte.
        """
        try:
            answer = self._ask(lambda: self._post(self.client.looking(partial(_look, held)), to, text, blocks, token))
        except _HeldError:
            return NotBegun()
        return Posted(str(answer["channel"]), str(answer["ts"])) if isinstance(answer, SlackResponse) else answer

    def find(self, to: str, token: UUID, since: datetime) -> Found | Absent | Trouble:
        """Look for the message with `token`, back to `since`: in a channel, or in the direct messages of a person."""
        channel = self._conversation(to)
        if not isinstance(channel, str):
            return channel
        cursor = None
        while True:
            page = self._ask(partial(self._page, channel, since, cursor))
            if not isinstance(page, SlackResponse):
                return page
            for message in page["messages"]:
                if _token_in(message) == str(token):
                    ts = str(message["ts"])
                    return Found(channel, ts, datetime.fromtimestamp(float(ts), UTC))
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return Absent()

    def read(self, channel: str, ts: str) -> Sequence[Mapping[str, Any]] | Absent | Trouble:
        """Return the blocks of one message as Slack has them."""
        answer = self._ask(
            lambda: self.client.conversations_history(channel=channel, latest=ts, inclusive=True, limit=1)
        )
        if not isinstance(answer, SlackResponse):
            return answer
        found = [message for message in answer["messages"] if message["ts"] == ts]
        return list(found[0].get("blocks", [])) if found else Absent()

    def change(self, channel: str, ts: str, text: str, blocks: Sequence[Block | dict[str, Any]]) -> Posted | Trouble:
        """Replace a message; text alone would leave the old blocks standing, so there are always blocks."""
        answer = self._ask(lambda: self.client.chat_update(channel=channel, ts=ts, text=text, blocks=list(blocks)))
        return Posted(channel, ts) if isinstance(answer, SlackResponse) else answer

    def _post(self, client: LastLookClient, to: str, text: str, blocks: Sequence[Block], token: UUID) -> SlackResponse:
        return client.chat_postMessage(
            channel=to,
            text=text,
            blocks=blocks,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery": str(token)}},
            client_msg_id=str(uuid5(_NAMESPACE, str(token))),
            unfurl_links=False,
            unfurl_media=False,
        )

    def _conversation(self, to: str) -> str | Trouble:
        """Return the id of the conversation that a message to `to` stands in."""
        if not to.startswith(_PEOPLE):
            return to
        opened = self._ask(lambda: self.client.conversations_open(users=[to]))
        return str(opened["channel"]["id"]) if isinstance(opened, SlackResponse) else opened

    def _page(self, channel: str, since: datetime, cursor: str | None) -> SlackResponse:
        return self.client.conversations_history(
            channel=channel,
            oldest=f"{since.timestamp():.6f}",
            include_all_metadata=True,
            limit=_PAGE,
            cursor=cursor,
        )

    def _ask(self, call: Callable[[], SlackResponse]) -> SlackResponse | Trouble:
        """Call Slack once and narrow whatever goes wrong."""
        try:
            return call()
        except SlackApiError as error:
            return self._whose(trouble_in(error))
        except (OSError, HTTPException, UnicodeError) as error:
            return trouble_on_the_way(error)

    def _whose(self, trouble: Trouble) -> Trouble:
        """Slack says account_inactive of our own account and of a recipient's alike; asking who we are tells which.

        Only a clear answer makes it the recipient's: else one bad minute would write off everybody who is due.
        """
        if trouble != Refused("account_inactive"):
            return trouble
        try:
            self.client.auth_test()
        except (SlackApiError, OSError, HTTPException, UnicodeError):
            return TokenRefused("account_inactive")
        return trouble


class _HeldError(Exception):
    """Keeps a request from being written."""


def _look(held: Held) -> None:
    if held():
        raise _HeldError


def _token_in(message: Mapping[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return None
    return str((metadata.get("event_payload") or {}).get("delivery"))
