"""What the ledger of nudges says to the courier (`bot.slack.courier`): which copy is due, and whether it may go out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

from sqlalchemy.orm import Session

from bot.nudges.composer import compose
from bot.nudges.engine import pause_unseen
from bot.nudges.judging import Drop, NeedsPreview, Park, PutOff, Send, judge_delivery
from bot.slack.ledger import Kept, Letter, Ready
from storage.database import Database
from storage.messages.claims import MessageTable, release
from storage.nudges.deliveries import DeliveryClaim, claim_next, park, settle_dropped
from storage.nudges.nudge_versions import note_version
from storage.tables import DeliveryRow

_UNTIL_PAUSED = timedelta(minutes=1)
"""A copy of a nudge that is about to be paused comes back, in case it is not paused after all."""


@dataclass(frozen=True, slots=True)
class NudgeLedger:
    """Everybody's copies of nudges."""

    database: Database

    @property
    def table(self) -> MessageTable:
        """Where the copies are recorded."""
        return DeliveryRow

    def claim(self, session: Session, now: datetime, lease: timedelta) -> DeliveryClaim | None:
        """Claim the copy that is due longest."""
        return claim_next(session, now, lease)

    def judge(self, session: Session, claim: DeliveryClaim, now: datetime) -> Ready | Kept:
        """Judge the claimed copy, and write down whatever keeps it from going out."""
        judgement = judge_delivery(session, claim, now)
        match judgement:
            case Send():
                return Ready(partial(_letter, session, claim, judgement, now))
            case Drop(reason):
                settle_dropped(session, claim, reason)
            case PutOff(until):
                release(session, DeliveryRow, claim, until)
            case Park():
                park(session, claim)
            case NeedsPreview():
                release(session, DeliveryRow, claim, now + _UNTIL_PAUSED)
                # In a transaction of its own, as it takes the nudge for itself.
                return Kept(lambda: pause_unseen(self.database, claim.nudge_id, now))
            case _:
                assert_never(judgement)
        return Kept()

    def arrived(self, letter: Letter) -> None:
        """Do nothing more: a nudge changes nothing that is shown elsewhere."""


def _letter(session: Session, claim: DeliveryClaim, send: Send, now: datetime) -> Letter:
    message = compose(session, claim, send, now)
    note_version(session, claim.id, send.nudge.version)
    return Letter(send.recipient, message.text, message.blocks)
