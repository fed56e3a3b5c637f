"""Rate limits as Slack sets them, and who does not wait when told to.

https://docs.slack.dev/apis/web-api/rate-limits: tiers of calls a minute per method; ``chat.postMessage`` about one a
second per conversation with short bursts, and "several hundred" a minute for the workspace, whose figure is unpublished.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True)
class Pace:
    """So many calls a minute, after a burst of so many at once."""

    per_minute: float
    burst: int


TIER_1: Final = Pace(1, 20)
TIER_2: Final = Pace(20, 20)
TIER_3: Final = Pace(50, 50)
TIER_4: Final = Pace(100, 100)

SLACK_PACES: Final[Mapping[str, Pace]] = MappingProxyType(
    {
        "apps.connections.open": TIER_1,
        "users.list": TIER_2,
        "conversations.list": TIER_2,
        "conversations.history": TIER_3,
        "conversations.replies": TIER_3,
        "conversations.info": TIER_3,
        "conversations.open": TIER_3,
        "conversations.join": TIER_3,
        "users.conversations": TIER_3,
        "users.lookupByEmail": TIER_3,
        "chat.update": TIER_3,
        "chat.delete": TIER_3,
        "reactions.add": TIER_3,
        "team.info": TIER_3,
        "bots.info": TIER_3,
        "conversations.members": TIER_4,
        "users.info": TIER_4,
        "chat.postEphemeral": TIER_4,
        "views.open": TIER_4,
        "views.push": TIER_4,
        "views.update": TIER_4,
        "views.publish": TIER_4,
        "files.getUploadURLExternal": TIER_4,
        "files.completeUploadExternal": TIER_4,
        "files.info": TIER_4,
    }
)
POST: Final = "chat.postMessage"
WORKSPACE_BURST: Final = 20


@dataclass(frozen=True)
class RateLimits:
    """The paces that a workspace keeps; ``None`` leaves posts unlimited."""

    methods: Mapping[str, Pace] = field(default_factory=lambda: SLACK_PACES)
    posts_per_channel: Pace | None = Pace(60, 4)
    posts_per_workspace: Pace | None = Pace(300, WORKSPACE_BURST)


UNLIMITED: Final = RateLimits(MappingProxyType({}), None, None)


@dataclass
class _Bucket:
    pace: Pace
    free_at: datetime
    wait_until: datetime | None = None

    def wait(self, now: datetime) -> float:
        """Seconds until a call is allowed; 0 if one is allowed now (GCRA: a theoretical time of the next free slot)."""
        step = timedelta(minutes=1 / self.pace.per_minute)
        early = self.free_at - step * (self.pace.burst - 1)
        return max(0.0, (early - now).total_seconds())

    def take(self, now: datetime) -> None:
        step = timedelta(minutes=1 / self.pace.per_minute)
        self.free_at = max(self.free_at, now) + step


@dataclass(frozen=True)
class Wait:
    """A call over the limit: come back after so many whole seconds. ``ignored``: it had been told so already."""

    retry_after: int
    ignored: bool


@dataclass
class Gate:
    """Counts calls against the limits."""

    limits: RateLimits
    _buckets: dict[tuple[str, str], _Bucket] = field(default_factory=dict)
    _told: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def tell_to_wait(self, method: str, channel: str, until: datetime) -> None:
        """Remember that the app was told to leave this method alone; with no channel, everywhere."""
        self._told[method, channel] = until

    def admit(self, method: str, channel: str, now: datetime) -> Wait | None:
        """Count one call, or say how long to wait."""
        told = max((self._told[key] for key in ((method, ""), (method, channel)) if key in self._told), default=now)
        if now < told:
            return Wait(math.ceil((told - now).total_seconds()), ignored=True)
        buckets = [self._bucket(key, pace, now) for key, pace in self._paces(method, channel)]
        waits = [bucket for bucket in buckets if bucket.wait(now) > 0]
        if not waits:
            for bucket in buckets:
                bucket.take(now)
            return None
        ignored = any(bucket.wait_until is not None and now < bucket.wait_until for bucket in waits)
        retry_after = max(1, math.ceil(max(bucket.wait(now) for bucket in waits)))
        for bucket in waits:
            bucket.wait_until = now + timedelta(seconds=retry_after)
        return Wait(retry_after, ignored)

    def _paces(self, method: str, channel: str) -> list[tuple[tuple[str, str], Pace]]:
        if method != POST:
            pace = self.limits.methods.get(method)
            return [] if pace is None else [((method, ""), pace)]
        per_channel, per_workspace = self.limits.posts_per_channel, self.limits.posts_per_workspace
        found = []
        if per_channel is not None:
            found.append(((POST, channel), per_channel))
        if per_workspace is not None:
            found.append(((POST, ""), per_workspace))
        return found

    def _bucket(self, key: tuple[str, str], pace: Pace, now: datetime) -> _Bucket:
        return self._buckets.setdefault(key, _Bucket(pace, now))
