"""The courier: takes one delivery at a time from claim to end, so that a death at any point loses and doubles nothing.

    claim     a conditional UPDATE, committed                 died after it: the lease lapses, somebody claims it anew
    admit     judge; reserve a slot of the shared pace        as above
    prepare   judge again, write the attempt down, commit     died after it: looked up in Slack before it is sent again
    post      the call to Slack                               as above
    settle    write down what became of it                    as above

What is left is one window, as Slack offers no way to refuse a message that comes too late: a worker that is stopped
between its last look at the lease and the first byte on the wire for longer than its lease and then goes on, or a clock
that leaps ahead by more than the lease while a message is on its way.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, assert_never
from uuid import UUID

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.nudges.composer import compose
from bot.nudges.engine import pause_unseen
from bot.nudges.judging import Drop, Judgement, NeedsPreview, Park, PutOff, Send, judge_delivery
from bot.slack.mail import TIMEOUT, Absent, Found, Posted
from bot.slack.trouble import Refused, TokenRefused, Trouble, Uncertain, Wait
from bot.views.nudges import NudgeMessage
from career.terms import SendingTerms
from storage.database import Database
from storage.deliveries import (
    Claim,
    claim_next,
    mark_attempt,
    park,
    release,
    settle_dropped,
    settle_failed,
    settle_sent,
    settle_uncertain,
)
from storage.pace import Blocked, Pace, block, blocked_until, reserve

LEASE = timedelta(seconds=120)
"""How long a worker may be at one delivery before another one looks what became of it."""

SETTLING = timedelta(seconds=120)
"""How long after an uncertain attempt Slack's history is believed to hold the message if it ever will."""

_POST_TAKES = timedelta(seconds=2 * TIMEOUT)
"""No post begins with less of its lease left."""

_HISTORY_REACHES_BACK = timedelta(days=7)
"""How much before the delivery was recorded its message is looked for: more than any clock is wrong."""

_TOKEN_PAUSE = timedelta(seconds=60)

_UNTIL_PAUSED = timedelta(minutes=1)
"""A copy of a nudge that is about to be paused comes back, in case it is not paused after all."""

_log = logging.getLogger(__name__)


class Mail(Protocol):
    """What the courier asks of Slack (`bot.slack.mail.SlackMail`)."""

    def post(self, to: str, text: str, blocks: Sequence[Block], token: UUID) -> Posted | Trouble:
        """Post a message to a person."""
        ...

    def find(self, to: str, token: UUID, since: datetime) -> Found | Absent | Trouble:
        """Look for a message that may have been posted to a person."""
        ...


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is due."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One delivery was brought further."""


Turn = Idle | Blocked | Worked
"""What came of one turn of a courier."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message about to go out."""

    recipient: str
    message: NudgeMessage
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Courier:
    """Delivers what is due; any number of them, in threads and on machines, share one database and one pace.

    `clock` gives the present instant, aware; `sleep` waits so many seconds.
    """

    database: Database
    mail: Mail
    clock: Callable[[], datetime]
    sleep: Callable[[float], object]
    terms: SendingTerms = SendingTerms()  # noqa: RUF009  frozen
    pace: Pace = Pace()  # noqa: RUF009  frozen

    def run_until_idle(self) -> None:
        """Deliver until nothing is due now; waits where Slack demands it."""
        while not isinstance(turn := self.deliver_next(), Idle):
            if isinstance(turn, Blocked):
                self._sleep_until(turn.until)

    def deliver_next(self) -> Turn:
        """Take the delivery that is due longest as far as it goes."""
        claim = self._claim()
        if not isinstance(claim, Claim):
            return claim or Idle()
        if claim.attempted_at is not None and not self._is_absent(claim, claim.attempted_at):
            return Worked()
        slot = self._admit(claim)
        if slot is None:
            return Worked()
        self._sleep_until(slot)
        parcel = self._prepare(claim)
        if parcel is not None:
            self._post(claim, parcel)
        return Worked()

    def _claim(self) -> Claim | Blocked | None:
        now = self.clock()
        with self.database.begin() as session:
            until = blocked_until(session, self.pace, now)
            return claim_next(session, now, LEASE) if until is None else Blocked(until)

    def _admit(self, claim: Claim) -> datetime | None:
        """Return when the copy may be posted; None where it goes no further now, which is then written down."""
        now = self.clock()
        with self.database.begin() as session:
            judgement = self._judged(session, claim, now)
            if isinstance(judgement, Send):
                slot = reserve(session, self.pace, now)
                if not isinstance(slot, Blocked):
                    return slot
                release(session, claim, slot.until)
        self._look_after(claim, judgement, now)
        return None

    def _prepare(self, claim: Claim) -> Parcel | None:
        """Judge for the last time and write the attempt down; None where nothing is to be posted."""
        now = self.clock()
        lease_until = now + LEASE
        with self.database.begin() as session:
            until = blocked_until(session, self.pace, now)
            if until is not None:
                release(session, claim, until)
                return None
            judgement = self._judged(session, claim, now)
            if isinstance(judgement, Send):
                message = compose(session, claim, judgement, now)
                held = mark_attempt(session, claim, judgement.recipient, now, lease_until)
                return Parcel(judgement.recipient, message, lease_until) if held else None
        self._look_after(claim, judgement, now)
        return None

    def _judged(self, session: Session, claim: Claim, now: datetime) -> Judgement:
        """Judge the claimed copy, and write down whatever keeps it from going out."""
        judgement = judge_delivery(session, claim, now, self.terms)
        match judgement:
            case Send():
                pass
            case Drop(reason):
                settle_dropped(session, claim, reason)
            case PutOff(until):
                release(session, claim, until)
            case Park():
                park(session, claim)
            case NeedsPreview():
                release(session, claim, now + _UNTIL_PAUSED)
            case _:
                assert_never(judgement)
        return judgement

    def _look_after(self, claim: Claim, judgement: Judgement, now: datetime) -> None:
        """Pause a nudge that HR has not seen as it is: in a transaction of its own, as it takes the nudge for itself."""
        if isinstance(judgement, NeedsPreview):
            pause_unseen(self.database, claim.nudge_id, now)

    def _is_absent(self, claim: Claim, attempted_at: datetime) -> bool:
        """Look whether an earlier attempt arrived, and write it down; True where it did not and may be sent again."""
        now = self.clock()
        if now < attempted_at + SETTLING:
            begun = min(attempted_at, now)  # later than now only if a clock was set back; then it counts from now
            with self.database.begin() as session:
                release(session, claim, begun + SETTLING, attempted_at=begun)
            return False
        found = self.mail.find(claim.recipient or "", claim.token, claim.created_at - _HISTORY_REACHES_BACK)
        if isinstance(found, Absent):
            return True
        now = self.clock()
        with self.database.begin() as session:
            match found:
                case Found(channel, ts, at):
                    settle_sent(session, claim, channel, ts, at)
                case Wait(_, delay):
                    block(session, self.pace, now, delay)
                    release(session, claim, now + delay, attempted_at=attempted_at)
                case TokenRefused(code):
                    self._token_refused(session, code, now)
                    release(session, claim, now + _TOKEN_PAUSE, attempted_at=attempted_at)
                case Uncertain():
                    release(session, claim, now + SETTLING, attempted_at=attempted_at)
                case Refused(code):
                    settle_uncertain(session, claim, code)
                    _log.error("Nobody can tell whether delivery %d arrived: %s", claim.id, code)
                case _:
                    assert_never(found)
        return False

    def _post(self, claim: Claim, parcel: Parcel) -> None:
        """Post, unless the lease would not last, and write down what became of it."""
        if self.clock() + _POST_TAKES > parcel.lease_until:
            _log.warning("Delivery %d took too long to get to Slack and is left to be looked up", claim.id)
            return
        answer = self.mail.post(parcel.recipient, parcel.message.text, parcel.message.blocks, claim.token)
        now = self.clock()
        with self.database.begin() as session:
            if not self._settled(session, claim, answer, now):
                _log.warning("Delivery %d was taken over before it was settled", claim.id)

    def _settled(self, session: Session, claim: Claim, answer: Posted | Trouble, now: datetime) -> bool:
        match answer:
            case Posted(channel, ts):
                return settle_sent(session, claim, channel, ts, now)
            case Wait(_, delay):
                block(session, self.pace, now, delay)
                return release(session, claim, now + delay)
            case TokenRefused(code):
                self._token_refused(session, code, now)
                return release(session, claim, now + _TOKEN_PAUSE)
            case Uncertain(code):
                _log.warning("Slack gave no clear answer about delivery %d: %s", claim.id, code)
                return release(session, claim, now + SETTLING, attempted_at=now)
            case Refused(code):
                _log.warning("Slack refuses delivery %d: %s", claim.id, code)
                return settle_failed(session, claim, code)
            case _:
                assert_never(answer)

    def _token_refused(self, session: Session, code: str, now: datetime) -> None:
        block(session, self.pace, now, _TOKEN_PAUSE)
        _log.critical("Slack does not accept the app's token, so nothing is delivered: %s", code)

    def _sleep_until(self, instant: datetime) -> None:
        wait = (instant - self.clock()).total_seconds()
        if wait > 0:
            self.sleep(wait)
