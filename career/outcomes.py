"""What becomes of one person's copy of a nudge, and in which words HR reads of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from career.quiet import Why


class DeliveryState(StrEnum):
    """Where one delivery is between the tick that found it due and its end."""

    DUE = "due"
    CLAIMED = "claimed"
    SENT = "sent"
    HELD_OUT = "held_out"
    DROPPED = "dropped"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


class Response(StrEnum):
    """What the person did with a nudge."""

    APPLIED = "applied"
    INTERESTED = "interested"
    ENROLLED = "enrolled"
    PICKED_TIME = "picked_time"
    NOT_NOW = "not_now"
    NOT_FOR_ME = "not_for_me"
    STOPPED = "stopped"


class DropReason(StrEnum):
    """Why somebody whom the rule or an earlier tick had found gets nothing.

    There is none for a paused nudge: what it owes waits, and is dropped as EXPIRED if its end passes meanwhile.
    """

    ACTED = "acted"
    DECLINED = "declined"
    PAUSED = "paused"
    STOPPED = "stopped"
    SNOOZED = "snoozed"
    NOT_FOR_ME = "not_for_me"
    LEFT = "left"
    ON_LEAVE = "on_leave"
    NO_SLACK = "no_slack"
    SLACK_DEACTIVATED = "slack_deactivated"
    NO_LONGER_QUALIFIED = "no_longer_qualified"
    HAD_IT_OFTEN_ENOUGH = "had_it_often_enough"
    HAD_IT_LATELY = "had_it_lately"
    TARGET_CLOSED = "target_closed"
    NUDGE_ENDED = "nudge_ended"
    EXPIRED = "expired"


ASKED_FOR_QUIET = "asked for quiet"
"""The one line in which HR reads of all quiet: which of its kinds a person chose is the person's own (promise 6)."""

_WORDS_FOR_HR: Mapping[DropReason, str] = {
    DropReason.ACTED: "has already applied, asked or enrolled",
    DropReason.DECLINED: "has already declined an offer or a place",
    DropReason.PAUSED: ASKED_FOR_QUIET,
    DropReason.STOPPED: ASKED_FOR_QUIET,
    DropReason.SNOOZED: ASKED_FOR_QUIET,
    DropReason.NOT_FOR_ME: ASKED_FOR_QUIET,
    DropReason.LEFT: "has left the company",
    DropReason.ON_LEAVE: "is on leave",
    DropReason.NO_SLACK: "is not linked to a Slack account",
    DropReason.SLACK_DEACTIVATED: "has a Slack account that is switched off",
    DropReason.NO_LONGER_QUALIFIED: "no longer matches the rule",
    DropReason.HAD_IT_OFTEN_ENOUGH: "has had this nudge as often as you allow",
    DropReason.HAD_IT_LATELY: "had this nudge only lately",
    DropReason.TARGET_CLOSED: "would have heard after it had closed",
    DropReason.NUDGE_ENDED: "would have heard after the nudge had ended",
    DropReason.EXPIRED: "had no free delivery hour in time",
}


def words_for_hr(reason: DropReason) -> str:
    """Return what HR reads for `reason`, to follow a count or a name: "has already applied, asked or enrolled".

    The four kinds of quiet share their words, so lines must be counted by these words and never by the reason.
    """
    return _WORDS_FOR_HR[reason]


def drop_reason(why: Why) -> DropReason:
    """Return the reason under which a delivery is dropped when somebody's quiet, had for `why`, stops it."""
    match why:
        case Why.PAUSED:
            return DropReason.PAUSED
        case Why.STOPPED:
            return DropReason.STOPPED
        case Why.NOT_NOW:
            return DropReason.SNOOZED
        case Why.NOT_FOR_ME:
            return DropReason.NOT_FOR_ME
        case _:
            assert_never(why)


FEWEST_SHOWN = 5
"""HR sees a count of people who asked for quiet only from this number on (promise 6)."""

OTHER_REASONS = "other reasons"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One line of a report to HR; `people` is None where they are one to four who must not be counted."""

    words: str
    people: int | None


def left_out(counts: Mapping[DropReason, int]) -> tuple[LeftOut, ...]:
    """Return the counts as HR may see them, largest first.

    One to four people who asked for quiet are shown neither as such nor by what is missing from a total: they are
    counted as "other reasons" together with the smallest other lines, until there are five. Where even all lines
    together are fewer, one line without a count is left, and the caller must not print a total that gives it away.
    """
    lines: dict[str, int] = {}
    for reason, people in counts.items():
        if people:
            lines[words_for_hr(reason)] = lines.get(words_for_hr(reason), 0) + people
    if 0 < lines.get(ASKED_FOR_QUIET, 0) < FEWEST_SHOWN:
        lines = _without_the_few(lines)
    if 0 < lines.get(OTHER_REASONS, 0) < FEWEST_SHOWN:
        return (LeftOut(OTHER_REASONS, None),)
    return tuple(
        LeftOut(words, people) for words, people in sorted(lines.items(), key=lambda line: (-line[1], line[0]))
    )


def _without_the_few(lines: Mapping[str, int]) -> dict[str, int]:
    """Return the lines with quiet and as many of the smallest others as it takes in one line."""
    rest = dict(lines)
    few = rest.pop(ASKED_FOR_QUIET)
    for words, people in sorted(rest.items(), key=lambda line: (line[1], line[0])):
        if few >= FEWEST_SHOWN:
            break
        few += people
        del rest[words]
    return {**rest, OTHER_REASONS: few}
