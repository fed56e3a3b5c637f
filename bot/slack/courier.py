"""The courier: looks for the message that is due longest, and takes one at a time to its end (`bot.slack.errand`).

Which messages there are, and whether one may go out now, is for its ledgers to say: `bot.nudges.ledger` has the one of
nudges, `bot.notices.ledger` the one of notices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.slack.errand import LEASE, Errand, Means
from bot.slack.ledger import Ledger
from storage.messages.pace import Blocked, blocked_until


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is due."""


@dataclass(frozen=True, slots=True)
class Courier:
    """Sends what is due of some ledgers; what an earlier one has due goes before what a later one has."""

    means: Means
    ledgers: Sequence[Ledger[Any]]

    def look(self) -> Errand[Any] | Idle | Blocked:
        """Claim the message that is due longest: in one transaction, as this is what goes on all day with nothing to do."""
        now = self.means.clock()
        hushed = self.means.hush.left(self.means.clock.elapsed())
        if hushed:
            return Blocked(now + hushed)
        with self.means.database.begin() as session:
            until = blocked_until(session, self.means.pace, now)
            if until is not None:
                return Blocked(until)
            for ledger in self.ledgers:
                claim = ledger.claim(session, now, LEASE)
                if claim is not None:
                    return Errand(self.means, ledger, claim)
        return Idle()
