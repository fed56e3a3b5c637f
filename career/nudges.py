"""A nudge's life: what it is about, how far it reaches, and when it may start, pause and end."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from career.stored import stored_record
from career.targets import Target, target_to_json

_VERSION = 1


class NudgeStatus(StrEnum):
    """Where a nudge is in its life. Only a running one sends; what a paused one owes waits until it runs again."""

    DRAFT = "draft"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class NudgeVerb(StrEnum):
    """What HR does to a nudge."""

    START = "start"
    PAUSE = "pause"
    END = "end"


@dataclass(frozen=True, slots=True)
class Refused:
    """The nudge stays as it is; `sentence` tells HR why."""

    sentence: str


MOVES: Mapping[tuple[NudgeStatus, NudgeVerb], NudgeStatus] = {
    (NudgeStatus.DRAFT, NudgeVerb.START): NudgeStatus.RUNNING,
    (NudgeStatus.DRAFT, NudgeVerb.END): NudgeStatus.ENDED,
    (NudgeStatus.RUNNING, NudgeVerb.PAUSE): NudgeStatus.PAUSED,
    (NudgeStatus.RUNNING, NudgeVerb.END): NudgeStatus.ENDED,
    (NudgeStatus.PAUSED, NudgeVerb.START): NudgeStatus.RUNNING,
    (NudgeStatus.PAUSED, NudgeVerb.END): NudgeStatus.ENDED,
}
"""Every allowed move; what is not here is refused."""

_REFUSALS: Mapping[tuple[NudgeStatus, NudgeVerb], str] = {
    (NudgeStatus.DRAFT, NudgeVerb.PAUSE): "This nudge has not started, so there is nothing to pause.",
    (NudgeStatus.RUNNING, NudgeVerb.START): "This nudge is already running.",
    (NudgeStatus.PAUSED, NudgeVerb.PAUSE): "This nudge is already paused.",
    (NudgeStatus.ENDED, NudgeVerb.START): "This nudge has ended and stays so; write a new one.",
    (NudgeStatus.ENDED, NudgeVerb.PAUSE): "This nudge has ended and sends nothing any more.",
    (NudgeStatus.ENDED, NudgeVerb.END): "This nudge has already ended.",
}


def move(status: NudgeStatus, verb: NudgeVerb) -> NudgeStatus | Refused:
    """Return the status after HR's `verb`, or why it is refused. That a start needs a preview is asked elsewhere."""
    after = MOVES.get((status, verb))
    return Refused(_REFUSALS[status, verb]) if after is None else after


MOST_TIMES = 3
FEWEST_DAYS_BETWEEN = 7
MOST_DAYS_BETWEEN = 365
LARGEST_HOLD_OUT = 0.5


@dataclass(frozen=True, slots=True)
class Reach:
    """How often one person may get the nudge, how many whole days apart at least, and which share is held out."""

    times_per_person: int = 1
    days_between: int = 7
    hold_out: float = 0.10

    def __post_init__(self) -> None:
        if not 1 <= self.times_per_person <= MOST_TIMES:
            raise ValueError(f"One person may get a nudge 1 to {MOST_TIMES} times.")
        if not FEWEST_DAYS_BETWEEN <= self.days_between <= MOST_DAYS_BETWEEN:
            raise ValueError(f"Leave {FEWEST_DAYS_BETWEEN} to {MOST_DAYS_BETWEEN} days between two times.")
        if not 0 <= self.hold_out <= LARGEST_HOLD_OUT:
            raise ValueError(f"The hold-out is between 0 % and {LARGEST_HOLD_OUT * 100:.0f} %.")


def reach_to_json(reach: Reach) -> dict[str, object]:
    """Return the reach as it is stored."""
    return {
        "version": _VERSION,
        "times_per_person": reach.times_per_person,
        "days_between": reach.days_between,
        "hold_out": float(reach.hold_out),
    }


def reach_from_json(data: object) -> Reach:
    """Return the reach that `reach_to_json` stored; ValueError with a sentence if `data` is none."""
    record = stored_record(data, "A reach", _VERSION)
    record.has_only("version", "times_per_person", "days_between", "hold_out")
    return Reach(
        record.whole_number("times_per_person"), record.whole_number("days_between"), record.number("hold_out")
    )


def fingerprint(target: Target, rule_json: object, cadence_json: object, words: str, reach: Reach) -> str:
    """Return a SHA-256, in hexadecimal, of all that decides who gets what, when and how often.

    A nudge may start only while the fingerprint of its last preview is this one (promise 5). So a change of the
    target, of the rule, of the words, of the cadence or of the reach, hold-out included, asks for a new preview:
    each of them changes what the preview showed, its counts, its dates or its samples. The title does not, for no
    employee sees it; nor do the status and people's data, which the moment of sending looks at again.

    `rule_json` and `cadence_json` are what is stored; the order of their members does not count.
    """
    parts = {
        "target": target_to_json(target),
        "rule": rule_json,
        "cadence": cadence_json,
        "words": words,
        "reach": reach_to_json(reach),
    }
    canonical = json.dumps(parts, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return sha256(canonical.encode("ascii")).hexdigest()
