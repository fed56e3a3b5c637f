"""What people and HR said, as the test remembers it: none of it is read from the database it is held against."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from career.quiet import Scope, Why
from career.targets import Target, Topic


@dataclass(frozen=True)
class Wish:
    """Somebody asked for quiet; `under` is the token of the nudge they said it under, or empty."""

    scope: Scope
    about: str
    until: datetime | None
    why: Why
    under: str = ""


@dataclass
class Written:
    """One nudge: its target's key; the number of the draft that HR wrote last, looked at last, and switched on."""

    about: str
    draft: int
    seen: int | None = None
    live: int | None = None


@dataclass
class Memory:
    """Everything that was said so far."""

    wishes: dict[str, list[Wish]] = field(default_factory=lambda: defaultdict(list))
    copies: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The tokens of the nudges that arrived at each Slack account."""
    heard: dict[str, list[datetime]] = field(default_factory=lambda: defaultdict(list))
    """When they arrived."""
    nudges: dict[int, Written] = field(default_factory=dict)
    applied: set[tuple[str, int]] = field(default_factory=set)
    """Who ever applied for which opening."""
    broken: list[Exception] = field(default_factory=list)
    """What was wrong with what came while messages were under way."""
    records: dict[str, dict[str, str]] = field(default_factory=dict)
    """What the HR system has of everybody."""

    def asks(self, who: str, wish: Wish) -> None:
        """Somebody asks for quiet; the same wish again only moves its end."""
        same = (wish.scope, wish.about, wish.why, wish.under)
        self.takes_back(who, lambda old: (old.scope, old.about, old.why, old.under) == same)
        self.wishes[who].append(wish)

    def takes_back(self, who: str, wished: Callable[[Wish], bool]) -> None:
        """Somebody takes back what they wished."""
        self.wishes[who] = [wish for wish in self.wishes[who] if not wished(wish)]

    def starts(self, who: str, topic: Topic | None) -> None:
        """Somebody allows nudges again: all of them, or one topic."""
        stopped = [wish for wish in self.wishes[who] if wish.why is Why.STOPPED]
        has_stopped_all = any(wish.scope is Scope.ALL for wish in stopped)
        if topic is None:
            self.takes_back(who, lambda wish: wish.why in {Why.STOPPED, Why.PAUSED})
            return
        self.takes_back(who, lambda wish: wish in stopped and (wish.scope is Scope.ALL or wish.about == topic))
        if has_stopped_all:
            for other in set(Topic) - {topic}:
                self.asks(who, Wish(Scope.TOPIC, other, None, Why.STOPPED))

    def wants_quiet(self, who: str, target: Target, now: datetime) -> bool:
        """Whether somebody wants to hear nothing about `target` now."""
        about = {(Scope.ALL, ""), (Scope.TOPIC, target.topic.value), (Scope.TARGET, target.key)}
        held = [wish for wish in self.wishes[who] if wish.until is None or now < wish.until]
        return any((wish.scope, wish.about) in about for wish in held)
