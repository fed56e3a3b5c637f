"""One message taken from its claim to its end, so that a death at any point loses and doubles nothing.

    claim     a conditional UPDATE, committed                 died after it: the lease lapses, somebody claims it anew
    admit     judge; reserve a slot of the shared pace        as above
    prepare   judge again, write the attempt down, commit     died after it: looked up in Slack before it is sent again
    post      the call to Slack                               as above
    settle    write down what became of it                    as above

How long ago a message was on its way is counted by whoever wants to know, on a clock that nobody sets (`bot.slack.stopwatch`):
so a clock that is wrong, on whatever machine, or leaps, doubles nothing. Only when anybody looks at it hangs on what time it is.

What is left is one window, as Slack offers no way to refuse a message that comes too late: a worker that is stopped
between its last look at the stopwatch, when it is connected already (`bot.slack.last_look`), and the last byte on the wire,
until another one has taken over, let it settle and sent it, and then goes on.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, Protocol, assert_never
from uuid import UUID

from slack_sdk.models.blocks import Block
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.slack.clients import TIMEOUT
from bot.slack.hush import Hush
from bot.slack.ledger import ClaimT, Kept, Ledger, Letter, Ready
from bot.slack.mail import Absent, Found, Held, NotBegun, Posted
from bot.slack.stopwatch import Attempt, Stopwatch
from bot.slack.trouble import Refused, TokenRefused, Trouble, Uncertain, Unreached, Wait
from storage.database import Database
from storage.messages.claims import mark_attempt, put_off, release, settle_failed, settle_sent, settle_uncertain
from storage.messages.pace import LONGEST_QUEUE, Blocked, Pace, block, blocked_until, reserve

LEASE = timedelta(seconds=120)
"""How long a worker may be at one message before another one looks what became of it."""

SETTLING = timedelta(seconds=120)
"""How long after an uncertain attempt Slack's history is believed to hold the message if it ever will."""

BEGINS_WITHIN = timedelta(seconds=2 * TIMEOUT)
"""No post begins later than this after it was written down, nor with less of its lease left."""

_LOOKED_AT_AGAIN = timedelta(seconds=20)
"""How soon somebody looks again who does not know a message for long enough: another process may know it for longer."""

_IN_TIME = timedelta(seconds=1)
"""How late a slot of the pace may still be used."""

_NAP = timedelta(seconds=5)
"""How long somebody sleeps who waits for a slot, before they look at the clock again."""

_LOOKED_FOR = timedelta(days=1)
"""For how long Slack is asked in vain what became of a message; then HR is (promise 7: shown, not guessed)."""

_HISTORY_REACHES_BACK = timedelta(days=7)
"""How much before it was recorded a message is looked for: more than any clock is wrong."""

_TOKEN_PAUSE = timedelta(seconds=60)

_AFTER_A_MISTAKE = timedelta(minutes=10)
"""When a message is tried again over which our own code fell: it may be mended by then."""

_log = logging.getLogger(__name__)


class Mail(Protocol):
    """What the courier asks of Slack (`bot.slack.mail.SlackMail`)."""

    def post(self, to: str, text: str, blocks: Sequence[Block], token: UUID, held: Held) -> Posted | NotBegun | Trouble:
        """Post a message to a person or into a channel, unless it is `held` when Slack could be written to."""
        ...

    def find(self, to: str, token: UUID, since: datetime) -> Found | Absent | Trouble:
        """Look for a message that may have been posted to a person or into a channel."""
        ...


@dataclass(frozen=True, slots=True)
class Means:
    """What messages are sent with; any number of threads and machines share one database and one pace.

    `sleep` waits so many seconds; the `stopwatch` and the `hush` are shared by the threads of one process.
    """

    database: Database
    mail: Mail
    clock: Clock
    sleep: Callable[[float], object]
    stopwatch: Stopwatch
    pace: Pace = Pace()  # noqa: RUF009  frozen
    hush: Hush = field(default_factory=Hush)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message about to go out: since when that is written down, on the sender's clock and on one that nobody sets."""

    letter: Letter
    lease_until: datetime
    attempt: Attempt
    begun: float


@dataclass(frozen=True, slots=True)
class Errand(Generic[ClaimT]):
    """A claimed message that is to be taken as far as it goes now."""

    means: Means
    ledger: Ledger[ClaimT]
    claim: ClaimT

    def run(self) -> None:
        """Take it there. A mistake of ours over one message puts off that one alone, and is in the log.

        Raises:
            SQLAlchemyError: the database is away; the claim lapses by itself.
        """
        try:
            self._run()
        except SQLAlchemyError:
            raise
        except Exception:  # noqa: BLE001  nobody foresaw it, and the messages of others go on
            _log.exception("%s cannot be sent as it is, and is tried again later", self._name)
            due_at = self.means.clock() + _AFTER_A_MISTAKE
            with self.means.database.begin() as session:
                put_off(session, self.ledger.table, self.claim, due_at)

    def _run(self) -> None:
        attempted_at = self.claim.attempted_at
        if attempted_at is not None and not self._is_absent(attempted_at):
            return
        slot = self._admit()
        if slot is None:
            return
        self._wait_for_turn(slot)
        parcel = self._prepare()
        if parcel is not None:
            self._post(parcel)

    def _admit(self) -> datetime | None:
        """Return when the message may be posted; None where it goes no further now, which is then written down."""
        now = self.means.clock()
        with self.means.database.begin() as session:
            judgement = self.ledger.judge(session, self.claim, now)
            if isinstance(judgement, Ready):
                slot = reserve(session, self.means.pace, now)
                if not isinstance(slot, Blocked):
                    return slot
                self._release(session, slot.until)
        _do_afterwards(judgement)
        return None

    def _wait_for_turn(self, slot: datetime) -> None:
        """Wait for the slot; one that was missed is given up for another.

        Else all who stood still together, on a machine that was suspended or has too much to do, would call at once. So is
        one that a clock set back has put far off: whoever slept until then would be missing for as long.
        """
        while True:
            now = self.means.clock()
            if slot <= now <= slot + _IN_TIME:
                return
            if now < slot <= now + LONGEST_QUEUE:
                self.means.sleep(min(slot - now, _NAP).total_seconds())
                continue
            with self.means.database.begin() as session:
                another = reserve(session, self.means.pace, now)
            if isinstance(another, Blocked):
                return  # which is looked at again before anything is posted
            slot = another

    def _prepare(self) -> Parcel | None:
        """Judge for the last time and write the attempt down; None where nothing is to be posted."""
        now = self.means.clock()
        with self.means.database.begin() as session:
            until = blocked_until(session, self.means.pace, now)
            if until is not None:
                self._release(session, until)
                return None
            judgement = self.ledger.judge(session, self.claim, now)
            if isinstance(judgement, Ready):
                letter, lease_until = judgement.write(), now + LEASE
                held = mark_attempt(session, self.ledger.table, self.claim, letter.recipient, now, lease_until)
                # Counted from before anybody else can see it.
                begun = self.means.clock.elapsed()
                return Parcel(letter, lease_until, self._attempt(now), begun) if held else None
        _do_afterwards(judgement)
        return None

    def _is_absent(self, attempted_at: datetime) -> bool:
        """Look whether an earlier attempt arrived, and write it down; True where it did not and may be sent again."""
        left = SETTLING - self.means.stopwatch.since(self._attempt(attempted_at), BEGINS_WITHIN)
        if left > timedelta(0):
            due_at = self.means.clock() + min(left, _LOOKED_AT_AGAIN)
            with self.means.database.begin() as session:
                self._release(session, due_at, attempted_at)
            return False
        claim = self.claim
        found = self.means.mail.find(claim.recipient or "", claim.token, claim.created_at - _HISTORY_REACHES_BACK)
        if isinstance(found, Absent):
            return True
        self._hush_after(found)
        now = self.means.clock()
        table = self.ledger.table
        is_given_up = now - attempted_at > _LOOKED_FOR
        with self.means.database.begin() as session:
            match found:
                case Found(channel, ts, at):
                    settle_sent(session, table, claim, channel, ts, at)
                case Wait(code) | Unreached(code) | TokenRefused(code) | Uncertain(code) if is_given_up:
                    self._is_anybodys_guess(session, code)
                case Wait(_, delay):
                    block(session, self.means.pace, now, delay)
                    self._release(session, now + delay, attempted_at)
                case Unreached():
                    self._release(session, now, attempted_at)
                case TokenRefused(code):  # which keeps from looking; whether others may be written to is another matter
                    self._release(session, now + _TOKEN_PAUSE, attempted_at)
                    _log.critical("Slack does not let the app look whether %s arrived: %s", self._name, code)
                case Uncertain():
                    self._release(session, now + SETTLING, attempted_at)
                case Refused(code):
                    self._is_anybodys_guess(session, code)
                case _:
                    assert_never(found)
        return False

    def _is_anybodys_guess(self, session: Session, code: str) -> None:
        settle_uncertain(session, self.ledger.table, self.claim, code)
        _log.error("Nobody can tell whether %s arrived: %s", self._name, code)

    def _post(self, parcel: Parcel) -> None:
        """Post, unless it is too late for that or Slack has just said to wait, and write down what became of it."""
        letter = parcel.letter
        answer = self.means.mail.post(
            letter.recipient, letter.text, letter.blocks, self.claim.token, lambda: self._is_held(parcel)
        )
        self._hush_after(answer)
        now = self.means.clock()
        with self.means.database.begin() as session:
            if not self._settled(session, answer, parcel.attempt, now):
                _log.warning("%s was taken over before it was settled", self._name)
        if isinstance(answer, Posted):
            _log.info("Sent %s", self._name)
            self.ledger.arrived(letter)

    def _is_held(self, parcel: Parcel) -> bool:
        """Whether it must not be posted any more; asked right before its first byte."""
        if self._is_too_late(parcel):
            _log.warning("%s took too long to get to Slack and is tried again", self._name)
            return True
        return bool(self.means.hush.left(self.means.clock.elapsed()))

    def _hush_after(self, answer: object) -> None:
        """Keep the other threads of this process from what Slack has just told this one not to do, or cannot be told."""
        if isinstance(answer, Unreached):
            _log.warning("Slack cannot be reached from here, so nothing is sent for %s", answer.delay)
        if isinstance(answer, Wait | Unreached):
            self.means.hush.demand(self.means.clock.elapsed(), answer.delay)

    def _is_too_late(self, parcel: Parcel) -> bool:
        """Whether others may soon count on it that nothing is posted any more; by either clock, as one may stand still."""
        waited = timedelta(seconds=self.means.clock.elapsed() - parcel.begun)
        return waited > BEGINS_WITHIN or self.means.clock() + BEGINS_WITHIN > parcel.lease_until

    def _settled(self, session: Session, answer: Posted | NotBegun | Trouble, attempt: Attempt, now: datetime) -> bool:
        match answer:
            case Posted(channel, ts):
                return settle_sent(session, self.ledger.table, self.claim, channel, ts, now)
            case NotBegun() | Unreached():  # whoever else may and can may do it at once
                return self._release(session, now)
            case Wait(_, delay):
                block(session, self.means.pace, now, delay)
                return self._release(session, now + delay)
            case TokenRefused(code):
                block(session, self.means.pace, now, _TOKEN_PAUSE)
                _log.critical("Slack does not accept the app's token, so nothing is delivered: %s", code)
                return self._release(session, now + _TOKEN_PAUSE)
            case Uncertain(code):
                _log.warning("Slack gave no clear answer about %s: %s", self._name, code)
                self.means.stopwatch.is_over(attempt)
                return self._release(session, now + SETTLING, attempt.written_at)
            case Refused(code):
                _log.warning("Slack refuses %s: %s", self._name, code)
                return settle_failed(session, self.ledger.table, self.claim, code)
            case _:
                assert_never(answer)

    def _attempt(self, written_at: datetime) -> Attempt:
        return Attempt(self.ledger.table.__tablename__, self.claim.id, written_at)

    def _release(self, session: Session, due_at: datetime, attempted_at: datetime | None = None) -> bool:
        return release(session, self.ledger.table, self.claim, due_at, attempted_at)

    @property
    def _name(self) -> str:
        """Return under which name the log has a message: its table and number, nothing of a person."""
        return f"{self.ledger.table.__tablename__} {self.claim.id}"


def _do_afterwards(judgement: Ready | Kept) -> None:
    if isinstance(judgement, Kept) and judgement.afterwards is not None:
        judgement.afterwards()
