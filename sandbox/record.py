"""What happened: every call, every interaction sent, every message accepted, and every rule of Slack that was broken.

Tests count here: "none lost, none twice" is a statement about ``accepted``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sandbox.clock import Clock
from sandbox.payloads import Payload
from sandbox.rules import Breach


@dataclass(frozen=True)
class Call:
    """One Web API call. ``answer`` is ``None`` where the connection was cut before one was given."""

    number: int
    at: datetime
    method: str
    arguments: Payload
    status: int | None
    answer: Payload | None
    seconds: float
    breaches: tuple[Breach, ...]
    fault: str | None

    @property
    def ok(self) -> bool:
        """Whether the app was told that it worked."""
        return bool(self.answer and self.answer.get("ok"))


@dataclass(frozen=True)
class Sending:
    """One interaction or event sent to the app. ``error`` says why there was no acknowledgement."""

    number: int
    at: datetime
    kind: str
    payload: Payload
    answer: Payload | None
    error: str | None
    ack_ms: float
    retry_attempt: int
    breaches: tuple[Breach, ...]


@dataclass(frozen=True)
class Accepted:
    """One message that the workspace took from the app. ``to`` is the person, in a direct message with the app."""

    number: int
    at: datetime
    channel: str
    to: str | None
    ts: str
    text: str
    blocks: Sequence[Payload]
    metadata: Payload | None
    only_for: str | None


Entry = Call | Sending | Accepted


@dataclass(frozen=True)
class Remark:
    """A breach that belongs to no call and no acknowledgement, such as an unknown envelope."""

    number: int
    at: datetime
    breach: Breach


class Record:
    """Entries in the order they happened. Written on the server's loop; may be read from any thread."""

    def __init__(self, clock: Clock, on_entry: Callable[[], None]) -> None:
        self._clock = clock
        self._on_entry = on_entry
        self._entries: list[Entry | Remark] = []

    def call(self, method: str, arguments: Payload, **outcome: Any) -> None:  # noqa: ANN401  the fields of Call
        """Note a Web API call."""
        self._add(Call(len(self._entries), self._clock.now(), method, arguments, **outcome))

    def sending(self, kind: str, payload: Payload, **outcome: Any) -> None:  # noqa: ANN401  the fields of Sending
        """Note an interaction and what became of it."""
        self._add(Sending(len(self._entries), self._clock.now(), kind, payload, **outcome))

    def accepted_message(self, **message: Any) -> None:  # noqa: ANN401  the fields of Accepted
        """Note a message that was taken."""
        self._add(Accepted(len(self._entries), self._clock.now(), **message))

    def remark(self, breach: Breach) -> None:
        """Note a breach that stands alone."""
        self._add(Remark(len(self._entries), self._clock.now(), breach))

    def since(self, number: int) -> list[Entry | Remark]:
        """The entries from that number on."""
        return self._entries[number:]

    @property
    def calls(self) -> list[Call]:
        """The Web API calls."""
        return [entry for entry in self.since(0) if isinstance(entry, Call)]

    @property
    def sendings(self) -> list[Sending]:
        """The interactions and events sent to the app."""
        return [entry for entry in self.since(0) if isinstance(entry, Sending)]

    @property
    def accepted(self) -> list[Accepted]:
        """The messages taken from the app, ephemeral ones included."""
        return [entry for entry in self.since(0) if isinstance(entry, Accepted)]

    @property
    def breaches(self) -> list[Breach]:
        """Every rule of Slack that the app broke, errors and warnings."""
        found: list[Breach] = []
        for entry in self.since(0):
            match entry:
                case Call() | Sending():
                    found.extend(entry.breaches)
                case Remark():
                    found.append(entry.breach)
                case Accepted():
                    pass
        return found

    @property
    def errors(self) -> list[Breach]:
        """The breaches that Slack refuses, drops or shows as a failure."""
        return [breach for breach in self.breaches if breach.severity == "error"]

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method."""
        return [call for call in self.calls if call.method == method]

    def posts_to(self, person: str) -> list[Accepted]:
        """What the app posted into its direct messages with this person, ephemeral messages left out."""
        return [post for post in self.accepted if post.to == person and post.only_for is None]

    def _add(self, entry: Entry | Remark) -> None:
        self._entries.append(entry)
        self._on_entry()


@dataclass
class Remarks:
    """The breaches found while one call or acknowledgement is handled."""

    breaches: list[Breach] = field(default_factory=list)

    def warn(self, rule: str, detail: str) -> None:
        """Slack takes this, but it is a known trap."""
        self.breaches.append(Breach(rule, "warn", "", detail))

    def refuse(self, rule: str, error: str, detail: str) -> None:
        """Slack refuses this, drops it or shows a failure."""
        self.breaches.append(Breach(rule, "error", error, detail))
