"""The line to the app: how an interaction reaches it and what comes back."""

from dataclasses import dataclass
from typing import Literal, Protocol

from sandbox.payloads import Payload

LineKind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Patience:
    """How long Slack waits, in seconds; a test may change it.

    ``acknowledgement``: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
    ``trigger``: for how long a trigger id is good, as above.
    ``event_retries``: before each further try of an event (at once, after a minute, after five):
    https://docs.slack.dev/apis/events-api
    """

    acknowledgement: float = 3.0
    event_retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger: float = 3.0


@dataclass(frozen=True)
class Interaction:
    """Something that happened and that the app is told of."""

    kind: LineKind
    payload: Payload
    takes_answer: bool = False
    retry_attempt: int = 0
    retry_reason: str = ""


@dataclass(frozen=True)
class Acknowledged:
    """The app took it; ``answer`` is what it sent along, ``None`` for an empty acknowledgement."""

    answer: Payload | None
    seconds: float


@dataclass(frozen=True)
class Unacknowledged:
    """The app did not take it: ``operation_timeout``, ``dispatch_failed`` (nobody there) or ``http_error``."""

    error: str
    seconds: float


Outcome = Acknowledged | Unacknowledged


class Line(Protocol):
    """Socket Mode or signed HTTP."""

    async def send(self, interaction: Interaction) -> Outcome:
        """Tell the app, and wait for its acknowledgement."""
        ...

    async def close(self) -> None:
        """Hang up."""
        ...
