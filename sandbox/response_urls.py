"""Response URLs: where an app answers an interaction, five times within thirty minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sandbox.clock import Clock
from sandbox.identifiers import new_mark
from sandbox.refusals import RefusedError

USES = 5
LIFE = timedelta(minutes=30)


@dataclass
class ResponseUrl:
    """Where one answer goes: the conversation, the person who acted, and the message they acted on, if any."""

    channel: str
    user_id: str
    message_ts: str | None
    issued: datetime
    uses: int = 0


class ResponseUrls:
    """Those handed out, after https://docs.slack.dev/interactivity/handling-user-interaction#message_responses."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._issued: dict[str, ResponseUrl] = {}

    def issue(self, channel: str, user_id: str, message_ts: str | None = None) -> str:
        """The secret last part of a new response URL."""
        secret = new_mark(24)
        self._issued[secret] = ResponseUrl(channel, user_id, message_ts, self._clock.now())
        return secret

    def use(self, secret: str) -> ResponseUrl:
        """Count one use.

        Raises:
            RefusedError: never issued, used five times, or older than thirty minutes.
        """
        url = self._issued.get(secret)
        if url is None:
            raise RefusedError("invalid_url", rule="resp_url.unknown", detail="This response_url was never issued.")
        if url.uses >= USES:
            raise RefusedError(
                "used_url", rule="resp_url.used_up", detail="This response_url was used five times already."
            )
        if self._clock.now() - url.issued > LIFE:
            raise RefusedError(
                "expired_url", rule="resp_url.expired", detail="This response_url is older than thirty minutes."
            )
        url.uses += 1
        return url
