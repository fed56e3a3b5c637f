"""What a notice looks like as a message, and who makes it of what is known when it is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from storage.messages.notices import Occupied, Told


@dataclass(frozen=True, slots=True)
class NoticeMessage:
    """A message: the text for a notification or a screen reader, and its blocks."""

    text: str
    blocks: Sequence[Block]


Composer = Callable[[Session, Told, datetime], NoticeMessage | Occupied | None]
"""Makes the message of a notice as it is now; None where it is no longer true, so that it is dropped."""
