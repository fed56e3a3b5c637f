"""HTTP mode: interactions posted to the app, signed as Slack signs.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import asyncio
import hashlib
import hmac
import json
import time
from urllib.parse import urlencode

import aiohttp

from sandbox.clock import Clock
from sandbox.faults import EnvelopeFaultKind, Faults
from sandbox.identifiers import new_mark
from sandbox.line import Acknowledged, Interaction, Outcome, Patience, Unacknowledged
from sandbox.payloads import Payload
from sandbox.record import Record
from sandbox.rules import Breach

OLD_SECONDS = 600
"""More than the five minutes after which Slack says to refuse a request."""

UNTRUE: tuple[EnvelopeFaultKind, ...] = ("forged", "stale", "unsigned")


class SignedHttp:
    """The app behind one address."""

    def __init__(
        self, events_url: str, signing_secret: str, patience: Patience, clock: Clock, faults: Faults, record: Record
    ) -> None:
        self._events_url = events_url
        self._secret = signing_secret.encode()
        self._patience = patience
        self._clock = clock
        self._faults = faults
        self._record = record
        self._session: aiohttp.ClientSession | None = None

    async def send(self, interaction: Interaction) -> Outcome:
        """Post it and take the answer as the acknowledgement; one twice or late, forged or stale, as armed."""
        delay = self._faults.for_envelope("delay")
        if delay is not None:
            await asyncio.sleep(delay.seconds)
        body, content_type = _encode(interaction)
        headers = {"Content-Type": content_type}
        if interaction.retry_attempt:
            headers |= {
                "X-Slack-Retry-Num": str(interaction.retry_attempt),
                "X-Slack-Retry-Reason": interaction.retry_reason,
            }
        untrue = self._faults.for_envelope(*UNTRUE)
        if self._faults.for_envelope("twice") is not None:
            await self._post(body, headers | self._signature(body, None))
        outcome = await self._post(body, headers | self._signature(body, untrue.kind if untrue else None))
        if untrue is not None and isinstance(outcome, Acknowledged):
            self._record.remark(
                Breach("sig.accepts_bad", "error", "", f"The app accepted a request that was {untrue.kind}.")
            )
        return outcome

    async def verify_address(self) -> bool:
        """Ask the app to echo a challenge, as Slack does when the address is entered."""
        challenge = new_mark(32)
        body = json.dumps({"token": "sandbox", "challenge": challenge, "type": "url_verification"}).encode()
        outcome = await self._post(body, {"Content-Type": "application/json"} | self._signature(body, None))
        echoed = isinstance(outcome, Acknowledged) and challenge in (outcome.answer or {}).values()
        if not echoed:
            self._record.remark(Breach("sig.url_verification", "error", "", "The challenge was not echoed."))
        return echoed

    async def close(self) -> None:
        """End the connections to the app."""
        if self._session is not None:
            await self._session.close()

    async def _post(self, body: bytes, headers: dict[str, str]) -> Outcome:
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=self._patience.acknowledgement))
        started = time.monotonic()
        try:
            async with self._session.post(
                self._events_url, data=body, headers=headers, allow_redirects=False
            ) as response:
                text = await response.text()
        except TimeoutError:
            return Unacknowledged("operation_timeout", time.monotonic() - started)
        except aiohttp.ClientError:
            return Unacknowledged("dispatch_failed", time.monotonic() - started)
        seconds = time.monotonic() - started
        if not response.ok:
            return Unacknowledged("http_error", seconds)
        return Acknowledged(_decode(text, response.content_type), seconds)

    def _signature(self, body: bytes, untrue: EnvelopeFaultKind | None) -> dict[str, str]:
        if untrue == "unsigned":
            return {}
        moment = int(self._clock.now().timestamp()) - (OLD_SECONDS if untrue == "stale" else 0)
        secret = b"somebody else's" if untrue == "forged" else self._secret
        digest = hmac.new(secret, f"v0:{moment}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": str(moment), "X-Slack-Signature": f"v0={digest}"}


def _encode(interaction: Interaction) -> tuple[bytes, str]:
    match interaction.kind:
        case "slash_commands":
            return urlencode(interaction.payload).encode(), "application/x-www-form-urlencoded"
        case "interactive":
            return urlencode({"payload": json.dumps(interaction.payload)}).encode(), "application/x-www-form-urlencoded"
        case "events_api":
            return json.dumps(interaction.payload).encode(), "application/json"


def _decode(text: str, content_type: str) -> Payload | None:
    if not text:
        return None
    if content_type == "application/json":
        answer = json.loads(text)
        return answer if isinstance(answer, dict) else {"text": text}
    return {"text": text}
