"""Slack as the couriers see it, on a bad day: every message that arrives is looked at by a witness before it is kept."""

import json
import re
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from uuid import UUID

from slack_sdk.models.blocks import Block

from bot.slack.mail import Absent, Found, Held, NotBegun, Posted
from bot.slack.trouble import Refused, Trouble, Uncertain, Wait
from tests.bot.nudges.rig import Clock, Crash


class Fate(Enum):
    """What becomes of one message on its way."""

    ARRIVES = auto()
    IS_LOST = auto()
    ANSWER_IS_LOST = auto()
    MUST_WAIT = auto()
    IS_REFUSED = auto()
    SENDER_DIES_BEFORE = auto()
    SENDER_DIES_AFTER = auto()


_NEVER_TAKEN = frozenset({Fate.IS_LOST, Fate.MUST_WAIT, Fate.IS_REFUSED, Fate.SENDER_DIES_BEFORE})

_TOKEN = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What stands behind a button and is random: now and then it has a number in it that no message may show."""


@dataclass(frozen=True)
class Message:
    """One message that arrived; `shown` is everything that its reader sees, which is no token."""

    to: str
    shown: str
    text: str
    token: UUID
    at: datetime


@dataclass
class BadDayMail:
    """Keeps what arrives; `fates` strike the next messages in turn, then all is well again."""

    clock: Clock
    witness: Callable[[Message], None]
    arrived: list[Message] = field(default_factory=list)
    fates: deque[Fate] = field(default_factory=deque)
    is_searchable: bool = True

    def post(self, to: str, text: str, blocks: Sequence[Block], token: UUID, held: Held) -> Posted | NotBegun | Trouble:
        if held():
            return NotBegun()
        fate = self.fates.popleft() if self.fates else Fate.ARRIVES
        if fate not in _NEVER_TAKEN:
            shown = text + "\n" + json.dumps([block.to_dict() for block in blocks], ensure_ascii=False)
            message = Message(to, _TOKEN.sub("", shown), text, token, self.clock())
            self.arrived.append(message)
            self.witness(message)
        match fate:
            case Fate.SENDER_DIES_BEFORE | Fate.SENDER_DIES_AFTER:
                raise Crash
            case Fate.IS_LOST | Fate.ANSWER_IS_LOST:
                return Uncertain("connection_lost")
            case Fate.MUST_WAIT:
                return Wait("ratelimited", timedelta(seconds=30))
            case Fate.IS_REFUSED:
                return Refused("channel_not_found")
            case Fate.ARRIVES:
                return Posted(f"D{to}", f"{len(self.arrived)}.000000")

    def find(self, to: str, token: UUID, since: datetime) -> Found | Absent | Trouble:
        if not self.is_searchable:
            return Refused("channel_not_found")
        for number, message in enumerate(self.arrived, 1):
            if (message.token, message.to) == (token, to) and message.at >= since:
                return Found(f"D{to}", f"{number}.000000", message.at)
        return Absent()

    def has(self, token: UUID) -> bool:
        """Whether a message with this token arrived."""
        return any(message.token == token for message in self.arrived)
