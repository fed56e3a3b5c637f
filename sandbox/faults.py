"""Faults to order: what goes wrong between an app and Slack, and when.

Armed by a test (from any thread) or through the control API; looked up on the server's loop at each call.
"""

import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

CallFaultKind = Literal["cut", "status", "error", "ratelimited", "slow", "garbage"]
EnvelopeFaultKind = Literal["refuse", "mute", "twice", "delay", "drop_after", "forged", "stale", "unsigned"]


@dataclass
class CallFault:
    """What shall happen to calls of one method.

    ``accepted``: the call is carried out first, so that the app only loses the answer. With ``slow`` that decides
    whether the wait comes before or after. ``count``: for so many calls, or for all with ``None``.
    ``probability``: of each matching call; the draws follow from ``seed``.
    """

    kind: CallFaultKind
    method: str = "*"
    accepted: bool = False
    channel: str | None = None
    user: str | None = None
    count: int | None = 1
    probability: float = 1.0
    seed: int = 0
    status: int = 500
    error: str = "internal_error"
    seconds: float = 1.0
    _draws: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(CallFaultKind):
            raise ValueError(f"A fault of a call is one of {', '.join(get_args(CallFaultKind))}, not {self.kind!r}.")
        self._draws = random.Random(self.seed)  # noqa: S311  a repeatable draw, not a secret

    def strikes(self, method: str, places: frozenset[str]) -> bool:
        """Whether this fault happens now; a strike is counted."""
        wanted = {place for place in (self.channel, self.user) if place is not None}
        if self.count == 0 or self.method not in ("*", method) or not wanted <= places:
            return False
        if self._draws.random() >= self.probability:
            return False
        if self.count is not None:
            self.count -= 1
        return True

    @property
    def label(self) -> str:
        """The fault as the record names it."""
        return f"{self.kind} after acceptance" if self.accepted else self.kind


@dataclass
class EnvelopeFault:
    """What shall happen to the next ``count`` interactions or connections (``None``: until the faults are cleared).

    ``refuse`` new connections; let one be ``mute``, half open from its hello on; send an envelope ``twice``; ``delay`` it by ``seconds``; ``drop_after`` sending it, so
    that its acknowledgement is lost; in HTTP mode a ``forged``, ``stale`` or ``unsigned`` request.
    """

    kind: EnvelopeFaultKind
    count: int | None = 1
    seconds: float = 1.0

    def __post_init__(self) -> None:
        if self.kind not in get_args(EnvelopeFaultKind):
            raise ValueError(
                f"A fault of a connection is one of {', '.join(get_args(EnvelopeFaultKind))}, not {self.kind!r}."
            )


class Faults:
    """The faults that are armed now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: list[CallFault] = []
        self._envelopes: list[EnvelopeFault] = []
        self.history_lags = 0.0
        """Seconds of Slack's time after which a message is found in the history of its conversation: no promise says at once."""

    def arm(self, fault: CallFault | EnvelopeFault) -> None:
        """Let it happen from now on."""
        with self._lock:
            match fault:
                case CallFault():
                    self._calls.append(fault)
                case EnvelopeFault():
                    self._envelopes.append(fault)

    def clear(self) -> None:
        """Let everything go well again."""
        with self._lock:
            self._calls.clear()
            self._envelopes.clear()
            self.history_lags = 0.0

    def for_call(self, method: str, places: frozenset[str]) -> CallFault | None:
        """The fault that strikes this call. ``places`` are the channel and user ids it is about."""
        with self._lock:
            return next((fault for fault in self._calls if fault.strikes(method, places)), None)

    def for_envelope(self, *kinds: EnvelopeFaultKind) -> EnvelopeFault | None:
        """The first armed fault of these kinds; counted as happened."""
        with self._lock:
            for fault in self._envelopes:
                if fault.kind in kinds and fault.count != 0:
                    if fault.count is not None:
                        fault.count -= 1
                    return fault
            return None

    def cut(self, method: str, *, accepted: bool = False, **when: Any) -> None:  # noqa: ANN401  fields of CallFault, here and below
        """Cut the connection, before the call is carried out or after."""
        self.arm(CallFault("cut", method, accepted, **when))

    def status(self, method: str, status: int, *, accepted: bool = False, **when: Any) -> None:  # noqa: ANN401
        """Answer with an HTTP status such as 500 or 503."""
        self.arm(CallFault("status", method, accepted, status=status, **when))

    def error(self, method: str, error: str, *, accepted: bool = False, **when: Any) -> None:  # noqa: ANN401
        """Answer with one of Slack's errors, such as ``fatal_error`` or ``channel_not_found``."""
        self.arm(CallFault("error", method, accepted, error=error, **when))

    def rate_limited(self, method: str, *, retry_after: float = 1, **when: Any) -> None:  # noqa: ANN401
        """Answer 429 with ``Retry-After`` in seconds."""
        self.arm(CallFault("ratelimited", method, seconds=retry_after, **when))

    def slow(self, method: str, seconds: float, *, accepted: bool = False, **when: Any) -> None:  # noqa: ANN401
        """Take that long."""
        self.arm(CallFault("slow", method, accepted, seconds=seconds, **when))

    def garbage(self, method: str, *, accepted: bool = False, **when: Any) -> None:  # noqa: ANN401
        """Answer 200 with a body that is not JSON."""
        self.arm(CallFault("garbage", method, accepted, **when))

    def envelope(self, kind: EnvelopeFaultKind, *, count: int | None = 1, seconds: float = 1.0) -> None:
        """Arm a fault of connections and interactions."""
        self.arm(EnvelopeFault(kind, count, seconds))


def read_fault(entry: Mapping[str, Any]) -> CallFault | EnvelopeFault:
    """A fault from the control API.

    Raises:
        ValueError: an unknown kind or field.
    """
    try:
        if entry.get("kind") in get_args(EnvelopeFaultKind):
            return EnvelopeFault(**entry)
        return CallFault(**entry)
    except TypeError as wrong:
        raise ValueError(f"A fault cannot be made of {dict(entry)!r}: {wrong}") from wrong
