"""The house's settings as they are kept: each a small JSON object under its name, read back with suspicion."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time
from hashlib import sha256
from typing import Any

from career.localtime import Weekday, is_zone
from career.quiet import Budget, DeliveryHours
from career.settings import HouseSettings
from career.terms import SendingTerms

SENDING = "sending"
CONSIDER_WITHIN = "consider_within"
KUDOS_PER_DAY = "kudos_per_day"


def mark_of(settings: HouseSettings) -> str:
    """Return a mark of these settings: the same for the same ones, another for any others."""
    return sha256(json.dumps(settings_to_json(settings), sort_keys=True).encode()).hexdigest()[:16]


def settings_to_json(settings: HouseSettings) -> Mapping[str, dict[str, Any]]:
    """Return every setting by its name, as it is kept."""
    hours, budget = settings.sending.hours, settings.sending.budget
    return {
        SENDING: {
            "weekdays": sorted(weekday.value for weekday in hours.weekdays),
            "opens": hours.opens.isoformat("minutes"),
            "closes": hours.closes.isoformat("minutes"),
            "per_day": budget.per_day,
            "per_week": budget.per_week,
            "fallback_zone": settings.sending.fallback_zone,
        },
        CONSIDER_WITHIN: {"working_days": settings.consider_within},
        KUDOS_PER_DAY: {"times": settings.kudos_per_day},
    }


def settings_from_json(stored: Mapping[str, Any]) -> tuple[HouseSettings, tuple[str, ...]]:
    """Read what is kept; a setting that cannot be read has its default, and its name is in the second answer."""
    settings, malformed = HouseSettings(), []
    for name, read in _READ.items():
        if name not in stored:
            continue
        try:
            settings = read(settings, stored[name])
        except (KeyError, TypeError, ValueError, AttributeError):
            malformed.append(name)
    return settings, tuple(malformed)


def _sending(settings: HouseSettings, kept: Mapping[str, Any]) -> HouseSettings:
    if not is_zone(kept["fallback_zone"]):
        raise ValueError("Nobody knows that zone.")
    hours = DeliveryHours(
        frozenset(Weekday(_whole(each)) for each in kept["weekdays"]),
        time.fromisoformat(kept["opens"]),
        time.fromisoformat(kept["closes"]),
    )
    budget = Budget(_whole(kept["per_day"]), _whole(kept["per_week"]))
    return replace(settings, sending=SendingTerms(hours, budget, kept["fallback_zone"]))


def _consider_within(settings: HouseSettings, kept: Mapping[str, Any]) -> HouseSettings:
    return replace(settings, consider_within=_whole(kept["working_days"]))


def _kudos_per_day(settings: HouseSettings, kept: Mapping[str, Any]) -> HouseSettings:
    return replace(settings, kudos_per_day=_whole(kept["times"]))


def _whole(value: object) -> int:
    if type(value) is not int:
        raise TypeError("That is no whole number.")
    return value


_READ: Mapping[str, Callable[[HouseSettings, Mapping[str, Any]], HouseSettings]] = {
    SENDING: _sending,
    CONSIDER_WITHIN: _consider_within,
    KUDOS_PER_DAY: _kudos_per_day,
}
