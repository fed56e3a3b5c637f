"""What a courier asks of each kind of message: which is due, whether it may go out now, and in which words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from storage.messages.claims import Claim, MessageTable

IN_A_MOMENT = timedelta(seconds=1)
"""How long a message waits while somebody is just changing what it hangs on."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as it goes out: to whom, the text for a notification or a screen reader, and its blocks."""

    recipient: str
    text: str
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Ready:
    """The claimed message may go out; `write` says to whom and in which words, within the same transaction."""

    write: Callable[[], Letter]


@dataclass(frozen=True, slots=True)
class Kept:
    """The claimed message does not go out now, which has been written down.

    `afterwards` is done once that is committed.
    """

    afterwards: Callable[[], object] | None = None


ClaimT = TypeVar("ClaimT", bound=Claim)


class Ledger(Protocol[ClaimT]):
    """One kind of message: where it is recorded, and whether it may go out."""

    @property
    def table(self) -> MessageTable:
        """Where its messages are recorded."""
        ...

    def claim(self, session: Session, now: datetime, lease: timedelta) -> ClaimT | None:
        """Claim the message that is due longest; None where there is none."""
        ...

    def judge(self, session: Session, claim: ClaimT, now: datetime) -> Ready | Kept:
        """Say whether the message may go out at `now`, and if not, write down what becomes of it.

        Nothing that would stop it may be committed between this answer and the end of the transaction.
        """
        ...

    def arrived(self, letter: Letter) -> None:
        """Do what follows from a letter that Slack took, once that is written down."""
        ...
