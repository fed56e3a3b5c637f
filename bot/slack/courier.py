"""The courier: takes one message at a time from claim to end, so that a death at any point loses and doubles nothing.

    claim     a conditional UPDATE, committed                 died after it: the lease lapses, somebody claims it anew
    admit     judge; reserve a slot of the shared pace        as above
    prepare   judge again, write the attempt down, commit     died after it: looked up in Slack before it is sent again
    post      the call to Slack                               as above
    settle    write down what became of it                    as above

Which messages there are, and whether one may go out now, is for its ledger to say: `bot.nudges.courier` has the one of
nudges, `bot.notices.courier` the one of notices.

Whoever takes over what another one had begun lets it settle first, by their own clock: so a clock that is wrong, or leaps,
doubles nothing.

What is left is one window, as Slack offers no way to refuse a message that comes too late: a worker that is stopped
between its last look at the lease and the first byte on the wire, for longer than what is left of the lease and the time
to settle together, and then goes on.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar, assert_never
from uuid import UUID

from slack_sdk.models.blocks import Block
from sqlalchemy.orm import Session

from bot.slack.mail import TIMEOUT, Absent, Found, Posted
from bot.slack.trouble import Refused, TokenRefused, Trouble, Uncertain, Wait
from storage.claims import (
    Claim,
    MessageTable,
    mark_attempt,
    release,
    settle_failed,
    settle_sent,
    settle_uncertain,
)
from storage.database import Database
from storage.pace import Blocked, Pace, block, blocked_until, reserve

LEASE = timedelta(seconds=120)
"""How long a worker may be at one message before another one looks what became of it."""

SETTLING = timedelta(seconds=120)
"""How long after an uncertain attempt Slack's history is believed to hold the message if it ever will."""

_POST_TAKES = timedelta(seconds=2 * TIMEOUT)
"""No post begins with less of its lease left."""

_IN_TIME = timedelta(seconds=1)
"""How late a slot of the pace may still be used."""

_HISTORY_REACHES_BACK = timedelta(days=7)
"""How much before it was recorded a message is looked for: more than any clock is wrong."""

_CLOCKS_DIFFER = timedelta(hours=2)
"""How far ahead of ours another clock is waited for; what was begun even later was so before a clock was set back."""

_TOKEN_PAUSE = timedelta(seconds=60)

_log = logging.getLogger(__name__)


class Mail(Protocol):
    """What the courier asks of Slack (`bot.slack.mail.SlackMail`)."""

    def post(self, to: str, text: str, blocks: Sequence[Block], token: UUID) -> Posted | Trouble:
        """Post a message to a person or into a channel."""
        ...

    def find(self, to: str, token: UUID, since: datetime) -> Found | Absent | Trouble:
        """Look for a message that may have been posted to a person or into a channel."""
        ...


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


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is due."""


@dataclass(frozen=True, slots=True)
class Worked:
    """One message was brought further."""


Turn = Idle | Blocked | Worked
"""What came of one turn of a courier."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message about to go out."""

    letter: Letter
    lease_until: datetime


@dataclass(frozen=True, slots=True)
class Courier(Generic[ClaimT]):
    """Sends what is due of one ledger; any number of them, in threads and on machines, share one database and one pace.

    `clock` gives the present instant, aware; `sleep` waits so many seconds.
    """

    ledger: Ledger[ClaimT]
    database: Database
    mail: Mail
    clock: Callable[[], datetime]
    sleep: Callable[[float], object]
    pace: Pace = Pace()  # noqa: RUF009  frozen
    arrived: Callable[[Letter], object] | None = None
    """Done after each message that Slack took, once that is written down."""

    def run_until_idle(self) -> None:
        """Send until nothing is due now; waits where Slack demands it."""
        while not isinstance(turn := self.deliver_next(), Idle):
            if isinstance(turn, Blocked):
                self._sleep_until(turn.until)

    def deliver_next(self) -> Turn:
        """Take the message that is due longest as far as it goes."""
        claim = self._claim()
        if claim is None:
            return Idle()
        if isinstance(claim, Blocked):
            return claim
        if claim.attempted_at is not None and not self._is_absent(claim, claim.attempted_at):
            return Worked()
        slot = self._admit(claim)
        if slot is None:
            return Worked()
        self._wait_for_turn(slot)
        parcel = self._prepare(claim)
        if parcel is not None:
            self._post(claim, parcel)
        return Worked()

    def _claim(self) -> ClaimT | Blocked | None:
        now = self.clock()
        with self.database.begin() as session:
            until = blocked_until(session, self.pace, now)
            return self.ledger.claim(session, now, LEASE) if until is None else Blocked(until)

    def _admit(self, claim: ClaimT) -> datetime | None:
        """Return when the message may be posted; None where it goes no further now, which is then written down."""
        now = self.clock()
        with self.database.begin() as session:
            judgement = self.ledger.judge(session, claim, now)
            if isinstance(judgement, Ready):
                slot = reserve(session, self.pace, now)
                if not isinstance(slot, Blocked):
                    return slot
                self._release(session, claim, slot.until)
        _do_afterwards(judgement)
        return None

    def _wait_for_turn(self, slot: datetime) -> None:
        """Wait for the slot; one that was missed is given up for another.

        Else all who stood still together, on a machine that was suspended or has too much to do, would call at once.
        """
        self._sleep_until(slot)
        while (now := self.clock()) > slot + _IN_TIME:
            with self.database.begin() as session:
                another = reserve(session, self.pace, now)
            if isinstance(another, Blocked):
                return  # which is looked at again before anything is posted
            slot = another
            self._sleep_until(slot)

    def _prepare(self, claim: ClaimT) -> Parcel | None:
        """Judge for the last time and write the attempt down; None where nothing is to be posted."""
        now = self.clock()
        lease_until = now + LEASE
        with self.database.begin() as session:
            until = blocked_until(session, self.pace, now)
            if until is not None:
                self._release(session, claim, until)
                return None
            judgement = self.ledger.judge(session, claim, now)
            if isinstance(judgement, Ready):
                letter = judgement.write()
                held = mark_attempt(session, self.ledger.table, claim, letter.recipient, now, lease_until)
                return Parcel(letter, lease_until) if held else None
        _do_afterwards(judgement)
        return None

    def _is_absent(self, claim: ClaimT, attempted_at: datetime) -> bool:
        """Look whether an earlier attempt arrived, and write it down; True where it did not and may be sent again."""
        now = self.clock()
        if now < attempted_at + SETTLING:
            begun = attempted_at if attempted_at <= now + _CLOCKS_DIFFER else now
            with self.database.begin() as session:
                self._release(session, claim, begun + SETTLING, begun)
            return False
        found = self.mail.find(claim.recipient or "", claim.token, claim.created_at - _HISTORY_REACHES_BACK)
        if isinstance(found, Absent):
            return True
        now = self.clock()
        table = self.ledger.table
        with self.database.begin() as session:
            match found:
                case Found(channel, ts, at):
                    settle_sent(session, table, claim, channel, ts, at)
                case Wait(_, delay):
                    block(session, self.pace, now, delay)
                    self._release(session, claim, now + delay, attempted_at)
                case TokenRefused(code):
                    self._token_refused(session, code, now)
                    self._release(session, claim, now + _TOKEN_PAUSE, attempted_at)
                case Uncertain():
                    self._release(session, claim, now + SETTLING, attempted_at)
                case Refused(code):
                    settle_uncertain(session, table, claim, code)
                    _log.error("Nobody can tell whether %s arrived: %s", self._name(claim), code)
                case _:
                    assert_never(found)
        return False

    def _post(self, claim: ClaimT, parcel: Parcel) -> None:
        """Post, unless the lease would not last, and write down what became of it."""
        if self.clock() + _POST_TAKES > parcel.lease_until:
            _log.warning("%s took too long to get to Slack and is left to be looked up", self._name(claim))
            return
        letter = parcel.letter
        answer = self.mail.post(letter.recipient, letter.text, letter.blocks, claim.token)
        now = self.clock()
        with self.database.begin() as session:
            if not self._settled(session, claim, answer, now):
                _log.warning("%s was taken over before it was settled", self._name(claim))
        if isinstance(answer, Posted):
            _log.info("Sent %s", self._name(claim))
            if self.arrived is not None:
                self.arrived(letter)

    def _settled(self, session: Session, claim: ClaimT, answer: Posted | Trouble, now: datetime) -> bool:
        match answer:
            case Posted(channel, ts):
                return settle_sent(session, self.ledger.table, claim, channel, ts, now)
            case Wait(_, delay):
                block(session, self.pace, now, delay)
                return self._release(session, claim, now + delay)
            case TokenRefused(code):
                self._token_refused(session, code, now)
                return self._release(session, claim, now + _TOKEN_PAUSE)
            case Uncertain(code):
                _log.warning("Slack gave no clear answer about %s: %s", self._name(claim), code)
                return self._release(session, claim, now + SETTLING, now)
            case Refused(code):
                _log.warning("Slack refuses %s: %s", self._name(claim), code)
                return settle_failed(session, self.ledger.table, claim, code)
            case _:
                assert_never(answer)

    def _release(self, session: Session, claim: ClaimT, due_at: datetime, attempted_at: datetime | None = None) -> bool:
        return release(session, self.ledger.table, claim, due_at, attempted_at)

    def _token_refused(self, session: Session, code: str, now: datetime) -> None:
        block(session, self.pace, now, _TOKEN_PAUSE)
        _log.critical("Slack does not accept the app's token, so nothing is delivered: %s", code)

    def _name(self, claim: ClaimT) -> str:
        """Return under which name the log has a message: its table and number, nothing of a person."""
        return f"{self.ledger.table.__tablename__} {claim.id}"

    def _sleep_until(self, instant: datetime) -> None:
        wait = (instant - self.clock()).total_seconds()
        if wait > 0:
            self.sleep(wait)


def _do_afterwards(judgement: Ready | Kept) -> None:
    if isinstance(judgement, Kept) and judgement.afterwards is not None:
        judgement.afterwards()
