"""What the ledger of notices says to the courier (`bot.slack.courier`): which is due, and whether it is still true."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.orm import Session

from bot.notices.message import Composer, NoticeMessage
from bot.slack.ledger import IN_A_MOMENT, Kept, Letter, Ready
from career.notices import NoticeDrop, NoticeKind
from storage.messages.claims import MessageTable, release
from storage.messages.notices import (
    NoticeClaim,
    Occupied,
    Reached,
    Told,
    Unreachable,
    claim_notice,
    hold_recipient,
    settle_dropped,
)
from storage.tables import NoticeRow


@dataclass(frozen=True, slots=True)
class NoticeLedger:
    """Everything that people and channels are to be told; `composers` make the words of each kind.

    `tell` is done with each letter that Slack took.
    """

    composers: Mapping[NoticeKind, Composer]
    tell: Callable[[Letter], object] | None = None

    @property
    def table(self) -> MessageTable:
        """Where the notices are recorded."""
        return NoticeRow

    def claim(self, session: Session, now: datetime, lease: timedelta) -> NoticeClaim | None:
        """Claim the notice that is due longest."""
        return claim_notice(session, now, lease)

    def judge(self, session: Session, claim: NoticeClaim, now: datetime) -> Ready | Kept:
        """Compose the claimed notice as things are now, or write down why it is not sent."""
        reached = hold_recipient(session, claim, now)
        match reached:
            case Occupied():
                release(session, NoticeRow, claim, now + IN_A_MOMENT)
            case Unreachable(reason):
                settle_dropped(session, claim, reason)
            case Reached(recipient, zone):
                told = Told(claim.kind, claim.key, claim.employee_id, claim.channel_id, claim.details, zone)
                match self.composers[claim.kind](session, told, now):
                    case NoticeMessage(text, blocks):
                        return Ready(lambda: Letter(recipient, text, blocks))
                    case Occupied():
                        release(session, NoticeRow, claim, now + IN_A_MOMENT)
                    case None:
                        settle_dropped(session, claim, NoticeDrop.NO_LONGER_TRUE)
            case _:
                assert_never(reached)
        return Kept()

    def arrived(self, letter: Letter) -> None:
        """Do what follows from a notice that arrived."""
        if self.tell is not None:
            self.tell(letter)
